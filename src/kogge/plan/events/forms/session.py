"""The form of a programme point."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.network.directory.models import Room

from .. import local_time
from ..models import Event, Session
from .event import LANGUAGES
from .fields import Choice, Clock, Day, Line, Paragraphs

KINDS = (
    ("talk", gettext_lazy("Talk")),
    ("keynote", gettext_lazy("Keynote")),
    ("impulse", gettext_lazy("Impulse")),
    ("panel", gettext_lazy("Panel")),
    ("workshop", gettext_lazy("Workshop")),
    ("discussion", gettext_lazy("Discussion")),
    ("conversation", gettext_lazy("Conversation")),
    ("pitch", gettext_lazy("Pitch")),
    ("exhibition", gettext_lazy("Exhibition")),
    ("networking", gettext_lazy("Networking")),
    ("visit", gettext_lazy("Visit")),
    ("agenda_item", gettext_lazy("Agenda item")),
    ("world_cafe", gettext_lazy("World café")),
    ("barcamp", gettext_lazy("BarCamp sessions")),
    ("planning", gettext_lazy("Planning")),
    ("appointment", gettext_lazy("Appointment to an office")),
    ("opening", gettext_lazy("Opening")),
    ("closing", gettext_lazy("Closing")),
    ("music", gettext_lazy("Music")),
    ("travel", gettext_lazy("Travel")),
    ("pause", gettext_lazy("Break")),
)
PROPOSED_MINUTES = 45


class SessionForm(forms.Form):
    """Title, time, room and texts of a session; people have a page of their own below it."""

    title_de = Line(
        label=gettext_lazy("Title"), max_length=300,
        error_messages={"required": gettext_lazy("Please give it a title.")},
    )  # fmt: skip
    title_en = Line(label=gettext_lazy("Title in English"), required=False, max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    starts_on = Day(label=gettext_lazy("Day"), required=False)
    starts_time = Clock(label=gettext_lazy("Starts at"), required=False)
    ends_time = Clock(label=gettext_lazy("Ends at"), required=False)
    abstract_de = Paragraphs(label=gettext_lazy("What it is about"), required=False, max_length=5000)
    abstract_en = Paragraphs(
        label=gettext_lazy("What it is about, in English"), required=False, max_length=5000
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"), required=False, min_value=1, max_value=1_000_000
    )
    is_cancelled = forms.BooleanField(label=gettext_lazy("This programme point is cancelled"), required=False)

    def __init__(self, event: Event, *args: Any, session: Session | None = None, **options: Any) -> None:
        options["initial"] = _shown(session) if session else {"starts_on": event.starts_on, "language": "de"}
        super().__init__(*args, **options)
        self.event, self.session = event, session
        self.fields["room"] = Choice(
            Room.objects.select_related("place"),
            near="place",
            label=_("Room"),
            empty_label=_("No particular room"),
        )
        if event.tracks.exists():
            self.fields["track"] = Choice(event.tracks.all(), label=_("Track"), empty_label=_("No track"))
        self.order_fields(
            ["title_de", "title_en", "kind", "starts_on", "starts_time", "ends_time", "room", "track"]
        )
        kind: Any = self.fields["kind"]
        if session and session.kind not in dict(KINDS):
            kind.choices = [(session.kind, session.kind), *KINDS]
        if session is None:
            del self.fields["is_cancelled"]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        self.times = self._times(cleaned)
        return cleaned

    def _times(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        day, begins, ends = cleaned.get("starts_on"), cleaned.get("starts_time"), cleaned.get("ends_time")
        if begins is None and ends is None:
            number = (day - self.event.starts_on).days + 1 if day and self.event.starts_on else None
            return {"starts_at": None, "ends_at": None, "day": number if number and number > 0 else None}
        if day is None or begins is None:
            self.add_error(
                "starts_on" if day is None else "starts_time", _("Please give the day and the start.")
            )
            return {}
        try:
            starts_at = local_time.moment(day, begins, later=False)
            ends_at = (
                local_time.moment(day, ends, later=True) if ends
                else starts_at + timedelta(minutes=PROPOSED_MINUTES)
            )  # fmt: skip
        except local_time.SkippedTimeError as skipped:
            sentence = _("The clocks skip this time in that night. Please choose %(next)s or later.")
            self.add_error("starts_time", sentence % {"next": f"{skipped.first_after:%H:%M}"})
            return {}
        if ends and ends < begins:
            ends_at = local_time.shifted(ends_at, timedelta(days=1))
        if ends_at <= starts_at:
            self.add_error("ends_time", _("The end lies before the start. Please check both."))
            return {}
        return {"starts_at": starts_at, "ends_at": ends_at}

    @property
    def values(self) -> dict[str, Any]:
        """The values for `add_session` and `change_session`."""
        own = ("starts_on", "starts_time", "ends_time", "is_cancelled")
        plain = {name: value for name, value in self.cleaned_data.items() if name not in own}
        if "is_cancelled" in self.fields:
            cancelled = self.cleaned_data["is_cancelled"]
            plain["state"] = Session.State.CANCELLED if cancelled else Session.State.PLANNED
        return plain | self.times


def _shown(session: Session) -> dict[str, Any]:
    names = (
        "title_de", "title_en", "kind", "abstract_de", "abstract_en", "language", "capacity", "room",
        "track",
    )  # fmt: skip
    shown: dict[str, Any] = {name: getattr(session, name) for name in names}
    shown["is_cancelled"] = session.state == Session.State.CANCELLED
    if session.starts_at and session.ends_at:
        begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        shown |= {"starts_on": begins.date(), "starts_time": begins.time(), "ends_time": ends.time()}
    elif session.day and session.event.starts_on:
        shown["starts_on"] = session.event.starts_on + timedelta(days=session.day - 1)
    return shown
