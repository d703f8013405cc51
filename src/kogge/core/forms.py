"""How forms look: every Django form renders through the shelf's field component."""

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Renders fields with the component templates in `core/forms/`."""

    field_template_name = "core/forms/field.html"
