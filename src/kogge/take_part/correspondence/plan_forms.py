"""What is asked when a plan fails."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.core.imprecise_date import Precision
from kogge.network.directory.models import Person, Place, Room
from kogge.plan.events.forms.when import WhenForm, initial_for
from kogge.plan.events.models import Event

from . import plans


class PlanForm(forms.Form):
    """A sentence for everybody who reads of it."""

    note = forms.CharField(
        label=_("A sentence for everybody"), max_length=300, required=False,
        help_text=_("It stands in the letter and in the public change log. May stay empty."),
    )  # fmt: skip

    def __init__(self, event: Event, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.event = event
        self.prepare()
        self.order_fields([name for name in self.fields if name != "note"])

    def prepare(self) -> None:
        """Fill the choices from the event."""


class SpeakerForm(PlanForm):
    """Somebody cannot come."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who cannot come?"))
    instead = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who comes instead?"), required=False, empty_label=_("nobody"),
        help_text=_("Seats stay. With nobody, sessions that no one else holds are cancelled."),
    )  # fmt: skip

    def prepare(self) -> None:
        coming = [person.pk for person in plans.speakers(self.event)]
        people = Person.objects.filter(merged_into=None).exclude(name="").order_by("name")
        self.fields["person"].queryset = people.filter(pk__in=coming)  # type: ignore[attr-defined]
        self.fields["instead"].queryset = people  # type: ignore[attr-defined]


class VenueForm(PlanForm):
    """It takes place elsewhere."""

    place = forms.ModelChoiceField(Place.objects.none(), label=_("New place"))
    room = forms.ModelChoiceField(
        Room.objects.none(), label=_("New room"), required=False, empty_label=_("not stated")
    )
    place_note = forms.CharField(label=_("How to find it"), max_length=300, required=False)

    def prepare(self) -> None:
        places = Place.objects.order_by("name")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["place"].initial = self.event.place_id
        self.fields["room"].queryset = Room.objects.select_related("place").order_by("place__name", "name")  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = lambda room: f"{room.place.name}: {room.name}"  # type: ignore[attr-defined]
        self.fields["room"].initial = self.event.room_id
        self.fields["place_note"].initial = self.event.place_note


class CancellationForm(PlanForm):
    """It does not take place, or later."""

    state = forms.ChoiceField(
        label=_("What happens?"), widget=forms.RadioSelect,
        choices=[("cancelled", _("It is cancelled")), ("postponed", _("It is postponed; people keep their seats"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody reads it: on the page, in the calendar and in the letter."),
    )  # fmt: skip


class RevivalForm(WhenForm, VenueForm):
    """It takes place after all: when and where."""

    def prepare(self) -> None:
        super().prepare()
        for name in ("precision", "month", "year"):
            del self.fields[name]
        first = initial_for(self.event)
        self.initial.update(first)
        self.fields["starts_on"].required = bool(first["starts_on"])
        self.fields["starts_on"].help_text = _("Programme points move along.")
        self.fields["place"].required = False
        self.fields["place"].label, self.fields["room"].label = _("Place"), _("Room")
        if not self.is_bound:
            del self.fields["clock_change"]
        self.order_fields(["starts_on", "starts_time", "ends_on", "ends_time", "clock_change"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        exact = cleaned | {"precision": Precision.DAY}
        cleaned["dates"] = self.dated(exact, self.event.format) if cleaned.get("starts_on") else {}
        if not self.clock_asked and not cleaned.get("clock_change"):
            del self.fields["clock_change"]
        return cleaned


FORMS: dict[str, type[PlanForm]] = {
    "speaker": SpeakerForm,
    "venue": VenueForm,
    "cancellation": CancellationForm,
    "revival": RevivalForm,
}
