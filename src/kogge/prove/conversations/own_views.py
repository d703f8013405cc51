"""The page of somebody in office: what I did, noted in three taps behind the link that is mine."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.plan.applying.secret_pages import behind_secret
from kogge.plan.nominations import public_views
from kogge.plan.nominations.models import Nomination

from . import own, queries
from .forms import OwnForm

MOST_SHOWN = 200
METHODS = ["GET", "HEAD", "POST"]
_DONE = {
    "noted": gettext_lazy("Noted. Thank you for what you do."),
    "saved": gettext_lazy("Your changes are saved."),
    "gone": gettext_lazy("The entry is taken back."),
}


def opened(secret: str) -> Nomination:
    """The nomination behind the link, while its person may report; else Refused with a sentence."""
    nomination = public_views.opened(secret)
    if not own.may_report(nomination):
        raise Refused(_("Activities can be reported during your term and for 30 days after it."))
    return nomination


personal = behind_secret(opened, "nominations/unknown_page.html")


@personal
@require_http_methods(METHODS)
def show(request: HttpRequest, nomination: Nomination, secret: str) -> HttpResponse:
    """Report something; below it what was reported before."""
    form = OwnForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            own.report(nomination, uid=form.cleaned_data["uid"], values=form.values)
            return redirect(request.path + "?done=noted")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    rows = own.entries(nomination).select_related("centre", "operation")
    context = {
        "one": nomination, "secret": secret, "form": form, "done": _DONE.get(request.GET.get("done", "")),
        "counts": queries.counts_of(rows.counted()), "rows": [(row, own.is_open(row)) for row in rows[:MOST_SHOWN]],
    }  # fmt: skip
    return page(request, "conversations/own_page.html", context, status=422 if form.errors else 200)


@personal
@require_http_methods(METHODS)
def entry(request: HttpRequest, nomination: Nomination, secret: str, pk: int) -> HttpResponse:
    """Correct or take back one of them."""
    row = get_object_or_404(own.entries(nomination).filter(is_reported=True), pk=pk)
    form = OwnForm.of(row, request.POST or None)
    delete = "delete" in request.POST
    if form.is_bound and (delete or form.is_valid()):
        try:
            if delete:
                own.take_back(nomination, row)
            else:
                own.correct(nomination, row, values=form.values)
            done = "gone" if delete else "saved"
            return redirect(f"{reverse('conversations:own', args=[secret])}?done={done}")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"one": nomination, "secret": secret, "form": form, "row": row, "is_open": own.is_open(row)}
    return page(request, "conversations/own_entry_page.html", context, status=422 if form.errors else 200)
