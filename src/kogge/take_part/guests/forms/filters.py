"""Which registrations the list shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.translated import translated
from kogge.plan.events.forms.fields import Line
from kogge.take_part.registration.models import Admission, ConsentKind, Question, Registration, State

NAMES = ("q", "state", "capacity", "kind", "question", "answer", "consent", "undeliverable")


class FilterForm(forms.Form):
    """Filters of the list; values that make no sense are left out."""

    all_optional = True
    q = Line(label=gettext_lazy("Name, mail or reference"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    capacity = forms.ChoiceField(label=gettext_lazy("Seat in"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Registered as"), required=False)
    question = forms.ChoiceField(label=gettext_lazy("Question"), required=False)
    answer = Line(label=gettext_lazy("Answer contains"), required=False)
    consent = forms.ChoiceField(label=gettext_lazy("Agreed to"), required=False)
    undeliverable = forms.BooleanField(label=gettext_lazy("Mail came back"), required=False)

    def __init__(self, admission: Admission, *args: Any, sees_access: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.capacities = {str(one.pk): one for one in admission.capacities.select_related("session")}
        asked = [
            one for one in admission.questions.all() if sees_access or one.group != Question.Group.ACCESS
        ]
        self.questions = {str(one.pk): one for one in asked}
        everything = [("", _("All"))]
        choices = {
            "state": [
                *everything, ("live", _("Everybody still in")), ("seated", _("Whoever has a seat")), *State.choices,
            ],
            "capacity": [*everything, *((key, _place(one)) for key, one in self.capacities.items())],
            "kind": [*everything, *Registration.Kind.choices],
            "question": [*everything, *((key, str(translated(one, "label"))) for key, one in self.questions.items())],
            "consent": [*everything, *ConsentKind.choices],
        }  # fmt: skip
        for name, rows in choices.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]
        if len(self.capacities) < 2:
            del self.fields["capacity"]
        if not self.questions:
            del self.fields["question"], self.fields["answer"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What is asked for, as records, without what could not be read."""
        self.is_valid()
        values = dict(self.cleaned_data)
        values["capacity"] = self.capacities.get(values.get("capacity", ""))
        values["question"] = self.questions.get(values.get("question", ""))
        return values


def _place(capacity: Any) -> str:
    words = str(capacity.session or _("the whole event"))
    return f"{words} ({capacity.get_mode_display()})" if capacity.mode else words
