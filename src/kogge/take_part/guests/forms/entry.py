"""Somebody entered by hand, as on the telephone."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.refusals import Refused
from kogge.plan.events.forms.fields import Line
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.identity import clean_email, clean_name
from kogge.take_part.registration.models import Admission, Registration
from kogge.take_part.sign_up.answers import AnswersForm


class EntryForm(AnswersForm):
    """Name, mail if there is one, seats, sessions and what the person answered; nothing but the name is needed."""

    name = Line(label=gettext_lazy("Name"), error_messages={"required": gettext_lazy("Please enter a name.")})
    email = Line(
        label=gettext_lazy("Mail address"), required=False, max_length=254,
        help_text=gettext_lazy("Without one nothing can be sent: no ticket, no reminder."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("de", "Deutsch"), ("en", "English")], initial="de"
    )
    organization = Line(label=gettext_lazy("Organisation"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Registered as"), choices=Registration.Kind.choices, initial="person"
    )
    heads = forms.IntegerField(label=gettext_lazy("People"), min_value=1, max_value=1000, initial=1)
    overbook_reason = Line(
        label=gettext_lazy("When all seats are taken: why this one gets one all the same"), required=False,
        help_text=gettext_lazy("Empty: onto the waiting list."),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, admission: Admission, *args: Any, **options: Any) -> None:
        questions = list(admission.questions.filter(retired_at=None, session=None))
        for question in questions:
            question.required = False
        options.setdefault("initial", {"key": f"staff:{uuid.uuid4()}"})
        super().__init__(*args, questions=questions, **options)
        rows = list(admission.capacities.select_related("session"))
        whole = [row for row in rows if row.session_id is None]
        self.fields["capacity"] = forms.ChoiceField(
            label=_("Takes part"), choices=[(str(row.pk), row.get_mode_display()) for row in whole],
            initial=str(whole[0].pk) if whole else "",
        )  # fmt: skip
        if len(whole) == 1:
            self.fields["capacity"].widget = forms.HiddenInput()
        sessions = [(str(row.pk), str(row.session)) for row in rows if row.session_id is not None]
        if sessions:
            self.fields["sessions_booked"] = forms.MultipleChoiceField(
                label=_("Programme points"), choices=sessions, required=False
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, cleaner, needed in (("name", clean_name, True), ("email", clean_email, False)):
            try:
                values[name] = cleaner(values.get(name) or "", required=needed)
            except Refused as refusal:
                if name not in self.errors:
                    self.add_error(name, str(refusal))
        return values

    def application(self) -> Application:
        """What the action takes."""
        values = self.cleaned_data
        heads = 1 if values["kind"] == Registration.Kind.PERSON else values["heads"]
        return Application(
            name=values["name"], email=values["email"], capacity_id=int(values["capacity"]),
            idempotency_key=values["key"], language=values["language"], kind=values["kind"], heads=heads,
            organization=values["organization"], answers=self.answers, files=self.file_answers,
            session_capacity_ids=tuple(int(key) for key in values.get("sessions_booked", [])),
        )  # fmt: skip


class AnswersEdit(AnswersForm):
    """The answers of somebody who is registered, changed by staff."""

    def __init__(self, registration: Registration, *args: Any, sees_access: bool, **options: Any) -> None:
        sessions = registration.parts.live().values_list("capacity__session_id", flat=True)  # type: ignore[attr-defined]
        booked = set(sessions)
        questions = [
            one for one in registration.admission.questions.filter(retired_at=None)
            if (one.session_id is None or one.session_id in booked) and (sees_access or one.group != "access")
        ]  # fmt: skip
        for question in questions:
            question.required = False
        super().__init__(
            *args, questions=questions, given=registration.answers,
            stored_files=list(registration.files.values_list("question_id", flat=True)), **options,
        )  # fmt: skip
