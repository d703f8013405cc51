"""Addresses in the order a visitor meets them."""

from django.urls import URLPattern, URLResolver, path

from .views import calendar, events, parts, series, sessions

app_name = "events"
urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", calendar.show, name="calendar"),
    path("events/", events.event_list, name="list"),
    path("events/new/", events.choose, name="create"),
    path("events/new/<slug:format_key>/", events.create, name="create_from"),
    path("events/clashes/", events.clashes, name="clashes"),
    path("events/invitations/<int:pk>/", parts.answer_invitation, name="invitation"),
    path("events/<slug:slug>/", events.show_overview, name="overview"),
    path("events/<slug:slug>/edit/", events.edit, name="edit"),
    path("events/<slug:slug>/place/", parts.place, name="place"),
    path("events/<slug:slug>/state/<slug:state>/", parts.state, name="state"),
    path("events/<slug:slug>/organizers/", parts.organizers, name="organizers"),
    path("events/<slug:slug>/people/", parts.people, name="people"),
    path("events/<slug:slug>/picture/", parts.picture, name="picture"),
    path("events/<slug:slug>/checklist/", parts.checklist, name="checklist"),
    path("events/<slug:slug>/report/", parts.report, name="report"),
    path("events/<slug:slug>/copy/", parts.duplicate, name="duplicate"),
    path("events/<slug:slug>/delete/", parts.delete, name="delete"),
    path("events/<slug:slug>/sessions/", sessions.sessions, name="sessions"),
    path("events/<slug:slug>/sessions/new/", sessions.add, name="session_add"),
    path("events/<slug:slug>/sessions/<slug:session>/", sessions.change, name="session"),
    path("events/<slug:slug>/sessions/<slug:session>/people/", sessions.people, name="session_people"),
    path("events/<slug:slug>/sessions/<slug:session>/delete/", sessions.delete, name="session_delete"),
    path("events/<slug:slug>/tracks/", sessions.tracks, name="tracks"),
    path("series/", series.series_list, name="series_list"),
    path("series/new/", series.add, name="series_add"),
    path("series/<slug:slug>/", series.show_series, name="series"),
    path("series/<slug:slug>/rule/", series.rule, name="series_rule"),
    path("series/<slug:slug>/dates/", series.dates, name="series_dates"),
]
