"""What staff say of a conversation: three answers are enough, the rest has defaults."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization, Person, Topic
from kogge.network.grants.models import Operation

from . import actions, queries
from .models import ACTIVITIES, CONVERSATIONS, MOST_MINUTES, Entry, Kind

USUAL_MINUTES = (15, 30, 45, 60, 90, 120)
MOST_REACHED = 100_000


class _LengthForm(forms.Form):
    """A usual length or another one."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.has_error("minutes"):
            values["minutes"] = values.get("minutes") or values.get("usual")
            if not values["minutes"]:
                self.add_error("minutes", _("Please say how long it took."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in {"uid", "usual", "reason"}
        }


class EntryForm(_LengthForm):
    """One conversation or activity, from a phone, the desk or a line of a spreadsheet."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label=gettext_lazy("What was it?"), widget=forms.RadioSelect, initial=Kind.NETWORK_TALK,
        choices=Kind.choices,
    )  # fmt: skip
    usual = forms.TypedChoiceField(
        label=gettext_lazy("How long?"), widget=forms.RadioSelect, required=False, coerce=int, empty_value=None,
        choices=[(minutes, f"{minutes} min") for minutes in USUAL_MINUTES], initial=30,
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("Other length in minutes"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    aim = forms.ChoiceField(
        label=gettext_lazy("For whom?"), required=False, widget=forms.RadioSelect, choices=Entry.Aim.choices
    )
    volunteer = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Volunteer"), required=False,
        help_text=gettext_lazy("Ambassadors, members of a board: whoever holds an office in the directory."),
    )  # fmt: skip
    reach = forms.IntegerField(
        label=gettext_lazy("People reached"), required=False, min_value=0, max_value=MOST_REACHED
    )
    on = forms.DateField(label=gettext_lazy("Day"), initial=timezone.localdate)
    organization = forms.CharField(
        label=gettext_lazy("Company or organisation"), max_length=200, required=False
    )
    contact = forms.CharField(label=gettext_lazy("Person"), max_length=200, required=False)
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label=gettext_lazy("Topic"), to_field_name="slug", required=False
    )
    centre = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Centre"), to_field_name="slug", empty_label=None
    )
    operation = forms.ChoiceField(label=gettext_lazy("Operation"), required=False)
    next_step = forms.CharField(label=gettext_lazy("Next step"), max_length=300, required=False)
    next_on = forms.DateField(label=gettext_lazy("Until when"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Confidential note"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stored encrypted. Only you and your centre read it; no report and no export has it."),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        centres = queries.centres_of(user)
        self._show("centre", centres)
        self._show("volunteer", queries.volunteers())
        operations = queries.operations_of(centres)
        self._operations: dict[str, Operation] = {row.slug: row for row in operations}
        field: Any = self.fields["operation"]
        field.choices = [
            (actions.AUTO, _("As usual for the centre on that day")), ("none", _("None")),
            *((slug, row.title) for slug, row in self._operations.items()),
        ]  # fmt: skip
        own = [row.organization_slug for row in user.memberships.all() if row.holds_on(timezone.localdate())]
        self.initial.setdefault("centre", next(iter(own), None))

    def _show(self, name: str, rows: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    @property
    def conversation_kinds(self) -> Iterator[Any]:
        return (one for one in self["kind"] if one.data["value"] in CONVERSATIONS)

    @property
    def activity_kinds(self) -> Iterator[Any]:
        return (one for one in self["kind"] if one.data["value"] in ACTIVITIES)

    def clean_operation(self) -> Any:
        chosen = self.cleaned_data["operation"] or actions.AUTO
        return chosen if chosen == actions.AUTO else self._operations.get(chosen)

    @property
    def is_activity(self) -> bool:
        return self["kind"].value() in ACTIVITIES


class ChangeForm(EntryForm):
    """The same on the desk, with the reason for a late change. The note is there only for whoever may read it."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    def __init__(self, user: User, entry: Entry, *args: Any, opens_note: bool, **more: Any) -> None:
        initial = {name: getattr(entry, name) for name in ("kind", "on", "aim", "organization", "contact")}
        initial |= {
            name: getattr(entry, name) for name in ("next_step", "next_on", "volunteer", "reach", "uid")
        }
        initial |= _length(entry)
        initial["centre"] = entry.centre.slug
        initial["topic"] = entry.topic.slug if entry.topic else None
        initial["operation"] = entry.operation.slug if entry.operation else "none"
        initial["note"] = actions.note_of(entry) if opens_note else ""
        super().__init__(user, *args, initial=initial, **more)
        if not opens_note:
            del self.fields["note"]
        if not actions.locks_on(entry):
            self.fields["reason"].widget = forms.HiddenInput()


class OwnForm(_LengthForm):
    """What somebody in office reports of themselves: three taps are enough."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label=gettext_lazy("What did you do?"), widget=forms.RadioSelect, initial=Kind.REPRESENTING,
        choices=[(kind.value, kind.label) for kind in ACTIVITIES],
    )  # fmt: skip
    usual = forms.TypedChoiceField(
        label=gettext_lazy("How long?"), widget=forms.RadioSelect, required=False, coerce=int, empty_value=None,
        choices=[(minutes, f"{minutes} min") for minutes in USUAL_MINUTES], initial=60,
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("Other length in minutes"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    on = forms.DateField(label=gettext_lazy("Day"), initial=timezone.localdate)
    reach = forms.IntegerField(
        label=gettext_lazy("People reached"), required=False, min_value=0, max_value=MOST_REACHED,
        help_text=gettext_lazy("About how many listened or took part. May stay empty."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Where, what about. Only you and your organisation read it."),
    )  # fmt: skip

    @classmethod
    def of(cls, entry: Entry, data: Any = None) -> "OwnForm":
        """The form with what was reported."""
        initial = {name: getattr(entry, name) for name in ("kind", "on", "reach", "uid")} | _length(entry)
        return cls(data, initial=initial | {"note": actions.note_of(entry)})


def _length(entry: Entry) -> dict[str, Any]:
    if entry.minutes in USUAL_MINUTES:
        return {"usual": entry.minutes}
    return {"usual": None, "minutes": entry.minutes}


class FilterForm(forms.Form):
    """What the list shows."""

    sort = forms.ChoiceField(
        label=gettext_lazy("What"), required=False,
        choices=[("", gettext_lazy("Everything")), ("conversations", gettext_lazy("Conversations")),
                 ("activities", gettext_lazy("Voluntary work")),
                 ("reported", gettext_lazy("Reported by volunteers, not confirmed yet"))],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *Kind.choices]
    )
    centre = forms.ModelChoiceField(
        Organization.objects.none(),
        label=gettext_lazy("Centre"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All"),
    )
    operation = forms.ModelChoiceField(
        Operation.objects.none(),
        label=gettext_lazy("Operation"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All"),
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False)
    all_optional = True

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        centres = queries.centres_of(user)
        centre, operation = self.fields["centre"], self.fields["operation"]
        centre.queryset, operation.queryset = centres, queries.operations_of(centres)  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A spreadsheet of conversations."""

    file = forms.FileField(label=gettext_lazy("File (CSV)"), help_text=gettext_lazy("At most 2 MB."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 2 * 2**20:
            raise forms.ValidationError(_("The file is larger than 2 MB. Please split it."))
        return file
