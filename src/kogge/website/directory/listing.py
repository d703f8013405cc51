"""Lists of the directory: searched, filtered by kind and area, cut into pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kogge.core.folding import folded, holds_words
from kogge.core.page import page
from kogge.network.directory.models import Area

PER_PAGE = 48
MOST_LETTERS = 100


@dataclass(frozen=True)
class Entry:
    """One line of a list: what is searched and filtered by, and what is shown."""

    name: str
    address: str
    kind: str = ""
    kind_label: str = ""
    area: str = ""
    detail: str = ""
    text: str = ""
    words: str = ""


class ListForm(forms.Form):
    """The filters of a list; choices come from what is listed, so that no filter finds nothing."""

    q = forms.CharField(label=_("Name or word"), required=False, max_length=MOST_LETTERS)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, data: Any, entries: Sequence[Entry], areas: dict[str, str]) -> None:
        super().__init__(data)
        kinds = {entry.kind: entry.kind_label for entry in entries if entry.kind}
        used = {entry.area: areas[entry.area] for entry in entries if entry.area in areas}
        for name, found in (("kind", kinds), ("area", used)):
            if len(found) < 2:
                del self.fields[name]
                continue
            options = sorted(found.items(), key=lambda pair: pair[1].casefold())
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *options]

    def asked(self) -> dict[str, str]:
        """What is asked for; values that make no sense are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Listing:
    """What a list page shows."""

    form: ListForm
    page: Page
    query: str
    total: int
    asked: dict[str, str]

    @property
    def found(self) -> int:
        """How many entries the filters leave."""
        return self.page.paginator.count


def listing(request: HttpRequest, entries: Iterable[Entry]) -> Listing:
    """Filter, search and cut `entries` as the address asks."""
    everything = list(entries)
    areas = dict(Area.objects.values_list("slug", "name"))
    form = ListForm(request.GET or {}, everything, areas)
    asked = form.asked()
    found = [entry for entry in everything if _wanted(entry, asked)]
    return Listing(
        form=form,
        page=Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        query=urlencode(asked),
        total=len(everything),
        asked=asked,
    )


def list_page(
    request: HttpRequest, title: str, lead: str, entries: Iterable[Entry], of: str = "organization"
) -> HttpResponse:
    """The page of a list; `of` names the component of one entry (or "cards")."""
    context = {"title": title, "lead": lead, "listing": listing(request, entries)}
    context |= {"cards": True} if of == "cards" else {"line": f"core/components/{of}_line.html"}
    return page(request, "website/directory/list_page.html", context)


def sort_by_name(entries: Iterable[Entry]) -> list[Entry]:
    """By name, as people look it up."""
    return sorted(entries, key=lambda entry: folded(entry.name))


def _wanted(entry: Entry, asked: dict[str, str]) -> bool:
    return (
        asked.get("kind", entry.kind) == entry.kind
        and asked.get("area", entry.area) == entry.area
        and holds_words(asked.get("q", ""), entry.name, entry.words, entry.detail, entry.kind_label)
    )
