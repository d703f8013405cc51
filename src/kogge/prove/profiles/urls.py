"""Addresses, in the order somebody meets them."""

from django.urls import path

from . import views

app_name = "profiles"
urlpatterns = [
    path("desk/funders/", views.funders, name="funders"),
    path("desk/funders/<slug:key>/", views.profile, name="profile"),
    path("desk/funders/<slug:key>/take-up/", views.take_up, name="take_up"),
]
