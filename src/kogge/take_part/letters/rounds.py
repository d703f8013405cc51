"""Works off rounds of letters: a few people per transaction, each once, wherever the last process ended."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kogge.take_part.registration.models import Registration

from .models import Round

STEP = 25
Tell = Callable[[Registration], int]


def begin(key: str) -> Round:
    """The round with this key, begun now if there is none. Inside the caller's transaction."""
    return Round.objects.get_or_create(key=key)[0]


def is_done(key: str) -> bool:
    """Whether everybody of this round was written to."""
    return Round.objects.filter(key=key, done_at__isnull=False).exists()


def run(begun: Round, people: Callable[[], QuerySet[Registration]], tell: Tell) -> int:
    """Write to everybody who has not been written to, in order. `tell` says how many letters it wrote."""
    written = 0
    while not begun.done_at:
        written += step(begun, people(), tell)
    return written


@transaction.atomic
def step(begun: Round, people: QuerySet[Registration], tell: Tell) -> int:
    """The next few people. Another process that runs the same round waits, then goes on behind them."""
    row = Round.objects.select_for_update().get(pk=begun.pk)
    batch = list(people.filter(pk__gt=row.after).order_by("pk")[:STEP])
    written = 0 if row.done_at else sum(tell(one) for one in batch)
    row.after = batch[-1].pk if batch else row.after
    row.letters += written
    row.done_at = row.done_at or (timezone.now() if len(batch) < STEP else None)
    row.save(update_fields=["after", "letters", "done_at"])
    begun.done_at, begun.after, begun.letters = row.done_at, row.after, row.letters
    return written
