"""Addresses in the order a visitor meets them."""

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [path("search/", views.search, name="search")]
