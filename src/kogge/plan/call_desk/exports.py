"""Lists to take along: one row for each proposal, as CSV that offices open and as XLSX, without formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.plan.calls import parts, questions
from kogge.plan.calls.models import Applicant, Call, Submission

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def listed(call: Call, found: Iterable[Submission]) -> list[dict[str, Any]]:
    """Rows of the desk's list with the columns of later stages. Reads prefetched applicants and hits."""
    columns = parts.columns_of(call)
    return [
        {
            "one": one, "main": next((row for row in one.applicants.all() if row.role == Applicant.Role.MAIN), None),
            "open_hits": sum(hit.state == "open" for hit in one.hits.all()),
            "cells": [(head, texts.get(one.pk, "")) for head, texts in columns],
        }
        for one in found
    ]  # fmt: skip


def made(call: Call, kind: str, *, with_reviewers: bool = False) -> bytes:
    """The file. Who reviewed what is in it only when asked for."""
    head, rows = table(call, with_reviewers=with_reviewers)
    return written(head, rows, kind)


def written(head: Sequence[Any], rows: Iterable[Sequence[Any]], kind: str) -> bytes:
    """A table as CSV or XLSX without formulas; 404 for another kind."""
    if kind not in TYPES:
        raise Http404
    safe = [[_cell(one) for one in row] for row in (head, *rows)]
    return _xlsx(safe) if kind == "xlsx" else _csv(safe)


def table(call: Call, *, with_reviewers: bool = False) -> tuple[list[str], list[list[Any]]]:
    """Heading and one row for each proposal that was handed in, in a constant number of queries."""
    asked = [one for one in questions.of(call) if one.key not in {"title", "nominee_email"}]
    more = parts.columns_of(call, "proposals exported") if with_reviewers else []
    found = call.submissions.kept().exclude(state=Submission.State.DRAFT).order_by("submitted_at", "pk")
    head = [
        _("Number"), _("Title"), _("State"), _("Result"), _("Handed in"), _("Names"), _("Mail address"),
        *(one.label for one in asked), *(title for title, _texts in more),
    ]  # fmt: skip
    rows = []
    for one in found.select_related("call").prefetch_related("applicants", "topics", "files"):
        values = questions.values_of(one)
        files = {row.question: row.name for row in one.files.all()}
        people = [row for row in one.applicants.all() if row.role != "nominee" and not row.declined_at]
        rows.append([
            one.code, one.title, one.get_state_display(), one.get_outcome_display() if one.outcome else "",
            f"{timezone.localtime(one.submitted_at):%Y-%m-%d %H:%M}" if one.submitted_at else "",
            ", ".join(row.name for row in people), people[0].email if people else "",
            *(files.get(q.key, "") if q.kind == "file" else q.words(values.get(q.key)) for q in asked),
            *(texts.get(one.pk, "") for _title, texts in more),
        ])  # fmt: skip
    return head, rows


def _cell(value: Any) -> str | int | float:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, int | float):
        return value
    text = str(value if value is not None else "")
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def _csv(rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """UTF-8 with a mark at the start, which offices need to show umlauts."""
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str | int | float]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell[:32_000])
            else:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 2)
    sheet.autofit()
    book.close()
    return file.getvalue()
