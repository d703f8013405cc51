"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import own_views, phone, views

app_name = "conversations"
urlpatterns: list[URLPattern] = [
    path("nomination/<str:secret>/activities/", own_views.show, name="own"),
    path("nomination/<str:secret>/activities/<int:pk>/", own_views.entry, name="own_entry"),
    path("desk/conversations/new/", phone.log, name="log"),
    path("desk/conversations/new/state/", phone.state, name="state"),
    path("desk/conversations/new/entries/", phone.entries, name="entries"),
    path("desk/conversations/new/worker.js", phone.worker, name="worker"),
    path("desk/conversations/", views.show, name="list"),
    path("desk/conversations/definition/", views.definition, name="definition"),
    path("desk/conversations/import/", views.take_file, name="import"),
    path("desk/conversations/list.<str:kind>", views.export, name="export"),
    path("desk/conversations/<int:pk>/", views.edit, name="entry"),
    path("desk/conversations/<int:pk>/confirmation/", views.confirmation, name="confirmation"),
    path("desk/conversations/<int:pk>/deletion/", views.deletion, name="deletion"),
]
