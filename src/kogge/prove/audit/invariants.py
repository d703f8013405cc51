"""What must always hold of the history (I14, I16). Each check yields a sentence for each violation."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from django.apps import apps
from django.utils import timezone

from kogge.core import data_map, history
from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.prove.auditors.models import Access
from kogge.take_part.registration.models import Registration, Seat

from .verifying import verify

OUTBOX_DAYS = 31
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def nothing_personal() -> Iterator[str]:
    """I14: no value of a personal field and no person's mail address in the history, no mail kept beyond its time."""
    known = {
        email.lower()
        for model in (Person, Registration, Seat, User, Access)
        for email in model._base_manager.exclude(email="").values_list("email", flat=True).iterator()
    }
    rows = HistoryEntry.objects.order_by("pk").values_list("pk", "kind", "label", "before", "after", "reason")
    for pk, kind, label, before, after, reason in rows.iterator(chunk_size=2000):
        for name, value in [*before.items(), *after.items()]:
            if value and value != history.HIDDEN and name in _hidden(kind):
                yield f"Entry {pk} of the history holds a value of the personal field {kind}.{name}."
        text = json.dumps([label, before, after, reason], ensure_ascii=False)
        if "@" in text and any(one.lower().rstrip(".") in known for one in _ADDRESS.findall(text)):
            yield f"Entry {pk} of the history holds somebody's mail address."
    over = timezone.now() - timedelta(days=OUTBOX_DAYS)
    old = OutboxMessage.objects.filter(sent_at__lt=over).exclude(to="", text="")
    for pk in old.values_list("pk", flat=True):
        yield f"Mail {pk} was sent more than {OUTBOX_DAYS} days ago and is still kept."


def history_holds() -> Iterator[str]:
    """I16: the chain is unbroken, leads through its anchors, and every sealed row says what it says."""
    yield from map(str, verify().faults)


@cache
def _hidden(kind: str) -> frozenset[str]:
    """Personal fields of a model that hold words; keys of other records may stand in the history."""
    try:
        model = apps.get_model(kind)
    except LookupError:
        return frozenset()
    named = data_map.fields_of(model._meta.label)
    return frozenset(name for name in named if not model._meta.get_field(name).is_relation)
