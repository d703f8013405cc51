"""Addresses at the desk, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import letters, mails, plans

app_name = "correspondence"
urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/letters/", letters.mailings, name="letters"),
    path("events/<slug:slug>/letters/new/", letters.edit, name="new"),
    path("events/<slug:slug>/letters/count/", letters.count, name="count"),
    path("events/<slug:slug>/letters/<int:number>/", letters.show, name="letter"),
    path("events/<slug:slug>/letters/<int:number>/edit/", letters.edit, name="edit"),
    path("events/<slug:slug>/letters/<int:number>/progress/", letters.progress, name="progress"),
    path("events/<slug:slug>/letters/<int:number>/<slug:step>/", letters.act, name="act"),
    path("events/<slug:slug>/plans/", plans.choose, name="plans"),
    path("events/<slug:slug>/plans/<slug:kind>/", plans.change, name="plan"),
    path("mails/", mails.failed, name="mails"),
    path("mails/<int:number>/again/", mails.again, name="again"),
]
