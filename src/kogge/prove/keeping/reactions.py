"""What keeping asks of every app, and what it adds when others ask.

It announces, with the classes of `kogge.prove.seals.contracts`:

- "retention asked" (plan: Plan). Append `RetentionRow(app, what, count, due, rule, remove, of)` for each kind of data
  and each event or operation that has some. For data that rest on an operation: `term = plan.term_of(operation)`, then
  `due=term.due, rule=term.rule`. `remove` deletes exactly what the row counts, in a transaction of its own; sealed
  rows get `seals.rows.gone(row, "deleted after its term", by="retention")` first, files go by `transaction.on_commit`.
- "person erased" (person, by, letter: Letter). Remove what the app holds of the person (the person's record still
  exists, already without name and mail; rows may point to it where the proof of an operation needs them), and
  `letter.append("one plain sentence in the active language")`. What the proof needs with a name goes first through
  `letter.seal("app", operation, participant_code, name=…, …)`. What stays: `letter.stays.append(sentence)`.
  `letter.keep_certificates` says whether the person wants to keep their certificates (they then show no name).
"""

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.prove.hours.models import Participant
from kogge.take_part.registration.models import Registration, Seat
from kogge.take_part.registration.personal_link import secret_of

from . import erasure, kept, ledger
from .models import SealedRecord

retention_asked = kept.retention_asked
registration_changed = ledger.registration_changed


def personal_page_asked(
    *, registration: Registration, seat: Seat | None, notes: list[dict[str, str]]
) -> None:
    """Where somebody asks for the erasure of everything, not of one registration alone."""
    if seat is None and registration.person_id is not None and registration.erased_at is None:
        address = reverse("keeping:own_ask", args=[secret_of(registration)])
        text = _(
            "You can have everything erased that we know of you: all registrations, days, mails and your record."
        )
        notes.append(
            {
                "title": _("All your data"),
                "text": text,
                "address": address,
                "action": _("Erase everything about me"),
            }
        )


def watched_asked(*, models: list[type[Model]]) -> None:
    """Sealed records are compared with the history too."""
    models.append(SealedRecord)


def name_of_participant_asked(*, participant: Participant, names: list[str]) -> None:
    """The name that was sealed, for whoever may follow a number to its evidence."""
    rows = SealedRecord.objects.filter(operation=participant.operation_id, code=participant.code, app="hours")
    names += [str(erasure.sealed_of(row)["name"]) for row in rows]
