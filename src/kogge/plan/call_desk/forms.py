"""Forms of the desk: a call, one of its questions, its rules, and what is done with answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.core.ordering import empty_lowest
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.network.directory import kinds
from kogge.network.directory.models import Organization
from kogge.plan.calls import eligibility, questions
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.questions import Question
from kogge.plan.events.forms.fields import Choice, Line, Paragraphs
from kogge.plan.events.models import Event

USUAL_OFFICE = "ambassador"


class CallForm(forms.Form):
    """Texts and times of a call. `values` is what the actions take."""

    organization = Choice(Organization.objects.none(), label=gettext_lazy("Organisation"), required=True)
    title_de = Line(label=gettext_lazy("Title (German)"))
    title_en = Line(label=gettext_lazy("Title (English)"), required=False)
    text_de = Paragraphs(label=gettext_lazy("What it is about (German)"), required=False)
    text_en = Paragraphs(label=gettext_lazy("What it is about (English)"), required=False)
    opens_at = forms.DateTimeField(
        label=pgettext_lazy("call", "Opens"), required=False, widget=forms.DateTimeInput,
        help_text=gettext_lazy("Empty: as soon as it is published."),
    )  # fmt: skip
    closes_at = forms.DateTimeField(
        label=pgettext_lazy("call", "Closes"), required=False, widget=forms.DateTimeInput,
        help_text=gettext_lazy("Empty: a rolling call without an end. The clock of the server decides."),
    )  # fmt: skip
    contact_mail = forms.EmailField(
        label=gettext_lazy("Mail address for questions"), required=False,
        help_text=gettext_lazy("Shown on the page, also after the deadline."),
    )  # fmt: skip
    event = Choice(
        Event.objects.none(), label=gettext_lazy("Event"), empty_label=gettext_lazy("No event"),
        help_text=gettext_lazy("What is accepted becomes part of its programme."),
    )  # fmt: skip
    co_applicants = forms.IntegerField(
        label=gettext_lazy("How many people may answer along?"), min_value=0, max_value=10, initial=0
    )
    office = forms.ChoiceField(
        label=gettext_lazy("Honorary office"),
        help_text=gettext_lazy("Who is appointed holds it; the kinds are those of the directory."),
    )
    lists_proposals = forms.BooleanField(
        label=gettext_lazy("List publicly what was handed in"), required=False,
        help_text=gettext_lazy("Titles and answers marked as public; no names of people."),
    )  # fmt: skip
    contest = forms.SlugField(
        label=gettext_lazy("Short name of the contest"), required=False, max_length=80,
        help_text=gettext_lazy("The same in every edition, so that those chosen before are found."),
    )  # fmt: skip
    edition = forms.IntegerField(
        label=gettext_lazy("Edition or year"), required=False, min_value=1, max_value=9999
    )
    previous = Choice(
        Call.objects.none(), label=gettext_lazy("Phase before"), empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Only those accepted there can answer this call."),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, call: Call | None = None, **kwargs: Any) -> None:
        if call is not None:
            names = [name for name in self.base_fields if name not in {"co_applicants", "office"}]
            kwargs["initial"] = {name: getattr(call, name) for name in names}
            kwargs["initial"]["co_applicants"] = call.setting("co_applicants", 0)
            kwargs["initial"]["office"] = call.setting("office", USUAL_OFFICE)
        super().__init__(*args, **kwargs)
        slugs = organizations_of(user, "call.manage")
        mine = Organization.objects.all() if slugs is None else Organization.objects.filter(slug__in=slugs)
        calls = Call.objects.of_staff(user, "call.manage").exclude(pk=call.pk if call else 0)
        fields: dict[str, Any] = self.fields
        fields["office"].choices = kinds.choices("office")
        if call is None or call.kind != Call.Kind.NOMINATIONS:
            del fields["office"]
        fields["organization"].queryset = mine.filter(calls=call) if call else mine
        fields["event"].queryset = Event.objects.editable_by(user).order_by(*empty_lowest("-sort_on"))
        fields["previous"].queryset = calls.filter(kind=call.kind) if call else calls
        if call is None and mine.count() == 1:
            fields["organization"].initial = mine.get()

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by field of the call."""
        values = dict(self.cleaned_data)
        values["settings"] = {"co_applicants": values.pop("co_applicants") or 0}
        if "office" in values:
            values["settings"]["office"] = values.pop("office")
        return values


class NewForm(forms.Form):
    """The first step: whose call, what it is called, and an earlier one to copy."""

    organization = Choice(Organization.objects.none(), label=gettext_lazy("Organisation"), required=True)
    title_de = Line(label=gettext_lazy("Title (German)"))
    copy_of = Choice(
        Call.objects.none(), label=gettext_lazy("Copy an earlier call"), empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Takes over form, rules and texts; the edition counts on."),
    )  # fmt: skip

    def __init__(self, user: User, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slugs = organizations_of(user, "call.manage")
        mine = Organization.objects.all() if slugs is None else Organization.objects.filter(slug__in=slugs)
        fields: dict[str, Any] = self.fields
        fields["organization"].queryset = mine
        fields["organization"].initial = mine.filter(kind="state_office").first() or mine.first()
        fields["copy_of"].queryset = Call.objects.of_staff(user, "call.manage").filter(kind=kind)
        if not fields["copy_of"].queryset.exists():
            del fields["copy_of"]


class QuestionForm(forms.Form):
    """One question of a call."""

    label_de = Line(label=gettext_lazy("Question (German)"), max_length=300)
    label_en = Line(label=gettext_lazy("Question (English)"), max_length=300, required=False)
    why_de = Line(label=gettext_lazy("Why it is asked (German)"), max_length=500, required=False)
    why_en = Line(label=gettext_lazy("Why it is asked (English)"), max_length=500, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=list(questions.KINDS.items()))
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)
    least = forms.IntegerField(
        label=gettext_lazy("Smallest number"), required=False, min_value=0, max_value=10**9
    )
    most = forms.IntegerField(
        label=gettext_lazy("Most characters, or largest number"), required=False, min_value=1, max_value=10**9
    )
    choices = Paragraphs(
        label=gettext_lazy("Answers to choose from"), required=False,
        help_text=gettext_lazy("One per line; English behind a vertical bar: Vortrag | Talk"),
    )  # fmt: skip
    when_question = forms.ChoiceField(label=gettext_lazy("Ask only after this question"), required=False)
    when_answer = Line(
        label=gettext_lazy("… if its answer is"), required=False, max_length=80,
        help_text=gettext_lazy("Empty: any answer. For yes and no: yes or no."),
    )  # fmt: skip

    def __init__(self, call: Call, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        if question is not None:
            kwargs["initial"] = vars(question) | {
                "choices": "\n".join(
                    f"{one.get('de', '')} | {one.get('en', '')}" for one in question.choices
                ),
                "when_question": question.when[0] if question.when else "",
                "when_answer": _answer_label(call, question.when) if question.when else "",
            }
        super().__init__(*args, **kwargs)
        self.call, self.question = call, question
        others = [
            questions.made(one) for one in call.questions if question is None or one["key"] != question.key
        ]
        fields: dict[str, Any] = self.fields
        fields["when_question"].choices = [("", "–"), *((one.key, one.label) for one in others)]

    def clean(self) -> dict[str, Any]:
        """A question to choose from needs answers; what was chosen before keeps its key."""
        values = super().clean() or {}
        dynamic = self.question is not None and self.question.key in questions.OFFERED
        if values.get("kind") in {"choice", "choices"} and not dynamic and not self._choices(values):
            self.add_error("choices", _("Please write at least one answer to choose from."))
        return values

    @property
    def data_of_question(self) -> dict[str, Any]:
        """The question as the call keeps it."""
        values = dict(self.cleaned_data)
        values["choices"] = self._choices(values)
        asked, answer = values.pop("when_question"), values.pop("when_answer")
        values["when"] = [asked, _answer_key(self.call, asked, answer)] if asked else None
        return values

    def _choices(self, values: dict[str, Any]) -> list[dict[str, str]]:
        known = {one.get("de", ""): one["key"] for one in (self.question.choices if self.question else ())}
        found: list[dict[str, str]] = []
        for line in str(values.get("choices") or "").splitlines():
            german, _bar, english = (part.strip() for part in line.partition("|"))
            if german:
                used = {one["key"] for one in found} | set(known.values())
                fresh = next(key for number in range(1, 1000) if (key := f"a{number}") not in used)
                found.append({"key": known.get(german, fresh), "de": german, "en": english})
        return found


class RuleForm(forms.Form):
    """One more rule of eligibility."""

    kind = forms.ChoiceField(label=gettext_lazy("Rule"), choices=list(eligibility.KINDS.items()))
    question = forms.ChoiceField(label=gettext_lazy("Question it looks at"))
    values = Line(
        label=gettext_lazy("Values"), required=False,
        help_text=gettext_lazy("Answers that fit, first digits of postcodes, or how many editions back; with commas."),
    )  # fmt: skip
    text_de = Line(label=gettext_lazy("The rule in words (German)"), max_length=500)
    text_en = Line(label=gettext_lazy("The rule in words (English)"), max_length=500, required=False)

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [questions.made(one) for one in call.questions if not one.get("retired")]
        fields: dict[str, Any] = self.fields
        fields["question"].choices = [(one.key, one.label) for one in asked]


class EarlierForm(forms.Form):
    """Who was chosen in editions this platform does not hold."""

    earlier = Paragraphs(
        label=gettext_lazy("Chosen in earlier editions"), required=False,
        help_text=gettext_lazy("One per line: edition; organisation; founder, founder"),
    )  # fmt: skip

    def clean_earlier(self) -> list[dict[str, Any]]:
        """Lines as rows; a line that cannot be read is named by its number."""
        rows = []
        for number, line in enumerate(self.cleaned_data["earlier"].splitlines(), 1):
            parts = [one.strip() for one in line.split(";")]
            if not line.strip():
                continue
            if len(parts) < 2 or not parts[0].isdecimal() or len(parts[0]) > 4:
                raise forms.ValidationError(
                    _("Line %(number)s does not begin with an edition and “;”.") % {"number": number}
                )
            people = [one.strip() for one in ",".join(parts[2:]).split(",") if one.strip()]
            rows.append({"edition": int(parts[0]), "organization": parts[1], "founders": people})
        return rows


class FilterForm(forms.Form):
    """Which answers the list shows: states and results in one."""

    q = Line(label=gettext_lazy("Text"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [
            ("", _("All")), *Submission.State.choices, *Submission.Outcome.choices,
            ("undecided", _("Without a result")), ("hits", _("A rule to be looked at")), ("discarded", _("Discarded")),
        ]  # fmt: skip


class UntilForm(forms.Form):
    """Until when somebody may hand in after the end."""

    late_until = forms.DateTimeField(label=gettext_lazy("Until"), widget=forms.DateTimeInput)


class LateForm(UntilForm):
    """A link for somebody who may hand in after the end."""

    name = Line(label=gettext_lazy("Name"))
    email = forms.EmailField(label=gettext_lazy("Mail address"))
    field_order = ("name", "email", "late_until")


def _answer_label(call: Call, when: tuple[str, str]) -> str:
    row = next((questions.made(one) for one in call.questions if one["key"] == when[0]), None)
    return dict(row.options).get(when[1], when[1]) if row else when[1]


def _answer_key(call: Call, key: str, answer: str) -> str:
    """The key of an answer that staff wrote in words."""
    row: dict[str, Any] = next((one for one in call.questions if one["key"] == key), {})
    labels = {
        str(one[name]).casefold(): one["key"] for one in row.get("choices") or () for name in ("de", "en")
    }
    labels |= {"ja": "yes", "nein": "no"} if row.get("kind") == "yes_no" else {}
    return labels.get(answer.casefold(), answer)
