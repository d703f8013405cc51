"""Erasure in two steps: asked for and looked at, then done. What a funder's proof rests on is sealed until its term.

GDPR, Articles 17 and 18; Article 17(3)(b) for what the law needs. The preview is the erasure itself, rolled back.
"""

import json
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.prove.audit.watched import WATCHED
from kogge.prove.hours import settling as hours
from kogge.prove.hours.models import Participant
from kogge.prove.seals import box
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter
from kogge.take_part.attendance.jobs import settle_doors

from . import farewell, gone, ledger, sweep, tombstones
from .models import Erasure, SealedRecord
from .terms import term_of


@dataclass
class Result:
    """What went, what stays, where the name was taken out of texts, and the letter that says so."""

    letter: Letter
    language: str
    places: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The letter as the person reads it."""
        with translation.override(self.language):
            return farewell.plain(self.letter)


@transaction.atomic
def ask(person: Person, *, by: Any, how: str = Erasure.How.DESK) -> Erasure:
    """Step one: note that somebody asked. Asking twice is one request."""
    _refuse_gone(person)
    row, made = Erasure.objects.get_or_create(
        subject=person.subject, done_at=None, defaults={"person": person, "how": how}
    )
    if made:
        history.record(row, "erasure asked", by=by, after={"how": how})
    return row


@transaction.atomic
def withdraw(row: Erasure, *, by: Any) -> None:
    """The person changed their mind before it was done."""
    if row.done_at is not None:
        raise Refused(_("This person was erased. That cannot be undone."))
    history.record(row, "erasure withdrawn", by=by)
    row.delete()


def preview(person: Person, *, keep_certificates: bool = True) -> Result:
    """What an erasure would do, exactly: it is done and taken back."""
    _refuse_gone(person)
    with transaction.atomic():
        result = _erase(person, by="preview", keep_certificates=keep_certificates)
        transaction.set_rollback(True)
    return result


@transaction.atomic
def erase(person: Person, *, by: Any, how: str = Erasure.How.DESK, keep_certificates: bool = True) -> Result:
    """Step two: everything goes that may go, the rest is sealed, a letter says both, the ledger keeps a number."""
    _refuse_gone(person)
    number = person.subject
    result = _erase(person, by=by, keep_certificates=keep_certificates)
    done = Erasure.objects.filter(subject=number, done_at=None).first() or Erasure(subject=number, how=how)
    done.done_at, done.stays = timezone.now(), [one.app for one in result.letter.sealed]
    done.person = Person.objects.filter(pk=person.pk).first()
    done.save()
    if result.letter.email and how != Erasure.How.RESTORED:
        farewell.post(result.letter, number, result.language)
    emails = {result.letter.email, *result.letter.emails}
    transaction.on_commit(partial(_clear_residue, emails - {""}), robust=True)
    ledger.append(ledger.PERSON, number)
    return result


def sealed_of(row: SealedRecord) -> dict[str, Any]:
    """What was sealed, for whoever may see the evidence."""
    plain = box.unseal(box.Purpose.EVIDENCE, bytes(row.content), about=_about(row))
    return json.loads(plain)


def _erase(person: Person, *, by: Any, keep_certificates: bool) -> Result:
    settle_doors()
    hours.bring_in_step()
    found = gone.known(Person.objects.get(pk=person.pk))
    root = found.people[0]
    language = farewell.language_of(found)
    words = sweep.words_of(found.names, found.emails, besides=[one.pk for one in found.people])
    letter = Letter(root.name, root.email, keep_certificates)
    letter.emails = sorted(found.emails)
    with translation.override(language):
        codes = _seal_participations(found, letter)
        gone.take_away(found, letter, by=by)
        for one in found.people:
            announce("person erased", person=one, by=by, letter=letter)
        gone.loosen(found.people)
        _say_what_stays(found, letter, codes)
    _put_under_seal(letter, by=by)
    places = _take_out_of_texts(words, by=by)
    for one in found.people:
        history.record(one, "erased", by=by, after={"sealed": len(letter.sealed)})
    freshness.advance()
    tombstones.delete_unneeded()
    return Result(letter, language, places)


def _refuse_gone(person: Person) -> None:
    if tombstones.is_erased(person):
        raise Refused(_("This person was erased before. Nothing is left to erase."))


def _seal_participations(found: gone.Known, letter: Letter) -> list[Participant]:
    """Who took part in an operation stays known under seal: the proof needs a name behind each code."""
    rows = list(
        Participant.objects.filter(person__in=found.people).select_related("operation__profile", "person")
    )
    for row in rows:
        letter.seal(
            "hours", row.operation, row.code, name=row.person.name or letter.name, email=row.person.email,
            erased_on=timezone.localdate().isoformat(),
        )  # fmt: skip
    return rows


def _say_what_stays(found: gone.Known, letter: Letter, codes: list[Participant]) -> None:
    for row in codes:
        term = term_of(row.operation)
        until = (
            _("until %(day)s") % {"day": date_format(term.due, "SHORT_DATE_FORMAT")}
            if term.due
            else _("until its term ends")
        )
        letter.stays.append(
            _(
                "Your hours and your entry in the lists of “%(title)s”, locked away %(until)s. Reason: %(rule)s"
            )
            % {"title": row.operation, "until": until, "rule": term.rule}
        )
    if found.shared:
        letter.stays.append(_("Your mail address belongs to another person here as well. There it stays."))


def _put_under_seal(letter: Letter, *, by: Any) -> None:
    for one in letter.sealed:
        row = SealedRecord(operation=one.operation, code=one.code, app=one.app)
        plain = json.dumps(dict(one.facts), default=str, ensure_ascii=False).encode()
        row.content = box.seal(box.Purpose.EVIDENCE, plain, about=_about(row))
        row.save()
        seals.record(row, "sealed", by=by, after={"app": one.app, "code": one.code})


def _about(row: SealedRecord) -> str:
    return f"keeping.sealedrecord:{row.number}"


def _take_out_of_texts(words: sweep.Words, *, by: Any) -> list[str]:
    """Free texts that name the person; those that are sealed get a new seal. What was changed, in words."""
    changed = []
    for place in list(sweep.places(words)):
        sweep.redact(place, words)
        announce("name taken out", row=place.row)
        if type(place.row) in WATCHED:
            seals.record(place.row, "a name was taken out", by=by)
        changed.append(place.label)
    return changed


def _clear_residue(emails: set[str]) -> None:
    """What deleting leaves behind outside the tables: mails written as files, and pages of the write-ahead log."""
    gone.forget_mail_files(emails)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
