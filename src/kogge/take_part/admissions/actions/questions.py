"""Questions: added, ordered, copied, and retired rather than deleted once somebody has answered."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.registration.answers import choice_key, choice_label
from kogge.take_part.registration.models import Admission, AnswerFile, Question

from .versions import terms_changed

COPIED = (
    "kind", "group", "label_de", "label_en", "why_de", "why_en", "required", "choices", "least", "most",
    "condition_value", "position",
)  # fmt: skip
SETTLED = ("kind", "group", "session")


@transaction.atomic
def save_question(
    admission: Admission, question: Question | None, values: dict[str, Any], *, by: User
) -> Question:
    """Add a question at the end, or change one. Once answered, its kind and who sees it stay."""
    if question is None:
        last = admission.questions.order_by("-position").values_list("position", flat=True).first()
        question = Question(admission=admission, position=(last or 0) + 1)
        verb = "question added"
    else:
        verb = "question changed"
        moved = [name for name in SETTLED if name in values and values[name] != getattr(question, name)]
        if moved and has_answers(question):
            text = _(
                "People have answered already, so this stays as it is. Retire the question and ask a new one."
            )
            raise Refused(text, field=moved[0])
        _refuse_lost_choices(question, values)
    for name, value in values.items():
        setattr(question, name, value)
    question.save()
    terms_changed(admission)
    history.record(question, verb, by=by, after={"label_de": question.label_de, "kind": question.kind})
    return question


@transaction.atomic
def move_question(question: Question, *, up: bool, by: User) -> None:
    """Change places with the neighbour. What depends on another stays below it."""
    rows = list(question.admission.questions.filter(retired_at=None).order_by("position", "pk"))
    here = next(number for number, row in enumerate(rows) if row.pk == question.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    above, below = sorted((here, there))
    if rows[below].condition_id == rows[above].pk:
        raise Refused(_("This question depends on the one above it and stays below."))
    rows[here], rows[there] = rows[there], rows[here]
    for number, row in enumerate(rows, start=1):
        row.position = number
    Question.objects.bulk_update(rows, ["position"])
    terms_changed(question.admission)
    history.record(question, "question moved", by=by, after={"position": there + 1})


@transaction.atomic
def remove_question(question: Question, *, by: User) -> bool:
    """Delete a question nobody answered; retire one with answers, which stay readable. True when deleted."""
    if question.followers.filter(retired_at=None).exists():
        raise Refused(_("Another question depends on this one. Remove that one first."))
    gone = not has_answers(question) and not question.followers.exists()
    history.record(question, "question deleted" if gone else "question retired", by=by)
    if gone:
        question.delete()
    else:
        Question.objects.filter(pk=question.pk).update(retired_at=timezone.now())
    terms_changed(question.admission)
    return gone


@transaction.atomic
def copy_questions(source: Admission, target: Admission, *, by: User) -> int:
    """Ask what another event asks for as a whole; questions of its single sessions stay there."""
    made: dict[int, Question] = {}
    for question in source.questions.filter(retired_at=None, session=None).order_by("position", "pk"):
        copy = Question(admission=target, **{name: getattr(question, name) for name in COPIED})
        copy.condition = made.get(question.condition_id or 0)
        copy.condition_value = copy.condition_value if copy.condition else ""
        copy.save()
        made[question.pk] = copy
    if not made:
        raise Refused(_("That event asks no questions."), field="source")
    terms_changed(target)
    history.record(target, "questions copied", by=by, after={"from": source.pk, "questions": len(made)})
    return len(made)


def _refuse_lost_choices(question: Question, values: dict[str, Any]) -> None:
    kept = {choice_key(one) for one in values.get("choices", question.choices)}
    lost = [choice_label(one) for one in question.choices if choice_key(one) not in kept]
    if lost and has_answers(question):
        text = _("“%(answer)s” may have been chosen already and stays. Add a new answer below it instead.")
        raise Refused(text % {"answer": lost[0]}, field="choices")


def has_answers(question: Question) -> bool:
    """Whether anybody answered."""
    if AnswerFile.objects.filter(question=question).exists():
        return True
    return question.admission.registrations.filter(answers__has_key=str(question.pk)).exists()
