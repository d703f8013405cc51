"""Addresses of the desk, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import setting_up, sorting

app_name = "call_desk"
urlpatterns: list[URLPattern] = [
    path("desk/calls/", setting_up.call_list, name="list"),
    path("desk/calls/new/<slug:kind>/", setting_up.create, name="create"),
    path("desk/calls/<slug:slug>/", sorting.call, name="call"),
    path("desk/calls/<slug:slug>/edit/", setting_up.edit, name="edit"),
    path("desk/calls/<slug:slug>/state/", setting_up.state, name="state"),
    path("desk/calls/<slug:slug>/questions/", setting_up.question_list, name="questions"),
    path("desk/calls/<slug:slug>/questions/<slug:key>/", setting_up.question, name="question"),
    path("desk/calls/<slug:slug>/rules/", setting_up.rules, name="rules"),
    path("desk/calls/<slug:slug>/late/", sorting.late, name="late"),
    path("desk/calls/<slug:slug>/bulk/", sorting.bulk, name="bulk"),
    path("desk/calls/<slug:slug>/export.<slug:kind>", sorting.export, name="export"),
    path("desk/calls/<slug:slug>/answers/<slug:code>/", sorting.submission, name="submission"),
    path("desk/calls/<slug:slug>/answers/<slug:code>/files/<int:pk>/", sorting.file, name="file"),
]
