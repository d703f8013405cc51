"""The form of an event: what every event needs, and what its format asks for beyond."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.imprecise_date import Precision
from kogge.core.ordering import empty_lowest
from kogge.network.accounts.permissions import Somebody
from kogge.network.directory import kinds
from kogge.network.directory.models import Audience, Community, Place, Room, Topic
from kogge.network.grants.models import Operation

from .. import queries
from ..clashes import Candidate
from ..formats import Format, Stage
from ..models import Event, EventSeries
from . import when
from .fields import Choice, Choices, Day, Line, Paragraphs, WebAddress, name_of
from .when import WhenForm

LANGUAGES = (
    ("de", gettext_lazy("German")),
    ("en", gettext_lazy("English")),
    ("de,en", gettext_lazy("German and English")),
    ("dgs", gettext_lazy("German sign language")),
)
NETWORK_ROLES = (
    ("organiser", gettext_lazy("The network organises it")),
    ("exhibitor", gettext_lazy("The network exhibits there")),
    ("partner", gettext_lazy("The network is a partner")),
    ("visitor", gettext_lazy("The network is a visitor")),
)
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("What"), ("lead", "title_de", "title_en", "full_title", "motto", "summary_de", "summary_en",
                            "plain_de", "description_de", "description_en", "language")),
    (gettext_lazy("When"), (*when.FIELDS, "deadline")),
    (gettext_lazy("Where"), ("mode", "place", "place_note", "room", "online_url", "online_link_hidden",
                              "access_features", "access_note")),
    (gettext_lazy("For whom"), ("audiences", "audience_text", "topics", "capacity", "cost", "cost_note",
                                "is_internal")),
    (gettext_lazy("Where it belongs"), ("funding", "series", "edition", "parent", "community", "network_role")),
    (gettext_lazy("For the team only"), ("is_idea", "internal_notes")),
)  # fmt: skip
ALWAYS = {"lead", "title_de", *when.FIELDS, "audiences", "funding", "is_idea"}
TOGETHER = {
    "summary": ("summary_de",),
    "plain": ("plain_de",),
    "access": ("access_features", "access_note"),
    "cost": ("cost", "cost_note"),
    "online_url": ("online_url", "online_link_hidden"),
}
BEYOND = {"title_en", "summary_en", "description_de", "description_en", "internal_notes"}
NOT_VALUES = {*when.FIELDS, "lead", "is_idea", "funding", "deadline", "clash_reason"}


class EventForm(WhenForm):
    """Fields by format; `everything` shows all of them. Reads choices in a constant number of queries."""

    title_de = Line(
        label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Please give it a title.")}
    )
    title_en = Line(label=gettext_lazy("Title in English"), required=False)
    full_title = Line(label=gettext_lazy("Full title"), required=False, max_length=300)
    motto = Line(label=gettext_lazy("Motto"), required=False)
    summary_de = Paragraphs(
        label=gettext_lazy("Summary"), required=False, max_length=1000,
        help_text=gettext_lazy("Two sentences: what happens, and who should come."),
    )  # fmt: skip
    summary_en = Paragraphs(label=gettext_lazy("Summary in English"), required=False, max_length=1000)
    plain_de = Paragraphs(
        label=gettext_lazy("Summary in plain language"), required=False, max_length=1000,
        help_text=gettext_lazy("Short sentences, one thought each, no foreign words."),
    )  # fmt: skip
    description_de = Paragraphs(label=gettext_lazy("Description"), required=False)
    description_en = Paragraphs(label=gettext_lazy("Description in English"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the event"), choices=LANGUAGES, required=False
    )
    deadline = Day(label=gettext_lazy("Registration closes on"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("On site or online?"), choices=Event.Mode.choices, widget=forms.RadioSelect
    )
    place_note = Line(label=gettext_lazy("How to find it"), required=False, max_length=300)
    online_url = WebAddress(label=gettext_lazy("Link for online participants"), required=False)
    online_link_hidden = forms.BooleanField(
        label=gettext_lazy("Only people who registered get the link"), required=False
    )
    access_features = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibility"), required=False, widget=forms.CheckboxSelectMultiple
    )
    access_note = Paragraphs(label=gettext_lazy("Accessibility, details"), required=False, max_length=1000)
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"), required=False, min_value=1, max_value=1_000_000
    )
    cost = forms.ChoiceField(label=gettext_lazy("Cost"), choices=Event.Cost.choices, required=False)
    cost_note = Line(label=gettext_lazy("Price and reductions"), required=False)
    audience_text = Line(label=gettext_lazy("Audience in your words"), required=False)
    is_internal = forms.BooleanField(label=gettext_lazy("For members of the network only"), required=False)
    funding = forms.ChoiceField(label=gettext_lazy("Funding"), widget=forms.RadioSelect)
    edition = forms.IntegerField(label=gettext_lazy("Edition"), required=False, min_value=1, max_value=999)
    network_role = forms.ChoiceField(
        label=gettext_lazy("Role of the network"), choices=NETWORK_ROLES, required=False
    )
    is_idea = forms.BooleanField(
        label=gettext_lazy("It is only an idea so far"), required=False,
        help_text=gettext_lazy("Others see that the day is held, nothing more."),
    )  # fmt: skip
    internal_notes = Paragraphs(label=gettext_lazy("Internal notes"), required=False)
    folded = ("topics", "access_features")
    clash_reason = Line(label=gettext_lazy("Why it can take place anyway"), required=False, max_length=500)

    def __init__(
        self, format_: Format, user: Somebody, *args: Any, event: Event | None = None, everything: bool = False,
        **options: Any,
    ) -> None:  # fmt: skip
        options["initial"] = (_shown(event) if event else _proposed(format_)) | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.format, self.event, self.user = format_, event, user
        self._add_choices(user)
        self.fields["ends_time"].help_text = _("Empty: %(minutes)d minutes after the start.") % {
            "minutes": format_.minutes
        }
        wanted = ALWAYS | (BEYOND if event else set()) | {"clash_reason"}
        for name in format_.fields:
            wanted |= set(TOGETHER.get(name, (name,)))
        if format_.uses(Stage.REGISTRATION) or format_.uses(Stage.CALL):
            wanted.add("deadline")
        if event:
            wanted -= {"lead", "is_idea"}
        for name in list(self.fields):
            if not everything and name not in wanted:
                del self.fields[name]
        if event and everything:
            for name in ("lead", "is_idea"):
                self.fields.pop(name, None)

    def _add_choices(self, user: Somebody) -> None:
        leads = queries.leads_of(user)
        self.fields |= record_fields(leads, self._possible_parents())
        features: Any = self.fields["access_features"]
        features.choices = kinds.choices("access")
        operations = list(queries.operations_for(self._organizations(leads)))
        funding: Any = self.fields["funding"]
        funding.choices = [
            *((f"operation:{one.pk}", _operation_label(one)) for one in operations),
            (Event.Funding.NONE.value, Event.Funding.NONE.label),
            (Event.Funding.UNDECIDED.value, Event.Funding.UNDECIDED.label),
        ]
        if self.event is None:
            self._propose(leads, operations)
        self.initial.setdefault("funding", Event.Funding.UNDECIDED.value)

    def _propose(self, leads: Any, operations: list[Operation]) -> None:
        running = [one for one in operations if one.covers(timezone.localdate())] or operations
        if len(running) == 1:
            self.initial.setdefault("funding", f"operation:{running[0].pk}")
        fitting = Audience.objects.filter(slug__in=self.format.audiences)
        self.initial.setdefault("audiences", list(fitting.values_list("pk", flat=True)))
        if leads.count() == 1:
            self.initial.setdefault("lead", leads[0])

    def _organizations(self, leads: Any) -> list[Any]:
        if self.event is None:
            return list(leads)
        return [row.organization for row in self.event.organizer_rows.select_related("organization")]

    def _possible_parents(self) -> Any:
        found = Event.objects.filter(parent=None).order_by(*empty_lowest("-sort_on"), "title_de")
        return found.exclude(pk=self.event.pk) if self.event else found

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        self.dates = self.dated(cleaned, self.format)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The values for `create_event` and `change_event`."""
        plain = {
            name: value for name, value in self.cleaned_data.items() if name not in NOT_VALUES
        }  # fmt: skip
        for name in ("audiences", "topics"):
            if name in plain:
                plain[name] = list(plain[name])
        if "deadline" in self.fields:
            plain["facts"] = self._facts()
        return plain | self._funding() | self.dates

    def _funding(self) -> dict[str, Any]:
        kind, _colon, key = self.cleaned_data["funding"].partition(":")
        operation = queries.operation(int(key)) if key else None
        return {"funding": kind, "operation": operation}

    def _facts(self) -> dict[str, Any]:
        facts = dict(self.event.facts) if self.event else {}
        others = [row for row in facts.get("deadlines", []) if row.get("kind") != "registration"]
        if day := self.cleaned_data.get("deadline"):
            row = {"kind": "registration", "on": day.isoformat(), "label_de": "Anmeldeschluss",
                   "label_en": "Registration closes"}  # fmt: skip
            others.insert(0, row)
        return {**facts, "deadlines": others} if others or "deadlines" in facts else facts

    def candidate(self) -> Candidate | None:
        """What may clash, as far as it is filled in; None without a day."""
        data, dates = self.cleaned_data, getattr(self, "dates", {})
        if not dates.get("starts_on") or dates.get("precision") != Precision.DAY:
            return None
        place, room, parent = data.get("place"), data.get("room"), data.get("parent")
        people = queries.people_of(self.event) if self.event else {}
        starts_at, ends_at = dates.get("starts_at"), dates.get("ends_at")
        where = place or (room.place if room else None)
        return Candidate(
            pk=self.event.pk if self.event else None,
            root=parent.pk if parent else self.event.pk if self.event else None,
            title=str(data.get("title_de") or ""),
            first=dates["starts_on"],
            last=dates["ends_on"] or dates["starts_on"],
            span=(starts_at, ends_at) if starts_at and ends_at else None,
            place=str(where or ""),
            point=where.coordinates if where and data.get("mode") != Event.Mode.ONLINE else None,
            audiences={one.pk: name_of(one) for one in data.get("audiences") or []},
            rooms={room.pk: str(room)} if room else {},
            people=people,
        )

    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Headings with the fields below them, empty headings left out."""
        for heading, names in SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            if heading == SECTIONS[1][0] and not self.asks_for_clock():
                fields = [field for field in fields if field.name != "clock_change"]
            if fields:
                yield str(heading), fields

    def asks_for_clock(self) -> bool:
        """Whether a time was entered that the clock shows twice."""
        return self.clock_asked or bool(self["clock_change"].value())


def record_fields(leads: Any, parents: Any) -> dict[str, forms.Field]:
    """The fields that choose records of the directory and other events."""
    one_lead = leads.count() == 1
    places, rooms = Place.objects.select_related("within"), Room.objects.select_related("place")
    return {
        "lead": Choice(
            leads, label=_("Organised by"), required=True, empty_label=None if one_lead else _("Please choose")
        ),
        "place": Choice(places, near="within", label=_("Place"), empty_label=_("Not known yet")),
        "room": Choice(
            rooms, near="place", label=_("Room"), empty_label=_("No particular room"),
            help_text=_("The room is held for you as soon as you save."),
        ),
        "audiences": Choices(Audience.objects.all(), label=_("Audience"), required=False),
        "topics": Choices(Topic.objects.all(), label=_("Topics"), required=False),
        "series": Choice(EventSeries.objects.all(), label=_("Series"), empty_label=_("No series")),
        "community": Choice(Community.objects.all(), label=_("Community"), empty_label=_("None")),
        "parent": Choice(
            parents, label=_("Part of"), empty_label=_("An event of its own"),
            help_text=_("For example a programme of your own inside somebody else's fair."),
        ),
    }  # fmt: skip


def _operation_label(operation: Operation) -> str:
    years = {operation.starts_on.year, operation.ends_on.year}
    return f"{operation} ({'–'.join(str(year) for year in sorted(years))})"


def _proposed(format_: Format) -> dict[str, Any]:
    return {
        "precision": Precision.DAY.value,
        "starts_time": format_.starts,
        "ends_time": None,
        "mode": format_.mode,
        "cost": format_.cost,
        "capacity": format_.seats,
        "language": "de",
        "network_role": "organiser",
    }


def _shown(event: Event) -> dict[str, Any]:
    names = [name for _heading, group in SECTIONS for name in group]
    names = [
        name for name in names if name not in when.FIELDS and name not in {"lead", "is_idea", "deadline"}
    ]
    shown = {name: getattr(event, name) for name in names if name not in {"audiences", "topics"}}
    shown |= {"audiences": event.audiences.all(), "topics": event.topics.all()}
    if event.operation_id:
        shown["funding"] = f"operation:{event.operation_id}"
    deadlines = [row for row in event.facts.get("deadlines", []) if row.get("kind") == "registration"]
    if deadlines:
        shown["deadline"] = deadlines[0].get("on")
    return shown | when.initial_for(event)
