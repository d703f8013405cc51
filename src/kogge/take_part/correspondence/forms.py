"""The form of a letter to many, and the one that tries a mail again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kogge.core.translated import translated
from kogge.take_part.registration.models import Admission, Capacity, ConsentKind, Question, State

from . import audience
from .models import Mailing

_HELP = _(
    "Placeholders: {name}, {title}, {when}, {where}, {ticket}, {link}. The greeting and the organiser are added."
)


class AudienceForm(forms.Form):
    """To whom. Every condition that is set must hold."""

    states = forms.MultipleChoiceField(
        label=_("State"), choices=State.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everybody, also those who cancelled."),
    )  # fmt: skip
    session = forms.TypedChoiceField(
        label=_("Booked the session"), required=False, coerce=int, empty_value=None
    )
    mode = forms.ChoiceField(label=_("Comes"), required=False)
    attendance = forms.ChoiceField(
        label=_("Attendance"), required=False,
        choices=[("", _("no matter")), (audience.CAME, _("was there")), (audience.ABSENT, _("was not there"))],
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("Agreed to"), required=False, choices=[("", _("no matter")), *ConsentKind.choices]
    )
    question = forms.TypedChoiceField(
        label=_("Answered the question"), required=False, coerce=int, empty_value=None
    )
    answer = forms.CharField(
        label=_("with the answer"),
        required=False,
        max_length=200,
        help_text=_("Empty: any answer. For yes or no: yes, no."),
    )

    def __init__(self, admission: Admission, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        capacities = admission.capacities.select_related("session")
        sessions = [one.session for one in capacities if one.session]
        modes = {one.mode for one in capacities if one.mode}
        labels = {value: str(label) for value, label in Capacity.Mode.choices}
        self._choices("session", [(one.pk, str(translated(one, "title"))) for one in dict.fromkeys(sessions)])
        self._choices("mode", [(mode, labels[mode]) for mode in sorted(modes)])
        self.questions: list[Question] = list(audience.questions(admission))
        self._choices("question", [(one.pk, str(translated(one, "label"))) for one in self.questions])
        if not self.questions:
            del self.fields["answer"]

    @property
    def audience(self) -> dict[str, Any]:
        """The conditions that are set, as they are stored."""
        names = ("states", "session", "mode", "attendance", "consent", "question", "answer")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    def clean_answer(self) -> str:
        """People type what they see: the choice's words or its key, "ja" or "yes"."""
        said = self.cleaned_data["answer"].strip()
        chosen = next((one for one in self.questions if one.pk == self.cleaned_data.get("question")), None)
        for choice in chosen.choices if chosen else []:
            if isinstance(choice, dict) and said.casefold() in {str(v).casefold() for v in choice.values()}:
                return str(choice.get("key", said))
        return {"ja": "yes", "nein": "no"}.get(said.casefold(), said)

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """A condition that this event cannot have is not asked."""
        if choices:
            self.fields[name].choices = [("", _("no matter")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]


class MailingForm(AudienceForm):
    """To whom, and what."""

    kind = forms.ChoiceField(
        label=_("Kind of letter"), choices=Mailing.Kind.choices, widget=forms.RadioSelect, initial="service"
    )
    subject_de = forms.CharField(label=_("Subject (German)"), max_length=120)
    text_de = forms.CharField(
        label=_("Text (German)"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_HELP,
    )
    subject_en = forms.CharField(label=_("Subject (English)"), max_length=120, required=False)
    text_en = forms.CharField(
        label=_("Text (English)"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who registered in English gets this one; without it the German one."),
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        words = {
            name: self.cleaned_data[name]
            for name in ("kind", "subject_de", "text_de", "subject_en", "text_en")
        }
        return {**words, "audience": self.audience}


class AddressForm(forms.Form):
    """Where a mail that came back is sent once more."""

    to = forms.EmailField(label=_("Mail address"), max_length=254)
