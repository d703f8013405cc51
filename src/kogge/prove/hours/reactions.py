"""What hours do at once when attendance or a person's record changes."""

from typing import Any

from kogge.network.directory.models import Person
from kogge.take_part.checkin.models import Door

from . import settling


def attendance_changed(*, door: Door) -> None:
    """Credits follow attendance."""
    settling.lag(door)


def directory_changed(*, record: Any) -> None:
    """Credits follow a merge and its undoing."""
    if isinstance(record, Person):
        settling.lag_behind(record)
