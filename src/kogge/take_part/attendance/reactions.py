"""What attendance adds when earlier stages ask: a person's own data, and what must always hold."""

from collections.abc import Callable, Iterable
from typing import Any

from kogge.take_part.registration.models import Registration, Seat

from . import queries


def own_data_asked(*, registration: Registration, seat: Seat | None, data: dict[str, Any]) -> None:
    """Put into somebody's own data what the door knows of them."""
    data["attendance"] = queries.of_registration(registration, seat)


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of scans and attendance."""
    checks["I10"] = queries.merge_faults
