"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import views

app_name = "sign_up"
urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/registration/", views.sign_up, {"kind": "event"}, name="event"),
    path("series/<slug:slug>/registration/", views.sign_up, {"kind": "series"}, name="series"),
    path(
        "events/<slug:slug>/registration/consent.pdf",
        views.consent_form,
        {"kind": "event"},
        name="event_consent",
    ),
    path(
        "series/<slug:slug>/registration/consent.pdf",
        views.consent_form,
        {"kind": "series"},
        name="series_consent",
    ),
    path("registrations/received/<str:reference>/", views.received_page, name="received"),
]
