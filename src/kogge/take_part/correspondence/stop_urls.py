"""Where news are ended: an address that stands in letters."""

from django.urls import URLPattern, path

from .views import stop

app_name = "newsletter"
urlpatterns: list[URLPattern] = [path("letters/stop/<str:key>/", stop.stop, name="stop")]
