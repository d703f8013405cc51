"""What may be read of the answers: nothing before five, texts shuffled and apart from the scores."""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.charts import Chart, horizontal_bar, number
from kogge.publish.feeds.clean import cell

from . import questions
from .models import Box, Response

LEAST = 5


@dataclass(frozen=True)
class Text:
    """One free text and where it stands."""

    response: Response
    field: str

    @property
    def text(self) -> str:
        return str(getattr(self.response, self.field))


@dataclass(frozen=True)
class Results:
    """The answers of one box. Before `LEAST` answers there is only their number."""

    asked: questions.Questions
    count: int
    by_ticket: int = 0
    chart: Chart | None = None
    average: str = ""
    good: tuple[Text, ...] = ()
    change: tuple[Text, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.count >= LEAST


def of(box: Box) -> Results:
    """The results of a box as everybody may see them who may see them at all."""
    asked = questions.current()
    responses = list(box.responses.all())
    if len(responses) < LEAST:
        return Results(asked, len(responses))
    scores = [one.score for one in responses if one.score is not None]
    rows = [(f"{step} – {word}", float(scores.count(step))) for step, word in questions.scale()]
    average = number(round(sum(scores) / len(scores), 1)) if scores else ""
    about = _("Average %(average)s of 5") % {"average": average} if average else ""
    return Results(
        asked,
        len(responses),
        by_ticket=len(box.marks),
        chart=horizontal_bar(asked.score, rows, description=about, head=_("Score")),
        average=average,
        good=_shuffled(responses, "good"),
        change=_shuffled(responses, "change"),
    )


def overview(boxes: QuerySet[Box]) -> list[Box]:
    """Boxes with the number of their answers and, from five on, their average, in one query."""
    return list(boxes.annotate(count=Count("responses"), average=Avg("responses__score")))


def table(results: Results) -> bytes:
    """CSV as offices open it: question, answer, how often. No line says what one person answered to two questions."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Question"), _("Answer"), _("Number")])
    if results.chart is not None:
        writer.writerows(
            [cell(results.asked.score), label, count] for label, count in results.chart.table.rows
        )
    for question, texts in ((results.asked.good, results.good), (results.asked.change, results.change)):
        writer.writerows([cell(question), cell(text.text), 1] for text in texts)
    return ("\ufeff" + out.getvalue()).encode()


def still_missing(count: int) -> str:
    """Why nothing is shown yet."""
    sentence = ngettext(
        "%(count)s answer so far. Results are shown from five answers on, so that nobody can be guessed.",
        "%(count)s answers so far. Results are shown from five answers on, so that nobody can be guessed.",
        count,
    )
    return sentence % {"count": count}


def _shuffled(responses: Iterable[Response], field: str) -> tuple[Text, ...]:
    """Free texts in an order of their own that is the same at each look and for no two questions."""
    written = [one for one in responses if getattr(one, field)]
    order = sorted(written, key=lambda one: hashlib.sha256(f"{field}:{one.pk}".encode()).digest())
    return tuple(Text(one, field) for one in order)
