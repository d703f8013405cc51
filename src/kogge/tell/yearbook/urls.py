"""Addresses in the order a visitor meets them, then those of the desk."""

from django.urls import path

from . import desk_views, views

app_name = "yearbook"
urlpatterns = [
    path("years/<int:year>/", views.review, name="review"),
    path("years/<int:year>/annex/", views.annex, name="annex"),
    path("figures/<slug:slug>/", views.figure, name="figure"),
    path("sources/<slug:key>/", views.source, name="source"),
    path("desk/years/", desk_views.edit, name="edit"),
    path("desk/years/<int:year>/", desk_views.edit, name="edit_year"),
    path("desk/years/<int:year>/introduction/", desk_views.introduction, name="introduction"),
    path("desk/years/<int:year>/release/", desk_views.release, name="release"),
    path("desk/years/<int:year>/withdrawal/", desk_views.withdraw, name="withdraw"),
    path("desk/years/<int:year>/figures/", desk_views.add_figure, name="add_figure"),
    path("desk/years/<int:year>/sections/<slug:slug>/", desk_views.section, name="section"),
    path("desk/years/<int:year>/sections/<slug:slug>/approval/", desk_views.approve, name="approve"),
    path("desk/figures/<slug:slug>/", desk_views.correct_figure, name="correct_figure"),
]
