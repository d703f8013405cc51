"""The terms of registration."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.plan.events.forms.fields import Paragraphs
from kogge.take_part.registration.models import Admission, ConsentKind

SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Who and when"), (
        "access", "opens_at", "closes_at", "needs_approval", "confirmation", "hold_minutes",
    )),
    (gettext_lazy("Waiting list"), ("has_waiting_list", "offer_hours", "quiet_from", "quiet_until")),
    (gettext_lazy("Groups"), ("most_heads", "takes_headcounts", "takes_minors", "most_sessions")),
    (gettext_lazy("Consents and texts"), ("consents_asked", "note_de", "note_en", "follow_up_de", "follow_up_en")),
    (gettext_lazy("Letters and retention"), ("reminder_hours", "keep_days")),
)  # fmt: skip
HINTS = {
    "opens_at": gettext_lazy("Empty: at once."),
    "closes_at": gettext_lazy("Empty: until the event begins."),
    "access": gettext_lazy("Codes and invitations have pages of their own."),
    "hold_minutes": gettext_lazy("Who does not click in time loses the seat to the next."),
    "offer_hours": gettext_lazy("Then it is offered to the next in line."),
    "most_heads": gettext_lazy("1: everybody registers for themselves."),
    "most_sessions": gettext_lazy("Only where sessions have seats of their own."),
    "consents_asked": gettext_lazy("Each is asked for separately and can be withdrawn. None is needed to take part."),
    "follow_up_de": gettext_lazy("Sent the day after to whoever was there. Empty: no letter."),
    "keep_days": gettext_lazy("Afterwards names, addresses and answers are emptied; numbers stay."),
}  # fmt: skip
LEAST = {"hold_minutes": 5, "offer_hours": 1, "most_heads": 1, "reminder_hours": 0, "keep_days": 14}
MOST = {"hold_minutes": 2880, "offer_hours": 336, "most_heads": 500, "reminder_hours": 336, "keep_days": 3650,
        "most_sessions": 100}  # fmt: skip


class TermsForm(forms.ModelForm):
    """All terms but the switch, which is a button of its own."""

    consents_asked = forms.MultipleChoiceField(
        label=gettext_lazy("Consents asked for"), choices=ConsentKind.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Admission
        fields = tuple(name for _legend, names in SECTIONS for name in names)
        widgets = {"access": forms.RadioSelect, "confirmation": forms.RadioSelect}
        field_classes = dict.fromkeys(("note_de", "note_en", "follow_up_de", "follow_up_en"), Paragraphs)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.help_text = HINTS.get(name, "")
            if isinstance(field, forms.IntegerField):
                field.min_value, field.max_value = LEAST.get(name, 1), MOST[name]
                field.validators.append(_between(LEAST.get(name, 1), MOST[name]))
        for name in ("note_de", "note_en", "follow_up_de", "follow_up_en"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("It must close after it opens."))
        return values

    def sections(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields in groups, as the page shows them."""
        for legend, names in SECTIONS:
            yield legend, [self[name] for name in names]


def _between(least: int, most: int) -> Any:
    def check(value: int) -> None:
        if not least <= value <= most:
            text = _("Please write a number from %(least)d to %(most)d.") % {"least": least, "most": most}
            raise forms.ValidationError(text)

    return check
