"""Erasing again whom a restored backup brought back: before the first page is served, and by the clock."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from kogge.core.ordering import empty_lowest
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.prove.keeping import erasure, tombstones
from kogge.prove.keeping.ledger import PERSON, REGISTRATION, Line, installation, lines, path
from kogge.prove.keeping.models import Erasure
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Registration

BY = "ledger"


def begin() -> int:
    """Before the first page: does the database belong to this data directory? Then erase again who was erased."""
    mark = Path(settings.DATA) / "installation"
    ours = installation()
    known = mark.read_text(encoding="ascii").strip() if mark.exists() else ""
    if known and known != str(ours):
        raise Refused(
            _("This database belongs to another installation than the data directory %(folder)s. Nothing was changed. "
              "Restore the backup into an empty data directory, or put the right database back.")
            % {"folder": settings.DATA}
        )  # fmt: skip
    if not known:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(f"{ours}\n", encoding="ascii")
    return replay()


def replay() -> int:
    """Erase again whom a restored backup brought back. Returns how many. Nobody: one query for each kind."""
    found = lines()
    if any(one.installation != installation() for one in found):
        raise Refused(
            _("The list of erasures %(file)s belongs to another installation. Nothing was changed.")
            % {"file": path()}
        )
    done = 0
    for person in alive(found):
        erasure.erase(person, by=BY, how=Erasure.How.RESTORED)
        done += 1
    numbers = [one.subject for one in found if one.kind == REGISTRATION]
    for row in Registration.objects.filter(uid__in=numbers, main=None, erased_at=None):
        registration.erase(row, by=BY)
        done += 1
    return done


def alive(found: list[Line] | None = None) -> list[Person]:
    """People of the ledger who still have a name here."""
    numbers = [one.subject for one in (lines() if found is None else found) if one.kind == PERSON]
    rows = Person.objects.filter(subject__in=numbers).order_by(*empty_lowest("merged_into"), "pk")
    return [one for one in rows if not tombstones.is_erased(one)]


def erased_stay_erased() -> Iterator[str]:
    """I15: nobody of the ledger has a name here, and an erased record says nothing."""
    for person in alive():
        yield f"Person {person.pk} was erased and is here again; the clock erases them within the hour."
    said = ~Q(name="", email="", title="", source_note="") | ~Q(slug__startswith="erased-")
    for person in Person.objects.filter(said, facts=tombstones.ERASED):
        yield f"The record of person {person.pk} was erased and says something."
