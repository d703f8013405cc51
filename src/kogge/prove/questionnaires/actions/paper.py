"""Answers on paper: the scan is sealed, one person types, another checks. Nobody does both."""

import hashlib
import secrets
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.prove.profiles.queries import profile_of
from kogge.prove.seals import rows as seals
from kogge.prove.seals.box import Purpose, seal, unseal

from .. import store
from ..answers import Answers, missing
from ..models import Paper, Questionnaire, Response, State
from .steps import locked, state_without_news, step


@transaction.atomic
def take_in(questionnaire: Questionnaire, *, content: bytes, kind: str, received_on: date, by: Any) -> Paper:
    """Attach the scan of a sheet. From now on the link takes no answers."""
    if received_on > timezone.localdate():
        raise Refused(
            _("This day lies in the future. Please write the day on which the sheet came."),
            field="received_on",
        )
    row = locked(questionnaire)
    step(row, State.PAPER, "came on paper", by=by)
    name = f"questionnaires/{secrets.token_hex(16)}.sealed"
    paper = Paper.objects.create(
        questionnaire=row, scan=name, kind=kind, received_on=received_on, taken_by=str(by.pk),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    default_storage.save(name, ContentFile(seal(Purpose.EVIDENCE, content, about=name)))
    seals.record(paper, "scan attached", by=by)
    return paper


@transaction.atomic
def type_in(paper: Paper, answers: Answers, *, by: Any) -> None:
    """The first person types what the sheet says."""
    row, paper = _locked(paper)
    step(row, State.TYPED, "typed", by=by)
    paper.typed = store.typed_bytes(paper, answers)
    paper.typed_by = str(by.pk)
    paper.save(update_fields=["typed", "typed_by"])
    seals.record(paper, "typed", by=by)


@transaction.atomic
def check(paper: Paper, answers: Answers, *, differences: int, by: Any) -> Response:
    """The second person has typed the sheet as well, has seen each difference and decides what it says."""
    row, paper = _locked(paper)
    if row.state != State.TYPED:
        raise Refused(_("This sheet is not waiting to be checked."))
    if paper.typed_by == str(by.pk):
        raise Refused(_("You typed this sheet yourself. Somebody else must check it."))
    profile = profile_of(row.participant.operation)
    response = store.keep(
        row, answers, origin=Response.Origin.PAPER, profile_version=profile.version,
        missing=missing(profile.asked(row.stage), answers), on=paper.received_on, by=by,
    )  # fmt: skip
    paper.typed, paper.checked_by = None, str(by.pk)
    paper.save(update_fields=["typed", "checked_by"])
    seals.record(paper, "checked", by=by, after={"differences": differences})
    step(row, State.CHECKED, "typed and checked", by=by)
    return response


@transaction.atomic
def withdraw(paper: Paper, *, reason: str, by: Any) -> None:
    """The sheet was somebody else's, or cannot be read: its scan goes, and with it what was typed."""
    if not reason.strip():
        raise Refused(_("Please write what was wrong with the sheet."), field="reason")
    row, paper = _locked(paper)
    step(row, state_without_news(row), "sheet taken away", by=by, reason=reason.strip()[:300])
    seals.gone(paper, "taken away", by=by)
    transaction.on_commit(partial(default_storage.delete, paper.scan))
    paper.delete()


def scan_of(paper: Paper, *, by: Any) -> bytes:
    """The scan, for those who type and check it. Opening it is logged; once it is checked it stays closed."""
    if paper.checked_by:
        raise Refused(_("This sheet was typed and checked. Its scan stays under seal."))
    with default_storage.open(paper.scan) as file:
        content = unseal(Purpose.EVIDENCE, file.read(), about=paper.scan)
    store.log(paper.questionnaire.participant.operation, 1, what="typing a sheet", by=by)
    return content


def _locked(paper: Paper) -> tuple[Questionnaire, Paper]:
    row = locked(paper.questionnaire)
    return row, Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
