"""How forms look: every Django form renders through the shelf's field component."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString


class KernRenderer(TemplatesSetting):
    """Renders forms and fields with the component templates in `core/forms/`."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox of a group."""

    control: SafeString
    id: str
    label: str


@dataclass(frozen=True)
class KernField:
    """What the field template needs to know beside the bound field itself."""

    kind: str
    control: SafeString
    hint_id: str
    error_id: str
    described_by: str
    options: tuple[Option, ...] = ()
    quiet: bool = False


_NATIVE = ((forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"), (forms.DateInput, "date", "%Y-%m-%d"))


def _kind(widget: forms.Widget) -> str:
    """Which of the field template's shapes a widget takes."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "multiple" if widget.allow_multiple_selected else "select"
    return "textarea" if isinstance(widget, forms.Textarea) else "input"


def _prefer_native(widget: forms.Widget) -> None:
    """Dates and times are asked with the browser's own control, whatever a form said."""
    for kind, input_type, form in _NATIVE:
        if isinstance(widget, kind) and widget.input_type == "text":
            widget.input_type, widget.format = input_type, form
            return
    if isinstance(widget, forms.TimeInput) and widget.input_type == "text":
        widget.input_type, widget.format = "time", "%H:%M"


def _options(bound: BoundField, described_by: str) -> tuple[Option, ...]:
    radio = (
        getattr(bound.field.widget, "input_type", "") == "radio"
    )  # Django's boxes are a kind of RadioSelect
    kind = "kern-form-check__radio" if radio else "kern-form-check__checkbox"
    options = []
    for sub in bound.subwidgets:
        sub.data["attrs"]["class"] = kind
        sub.data["wrap_label"] = False
        options.append(Option(sub.tag(), sub.id_for_label, str(sub.choice_label)))
    return tuple(options)


def kern_field(bound: BoundField) -> KernField:
    """Choose the shape, the classes and the ids that join label, hint, control and errors."""
    widget = bound.field.widget
    kind = _kind(widget)
    hint_id, error_id = f"{bound.auto_id}_helptext", f"{bound.auto_id}_error"
    described = [hint_id] if bound.help_text else []
    described += [error_id] if bound.errors else []
    described_by = " ".join(described)
    classes = {
        "check": "kern-form-check__checkbox",
        "select": "kern-form-input__select",
        "multiple": "kern-form-input__input k-multiple",
        "hidden": "",
    }
    _prefer_native(widget)
    attributes: dict[str, str | bool] = {
        "class": f"{classes.get(kind, 'kern-form-input__input')} {widget.attrs.get('class', '')}".strip()
    }
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if described_by and kind != "group":
        attributes["aria-describedby"] = described_by
    if kind == "group" and not isinstance(widget, forms.MultiWidget):
        options = _options(bound, described_by)
        return KernField(kind, SafeString(""), hint_id, error_id, described_by, options)
    quiet = bound.form.is_bound is False and getattr(bound.form, "all_optional", False)
    return KernField(kind, bound.as_widget(attrs=attributes), hint_id, error_id, described_by, quiet=quiet)
