"""Addresses of the directory's public pages."""

from django.urls import path

from . import groups, organizations, people, places

urlpatterns = [
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/<slug:slug>/", organizations.organization, name="organization"),
    path("people/", people.people, name="people"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("areas/", places.areas, name="areas"),
    path("areas/<slug:slug>/", places.area, name="area"),
    path("topics/", groups.topics, name="topics"),
    path("topics/<slug:slug>/", groups.topic, name="topic"),
    path("communities/", groups.communities, name="communities"),
    path("communities/<slug:slug>/", groups.community, name="community"),
    path("programmes/", groups.programmes, name="programmes"),
    path("programmes/<slug:slug>/", groups.programme, name="programme"),
]
