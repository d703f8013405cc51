"""Proposing somebody at the desk, and appointing."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kogge.core.ordering import empty_lowest
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.network.directory import kinds
from kogge.network.directory.models import Organization, Person
from kogge.plan.call_desk.forms import USUAL_OFFICE
from kogge.plan.events.forms.fields import Choice, Day, Line, Paragraphs
from kogge.plan.events.models import Event

from . import actions
from .models import Nomination


class ProposeForm(forms.Form):
    """Whom the desk proposes. The person is asked by mail at once."""

    office = forms.ChoiceField(label=pgettext_lazy("nomination", "Office"), initial=USUAL_OFFICE)
    organization = Choice(
        Organization.objects.none(),
        label=gettext_lazy("Appointing organisation"),
        required=True,
        empty_label=gettext_lazy("Please choose"),
    )
    name = Line(label=gettext_lazy("Name of the person"))
    email = forms.EmailField(label=gettext_lazy("Mail address of the person"), max_length=254)
    locale = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("de", "Deutsch"), ("en", "English")]
    )
    reason = Paragraphs(
        label=gettext_lazy("Reason"),
        max_length=actions.MOST_WORDS,
        help_text=gettext_lazy("The person reads it."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        slugs = organizations_of(user, "nomination.manage")
        rows = Organization.objects.order_by("name")
        own = rows if slugs is None else rows.filter(slug__in=slugs)
        fields["organization"].queryset = own
        mine = own.filter(slug__in=organizations_of(user, "team.invite") or []).first()
        if only := mine or (own.first() if own.count() == 1 else None):
            fields["organization"].initial = only
        fields["office"].choices = kinds.choices("office")


class AppointForm(forms.Form):
    """At which event somebody is appointed, and for how long."""

    event = Choice(
        Event.objects.none(), label=gettext_lazy("Appointed at"), required=True,
        empty_label=gettext_lazy("Please choose"),
    )  # fmt: skip
    first = Day(label=gettext_lazy("First day of the term"))
    last = Day(
        label=gettext_lazy("Last day of the term"), required=False,
        help_text=gettext_lazy("Empty: until further notice."),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Record in the directory"), required=False,
        empty_label=gettext_lazy("A new record"),
    )  # fmt: skip

    def __init__(self, user: User, nomination: Nomination, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["event"].queryset = Event.objects.editable_by(user).order_by(*empty_lowest("-sort_on"))
        found = actions.namesakes(nomination)
        fields["person"].queryset = Person.objects.filter(pk__in=[one.pk for one in found])
        if found:
            fields["person"].initial = found[0].pk
        else:
            del fields["person"]
        fields["first"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must not be before the first."))
        return values
