"""When the database cannot take something now: a sentence with a pause, never a broken page, never half a record."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

_TRIES = 3
_DEADLOCK, _LOCK_TIMEOUT, _DISK_FULL = "40P01", "55P03", "53100"
P = ParamSpec("P")
R = TypeVar("R")


class Busy(Refused):
    """Nothing was stored; the same form may be sent again. Pages answer 503 with Retry-After."""

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


def busy_is_refused(action: Callable[P, R]) -> Callable[P, R]:
    """Try again where two transactions stood in each other's way; say a sentence where waiting does not help."""

    @wraps(action)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(_TRIES):
            try:
                return action(*args, **kwargs)
            except OperationalError as error:
                state = getattr(error.__cause__, "sqlstate", "") or ""
                again = state == _DEADLOCK and attempt + 1 < _TRIES and not connection.in_atomic_block
                if not again:
                    raise _refusal(error, state) from error
        raise AssertionError("unreachable")

    return wrapped


def _refusal(error: OperationalError, state: str) -> Exception:
    if state == _DISK_FULL or "full" in str(error):
        sentence = _(
            "This cannot be stored at the moment, because our disk is full. "
            "Nothing was registered. Please send the form again later."
        )
        return Busy(sentence, retry_after=300)
    if state in {_DEADLOCK, _LOCK_TIMEOUT} or "locked" in str(error):
        sentence = _("Many people register at this moment. Please send the form again in a few seconds.")
        return Busy(sentence, retry_after=5)
    return error
