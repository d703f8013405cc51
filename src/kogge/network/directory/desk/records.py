"""Lists and single records: find, create, change, delete. One set of views for every noun."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.folding import folded, holds_words
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import may, requires

from .. import actions, kinds, nouns
from ..forms import FORMS
from ..models import OfficeTerm, Person
from ..permissions import ACTIONS, may_change
from . import changes, words

PER_PAGE = 50
ROWS = {
    "organization": ("names", "operators", "addresses", "partnerships"),
    "person": ("appearances", "office_terms"),
    "place": ("rooms",),
}
JOINED = {
    "organization": ("place", "parent"),
    "place": ("area", "within"),
    "person": ("profile",),
    "community": ("organizer",),
    "programme": ("owner",),
}


def listed(request: HttpRequest, noun: str) -> HttpResponse:
    """All records of a noun, searched by name."""
    return _listed_for(noun)(request)


def _listed_for(noun: str) -> Any:
    action = "person.see" if noun == "person" else ACTIONS[noun]

    @requires(action)
    def view(request: HttpRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:100]
        records = nouns.NOUNS[noun].model._default_manager.select_related(*JOINED.get(noun, ()))
        if noun == "person":
            records = records.filter(merged_into=None).exclude(name="")
        found = [record for record in records if holds_words(query, *_texts(record))]
        found.sort(key=lambda record: folded(str(record)))
        context = {
            "noun": noun,
            "title": words.PLURALS[noun],
            "new": words.NEW[noun],
            "query": query,
            "page": Paginator([_line(record, noun) for record in found], PER_PAGE).get_page(
                request.GET.get("page")
            ),
            "may_create": may(request.user, ACTIONS[noun]),
            "may_merge": noun == "person" and may(request.user, "person.merge"),
        }
        return page(request, "directory/list_page.html", context)

    return view


def create(request: HttpRequest, noun: str) -> HttpResponse:
    """A new record."""

    @requires(ACTIONS[noun])
    def view(request: HttpRequest) -> HttpResponse:
        form = FORMS[noun](request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                record = actions.create(nouns.NOUNS[noun], by=request.user, values=form.values())
                messages.success(request, _("Saved."))
                return redirect(f"directory:{noun}", slug=record.slug)  # type: ignore[attr-defined]
            except Refused as refusal:
                form.add_error(_field(form, refusal), str(refusal))
        context = {"form": form, "title": words.NEW[noun], "back": reverse(f"directory:{words.URLS[noun]}")}
        return page(request, "directory/form_page.html", context)

    return view(request)


def edit(request: HttpRequest, noun: str, slug: str) -> HttpResponse:
    """One record with its rows and its history."""
    action = "person.see" if noun == "person" else ACTIONS[noun]

    @requires(action)
    def view(request: HttpRequest) -> HttpResponse:
        record = changeable(request, noun, slug)
        form = FORMS[noun](request.POST or None, instance=_fetch(noun, slug))
        if request.method == "POST" and form.is_valid():
            try:
                _save(request, record, form)
                return redirect(f"directory:{noun}", slug=record.slug)
            except Refused as refusal:
                form.add_error(_field(form, refusal), str(refusal))
                record = _fetch(noun, slug)
        return page(request, "directory/edit_page.html", _edit_context(request, noun, record, form))

    return view(request)


def delete(request: HttpRequest, noun: str, slug: str) -> HttpResponse:
    """Ask, then delete; refused with a sentence while something uses the record."""

    @requires(ACTIONS[noun])
    def view(request: HttpRequest) -> HttpResponse:
        record = changeable(request, noun, slug)
        refusal = ""
        if request.method == "POST":
            try:
                actions.delete(record, by=request.user)
                messages.success(request, _("Deleted. The page says what stood there."))
                return redirect(f"directory:{words.URLS[noun]}")
            except Refused as refused:
                refusal = str(refused)
        context = {"record": record, "noun": noun, "refusal": refusal, "back": _own(noun, slug)}
        return page(request, "directory/delete_page.html", context, status=409 if refusal else 200)

    return view(request)


def changeable(request: HttpRequest, noun: str, slug: str) -> Any:
    """The record, or 404 for whoever may not change it."""
    record = _fetch(noun, slug)
    if not str(record) or not may_change(request.user, record):  # a record that was erased says nothing
        raise Http404
    return record


def _fetch(noun: str, slug: str) -> Any:
    records = nouns.NOUNS[noun].model._default_manager.select_related(*JOINED.get(noun, ()))
    return get_object_or_404(records, slug=slug)


def _save(request: HttpRequest, record: Any, form: Any) -> None:
    changed = actions.change(
        record,
        by=request.user,
        values=form.values(),
        slug=form.cleaned_data.get("slug", ""),
        renamed_on=form.cleaned_data.get("renamed_on"),
    )
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))


def _edit_context(request: HttpRequest, noun: str, record: Any, form: Any) -> dict[str, Any]:
    return {
        "noun": noun,
        "record": record,
        "form": form,
        "back": reverse(f"directory:{words.URLS[noun]}"),
        "public_address": reverse(f"website:{noun}", args=[record.slug]) if nouns.is_public(record) else "",
        "deletion": reverse(f"directory:{noun}_deletion", args=[record.slug]),
        "rows": [
            {
                "key": key,
                "title": words.ROWS[key],
                "rows": [{"row": row, "text": _row_text(row)} for row in getattr(record, key).all()],
                "new": reverse("directory:row_new", args=[noun, record.slug, key]),
            }
            for key in ROWS.get(noun, ())
        ],
        "history": changes.lines(record) if may(request.user, "history.see") else [],
        "person": record if isinstance(record, Person) else None,
        "may_release": isinstance(record, Person) and may(request.user, "profile.release"),
        "may_merge": isinstance(record, Person) and may(request.user, "person.merge"),
    }


def _row_text(row: Any) -> str:
    return kinds.label("office", row.kind) if isinstance(row, OfficeTerm) else str(row)


def _texts(record: Any) -> list[str]:
    fields = ("name", "name_de", "name_en", "full_name", "abbreviation", "title", "slug")
    return [*(getattr(record, name, "") or "" for name in fields), *getattr(record, "also_called", [])]


def _line(record: Any, noun: str) -> dict[str, Any]:
    kind = getattr(record, "kind", "")
    return {
        "name": str(record),
        "address": _own(noun, record.slug),
        "kind": kinds.label(noun, kind) if kind else "",
        "detail": str(getattr(record, "place", "") or getattr(record, "within", "") or ""),
        "public": nouns.is_public(record),
    }


def _own(noun: str, slug: str) -> str:
    return reverse(f"directory:{noun}", args=[slug])


def _field(form: Any, refusal: Refused) -> str | None:
    return refusal.field if refusal.field in form.fields else None
