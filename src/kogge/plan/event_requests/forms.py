"""Answering a request, editing a challenge, and which postcodes belong to whom."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.ordering import empty_lowest
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization
from kogge.plan.events import chooser
from kogge.plan.events.forms.fields import Choice, Line, Paragraphs
from kogge.plan.events.models import Event

from .models import Challenge, Territory


class AcceptForm(forms.Form):
    """What kind of event it becomes, and who leads it."""

    format_key = forms.ChoiceField(label=gettext_lazy("Format"), initial="association-event")
    lead = Choice(Organization.objects.none(), label=gettext_lazy("Led by"), required=True)

    def __init__(self, centres: Iterable[Organization], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["format_key"].choices = [
            (str(group.label), [(one.key, str(one.label)) for one in group.formats])
            for group in chooser.groups("")
        ]
        fields["lead"].queryset = centres


class ChallengeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A challenge as its host edits it."""

    title_de = Line(label=gettext_lazy("Title (German)"), max_length=300)
    title_en = Line(label=gettext_lazy("Title (English)"), max_length=300, required=False)
    organization_name = Line(label=gettext_lazy("Town or company"))
    event = Choice(Event.objects.none(), label=gettext_lazy("Event at which teams work on it"))
    results = Paragraphs(
        label=gettext_lazy("Results"), required=False,
        help_text=gettext_lazy("One per line: what came of it | https://example.org"),
    )  # fmt: skip

    class Meta:
        model = Challenge
        fields = ("title_de", "title_en", "organization_name", "text_de", "text_en", "wanted_de", "wanted_en",
                  "offered_de", "offered_en", "team_least", "team_most", "event", "results")  # fmt: skip

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["event"].queryset = Event.objects.editable_by(user).order_by(*empty_lowest("-sort_on"))
        lines = (f"{one['title']} | {one['address']}".strip(" |") for one in self.instance.results)
        self.initial["results"] = "\n".join(lines)

    def clean_results(self) -> list[dict[str, str]]:
        """Lines as titles with addresses; an address is one that a browser may open."""
        rows = []
        for line in self.cleaned_data["results"].splitlines():
            title, _bar, address = (part.strip() for part in line.partition("|"))
            if address and not re.fullmatch(r"https?://[^\s<>\"]+", address):
                raise forms.ValidationError(_("Please enter a link such as https://example.org."))
            if title:
                rows.append({"title": title[:300], "address": address[:300]})
        return rows


class TerritoryForm(forms.Form):
    """One field for each centre: how its postcodes begin."""

    def __init__(self, centres: Iterable[Organization], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centres = list(centres)
        kept = list(Territory.objects.all())
        for one in self.centres:
            written = ", ".join(row.prefix for row in kept if row.organization_id == one.pk)
            self.fields[one.slug] = Line(label=one.name, required=False, max_length=2000, initial=written)

    @property
    def rows(self) -> dict[Organization, list[str]]:
        """The beginnings by centre."""
        return {one: re.findall(r"[^\s,;]+", self.cleaned_data[one.slug]) for one in self.centres}
