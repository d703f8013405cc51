"""No pages of its own: see `answering` and `call_desk`."""

from django.urls import URLPattern

app_name = "calls"
urlpatterns: list[URLPattern] = []
