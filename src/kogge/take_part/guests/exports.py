"""Lists to take along: CSV as offices open it and XLSX, without formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.publish.feeds import clean
from kogge.take_part.registration.answers import words
from kogge.take_part.registration.models import Admission, Consent, Question, Registration
from kogge.take_part.registration.models.registrations import LIVE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Table = tuple[list[str], list[list[Any]]]


def answer(kind: str, name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table as a file of this kind."""
    makers = {"csv": (_csv, "text/csv; charset=utf-8"), "xlsx": (_xlsx, XLSX)}
    if kind not in makers:
        raise Http404
    make, content_type = makers[kind]
    response = HttpResponse(make(head, rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def registrations(admission: Admission, found: Iterable[Registration]) -> Table:
    """One line a party, in a constant number of queries. Food and access needs are not in it."""
    rows = list(found)
    asked = [one for one in admission.questions.all() if one.group != Question.Group.ACCESS]
    sessions = _sessions(admission)
    consents = _consents(admission)
    names = _names(admission)
    head = [
        _("Reference"), _("Name"), _("Mail address"), _("Organisation"), _("Postcode"), _("State"), _("As"),
        _("People"), _("Names in the group"), _("Mode"), _("Programme points"), _("Registered at"),
        _("Language"), _("Agreed to"), *(str(translated(one, "label")) for one in asked),
    ]  # fmt: skip
    return head, [
        [
            row.reference, row.name, row.email, row.organization, row.postcode, row.get_state_display(),
            row.get_kind_display(), row.heads, ", ".join(names.get(row.pk, [])),
            row.capacity.get_mode_display() if row.capacity.mode else "", ", ".join(sessions.get(row.pk, [])),
            f"{timezone.localtime(row.created_at):%Y-%m-%d %H:%M}", row.language,
            ", ".join(consents.get(row.pk, [])), *(words(one, row.answers.get(str(one.pk))) for one in asked),
        ]
        for row in rows
    ]  # fmt: skip


def _sessions(admission: Admission) -> dict[int, list[str]]:
    rows = admission.registrations.filter(capacity__session__isnull=False, state__in=LIVE)
    parts = rows.filter(main__isnull=False).select_related("capacity__session")
    return _grouped((row.main_id or 0, f"{row.capacity} ({row.get_state_display()})") for row in parts)


def _consents(admission: Admission) -> dict[int, list[str]]:
    given = Consent.objects.filter(registration__admission=admission, withdrawn_at=None, seat=None)
    return _grouped((row.registration_id, row.get_kind_display()) for row in given)


def _names(admission: Admission) -> dict[int, list[str]]:
    parties = admission.registrations.filter(kind=Registration.Kind.GROUP).prefetch_related("seats")
    return {
        row.pk: [one.name for one in row.seats.all() if one.name and not one.cancelled_at] for row in parties
    }


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, text in pairs:
        found.setdefault(key, []).append(text)
    return found


def _csv(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([clean.cell(cell) for cell in head])
    writer.writerows([cell if isinstance(cell, int) else clean.cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for number, line in enumerate([head, *rows]):
        for column, cell in enumerate(line):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, clean.text(cell)[:32_000], bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return out.getvalue()
