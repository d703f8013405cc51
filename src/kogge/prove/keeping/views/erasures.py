"""The office erases: find the person, note the request, look at what goes and what stays, confirm with the name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kogge.core.folding import folded
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.network.directory.models import Person

from .. import erasure, tombstones
from ..forms import EraseForm, FindForm
from ..models import Erasure, SealedRecord

MOST = 30


@require_safe
@requires("person.erase")
def listed(request: StaffRequest) -> HttpResponse:
    """Requests that wait, what was done, and the search for somebody who asks."""
    form = FindForm(request.GET)
    words = (form.cleaned_data["q"] if form.is_valid() else "").strip()
    context = {
        "form": form,
        "words": words,
        "people": _found(words) if words else [],
        "waiting": Erasure.objects.filter(done_at=None).select_related("person"),
        "done": Erasure.objects.exclude(done_at=None)[:MOST],
        "sealed": SealedRecord.objects.count(),
    }
    return page(request, "keeping/erasures_page.html", context)


@never_cache
@requires("person.erase")
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """What goes, what stays until when and why; with the name typed it is done."""
    person = get_object_or_404(Person.objects.exclude(facts=tombstones.ERASED), pk=pk)
    form = EraseForm(request.POST or None, wanted=person.name)
    if request.method == "POST" and form.is_valid():
        try:
            keep = not form.cleaned_data["revoke"]
            result = erasure.erase(person, by=request.user, keep_certificates=keep)
            return page(request, "keeping/erased_page.html", {"result": result})
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "person": person,
        "form": form,
        "preview": erasure.preview(person),
        "asked": Erasure.objects.filter(subject=person.subject, done_at=None).first(),
    }
    return page(request, "keeping/erasure_page.html", context)


@require_POST
@requires("person.erase")
def ask(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that the person asked, or that they changed their mind."""
    person = get_object_or_404(Person, pk=pk)
    try:
        if "withdraw" in request.POST:
            erasure.withdraw(
                get_object_or_404(Erasure, subject=person.subject, done_at=None), by=request.user
            )
            messages.success(request, _("The request was withdrawn. Nothing was erased."))
        else:
            erasure.ask(person, by=request.user)
            messages.success(
                request, _("The request was noted. Please look at what goes and what stays, then confirm.")
            )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("keeping:erasures")
    return redirect("keeping:erasure", pk=pk)


@require_safe
@never_cache
@requires("person.erase")
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """The letter as a file, for somebody without a mail address."""
    person = get_object_or_404(Person.objects.exclude(facts=tombstones.ERASED), pk=pk)
    response = HttpResponse(erasure.preview(person).text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("letter")}-{person.pk}.txt"'
    return response


def _found(words: str) -> list[Person]:
    """People whose name holds every word, or whose address it is."""
    rows = Person.objects.filter(merged_into=None).exclude(name="").order_by("name", "pk")
    if "@" in words:
        return list(rows.filter(email__icontains=words)[:MOST])
    wanted = folded(words).split()
    return [row for row in rows if all(word in folded(row.name) for word in wanted)][:MOST]
