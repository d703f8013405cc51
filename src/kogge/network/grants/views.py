"""The team's pages of operations."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import requires
from kogge.network.directory.actions.records import slug_from
from kogge.network.directory.desk import changes

from . import actions
from .forms import OperationForm
from .models import Operation


@requires("operation.change")
def operations(request: HttpRequest) -> HttpResponse:
    """All operations."""
    rows = Operation.objects.select_related("profile", "beneficiary").prefetch_related("organizations")
    return page(request, "grants/list_page.html", {"operations": rows})


@requires("operation.change")
def create(request: HttpRequest) -> HttpResponse:
    """A new operation."""
    form = OperationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, form, None)
        if saved:
            return saved
    return _form_page(request, form, _("New operation"))


@requires("operation.change")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an operation."""
    operation = get_object_or_404(Operation, slug=slug)
    form = OperationForm(request.POST or None, instance=get_object_or_404(Operation, slug=slug))
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, form, operation)
        if saved:
            return saved
    return _form_page(request, form, operation.title, operation)


def _saved(request: HttpRequest, form: OperationForm, operation: Operation | None) -> HttpResponse | None:
    values: dict[str, Any] = dict(form.cleaned_data)
    chosen = list(values.pop("organizations"))
    try:
        if operation is None:
            slug = slug_from(values["title"], Operation.objects.values_list("slug", flat=True))
            actions.put_operation(by=request.user, slug=slug, values=values, organizations=chosen)
        else:
            actions.change_operation(operation, by=request.user, values=values, organizations=chosen)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    messages.success(request, _("Saved."))
    return redirect("grants:operations")


def _form_page(
    request: HttpRequest, form: OperationForm, title: str, operation: Operation | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": reverse("grants:operations"),
        "history": changes.lines(operation) if operation else [],
    }
    return page(request, "grants/form_page.html", context)
