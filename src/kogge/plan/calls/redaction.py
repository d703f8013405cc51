"""What a juror sees of an answer: everything but the hidden fields, and nothing that names people by the side."""

from dataclasses import dataclass, field
from typing import Any

from . import questions
from .models import Submission

NAMES = "names"
"""Hides everybody who answers, and who is proposed."""


@dataclass
class Redacted:
    """An answer for reading: `rows` = (label, answer), `files` = (label, AnswerFile); hidden ones are left out."""

    code: str
    title: str
    names: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, Any]] = field(default_factory=list)


def redacted(
    submission: Submission, hidden: set[str], asked: list[questions.Question] | None = None
) -> Redacted:
    """The answer without hidden fields: keys of questions, or `names`. Files may name people, so names hide them too.

    Reads prefetched `applicants`, `topics` and `files`; give `asked` where many answers of a call are shown.
    """
    values = questions.values_of(submission)
    hides_names = NAMES in hidden
    gone = hidden | ({"nominee_name", "nominee_email", "biography"} if hides_names else set())
    found = Redacted(submission.code, submission.code if "title" in hidden else submission.shown_title)
    if not hides_names:
        found.names = [
            one.name for one in submission.applicants.all() if one.name and one.declined_at is None
        ]
    files = {one.question: one for one in submission.files.all()}
    for one in asked if asked is not None else questions.of(submission.call):
        if one.key in gone or one.key == "title" or not one.is_asked(values):
            continue
        if one.kind == "file":
            if one.key in files and not hides_names:
                found.files.append((one.label, files[one.key]))
        elif words := one.words(values.get(one.key)):
            found.rows.append((one.label, words))
    return found
