"""Addresses, in the order somebody meets them."""

from django.urls import path

from . import views

app_name = "badges"
urlpatterns = [
    path("desk/certificates/templates/", views.templates, name="templates"),
    path("desk/certificates/templates/<slug:slug>/", views.template, name="template"),
]
