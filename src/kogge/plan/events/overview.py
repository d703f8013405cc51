"""What the pages of one event show, gathered from several tables."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core import history
from kogge.core.imprecise_date import Precision
from kogge.core.ordering import empty_lowest
from kogge.core.periods import hours, period
from kogge.core.translated import translated
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import Somebody
from kogge.network.grants.queries import funding_of

from . import bookings, queries
from .clashes import Clash
from .models import Event, EventOrganizer
from .states import NEXT_STATES, needs_reason

Row = dict[str, Any]
WHERE_AND_WHEN = ("starts_on", "ends_on", "starts_at", "ends_at", "place", "audiences", "mode")
NEWEST = 8
VERB_TEXTS = {
    "created": gettext_lazy("Created"),
    "loaded": gettext_lazy("Loaded from a file"),
    "imported": gettext_lazy("Imported"),
    "changed": gettext_lazy("Changed"),
    "state changed": gettext_lazy("State changed"),
    "moved to another place": gettext_lazy("Moved to another place"),
    "people changed": gettext_lazy("People changed"),
    "picture changed": gettext_lazy("Picture changed"),
    "organisers changed": gettext_lazy("Organisers changed"),
    "invitation accepted": gettext_lazy("Invitation accepted"),
    "invitation declined": gettext_lazy("Invitation declined"),
    "checklist": gettext_lazy("Checklist ticked"),
    "reported": gettext_lazy("Report written"),
    "released": gettext_lazy("Released"),
    "withdrawn": gettext_lazy("Withdrawn from the public"),
    "track added": gettext_lazy("Track added"),
    "track removed": gettext_lazy("Track removed"),
}
STEPS = {
    Event.State.IDEA: gettext_lazy("Make it an idea again"),
    Event.State.PLANNED: gettext_lazy("Plan it"),
    Event.State.PUBLISHED: gettext_lazy("Publish"),
    Event.State.HELD: gettext_lazy("Mark as held"),
    Event.State.REPORTED: gettext_lazy("Reported"),
    Event.State.CANCELLED: gettext_lazy("Cancel the event"),
    Event.State.POSTPONED: gettext_lazy("Postpone the event"),
}
CLASH_TEXTS = {
    "room": gettext_lazy("“%(title)s” (%(who)s) uses the room %(what)s at that time: %(when)s."),
    "person": gettext_lazy("%(what)s is at “%(title)s” (%(who)s) at that time: %(when)s."),
    "audience": gettext_lazy(
        "“%(title)s” (%(who)s) is for the same audience (%(what)s), %(km)s km away: %(when)s."
    ),
}


def of(event: Event, *, may_change: bool) -> Row:
    """The context of the overview page."""
    missing = queries.missing(event) if event.state in {Event.State.IDEA, Event.State.PLANNED} else []
    sessions = list(event.sessions.select_related("room", "track").prefetch_related("contributions__person"))
    return {
        "may_change": may_change,
        "tasks": _tasks(event),
        "missing": [
            {"sentence": one.sentence, "address": reverse(f"events:{one.url_name}", args=[event.slug])}
            for one in missing
        ],
        "funding": _funding(event),
        "facts": _facts(event),
        "sessions": sessions,
        "people": list(event.people.select_related("person")),
        "organizers": list(event.organizer_rows.all()),
        "children": list(event.children.order_by(*empty_lowest("sort_on"))),
        "entries": history_rows(event),
        "next_states": [
            {"key": state.value, "label": STEPS[state], "needs_reason": needs_reason(state)}
            for state in NEXT_STATES[Event.State(event.state)]
        ],
        "can_delete": event.state in {Event.State.IDEA, Event.State.PLANNED},
        "report": [
            {"term": question.label, "value": event.report.get(question.key)}
            for question in event.format.report if question.key in event.report
        ],
    }  # fmt: skip


def history_rows(event: Event) -> list[Row]:
    """The newest changes with the names of who made them."""
    entries = list(history.of(event)[:NEWEST])
    keys = [int(entry.actor) for entry in entries if entry.actor.isdigit()]
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)}
    return [
        {
            "when": date_format(timezone.localtime(entry.at), "SHORT_DATETIME_FORMAT"),
            "title": verb_text(entry.verb),
            "text": " · ".join(part for part in (names.get(entry.actor, entry.actor), entry.reason) if part),
        }
        for entry in entries
    ]


def verb_text(verb: str) -> str:
    """What happened, in words."""
    return str(VERB_TEXTS.get(verb, verb))


def moves(event: Event, values: Mapping[str, Any]) -> bool:
    """Whether a change touches day, place or audience, so that clashes must be looked at again."""
    for name in WHERE_AND_WHEN:
        if name not in values:
            continue
        if name == "audiences":
            if {one.pk for one in values[name]} != {one.pk for one in event.audiences.all()}:
                return True
        elif values[name] != getattr(event, name):
            return True
    return False


def compared(event: Event, form: forms.Form) -> list[Row]:
    """Where the stored event differs from what was typed: field, stored now, typed."""
    rows = []
    shown = type(form)(form.format, form.user, event=event, everything=True).initial  # type: ignore[attr-defined,call-arg]
    for field in form:
        theirs, yours = _plain(shown.get(field.name)), _plain(form.cleaned_data.get(field.name))
        if theirs != yours and field.name not in {"clash_reason", "month", "year"}:
            rows.append({"field": field.label, "before": theirs, "after": yours})
    return rows


def described(found: list[Clash], user: Somebody) -> list[Row]:
    """Clashes in sentences, with a link where the user may look."""
    keys = [clash.other.pk for clash in found if clash.other.pk]
    events = Event.objects.with_organizers().in_bulk(keys)
    mine = set(Event.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    rows = []
    for clash in found:
        event = events.get(clash.other.pk or 0)
        if event is None:
            continue
        lead = event.lead
        facts = {
            "title": translated(event, "title"), "what": clash.what, "who": lead or "",
            "km": number_format(clash.km, 1) if clash.km is not None else "",
            "when": period(event.starts_on, event.ends_on, event.precision),
        }  # fmt: skip
        rows.append({"kind": clash.kind, "text": str(CLASH_TEXTS[clash.kind]) % facts,
                     "address": _address(event, event.pk in mine), "title": str(facts["title"])})  # fmt: skip
    return rows


def held_room(form: Any) -> str:
    """The sentence of a refusal to come, while the form is still being filled in."""
    dates, room = getattr(form, "dates", {}), form.cleaned_data.get("room")
    if not room or not dates.get("starts_at") or not dates.get("ends_at"):
        return ""
    event = form.event or Event(title_de=form.cleaned_data.get("title_de") or _("your event"))
    wanted = bookings.Wanted(room, event, None, dates["starts_at"], dates["ends_at"])
    row = bookings.in_the_way(wanted).first()
    return bookings.sentence_for(wanted, row) if row else ""


def _tasks(event: Event) -> list[Row]:
    done = set(event.checklist_done)
    rows: list[Row] = []
    for task in event.format.checklist:
        due: date | None = None
        if event.precision == Precision.DAY and event.starts_on:
            due = event.starts_on - timedelta(days=task.days_before)
        late = bool(due and due < timezone.localdate() and task.key not in done and event.state != "reported")
        rows.append({"task": task, "done": task.key in done, "due": due, "late": late})
    return rows


def _funding(event: Event) -> Row | None:
    found = funding_of(event)
    if found is None:
        return None
    return {**found, "statement": str(translated(found, "statement"))}


def _facts(event: Event) -> list[Row]:
    names: dict[str, list[str]] = {role: [] for role in EventOrganizer.Role.values}
    for row in event.organizer_rows.all():
        note = "" if row.accepted_at or row.role != EventOrganizer.Role.CO else f" ({_('invited')})"
        names[row.role].append(f"{row.organization}{note}")
    others = [name for role, group in names.items() if role != "lead" for name in group]
    rows: list[Row] = [
        {"term": _("Format"), "value": event.format.label},
        {"term": _("When"), "value": _when(event)},
        {"term": _("Where"), "value": _where(event)},
        {"term": _("Organised by"), "value": ", ".join(names["lead"])},
        {"term": _("Together with"), "lines": others},
        {
            "term": _("Audience"),
            "value": ", ".join(str(translated(a, "name")) for a in event.audiences.all()),
        },
        {"term": _("Seats"), "value": event.capacity},
        {"term": _("Cost"), "value": event.get_cost_display()},
        {"term": _("Funding"), "value": str(event.operation or event.get_funding_display())},
    ]
    if event.parent:
        rows.append({"term": _("Part of"), "value": event.parent.title_de,
                     "address": reverse("events:overview", args=[event.parent.slug])})  # fmt: skip
    if event.series:
        rows.append({"term": _("Series"), "value": str(translated(event.series, "title")),
                     "address": reverse("events:series", args=[event.series.slug])})  # fmt: skip
    return [row for row in rows if row.get("lines") or row["term"] not in {_("Together with")}]


def _when(event: Event) -> str:
    days = period(event.starts_on, event.ends_on, event.precision)
    clock = hours(event.starts_at, event.ends_at) if event.starts_at and event.ends_at else ""
    return ", ".join(part for part in (days, clock) if part)


def _where(event: Event) -> str:
    place = ", ".join(str(part) for part in (event.room, event.place) if part)
    mode = event.get_mode_display() if event.mode != Event.Mode.NOT_STATED else ""
    return " · ".join(part for part in (place, mode) if part)


def _address(event: Event, mine: bool) -> str:
    if mine:
        return reverse("events:overview", args=[event.slug])
    if event.is_public_state:
        return reverse("programme:event", args=[event.slug])
    day = event.starts_on
    return (
        f"{reverse('events:calendar')}?year={day.year}&month={day.month}#day-{day.isoformat()}" if day else ""
    )


def _plain(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple) or hasattr(value, "values_list"):
        return ", ".join(sorted(_plain(one) for one in value))
    return str(value)
