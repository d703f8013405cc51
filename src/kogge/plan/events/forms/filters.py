"""Filters of the desk's list and of the planning calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.network.directory.models import Audience, Organization

from .. import queries
from ..models import Event
from .fields import Line, name_of


class ListForm(forms.Form):
    """Which events the list shows. Values that make no sense are left out."""

    q = Line(label=gettext_lazy("Text"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    organizer = forms.ChoiceField(label=gettext_lazy("Organised by"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [("", _("All")), *Event.State.choices]
        fields["organizer"].choices = _organizers()
        fields["year"].choices = [("", _("All")), *((year, str(year)) for year in queries.years())]

    @property
    def wanted(self) -> dict[str, Any]:
        """What is asked for, without what could not be read."""
        self.is_valid()
        return dict(self.cleaned_data)


class CalendarForm(forms.Form):
    """Whose events the planning calendar shows, and for whom."""

    organizer = forms.ChoiceField(label=gettext_lazy("Organised by"), required=False)
    audience = forms.ChoiceField(label=gettext_lazy("Audience"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["organizer"].choices = _organizers()
        fields["audience"].choices = [("", _("All")), *((a.slug, name_of(a)) for a in Audience.objects.all())]

    @property
    def wanted(self) -> dict[str, Any]:
        """What is asked for, without what could not be read."""
        self.is_valid()
        return dict(self.cleaned_data)


def _organizers() -> list[tuple[str, str]]:
    found = Organization.objects.filter(organizer_rows__isnull=False).distinct()
    return [("", _("All")), *((one.slug, str(one)) for one in found)]
