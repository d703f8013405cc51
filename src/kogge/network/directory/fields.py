"""Form fields of the directory: lists of names, dates as far as they are known."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kogge.core.imprecise_date import ImpreciseDate, Precision

MOST_LINES = 50
MOST_LETTERS = 200


class LinesField(forms.CharField):
    """A list of short texts, one on each line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MOST_LINES or any(len(line) > MOST_LETTERS for line in lines):
            raise ValidationError(_("Please write at most 50 lines of at most 200 letters each."))
        return list(dict.fromkeys(lines))


class ImpreciseDateField(forms.CharField):
    """A day, a month or a year: 9.6.2024, 2024-06-09, 2024-06 or 2024. The cleaned value is an ImpreciseDate."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("A day, a month or a year: 2024-06-09, 2024-06 or 2024."))
        super().__init__(required=False, max_length=10, **options)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, ImpreciseDate) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        parts = text.split(".")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            text = f"{parts[2]}-{int(parts[1]):02}-{int(parts[0]):02}"
        try:
            return ImpreciseDate.parse(text)
        except ValueError as error:
            raise ValidationError(
                _("This is not a date. Please write 2024-06-09, 2024-06 or 2024.")
            ) from error

    def validate(self, value: Any) -> None:
        """Everything that could be read is a date."""

    def run_validators(self, value: Any) -> None:
        """Nothing else to check."""


def written(day: ImpreciseDate | None) -> str:
    """A date as it is typed."""
    if day is None or day.first is None:
        return ""
    return day.first.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(day.precision, 10)]


def first_day(day: ImpreciseDate) -> tuple[date | None, str]:
    """What is stored for a beginning."""
    return day.first, _precision(day)


def last_day(day: ImpreciseDate) -> tuple[date | None, str]:
    """What is stored for an end."""
    return day.last, _precision(day)


def _precision(day: ImpreciseDate) -> str:
    return "day" if day.precision is Precision.NOT_STATED else str(day.precision)
