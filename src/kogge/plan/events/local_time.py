"""From wall clocks to moments: the night of the clock change has an hour twice, another lacks one."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone


class SkippedTimeError(ValueError):
    """That time does not exist on that day: the clocks jump over it. `first_after` is when they go on."""

    def __init__(self, first_after: datetime) -> None:
        super().__init__(f"skipped until {first_after:%H:%M}")
        self.first_after = first_after


class DoubleTimeError(ValueError):
    """That time comes twice on that day. `earlier` and `later` are the two moments."""

    def __init__(self, earlier: datetime, later: datetime) -> None:
        super().__init__(f"twice: {earlier:%H:%M %Z}, {later:%H:%M %Z}")
        self.earlier = earlier
        self.later = later


def moment(day: date, clock: time, *, later: bool | None = None) -> datetime:
    """The moment in UTC at which the local clock shows this. `later` chooses when it comes twice.

    Raises `SkippedTimeError` or, without a choice, `DoubleTimeError`.
    """
    zone = timezone.get_default_timezone()
    first = datetime.combine(day, clock, tzinfo=zone).replace(fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        gap = max(first.astimezone(UTC), second.astimezone(UTC))
        raise SkippedTimeError(gap.astimezone(zone).replace(minute=0))
    if later is None:
        raise DoubleTimeError(first, second)
    return (second if later else first).astimezone(UTC)


def shifted(instant: datetime, by: timedelta) -> datetime:
    """So much later by the local clock: days keep the time of day. Where the clock skips it, the hour after."""
    local = timezone.localtime(instant).replace(tzinfo=None) + by
    try:
        return moment(local.date(), local.time(), later=False)
    except SkippedTimeError as skipped:
        return skipped.first_after.astimezone(UTC)
