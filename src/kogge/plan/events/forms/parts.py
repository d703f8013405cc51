"""Small forms around an event: place, state, organisers, people, picture, report, series."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.network.directory.models import Organization, Place, Room

from ..formats import Format
from ..models import EventOrganizer, EventPerson, EventSeries
from .fields import Choice, Line, Paragraphs

PERSON_ROLES = tuple((key, EventPerson.ROLES[key]) for key in (
    "speaker", "moderator", "host", "guest", "patron", "contact", "music",
))  # fmt: skip
CONTRIBUTION_ROLES = tuple(row for row in PERSON_ROLES if row[0] not in {"patron", "contact"})


class PlaceForm(forms.Form):
    """Where the event moves to."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"] = Choice(
            Place.objects.select_related("within"), near="within", label=_("New place"), required=True,
            empty_label=_("Please choose"),
        )  # fmt: skip
        self.fields["room"] = Choice(
            Room.objects.select_related("place"),
            near="place",
            label=_("Room"),
            empty_label=_("No particular room"),
        )


class ReasonForm(forms.Form):
    """A reason that others will read."""

    reason = Line(label=gettext_lazy("Reason"), required=False, max_length=300)


class StateForm(ReasonForm):
    """The next step in the life of an event."""

    state = forms.CharField(widget=forms.HiddenInput)


class OrganizerForm(forms.Form):
    """One more organisation for an event."""

    role = forms.ChoiceField(
        label=gettext_lazy("As"), choices=[row for row in EventOrganizer.Role.choices if row[0] != "lead"]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organization"] = Choice(
            Organization.objects.all(), label=_("Organisation"), required=True, empty_label=_("Please choose")
        )
        self.order_fields(["organization", "role"])


class PersonForm(forms.Form):
    """Find somebody by name, or create them when they are new."""

    name = Line(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As the person spells it. Whoever is known already is found."),
        error_messages={"required": gettext_lazy("Please enter a name.")},
    )
    title = Line(label=gettext_lazy("Academic title"), required=False, max_length=40)

    def __init__(self, *args: Any, roles: Any = PERSON_ROLES, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=roles)


class TrackForm(forms.Form):
    """A topic line of a programme."""

    name_de = Line(label=gettext_lazy("Name"), max_length=120)
    name_en = Line(label=gettext_lazy("Name in English"), required=False, max_length=120)


class PictureForm(forms.Form):
    """A picture with what the law and people who cannot see it need."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 10 MB. Place and camera data are removed."),
    )  # fmt: skip
    picture_alt = Line(label=gettext_lazy("What the picture shows"), required=False, max_length=300)
    picture_consent = Line(
        label=gettext_lazy("Author, licence and consent"), required=False, max_length=300,
        help_text=gettext_lazy("Who took it, under which licence, and who of those shown agreed, when."),
    )  # fmt: skip


class SeriesForm(forms.Form):
    """A new series."""

    title_de = Line(label=gettext_lazy("Title"))
    title_en = Line(label=gettext_lazy("Title in English"), required=False)
    summary_de = Paragraphs(label=gettext_lazy("Summary"), required=False, max_length=1000)
    interval = Line(
        label=gettext_lazy("Rhythm"), required=False, max_length=60,
        help_text=gettext_lazy("Such as: every Thursday."),
    )  # fmt: skip
    rule_required = forms.IntegerField(
        label=gettext_lazy("Dates needed for a certificate"), required=False, min_value=1, max_value=366
    )
    rule_of = forms.IntegerField(label=gettext_lazy("Out of"), required=False, min_value=1, max_value=366)

    def __init__(self, leads: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead"] = Choice(leads, label=_("Organised by"), required=True, empty_label=None)


class RuleForm(forms.Form):
    """How many dates are needed, and why this changes."""

    rule_required = forms.IntegerField(
        label=gettext_lazy("Dates needed for a certificate"), required=False, min_value=1, max_value=366
    )
    rule_of = forms.IntegerField(label=gettext_lazy("Out of"), required=False, min_value=1, max_value=366)
    reason = Line(label=gettext_lazy("Reason for the change"), required=False, max_length=300)

    def __init__(self, series: EventSeries, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"rule_required": series.rule_required, "rule_of": series.rule_of})
        super().__init__(*args, **options)


class DatesForm(forms.Form):
    """Repeat an event of the series."""

    count = forms.IntegerField(
        label=gettext_lazy("Number of further dates"), min_value=1, max_value=60, initial=3
    )
    every_days = forms.TypedChoiceField(
        label=gettext_lazy("Every"), coerce=int, initial=7,
        choices=[(7, gettext_lazy("week")), (14, gettext_lazy("second week")), (28, gettext_lazy("fourth week")),
                 (1, gettext_lazy("day"))],
    )  # fmt: skip

    def __init__(self, series: EventSeries, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        dates = series.events.filter(starts_at__isnull=False).order_by("-starts_at")
        self.fields["pattern"] = Choice(
            dates, near="starts_on", label=_("Like"), required=True, empty_label=None
        )
        self.order_fields(["pattern", "count", "every_days"])


def report_form(format_: Format, *args: Any, **options: Any) -> forms.Form:
    """The report questions of a format."""
    form = forms.Form(*args, **options)
    for question in format_.report:
        if question.kind == "number":
            form.fields[question.key] = forms.IntegerField(
                label=question.label, required=False, min_value=0, max_value=10_000_000
            )
        else:
            form.fields[question.key] = Paragraphs(label=question.label, required=False, max_length=5000)
    return form
