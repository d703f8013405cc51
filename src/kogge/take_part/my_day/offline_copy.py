"""The programme for a phone without a network: which pages a copy holds, and how it installs as an app.

A copy is small: the days of the programme, the people, and one page with all sessions and their texts, to which the
worker leads whoever opens a single session offline.
"""

from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core import logo, region, stylesheet
from kogge.core.periods import period
from kogge.core.translated import translated
from kogge.publish.programme import event_page, timetable
from kogge.publish.programme.models import PublicEvent

FILES = (
    "core/theme.js", "programme/programme.js", "programme/offline.js", "my_day/day.js", "my_day/day.css",
    "vendor/kern/fira-sans-400.woff2", "vendor/kern/fira-sans-600.woff2",
)  # fmt: skip


def listing(event: PublicEvent) -> dict[str, Any]:
    """What a device fetches to have the programme with it. A new release is a new version."""
    base = reverse("programme:programme", args=[event.slug])
    records = list(event.sessions.values_list("record", flat=True))
    days = timetable.days(records)
    choices = [timetable.Choice(day=day) for day in days] if len(days) > 1 else []
    grids = [timetable.Choice(day=day, view="grid") for day in days]
    pages = [base + one.address() for one in (*choices, *grids)]
    style, icon = stylesheet.current()[1], logo.icon()[1]
    own = [reverse(f"programme:{name}", args=[event.slug]) for name in ("event", "speakers", "changes")]
    whole = reverse("my_day:whole", args=[event.slug])
    return {
        "slug": event.slug,
        "title": str(translated(event.record, "title")),
        "programme": base,
        "lang": get_language(),
        "aged": _("No network: your copy as of {when}, {ago}. Things may have changed since then."),
        "version": f"{event.release.number}-{style[:6]}",
        "root": reverse("programme:event", args=[event.slug]),
        "whole": whole,
        "offline": reverse("my_day:offline"),
        "pages": [base, whole, reverse("my_day:start", args=[event.slug]), *own, *pages],
        "assets": [
            reverse("assets:style", args=[style]), reverse("assets:icon", args=[icon]), *map(static, FILES),
        ],
    }  # fmt: skip


def whole(event: PublicEvent) -> dict[str, Any]:
    """All days with all texts on one page."""
    base = f"{reverse('programme:event', args=[event.slug])}sessions/"
    records = list(event.sessions.values_list("record", flat=True))
    first = event.starts_on if event.precision == "day" else None
    texts = {one["slug"]: str(translated(one, "abstract")) for one in records}
    spans = {one["slug"]: (one["starts_at"] or "", one["ends_at"] or "") for one in records}
    found = []
    for number in timetable.days(records):
        name, day = timetable.day_label(first, number, lambda known: period(known, weekday=True))
        groups = timetable.groups((one for one in records if (one["day"] or 0) == number), base)
        rows = [row for group in groups for row in group.rows]
        for row in rows:
            row["text"], (row["starts_at"], row["ends_at"]) = texts[row["slug"]], spans[row["slug"]]
        found.append({"name": ", ".join(filter(None, (name, day))), "rows": rows})
    programme = {"name": _("Programme"), "address": reverse("programme:programme", args=[event.slug])}
    crumbs = event_page.crumbs(event.record, programme, {"name": _("All sessions"), "address": "."})
    return {"event": event.record, "days": found, "crumbs": crumbs}


def app(event: PublicEvent, start: str) -> dict[str, Any]:
    """The web app manifest: the event on the home screen, with the region's sign."""
    title = str(translated(event.record, "title"))
    drawn = {"src": reverse("assets:icon", args=[logo.icon()[1]]), "type": "image/svg+xml", "sizes": "any"}
    painted = [
        {"src": reverse("my_day_worker:icon", args=[size]), "type": "image/png", "sizes": f"{size}x{size}"}
        for size in (192, 512)
    ]
    brand = stylesheet.palette(dict(region.current().data.get("colours", {})))["light"]["brand"]
    return {
        "id": start, "name": title, "short_name": title[:24], "lang": get_language(), "start_url": start, "scope": "/",
        "display": "minimal-ui", "background_color": "#ffffff", "theme_color": brand,
        "icons": [drawn, *painted, {**painted[-1], "purpose": "maskable"}],
    }  # fmt: skip


@cache
def worker() -> str:
    """The script that answers when the network does not; served from the root, because its scope is the site."""
    found = finders.find("my_day/worker.js")
    if not isinstance(found, str):
        raise FileNotFoundError("my_day/worker.js is missing.")
    with open(found, encoding="utf-8") as file:
        return file.read()
