"""The map's address."""

from django.urls import path

from . import views

urlpatterns = [path("map/", views.region_map, name="map")]
