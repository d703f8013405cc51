"""The wordings of consents, each version kept."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.take_part.registration.models import ConsentKind, ConsentText

from .. import actions
from ..forms.consents import ConsentTextForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires("registration.change")
def texts(request: StaffRequest, kind: str = "") -> HttpResponse:
    """All versions of all wordings; with `kind`, a new version of one."""
    if kind and kind not in ConsentKind.values:
        raise Http404
    rows = list(ConsentText.objects.order_by("kind", "-version"))
    newest = next((row for row in rows if row.kind == kind), None)
    initial = {"text_de": newest.text_de, "text_en": newest.text_en} if newest else {}
    form = ConsentTextForm(request.POST or None, initial=initial) if kind else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            made = actions.put_consent_text(ConsentKind(kind), by=request.user, **form.cleaned_data)
            messages.success(
                request, _("Version %(number)d is asked for from now on.") % {"number": made.version}
            )
            return redirect("admissions:consent_texts")
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    groups = [
        (value, label, [row for row in rows if row.kind == value]) for value, label in ConsentKind.choices
    ]
    label = ConsentKind(kind).label if kind else ""
    return page(
        request, "admissions/consent_texts_page.html", {"groups": groups, "form": form, "label": label}
    )
