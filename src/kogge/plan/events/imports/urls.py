"""Addresses in the order a member of staff meets them."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "imports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.show, name="job"),
    path("<int:pk>/proceed/", views.proceed, name="proceed"),
    path("<int:pk>/stop/", views.stop, name="stop"),
]
