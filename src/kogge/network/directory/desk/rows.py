"""Rows with a period and rooms: add, change, remove."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import requires

from .. import actions
from ..actions.rows import ROWS
from ..forms import row_form
from ..permissions import ACTIONS
from . import words
from .records import ROWS as ROWS_OF
from .records import changeable


def new(request: HttpRequest, noun: str, slug: str, key: str) -> HttpResponse:
    """A new row."""
    return _guarded(request, noun, slug, key, None)


def edit(request: HttpRequest, noun: str, slug: str, key: str, pk: int) -> HttpResponse:
    """Change a row."""
    return _guarded(request, noun, slug, key, pk)


def remove(request: HttpRequest, noun: str, slug: str, key: str, pk: int) -> HttpResponse:
    """Remove a row (POST)."""

    @requires(_action(noun, key))
    def view(request: HttpRequest) -> HttpResponse:
        owner = changeable(request, noun, slug)
        row = _row(owner, key, pk)
        if request.method == "POST":
            try:
                actions.remove_row(row, key, by=request.user)
                messages.success(request, _("Removed."))
            except Refused as refusal:
                messages.error(request, str(refusal))
        return redirect(f"directory:{noun}", slug=slug)

    return view(request)


def _guarded(request: HttpRequest, noun: str, slug: str, key: str, pk: int | None) -> HttpResponse:
    @requires(_action(noun, key))
    def view(request: HttpRequest) -> HttpResponse:
        owner = changeable(request, noun, slug)
        row = _row(owner, key, pk) if pk else None
        form = row_form(ROWS[key].model)(request.POST or None, instance=_row(owner, key, pk) if pk else None)
        if request.method == "POST" and form.is_valid():
            try:
                _save(request, owner, row, key, form)
                return redirect(f"directory:{noun}", slug=slug)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        context = {
            "form": form,
            "title": f"{words.ROWS[key]}: {owner}",
            "back": reverse(f"directory:{noun}", args=[slug]),
            "removal": reverse("directory:row_removal", args=[noun, slug, key, pk]) if pk else "",
        }
        return page(request, "directory/form_page.html", context)

    return view(request)


def _save(request: HttpRequest, owner: Any, row: Any, key: str, form: Any) -> None:
    if row is None:
        actions.add_row(owner, key, by=request.user, values=form.values())
    else:
        actions.change_row(row, key, by=request.user, values=form.values())
    messages.success(request, _("Saved."))


def _action(noun: str, key: str) -> str:
    if key not in ROWS_OF.get(noun, ()):
        raise Http404
    return ACTIONS[noun]


def _row(owner: Any, key: str, pk: int) -> Any:
    return get_object_or_404(ROWS[key].model, pk=pk, **{ROWS[key].owner: owner})
