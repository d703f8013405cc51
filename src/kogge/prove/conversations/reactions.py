"""What conversations keep, and what they do when a person is erased."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.refusals import Refused
from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.calls.parts import Link
from kogge.plan.nominations.models import Nomination
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, RetentionRow

from . import actions, own
from .models import Entry

WORDS_KEPT = timedelta(days=2 * 365)
_WORDS = ~Q(contact="") | ~Q(next_step="") | ~Q(note=b"")


def office_holder_asked(*, person: Person, user: Any, links: list[Any]) -> None:
    """Where the voluntary work of somebody in office is logged and read; links of plan.calls.parts.Link."""
    if may(user, "conversation.log"):
        count = Entry.objects.filter(volunteer=person).count()
        links.append(Link(_("Log an activity"), reverse("conversations:log")))
        links.append(Link(_("Activities so far"), reverse("conversations:list"), str(count)))


def own_office_asked(*, nomination: Nomination, secret: str, links: list[Any]) -> None:
    """Where somebody in office reports what they did, behind the link that is theirs."""
    if own.may_report(nomination):
        count = own.entries(nomination).count()
        links.append(Link(_("My activities"), reverse("conversations:own", args=[secret]), str(count)))


def desk_opened(*, user: User, waiting: list[Any]) -> None:
    """How many activities volunteers reported that nobody has looked at."""
    if not may(user, "conversation.log"):
        return
    if count := Entry.objects.open_to(user).unconfirmed().count():
        text = ngettext(
            "%(count)d activity was reported by a volunteer and waits for a look.",
            "%(count)d activities were reported by volunteers and wait for a look.", count,
        )  # fmt: skip
        waiting.append(Waiting(text % {"count": count}, reverse("conversations:list") + "?sort=reported"))


def retention_asked(*, plan: Plan) -> None:
    """Names and notes for two years; the entries of an operation as long as its proof."""
    words = Entry.objects.filter(_WORDS)
    if oldest := words.aggregate(oldest=Min("on"))["oldest"]:
        last = plan.today - WORDS_KEPT
        count = words.filter(on__lte=last).count() or words.count()
        rule = _("Two years after the conversation; the facts that are counted stay.")
        remove = lambda: forget_old(last)  # noqa: E731  a row wants a call without arguments
        what = _("Names and notes of conversations")
        plan.append(RetentionRow("conversations", what, count, oldest + WORDS_KEPT, rule, remove))
    for operation in Operation.objects.filter(conversations__isnull=False).distinct():
        term = plan.term_of(operation)
        plan.append(
            RetentionRow(
                "conversations", _("Conversations and voluntary work"), operation.conversations.count(), term.due,
                term.rule, lambda operation=operation: _delete(operation), str(operation),  # type: ignore[misc]
            )
        )  # fmt: skip


@transaction.atomic
def forget_old(last: date) -> None:
    """Empty names and notes of conversations up to a day."""
    for entry in Entry.objects.filter(_WORDS, on__lte=last):
        actions.forget_words(entry, by="retention", why="after two years")


def person_erased(*, person: Person, by: Any, letter: Letter) -> None:
    """Empty what names the person; what they did as a volunteer stays as a number."""
    named = [entry for entry in Entry.objects.all() if _names(entry, letter.name, letter.email)]
    for entry in named:
        entry.organization = "" if _within(letter.name, entry.organization) else entry.organization
        actions.forget_words(entry, by=by, why="erasure")
    activities = Entry.objects.filter(volunteer=person).update(volunteer=None)
    if named:
        letter.append(_("Your name was removed from notes about conversations."))
    if activities:
        letter.append(_("Your voluntary work stays as a number; the link to you was cut."))


def _names(entry: Entry, *names: str) -> bool:
    words = [entry.contact, entry.next_step, entry.organization]
    with suppress(Refused):  # sealed with a key that is gone: nobody can read it, so it names nobody
        words.append(actions.note_of(entry))
    return any(_within(name, text) for name in names for text in words)


def _within(name: str, text: str) -> bool:
    return bool(name.strip()) and " ".join(name.split()).casefold() in " ".join(text.split()).casefold()


@transaction.atomic
def _delete(operation: Operation) -> None:
    for entry in operation.conversations.all():
        seals.gone(entry, "deleted after its term", by="retention")
        entry.delete()
