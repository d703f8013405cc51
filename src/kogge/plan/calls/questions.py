"""The questions of a call: what is asked, what is stored of it, what is still wrong with it.

A draft keeps whatever was typed, however long or wrong; `faults` says before handing in what must be mended. Built-in
keys live in fields of the submission, so that every call can be listed, judged and exported alike.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core import yaml_files
from kogge.core.refusals import Refused
from kogge.core.translated import pick
from kogge.network.directory.models import Topic
from kogge.plan.events.actions.values import one_line
from kogge.plan.speakers import day_parts

from .models import Call, Submission

TEXTS = ("title", "abstract", "format", "language", "organization_name", "postcode")
OFFERED = ("track", "topics", "availability")
"""What is offered for these comes from the event and the directory."""
BUILT_IN = (*TEXTS, *OFFERED, "minutes", "nominee_name", "nominee_email", "biography", "needs")
MOST_STORED = 50_000
MOST_OF_FIELD = {"title": 300, "format": 40, "language": 20, "organization_name": 200, "postcode": 10}
KINDS = {
    "text": gettext_lazy("One line"), "long_text": gettext_lazy("Several lines"),
    "choice": gettext_lazy("One of several answers"), "choices": gettext_lazy("Several answers"),
    "yes_no": gettext_lazy("Yes or no"), "number": gettext_lazy("Whole number"),
    "link": gettext_lazy("Web address"), "mail": gettext_lazy("Mail address"), "file": gettext_lazy("File"),
}  # fmt: skip
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Question:
    """One question. `most` limits letters or a number, `when` = (key, answer) under which alone it is asked."""

    key: str
    kind: str
    label_de: str = ""
    label_en: str = ""
    why_de: str = ""
    why_en: str = ""
    required: bool = False
    public: bool = False
    least: int | None = None
    most: int | None = None
    choices: tuple[Mapping[str, str], ...] = ()
    when: tuple[str, str] | None = None
    retired: bool = field(default=False)

    @property
    def label(self) -> str:
        return str(pick({"de": self.label_de, "en": self.label_en}) or self.key)

    @property
    def why(self) -> str:
        return str(pick({"de": self.why_de, "en": self.why_en}))

    @property
    def kind_label(self) -> str:
        return str(KINDS.get(self.kind, self.kind))

    @property
    def options(self) -> list[tuple[str, str]]:
        """Keys and labels of the answers to choose from."""
        if self.kind == "yes_no":
            return [("yes", _("Yes")), ("no", _("No"))]
        return [(one["key"], str(pick(dict(one))) or one["key"]) for one in self.choices]

    def words(self, value: Any) -> str:
        """An answer as people read it."""
        labels = dict(self.options)
        values = value if isinstance(value, list) else [] if value in EMPTY else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values)

    def is_asked(self, values: Mapping[str, Any]) -> bool:
        """Whether its condition holds for these answers."""
        if self.when is None:
            return True
        given = values.get(self.when[0])
        given = given if isinstance(given, list) else [given]
        return self.when[1] in map(str, given) if self.when[1] else any(one not in EMPTY for one in given)


_NAMES = {one.name for one in fields(Question)}


def made(data: Mapping[str, Any]) -> Question:
    """A question from its JSON."""
    known = {name: value for name, value in data.items() if name in _NAMES}
    known["choices"] = tuple(data.get("choices") or ())
    known["when"] = tuple(data["when"]) if data.get("when") else None
    return Question(**known)


def of(call: Call) -> list[Question]:
    """The questions a call asks now; tracks, days and topics are those the event and the directory know."""
    found = [made(one) for one in call.questions if not one.get("retired")]
    offered = {one.key: choices for one in found if (choices := _choices(call, one.key)) is not None}
    return [
        made({**vars(one), "choices": offered.get(one.key, one.choices)})
        for one in found
        if one.key not in offered or offered[one.key]
    ]


def _choices(call: Call, key: str) -> list[dict[str, str]] | None:
    if key == "track":
        rows = call.event.tracks.all() if call.event else ()
        return [{"key": str(one.pk), "de": one.name_de, "en": one.name_en} for one in rows]
    if key == "availability":
        found = day_parts.of(call.event) if call.event else []
        return [{"key": one.key, "de": one.label, "en": one.label} for one in found]
    if key == "topics":
        return [{"key": one.slug, "de": one.name_de, "en": one.name_en} for one in Topic.objects.all()]
    return None


def values_of(submission: Submission) -> dict[str, Any]:
    """Every answer by its key, wherever it is kept."""
    found: dict[str, Any] = dict(submission.answers)
    found |= {name: getattr(submission, name) for name in TEXTS}
    found["minutes"] = found.get("minutes", submission.minutes)
    found["track"] = str(submission.track_id or "")
    found["topics"] = [one.slug for one in submission.topics.all()] if submission.pk else []
    nominee = (
        next((one for one in submission.applicants.all() if one.role == "nominee"), None)
        if submission.pk
        else None
    )
    return found | {
        "nominee_name": nominee.name if nominee else "",
        "nominee_email": nominee.email if nominee else "",
    }


def cleaned(question: Question, typed: Any) -> Any:
    """What is stored of what was typed: nothing unseen in it, numbers as numbers. Refused only where it is endless."""
    if question.kind == "choices":
        return [one_line(str(one))[:80] for one in list(typed or [])[:100]]
    text = str(typed if typed is not None else "")
    lines = [one_line(line) for line in text.splitlines()]
    text = "\n".join(lines).strip() if question.kind == "long_text" else one_line(text)
    longest = MOST_OF_FIELD.get(question.key, MOST_STORED)
    if len(text) > longest:
        raise Refused(_too_long(len(text), min(longest, question.most or longest)), field=question.key)
    is_number = question.kind == "number" and text.lstrip("-").isdecimal() and len(text) < 10
    return int(text) if is_number else text


def faults(
    questions: Iterable[Question], values: Mapping[str, Any], files: Collection[str] = ()
) -> dict[str, str]:
    """What must be mended before these answers can be handed in: key → sentence."""
    found = {}
    for one in questions:
        if not one.is_asked(values):
            continue
        given = one.key in files if one.kind == "file" else values.get(one.key) not in EMPTY
        sentence = _fault(one, values.get(one.key)) if given else one.required and _missing(one)
        if sentence:
            found[one.key] = sentence
    return found


def _missing(question: Question) -> str:
    return _("Please choose a file.") if question.kind == "file" else _("Please answer this question.")


def _fault(question: Question, value: Any) -> str:
    if question.kind in {"text", "long_text"} and question.most and len(str(value)) > question.most:
        return _too_long(len(str(value)), question.most)
    if question.kind in {"choice", "yes_no", "choices"}:
        chosen = set(value if isinstance(value, list) else [str(value)])
        return (
            ""
            if chosen <= {key for key, _label in question.options}
            else _("Please choose one of the answers that are offered.")
        )
    if question.kind == "number":
        return _number_fault(question, value)
    try:
        if question.kind == "link":
            URLValidator(schemes=["http", "https"])(value)
        if question.kind == "mail":
            validate_email(value)
    except ValidationError:
        if question.kind == "mail":
            return _("Please write a whole mail address, such as name@example.org.")
        return _("Please enter a link such as https://example.org.")
    return ""


def _number_fault(question: Question, value: Any) -> str:
    least, most = question.least or 0, question.most if question.most is not None else 10**9
    if isinstance(value, int) and least <= value <= most:
        return ""
    return _("Please write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}


def _too_long(have: int, most: int) -> str:
    facts = {"most": most, "have": have, "over": have - most}
    return _("At most %(most)s characters; yours has %(have)s, that is %(over)s too many.") % facts


@cache
def defaults() -> dict[str, Any]:
    """The form each kind of call begins with."""
    return yaml_files.read(Path(__file__).parent / "data" / "kinds.yaml")
