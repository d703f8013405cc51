"""Addresses in the order a visitor meets them."""

from django.urls import path

from . import views

app_name = "yearbook"
urlpatterns = [
    path("years/<int:year>/", views.review, name="review"),
    path("figures/<slug:slug>/", views.figure, name="figure"),
    path("sources/<slug:key>/", views.source, name="source"),
]
