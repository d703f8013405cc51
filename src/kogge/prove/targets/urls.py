"""Addresses, in the order somebody meets them."""

from django.urls import path

from . import views

app_name = "targets"
urlpatterns = [
    path("desk/reports/<slug:slug>/targets/", views.targets_page, name="targets"),
    path("desk/reports/<slug:slug>/targets/new/", views.target, name="target_new"),
    path("desk/reports/<slug:slug>/targets/<int:pk>/", views.target, name="target"),
    path("desk/reports/<slug:slug>/estimates/", views.estimates_page, name="estimates"),
    path("desk/reports/<slug:slug>/estimates/new/", views.estimate, name="estimate_new"),
    path("desk/reports/<slug:slug>/estimates/<int:pk>/", views.estimate, name="estimate"),
    path("desk/reports/<slug:slug>/estimates/<int:pk>/deletion/", views.drop_estimate, name="estimate_drop"),
]
