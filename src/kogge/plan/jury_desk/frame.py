"""What every page of a jury at the desk shares: whose it is, its head with the tabs, a refusal beside its field."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest
from kogge.plan.juries.models import Jury

from . import overview


def jury_of(request: StaffRequest, slug: str) -> Jury:
    """The jury of a call, if it is one of the reader's organisations."""
    rows = Jury.objects.of_staff(request.user).select_related("call__organization", "call__event")
    return get_object_or_404(rows, call__slug=slug)


def shown(  # noqa: PLR0917  one call per view
    request: StaffRequest, found: Jury, name: str, context: dict[str, Any], status: int = 200, here: str = ""
) -> HttpResponse:
    """A page below the head of its jury."""
    common = {"jury": found, "call": found.call, "tabs": overview.tabs(found, here or name)}
    return page(request, f"jury_desk/{name}_page.html", common | context, status=status)


def beside(form: Any, refusal: Refused) -> None:
    """Show a refusal at the field it speaks of."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
