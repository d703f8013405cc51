"""Letters with the result: one for each applicant and result, from the frozen words, through the outbox."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import history, outbox
from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.plan.calls import letters as mails
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.decisions import content
from kogge.plan.decisions.models import Decision, LetterText
from kogge.plan.events.actions.values import one_line

from .. import queries, wording
from ..models import Notice
from ..queries import Result
from . import replying

Kind = LetterText.Kind
FIELDS = ("subject_de", "text_de", "subject_en", "text_en")


@dataclass(frozen=True)
class Letter:
    """What one applicant reads."""

    to: Applicant
    kind: str
    subject: str
    lines: tuple[str, ...]


@transaction.atomic
def save_text(call: Call, kind: str, *, by: Any, values: Mapping[str, str]) -> LetterText:
    """The office's own words for one kind of letter. What was frozen keeps the words it was frozen with."""
    given = {name: values[name].strip() for name in FIELDS}
    for name, text in given.items():
        if not text:
            raise Refused(
                _("Please write both languages: everybody is written to in the language of their answer."),
                field=name,
            )
    row, _made = LetterText.objects.update_or_create(call=call, kind=kind, defaults=given)
    history.record(row, "changed", by=by)
    return row


@transaction.atomic
def forget_text(call: Call, kind: str, *, by: Any) -> None:
    """Back to the usual words."""
    for row in LetterText.objects.filter(call=call, kind=kind):
        history.record(row, "deleted", by=by)
        row.delete()


def letter(
    submission: Submission, to: Applicant, result: Result, *, before: str, known: Mapping[int, Decision],
    own: Mapping[str, Mapping[str, str]],
) -> Letter:  # fmt: skip
    """One letter in the language of the answer. `before`: the kind of the last letter about the same stage."""
    kind = Kind.MOVED_UP if result.kind == Kind.ACCEPTED and before == Kind.WAITLISTED else Kind(result.kind)
    with translation.override(submission.locale):
        language = submission.locale
        subject, text = wording.usual(kind)
        if kind in own:
            subject, text = own[kind][f"subject_{language}"], own[kind][f"text_{language}"]
        facts = {
            "title": submission.shown_title, "call": str(translated(submission.call, "title")),
            "prize": _prize(result, known), "place": str(result.place or ""),
            "feedback": _feedback(result), "link": replying.address(submission),
        }  # fmt: skip
        lines = wording.filled(text, facts)
        if result.feedback and "{feedback}" not in text:
            lines.append(facts["feedback"])
        if kind in {Kind.ACCEPTED, Kind.MOVED_UP} and "{link}" not in text:
            lines.append(_("Please say on your page whether you come: %(link)s") % {"link": facts["link"]})
        if before and kind != Kind.MOVED_UP:
            lines.insert(
                0, _("this letter replaces our earlier one about the same answer: the decision was changed.")
            )
        short = {**facts, "title": facts["title"] if len(facts["title"]) <= 60 else facts["title"][:59] + "…"}
        return Letter(to, kind, one_line(" ".join(wording.filled(subject, short)))[:200], tuple(lines))


@transaction.atomic
def write(
    call: Call, stage: int, *, by: Any, only: int | None = None, among: Iterable[int] | None = None
) -> int:
    """Write to every applicant of a submission whose last letter does not say what is true now. Returns how many."""
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    wanted = {one.submission: one for one in queries.due(call, stage)}
    chosen = set(wanted) & ({only} if only else set(among) if among is not None else set(wanted))
    letters = list(compose(call, stage, [wanted[pk] for pk in sorted(chosen)]))
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(submission_id=result.submission, applicant=one.to, stage=stage, number=number, kind=one.kind,
               prizes=list(result.prizes), at=now)
        for one, result, number in letters
    )  # fmt: skip
    outbox.post_many(_mail(one, f"decided:{one.to.uid}:{stage}:{number}") for one, _result, number in letters)
    if letters:
        history.record(call, "results written", by=by, after={"letters": len(letters), "stage": stage})
    return len(letters)


def compose(call: Call, stage: int, results: list[Result]) -> Iterable[tuple[Letter, Result, int]]:
    """The letters of these results, each with its number."""
    wanted = {one.submission: one for one in results}
    known = {one.pk: one for one in call.decisions.all() if (one.among_id or 0) == stage}
    own = _words(known.values(), call)
    told = dict(
        Notice.objects.filter(submission__in=wanted, stage=stage)
        .values_list("submission")
        .annotate(Max("number"))
    )
    kinds = {
        (pk, number): kind
        for pk, number, kind in Notice.objects.filter(submission__in=wanted, stage=stage).values_list(
            "submission", "number", "kind"
        )
    }
    rows = (
        Submission.objects.filter(pk__in=wanted)
        .select_related("call__organization")
        .prefetch_related("applicants")
    )
    for one in rows:
        number = told.get(one.pk, 0)
        before = kinds.get((one.pk, number), "")
        for applicant in _readers(one):
            applicant.submission = one
            yield (
                letter(one, applicant, wanted[one.pk], before=before, known=known, own=own),
                wanted[one.pk],
                number + 1,
            )


def _readers(submission: Submission) -> list[Applicant]:
    """Who answered, and who agreed to answer along; one letter for each mail address."""
    rows = [
        one for one in submission.applicants.all()
        if one.email and (one.role == Applicant.Role.MAIN or (one.role == Applicant.Role.CO and one.confirmed_at))
    ]  # fmt: skip
    return list({one.email_key or one.email: one for one in reversed(rows)}.values())[::-1]


def _words(decisions: Iterable[Decision], call: Call) -> dict[str, dict[str, str]]:
    """The words as they were frozen with the newest of these decisions; of a call without one, today's."""
    found = list(decisions)
    if not found:
        return content.letter_texts(Decision(call=call))
    newest = max(found, key=lambda one: (one.frozen_at is not None, one.frozen_at or one.pk))
    version = newest.versions.first()
    words: dict[str, dict[str, str]] = version.content["letters"] if version else content.letter_texts(newest)
    return words


def _prize(result: Result, known: Mapping[int, Decision]) -> str:
    names = [known[pk].title for pk in result.prizes if pk in known]
    if not names:
        return ""
    if result.place and known[result.prizes[0]].winners > 1:
        return _("%(prize)s, place %(place)d") % {"prize": names[0], "place": result.place}
    return ", ".join(names)


def _feedback(result: Result) -> str:
    return (
        _("What the jury would like to tell you:\n%(words)s") % {"words": result.feedback}
        if result.feedback
        else ""
    )


def _mail(one: Letter, cause: str) -> dict[str, Any]:
    submission = one.to.submission
    with translation.override(submission.locale):
        why = _("You get this letter because you answered the call “%(title)s”.")
        facts = {"title": str(translated(submission.call, "title"))}
        return mails.written(one.to, cause=cause, subject=one.subject, lines=one.lines, why=why % facts)
