"""What is true for a period only. An open end means until further notice, an open start always, as far as known."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.imprecise_date import ImpreciseDate, Precision


class Valid(models.Model):
    """A fact with the first and the last day it holds."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    from_precision = models.CharField(max_length=10, default="day")
    until_precision = models.CharField(max_length=10, default="day")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_order_of_dates",
            )
        ]

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def overlaps(self, other: "Valid") -> bool:
        """Whether there is a day on which both hold."""
        starts = [row.valid_from for row in (self, other) if row.valid_from]
        ends = [row.valid_until for row in (self, other) if row.valid_until]
        return not starts or not ends or max(starts) <= min(ends)

    @property
    def since(self) -> ImpreciseDate | None:
        """The first day as it is known, None when it is open."""
        if self.valid_from is None:
            return None
        return ImpreciseDate(_first(self.valid_from, self.from_precision), Precision(self.from_precision))

    @property
    def until(self) -> ImpreciseDate | None:
        """The last day as it is known, None when it is open."""
        if self.valid_until is None:
            return None
        return ImpreciseDate(_first(self.valid_until, self.until_precision), Precision(self.until_precision))


def _first(day: date, precision: str) -> date:
    """The first day of the month or year a stored day stands for."""
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day
