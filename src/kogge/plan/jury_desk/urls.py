"""Addresses, in the order somebody meets them."""

from django.urls import path

from . import results, views

_JURY = "desk/calls/<slug:slug>/jury/"

app_name = "jury_desk"
urlpatterns = [
    path("desk/my-juries/", views.mine, name="mine"),
    path(_JURY, views.jury, name="jury"),
    path(f"{_JURY}rules/", views.change_rules, name="rules"),
    path(f"{_JURY}phases/new/", views.change_phase, name="phase_new"),
    path(f"{_JURY}phases/<int:pk>/", views.change_phase, name="phase"),
    path(f"{_JURY}phases/<int:pk>/files/", views.files, name="files"),
    path(f"{_JURY}jurors/", views.jurors, name="jurors"),
    path(f"{_JURY}jurors/<int:pk>/", views.juror, name="juror"),
    path(f"{_JURY}conflicts/", views.conflicts, name="conflicts"),
    path(f"{_JURY}sheets/<int:pk>/back/", views.give_back, name="give_back"),
    path(f"{_JURY}ranking/", results.ranking, name="ranking"),
    path(f"{_JURY}ranking.<str:kind>", results.export, name="ranking_export"),
    path(f"{_JURY}audience/", results.arrange, name="audience"),
    path(f"{_JURY}audience/codes/", results.codes, name="audience_codes"),
    path(f"{_JURY}audience/reveal/", results.reveal, name="audience_reveal"),
]
