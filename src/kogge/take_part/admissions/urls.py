"""Addresses, in the order somebody meets them; each page of an event lies in the same place for a series."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from .views import codes, consents, invitations, questions, seats, terms

View = Callable[..., HttpResponse]


def twice(pages: tuple[tuple[str, View, str], ...]) -> list[URLPattern]:
    """The addresses of these pages for an event, and the same with "series_" before their name for a series."""
    events = [path(f"events/<slug:slug>/registration/{tail}", view, name=name) for tail, view, name in pages]
    return events + [
        path(f"series/<slug:slug>/registration/{tail}", view, {"series": True},
             name="series" if name == "event" else f"series_{name}")
        for tail, view, name in pages
    ]  # fmt: skip


app_name = "admissions"
urlpatterns: list[URLPattern] = [
    *twice((
        ("", terms.show, "event"),
        ("seats/", seats.show, "seats"),
        ("questions/", questions.show, "questions"),
        ("questions/new/", questions.edit, "question_new"),
        ("questions/<int:pk>/", questions.edit, "question"),
        ("invitations/", invitations.show, "invitations"),
        ("codes/", codes.show, "codes"),
    )),
    path("registrations/consents/", consents.texts, name="consent_texts"),
    path("registrations/consents/<slug:kind>/", consents.texts, name="consent_text"),
]  # fmt: skip
