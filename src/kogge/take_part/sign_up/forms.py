"""The public form: name and mail, then only what the organiser asks."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kogge.core.form_key import KeyedForm
from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.take_part.registration import identity, overlaps
from kogge.take_part.registration.applications import Application, SeatWish
from kogge.take_part.registration.models import Admission, Capacity, Invitation, Registration

from .answers import AnswersForm
from .choice import SessionChoice
from .standing import free_seats
from .terms import Seats, Terms

PERSON, MINOR, GROUP, HEADCOUNT = "person", "minor", "group", "headcount"
_ADDRESS = re.compile(r"[<(\[]?([^\s<>()\[\],;]+@[^\s<>()\[\],;]+)[>)\]]?")


class SignUpForm(KeyedForm, AnswersForm):
    """One party's wish. Fields that do not apply are left out. `pause` = seconds to wait while the site is busy."""

    pause = 0
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.CharField(
        label=gettext_lazy("Mail address"), max_length=1000,
        help_text=gettext_lazy("Your ticket goes there, with a link to change or cancel."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def __init__(
        self, terms: Terms, seats: Seats, *args: Any, invitation: Invitation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, questions=terms.questions, **kwargs)
        self.terms, self.invitation = terms, invitation
        self.choice = SessionChoice(terms, seats)
        admission = terms.admission
        if len(terms.mains) > 1:
            self.fields["capacity"] = _modes(terms.mains, seats, admission)
        if self.choice.offered:
            self.fields["sessions"] = forms.Field(required=False, label=_("Sessions"))
        self._add_party(admission)
        if admission.access == Admission.Access.CODE and invitation is None:
            self.fields["access_code"] = forms.CharField(
                label=_("Access code"), max_length=100, help_text=_("You got it from the organiser.")
            )
        if terms.consents:
            self.fields["consents"] = _consents(terms)

    def _add_party(self, admission: Admission) -> None:
        kinds = _kinds(admission)
        if len(kinds) < 2:
            return
        self.fields["kind"] = forms.ChoiceField(
            label=_("For whom do you register?"), choices=kinds, initial=PERSON, widget=forms.RadioSelect
        )
        if not {GROUP, HEADCOUNT} & dict(kinds).keys():
            return
        self.fields["heads"] = forms.IntegerField(
            label=_("How many people come?"), required=False, min_value=1,
            help_text=_("At most %(most)s. Count yourself if you come along.") % {"most": admission.most_heads},
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )  # fmt: skip
        self.fields["organization"] = forms.CharField(
            label=_("Company, school or association"), max_length=200, required=False,
            help_text=_("So that the team at the door finds your group."),
            widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        )  # fmt: skip
        if GROUP in dict(kinds):
            self._add_names(admission)

    def _add_names(self, admission: Admission) -> None:
        group = {"data-when": f"kind={GROUP}"}
        self.fields["seats"] = forms.CharField(
            label=_("Names"), required=False, max_length=100_000,
            help_text=_("One person per line; a mail address behind the name sends that person the ticket. "
                        "Names may also come later or never."),
            widget=forms.Textarea(attrs={**group, "rows": 5}),
        )  # fmt: skip
        if admission.takes_minors:
            self.fields["all_minors"] = forms.BooleanField(
                label=_("All of them are under 18"), required=False, widget=forms.CheckboxInput(attrs=group)
            )

    @property
    def data_chosen(self) -> Collection[int]:
        """Capacities of sessions that are ticked now, for the template."""
        if not self.is_bound:
            return self.choice.by_slug(self.initial.get("sessions", ()))
        return self.choice.ids(self.data.getlist("sessions"))  # type: ignore[attr-defined]

    def sessions(self) -> Collection[int]:
        """Ids of the sessions whose questions count."""
        chosen = self.cleaned_data.get("sessions", ())
        return {one.session_id for one in self.choice.offered if one.session_id and one.pk in chosen}

    def clean_name(self) -> str:
        return _or_refused(identity.clean_name, self.cleaned_data["name"])

    def clean_email(self) -> str:
        return _or_refused(identity.clean_email, self.cleaned_data["email"])

    def clean_sessions(self) -> tuple[int, ...]:
        """The chosen sessions; refused where two overlap or they are too many."""
        typed = self.data.getlist("sessions")  # type: ignore[attr-defined]
        chosen = [one for one in self.choice.offered if one.pk in self.choice.ids(typed)]
        if len(chosen) < len(set(typed)):
            raise ValidationError(_("One of the chosen sessions is not on offer any more."))
        most = self.terms.admission.most_sessions
        if most is not None and len(chosen) > most:
            raise ValidationError(_("Please choose at most %(most)s sessions.") % {"most": most})
        try:
            overlaps.refuse_overlaps(one.session for one in chosen if one.session is not None)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return tuple(one.pk for one in chosen)

    def clean(self) -> dict[str, Any]:
        """What belongs to one kind of party is asked of that kind only."""
        values = super().clean()
        kind = values.get("kind", PERSON)
        values["wishes"] = ()
        if kind not in {GROUP, HEADCOUNT}:
            for name in ("heads", "seats", "organization", "all_minors"):
                self.errors.pop(name, None)
                values.pop(name, None)
            values["heads"] = 1
            return values
        if kind == GROUP:
            values["wishes"] = self._wishes(values.get("seats", ""), is_minor=bool(values.get("all_minors")))
        heads = values.get("heads") or len(values["wishes"])
        if not self.has_error("heads"):
            self._check_heads(heads, len(values["wishes"]))
        values["heads"] = heads
        return values

    def _check_heads(self, heads: int, named: int) -> None:
        most = self.terms.admission.most_heads
        if not 1 <= heads <= most:
            self.add_error("heads", _("Please write a number of people from 1 to %(most)s.") % {"most": most})
        elif named > heads:
            self.add_error("seats", _("These are more names than people. Please correct one of both."))

    def _wishes(self, text: str, *, is_minor: bool) -> tuple[SeatWish, ...]:
        found = []
        for number, line in enumerate((one for one in text.splitlines() if one.strip()), 1):
            address = _ADDRESS.search(line)
            name = line.replace(address[0], "") if address else line
            try:
                email = identity.clean_email(address[1]) if address else ""
                found.append(
                    SeatWish(identity.clean_name(name.strip(" ,;\t"), required=False), email, is_minor)
                )
            except Refused as refusal:
                self.add_error("seats", _("Line %(number)s: %(why)s") % {"number": number, "why": refusal})
        return tuple(found)

    def application(self) -> Application:
        """What was handed in, ready for `registration.actions.register`."""
        values = self.cleaned_data
        kind = values.get("kind", PERSON)
        return Application(
            name=values["name"], email=values["email"], language=(get_language() or "de")[:2],
            kind=Registration.Kind.PERSON if kind == MINOR else kind, heads=values["heads"], seats=values["wishes"],
            is_minor=kind == MINOR, capacity_id=int(values.get("capacity") or self.terms.mains[0].pk),
            session_capacity_ids=values.get("sessions", ()), answers=self.answers, files=self.file_answers,
            consents=tuple(int(one) for one in values.get("consents", ())),
            organization=values.get("organization", ""), access_code=values.get("access_code", ""),
            invitation=self.invitation, idempotency_key=values["key"],
        )  # fmt: skip


def _kinds(admission: Admission) -> list[tuple[str, str]]:
    found = [(PERSON, _("One person"))]
    if admission.takes_minors:
        found.append((MINOR, _("One person under 18; the mail address is that of a parent or guardian")))
    if admission.most_heads > 1:
        found.append((GROUP, _("Several people, each with a ticket")))
    if admission.takes_headcounts:
        found.append((HEADCOUNT, _("A class or group without names: only how many")))
    return found


def _modes(capacities: list[Capacity], seats: Seats, admission: Admission) -> forms.ChoiceField:
    choices = []
    for one in capacities:
        words = free_seats(seats.get(one.pk, (one.seats, one.taken)), waiting_list=admission.has_waiting_list)
        label = str(Capacity.Mode(one.mode).label)
        choices.append((str(one.pk), f"{label[:1].upper()}{label[1:]}" + (f" ({words})" if words else "")))
    return forms.ChoiceField(label=_("How do you take part?"), choices=choices, widget=forms.RadioSelect)


def _consents(terms: Terms) -> forms.MultipleChoiceField:
    choices = [(str(one.pk), str(translated(one, "text"))) for one in terms.consents]
    return forms.MultipleChoiceField(
        label=_("Your consent"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("You can take part without any of it. Each can be withdrawn on your own page, at any time."),
        error_messages={"invalid_choice": _("A consent's text has changed meanwhile. Please read it again.")},
    )  # fmt: skip


def _or_refused(clean: Any, text: str) -> str:
    try:
        return str(clean(text))
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None
