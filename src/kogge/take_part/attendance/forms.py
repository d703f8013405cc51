"""What staff type at the door's desk."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.plan.events.models import Event, Session
from kogge.take_part.checkin.models import Door, Gate

from .models import HeadCount

_USUAL = {
    "badge": gettext_lazy("Badge"),
    "lunch": gettext_lazy("Lunch"),
    "wristband": gettext_lazy("Wristband"),
}


class AreaField(forms.ModelChoiceField):
    """The event as a whole (nothing chosen), or one of its sessions."""

    def __init__(self, event: Event, **more: Any) -> None:
        sessions = Session.objects.filter(event=event).exclude(state=Session.State.CANCELLED)
        super().__init__(sessions, required=False, empty_label=_("The event as a whole"), **more)


class GateForm(forms.ModelForm):
    """One gate."""

    usual = forms.MultipleChoiceField(
        label=gettext_lazy("Handed over here"), required=False, choices=[*_USUAL.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    more = forms.CharField(
        label=gettext_lazy("Also handed over (one a line)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Gate
        fields = ("name", "session", "direction")

    def __init__(self, door: Door, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["session"] = AreaField(door.event, label=_("For"))
        names = {str(label): key for key, label in _USUAL.items()}
        held = self.instance.hand_out if self.instance.pk else []
        self.initial["usual"] = [names[item] for item in held if item in names]
        self.initial["more"] = "\n".join(item for item in held if item not in names)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        lines = [" ".join(line.split()) for line in values.get("more", "").splitlines()]
        items = [str(_USUAL[key]) for key in values.get("usual", [])] + [line for line in lines if line]
        if len(items) > 20 or any(len(item) > 80 for item in items):
            self.add_error("more", _("At most 20 things, each in at most 80 letters."))
        self.instance.hand_out = list(dict.fromkeys(items))
        return values


class DeviceForm(forms.Form):
    """A phone that is to be paired."""

    name = forms.CharField(label=gettext_lazy("Name of the device"), max_length=80)
    gates = forms.ModelMultipleChoiceField(
        Gate.objects.none(), label=gettext_lazy("Its gates"), required=False,
        help_text=gettext_lazy("None ticked: all gates of the event."), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, door: Door, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["gates"]
        field.queryset = door.gates.filter(retired_at=None)


class _AtGate(forms.Form):
    """Something that happened at one gate."""

    gate = forms.ModelChoiceField(Gate.objects.none(), label=gettext_lazy("Gate"), empty_label=None)

    def __init__(self, door: Door, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["gate"]
        field.queryset = door.gates.filter(retired_at=None)


class WalkInForm(_AtGate):
    """Somebody who comes without a registration."""

    name = forms.CharField(label=gettext_lazy("First and last name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Mail address"), required=False,
        help_text=gettext_lazy("Only if the person wants the ticket or a certificate by mail."),
    )  # fmt: skip
    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PaperForm(_AtGate):
    """A paper list, typed back."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the list says"),
        choices=[("in", gettext_lazy("came")), ("out", gettext_lazy("left"))],
    )
    at = forms.DateTimeField(label=gettext_lazy("When"))
    which = forms.ChoiceField(
        label=gettext_lazy("Who"), widget=forms.RadioSelect, initial="these",
        choices=[
            ("these", gettext_lazy("These numbers")), ("all_but", gettext_lazy("Everybody expected, but not these"))
        ],
    )  # fmt: skip
    numbers = forms.CharField(
        label=gettext_lazy("Numbers"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "With spaces or commas between them: 1 4 7-12; one head of a group 17/3, all its heads 17; "
            "a class of which 26 came 20=26. References count, too."
        ),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why it comes late"), max_length=300, required=False,
        help_text=gettext_lazy("Needed only when these days were reported to a funder already."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("which") == "these" and not values.get("numbers", "").strip():
            self.add_error("numbers", _("Please type the numbers from the list."))
        if values.get("at") and values["at"] > timezone.now():
            self.add_error("at", _("This lies in the future."))
        return values


class CorrectionForm(forms.Form):
    """What an attendance really was."""

    attended = forms.BooleanField(label=gettext_lazy("Was there"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=0, max_value=60 * 24 * 14,
        help_text=gettext_lazy("Empty: as computed."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class CountForm(forms.Form):
    """A count or an estimate, with its range."""

    counted_at = forms.DateTimeField(label=gettext_lazy("When"))
    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=HeadCount.Method.choices)
    value = forms.IntegerField(label=gettext_lazy("Heads"), min_value=0, max_value=10**6)
    low = forms.IntegerField(
        label=gettext_lazy("At least"), min_value=0, max_value=10**6, required=False,
        help_text=gettext_lazy("Empty: exactly this number."),
    )  # fmt: skip
    high = forms.IntegerField(label=gettext_lazy("At most"), min_value=0, max_value=10**6, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, door: Door, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["session"] = AreaField(door.event, label=_("For"))
        self.order_fields(["session", "counted_at", "method", "value", "low", "high", "note"])


class OnlineFileForm(forms.Form):
    """The participants' file of a video tool."""

    file = forms.FileField(
        label=gettext_lazy("File with join and leave times (CSV)"),
        help_text=gettext_lazy("From BigBlueButton, Zoom, Teams or Jitsi; at most 5 MB."),
    )  # fmt: skip

    def __init__(self, door: Door, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["session"] = AreaField(door.event, label=_("For"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 5 * 2**20:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file
