"""What evidence does when a person is erased, and what it answers when others ask."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.lists import vault
from kogge.prove.lists.models import AttendanceList
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, RetentionRow

from .models import EvidenceFile
from .queries import stored_files

_YEARS_WITHOUT_FUNDER = 3


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of stored evidence."""
    checks["I17"] = file_faults


def file_faults() -> Iterator[str]:
    """Every stored file of evidence is referenced and opens, every reference has its file."""
    known = stored_files()
    stored = vault.names()
    for name in sorted(stored - known.keys()):
        if vault.age(name) > vault.SETTLED:
            yield f"The stored file {name} belongs to nothing."
    for name in sorted(known.keys() - stored):
        yield f"The file {name} of {known[name]} is missing."
    allowed = {*EvidenceFile.MIMES, ""}
    for code, mime, size in EvidenceFile.objects.values_list("code", "mime", "size"):
        if mime not in allowed or size > EvidenceFile.MOST_BYTES:
            yield f"The file of {code} is of a kind or size that is not taken."


def person_erased(*, person: Person, by: Any, letter: Letter) -> None:
    """Lists stay sealed where a funder asks for them; photos of their events are looked at by a person."""
    events = Event.objects.filter(credits__person=person).distinct()
    funded = AttendanceList.objects.filter(event__in=events, operation__isnull=False)
    if funded.exists():
        letter.stays.append(
            _(
                "Attendance lists of funded events stay encrypted until the funder's date. Nobody can search them."
            )
        )
    _remove_lists(AttendanceList.objects.filter(event__in=events, operation=None), by, "a person was erased")
    photos = EvidenceFile.objects.filter(event__in=events, removed_at=None).exclude(kind="scan")
    note = _("A person who was there was erased on %(day)s: is the person shown or named?")
    if photos.update(to_review=note % {"day": f"{timezone.localdate():%d.%m.%Y}"}):
        letter.append(
            _("Photos and papers of your events are looked at again, and removed where they show you.")
        )


def retention_asked(*, plan: Plan) -> None:
    """What is kept for each operation, and for events without a funder."""
    paid = Q(attendance_lists__operation__isnull=False)
    for operation in Operation.objects.all():
        term = plan.term_of(operation)
        rows = AttendanceList.objects.filter(operation=operation)
        files = EvidenceFile.objects.filter(Q(operation=operation) | Q(event__operation=operation))
        count = rows.count() + files.count()
        if count:
            remove = partial(_remove_operation, operation)
            what = _("Frozen lists and evidence")
            plan.append(RetentionRow("evidence", what, count, term.due, term.rule, remove, operation.title))
    for event in Event.objects.filter(attendance_lists__isnull=False).exclude(paid).distinct():
        due = date((event.sort_on or plan.today).year + _YEARS_WITHOUT_FUNDER + 1, 1, 1)
        rule = _("No funder: until claims become time-barred (§§ 195, 199 BGB)")
        rows = AttendanceList.objects.filter(event=event)
        remove = partial(_remove_lists, rows, "retention", "deleted after its term")
        plan.append(
            RetentionRow("evidence", _("Frozen lists"), rows.count(), due, rule, remove, event.title_de)
        )


@transaction.atomic
def _remove_operation(operation: Operation) -> None:
    _remove_lists(AttendanceList.objects.filter(operation=operation), "retention", "deleted after its term")
    _remove_files(
        EvidenceFile.objects.filter(Q(operation=operation) | Q(event__operation=operation)),
        "retention", "deleted after its term",
    )  # fmt: skip


@transaction.atomic
def _remove_lists(rows: Any, by: Any, why: str) -> None:
    _remove_files(EvidenceFile.objects.filter(attendance_list__in=rows), by, why)
    for row in rows:
        seals.gone(row, why, by=by)
        vault.drop(row.pdf)
        vault.drop(row.table)
        row.delete()


def _remove_files(files: Any, by: Any, why: str) -> None:
    for file in files:
        seals.gone(file, why, by=by)
        vault.drop(file.file)
        file.delete()
