"""Until when a freed seat is kept for somebody: never ending at night, never beyond the beginning. No database."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

SHORTEST = timedelta(hours=1)


@dataclass(frozen=True)
class Quiet:
    """The hours in which nobody is asked anything, in local time. May cross midnight; equal times mean none."""

    begins: time
    ends: time

    def holds(self, at: datetime) -> bool:
        """Whether this local moment is quiet."""
        clock = at.time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def after(self, at: datetime) -> datetime:
        """The same moment, or the end of the quiet hours it lies in."""
        if not self.holds(at):
            return at
        end = at.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        return end if end > at else end + timedelta(days=1)


def offer_period(
    now: datetime, hours: int, quiet: Quiet, begins_at: datetime | None
) -> tuple[datetime, datetime]:
    """When somebody may be told of the seat, and until when it is kept for them. All times local.

    Both are moved out of the quiet hours. Where the set time would reach beyond the beginning, half of what is
    left is given, at least an hour, so that the next in line has a chance too.
    """
    told = quiet.after(now)
    until = quiet.after(told + timedelta(hours=hours))
    if begins_at is None or until < begins_at:
        return told, until
    if told >= begins_at:
        told = now
    until = told + max(SHORTEST, (begins_at - told) / 2)
    return told, min(begins_at, quiet.after(until))
