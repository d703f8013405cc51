"""Addresses of machines: the same in every language, which `?lang=` chooses."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import SlugConverter

from .views import calendar, crawlers, embed, programme


class SectionConverter(SlugConverter):
    """A section of the site map."""

    regex = "pages|events|sessions"


register_converter(SectionConverter, "sitemap_section")

app_name = "feeds"
urlpatterns: list[URLPattern | URLResolver] = [
    path("feeds/events.ics", calendar.calendar_ics, name="calendar_ics"),
    path("feeds/events.atom", calendar.calendar_atom, name="calendar_atom"),
    path("feeds/events.json", calendar.calendar_json, name="calendar_json"),
    path("feeds/events.csv", calendar.calendar_csv, name="calendar_csv"),
    path("feeds/deadlines.ics", calendar.deadlines_ics, name="deadlines_ics"),
    path("feed.ics", calendar.calendar_ics),
    path("feed.atom", calendar.calendar_atom),
    path("feed.json", calendar.calendar_json),
    path("api/events", calendar.api_events, name="api_events"),
    path("events/<slug:slug>.ics", programme.event_ics, name="event_ics"),
    path("events/<slug:slug>.jsonld", programme.event_jsonld, name="event_jsonld"),
    path("events/<slug:slug>/sessions.ics", programme.sessions_ics, name="sessions_ics"),
    path("events/<slug:slug>/sessions/<slug:session>.ics", programme.session_ics, name="session_ics"),
    path("events/<slug:slug>/favourites.ics", programme.favourites, name="favourites"),
    path("events/<slug:slug>/schedule.xml", programme.schedule_xml, name="schedule_xml"),
    path("events/<slug:slug>/schedule.json", programme.schedule_json, name="schedule_json"),
    path("oembed", embed.oembed, name="oembed"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path(
        "sitemap-<sitemap_section:section>-<int:number>.xml",
        crawlers.sitemap_part,
        name="sitemap_part",
    ),
]
