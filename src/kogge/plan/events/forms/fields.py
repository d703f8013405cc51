"""Fields that several forms share."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.translated import translated

from ..actions.values import LONGEST_TEXT, one_line

TOO_LONG = gettext_lazy(
    "This may have %(limit_value)d characters, yours has %(show_value)d. Please shorten it."
)


class Line(forms.CharField):
    """One line: line breaks and invisible characters become blanks."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        options.setdefault("error_messages", {"max_length": TOO_LONG})
        options["error_messages"].setdefault("max_length", TOO_LONG)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # no maxlength: a browser would cut a pasted text in silence


class Paragraphs(Line):
    """Text of several lines."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return str(forms.CharField.to_python(self, value) or "").replace("\r\n", "\n")


class WebAddress(forms.URLField):
    """A link that a browser may open: http or https, nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **options: Any) -> None:
        options.setdefault("assume_scheme", "https")
        options.setdefault("max_length", 200)
        options.setdefault(
            "error_messages",
            {
                "invalid": gettext_lazy("Please enter a link such as https://example.org."),
                "max_length": TOO_LONG,
            },
        )
        super().__init__(**options)


class Choice(forms.ModelChoiceField):
    """One record by its name in the active language."""

    def __init__(self, queryset: Any, *, near: str = "", **options: Any) -> None:
        self.near = near
        options.setdefault("required", False)
        super().__init__(queryset, **options)
        self.error_messages["invalid_choice"] = _("Please choose one of the list.")

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj, self.near)


class Choices(forms.ModelMultipleChoiceField):
    """Several records as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class Day(forms.DateField):
    """A day, picked in the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        options.setdefault(
            "error_messages", {"invalid": gettext_lazy("Please enter a day such as 24.9.2026.")}
        )
        super().__init__(**options)


class Clock(forms.TimeField):
    """A time of day."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        options.setdefault("input_formats", ["%H:%M", "%H:%M:%S", "%H.%M", "%H"])
        options.setdefault("error_messages", {"invalid": gettext_lazy("Please enter a time such as 14:30.")})
        super().__init__(**options)


def name_of(record: Any, near: str = "") -> str:
    """What to call a record in a list; `near` names an attribute shown behind it."""
    name = str(translated(record, "name")) if hasattr(record, "name_de") else ""
    name = name or (str(translated(record, "title")) if hasattr(record, "title_de") else "") or str(record)
    beside = getattr(record, near, None) if near else None
    return f"{name} ({beside})" if beside and str(beside) != name else name
