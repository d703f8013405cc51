"""Warnings and moves in sentences. The page's script fills the same sentences while somebody drags."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Room
from kogge.plan.events.bookings import span_text
from kogge.plan.events.models import Session
from kogge.plan.speakers.queries import availability

from . import draft, queries, warnings
from .models import FEATURES, SessionPlan, Timetable

SENTENCES = {
    "outside": gettext_lazy("This lies outside the hours of the timetable."),
    "away": gettext_lazy("%(person)s is not there then."),
    "room": gettext_lazy("“%(other)s” is in this room until %(until)s."),
    "person": gettext_lazy("%(person)s is in “%(other)s” until %(until)s."),
    "keynote": gettext_lazy("A keynote stands alone, and “%(other)s” runs at the same time."),
    "track": gettext_lazy("“%(other)s” of the same track runs at the same time."),
    "turnaround": gettext_lazy(
        "Only %(pause)s minutes between this and “%(other)s”; the room needs %(needed)s."
    ),
    "pause": gettext_lazy("This runs into the break “%(pause)s”."),
    "small": gettext_lazy("%(expected)s visitors are expected, the room has %(seats)s seats."),
    "feature": gettext_lazy("The room lacks: %(feature)s."),
    "before": gettext_lazy("“%(other)s” must come later, with %(gap)s minutes between."),
    "after": gettext_lazy("“%(other)s” must come first, with %(gap)s minutes between."),
    "same_room": gettext_lazy("It belongs into the same room as “%(other)s”."),
}
TEXTS = {
    "list": gettext_lazy("Into the list of what has no place"),
    "minutes": gettext_lazy("%(count)s minutes"),
    "picked": gettext_lazy("“%(title)s” is picked up."),
    "left": gettext_lazy("Left where it was."),
    "moved": gettext_lazy("“%(title)s” now stands here: %(place)s."),
    "locked": gettext_lazy("This session is locked. Its form releases the lock."),
    "foreign": gettext_lazy("This session belongs to another organiser."),
    "reload": gettext_lazy("Please load the page again to see everything."),
    "many": gettext_lazy("%(count)s sessions were moved by somebody else."),
    "offline": gettext_lazy("The server could not be reached, so nothing was saved. Please try again."),
    "count": gettext_lazy("%(count)s warnings"),
    "released": gettext_lazy("Released: %(place)s"),
    "new": gettext_lazy("Not released yet"),
    "elsewhere": gettext_lazy("Sessions that differ from the released version, marked with ●: %(count)s."),
    "warnings": gettext_lazy("Sessions with warnings: %(count)s, of them impossible: %(hard)s"),
}
"""What the page's script says besides."""
NOWHERE = pgettext_lazy("timetable", "not placed")


def sentence(warning: warnings.Warning, titles: Mapping[int, str], people: Mapping[int, str],
             until: Mapping[int, str]) -> str:  # fmt: skip
    """A warning in the active language."""
    facts = dict(warning.facts)
    other = facts.get("other")
    facts["until"] = until.get(other, "")  # type: ignore[arg-type]
    facts["other"] = titles.get(other, "")  # type: ignore[arg-type]
    facts["person"] = people.get(facts.get("person"), "")  # type: ignore[arg-type]
    facts["feature"] = FEATURES.get(facts.get("feature", ""), facts.get("feature", ""))
    return str(SENTENCES[warning.kind]) % facts


def of_place(table: Timetable, session: Session, room: Room | None, start: datetime, minutes: int
             ) -> list[tuple[warnings.Warning, str]]:  # fmt: skip
    """What speaks against one place, each with its sentence."""
    around = timedelta(minutes=max((turn for _room, turn in queries.rooms(table)), default=0))
    end = start + timedelta(minutes=minutes)
    near = draft.near(table, session, start - around, end + around)
    items = {**near.items, session.pk: replace(near.items[session.pk], minutes=minutes)}
    found = warnings.of(
        replace(near, items=items), session.pk, room.pk if room else None, draft.number(start)
    )
    keys = {session.pk, *(one.facts["other"] for one in found if "other" in one.facts)}
    rows = Session.objects.filter(pk__in=keys).prefetch_related("contributions__person") if found else []
    called = names(rows)
    return [(one, sentence(one, *called)) for one in found]


def names(sessions: Iterable[Session]) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """Titles and ends of sessions and the names of their people, as `sentence` takes them."""
    rows = list(sessions)
    titles = {one.pk: one.title_de for one in rows}
    until = {one.pk: hour(one.ends_at) for one in rows if one.ends_at}
    people = {row.person_id: row.person.name for one in rows for row in one.contributions.all()}
    return titles, people, until


def refuse_impossible(table: Timetable, session: Session, room: Room | None, start: datetime, minutes: int
                      ) -> None:  # fmt: skip
    """Refuse hours that are not the event's and times when somebody is away, with what would make it possible.

    Rooms and people that are taken are the database's to refuse, with who has them and when they are free.
    """
    for warning, text in of_place(table, session, room, start, minutes):
        if warning.kind == "outside":
            raise Refused(
                _("%(sentence)s Choose another time, or widen the hours in the settings of the timetable.")
                % {"sentence": text},
                field="starts_at",
            )
        if warning.kind == "away":
            raise Refused(_away(table, warning.facts["person"], text), field="starts_at")


def moves(plans: Iterable[SessionPlan]) -> str:
    """Who moved what where, in one line."""
    return "; ".join(move(one) for one in plans)


def move(plan: SessionPlan, who: str | None = None) -> str:
    """One line: who moved this session, and where it stands now."""
    facts = {
        "who": who or name_of(plan.moved_by or _changer(plan.session)),
        "title": plan.session.title_de,
        "place": place_of(plan.session),
    }
    return _("%(who)s moved “%(title)s” (now: %(place)s)") % facts


def name_of(actor: str) -> str:
    """Who somebody is, by the key that the history keeps."""
    user = User.objects.filter(pk=int(actor)).first() if actor.isdigit() else None
    return str(user or actor or _("Somebody else"))


def place_of(session: Session) -> str:
    """Room and time in a few words."""
    if not session.starts_at:
        return str(NOWHERE)
    local = timezone.localtime(session.starts_at)
    when = f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M}"
    return f"{session.room}, {when}" if session.room else when


def hour(moment: datetime) -> str:
    """A time of the day."""
    return f"{timezone.localtime(moment):%H:%M}"


def _changer(session: Session) -> str:
    return history.of(session).values_list("actor", flat=True).first() or ""


def _away(table: Timetable, person: int, text: str) -> str:
    spans = availability(table.event).get(person, [])
    times = "; ".join(span_text(first, last) for first, last in spans)
    return _("%(sentence)s Possible times: %(times)s. Choose one of them, or ask for others.") % {
        "sentence": text, "times": times,
    }  # fmt: skip
