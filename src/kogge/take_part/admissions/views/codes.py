"""Access codes and how often each was used."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext

from kogge.take_part.registration.models import Admission

from .. import actions
from ..forms.codes import CodesForm
from ..scope import Desk, desk_page, shown

PER_PAGE = 100


@desk_page()
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make codes, see their uses, take unused ones back."""
    if "remove" in request.POST:
        code = get_object_or_404(
            desk.terms.codes.select_related("admission"), pk=_number(request.POST["remove"])
        )
        actions.remove_code(code, by=desk.user)
        return redirect(desk.address("codes"))
    form = CodesForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = actions.make_codes(desk.terms, by=desk.user, **form.cleaned_data)
        text = ngettext("%(count)d code was made.", "%(count)d codes were made.", len(made))
        messages.success(request, text % {"count": len(made)})
        return redirect(desk.address("codes"))
    rows = Paginator(desk.terms.codes.all(), PER_PAGE).get_page(request.GET.get("page"))
    needed = desk.terms.access == Admission.Access.CODE
    return shown(
        request, desk, "codes", "admissions/codes_page", {"form": form, "page": rows, "codes_needed": needed}
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 12 else 0
