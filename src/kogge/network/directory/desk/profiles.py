"""What of a person is public, and two records that are one human."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kogge.core.folding import holds_words
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import requires

from .. import actions
from ..forms import MergeForm, ProfileForm
from ..models import Person, PersonMerge, Profile
from .records import changeable

MOST_CANDIDATES = 20


@requires("person.change")
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Texts and photo of a person's public page."""
    person = changeable(request, "person", slug)
    instance = Profile.objects.filter(person=person).first()
    form = ProfileForm(request.POST or None, request.FILES or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        photo, consent = values.pop("photo", None), values.pop("photo_consent", "")
        remove = values.pop("remove_photo", False)
        try:
            actions.change_profile(
                person,
                by=request.user,
                values=values,
                photo=request.FILES.get("photo") and photo,
                photo_consent=consent,
                remove_photo=remove,
            )
            messages.success(request, _("Saved."))
            return redirect("directory:person", slug=slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    title = _("Public profile of %(name)s") % {"name": person}
    context = {"form": form, "title": title, "back": _person(slug), "multipart": True}
    return page(request, "directory/form_page.html", context)


@require_POST
@requires("profile.release")
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the profile public."""
    try:
        actions.release_profile(changeable(request, "person", slug), by=request.user)
        messages.success(request, _("The profile is public now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("directory:person", slug=slug)


@require_POST
@requires("profile.release")
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the profile out of the public at once."""
    actions.withdraw_profile(changeable(request, "person", slug), by=request.user)
    messages.success(request, _("The profile is no longer public."))
    return redirect("directory:person", slug=slug)


@requires("person.merge")
def merging(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the second record, see both side by side, then merge."""
    kept = get_object_or_404(Person.objects.filter(merged_into=None), slug=slug)
    other = (
        Person.objects.filter(merged_into=None, slug=request.GET.get("other", "")).exclude(pk=kept.pk).first()
    )
    form = MergeForm(request.POST or None)
    if request.method == "POST" and other and form.is_valid():
        try:
            actions.merge(kept, other, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("Merged. You can undo this for 30 days."))
            return redirect("directory:person", slug=slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    query = request.GET.get("q", "").strip()[:100]
    context = {
        "kept": kept,
        "other": other,
        "form": form,
        "query": query,
        "candidates": [] if other else _candidates(kept, query),
        "pair": [_card(kept), _card(other)] if other else [],
        "back": _person(slug),
    }
    return page(request, "directory/merge_page.html", context)


@require_POST
@requires("person.merge")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Part two records again."""
    row = get_object_or_404(PersonMerge.objects.select_related("kept", "merged"), pk=pk)
    try:
        actions.undo_merge(row, by=request.user)
        messages.success(request, _("The merge was undone."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("directory:person", slug=row.kept.slug)


def _candidates(kept: Person, query: str) -> list[Person]:
    """People whose name has the words asked for, else one word of the kept name."""
    others = Person.objects.filter(merged_into=None).exclude(pk=kept.pk).exclude(name="")
    wanted = [query] if query else kept.name.split()
    return [one for one in others if any(holds_words(word, one.name, *one.also_called) for word in wanted)][
        :MOST_CANDIDATES
    ]


def _card(person: Person) -> dict[str, Any]:
    return {
        "person": person,
        "appearances": person.appearances.select_related("organization"),
        "terms": person.office_terms.all(),
        "public": person.is_public,
    }


def _person(slug: str) -> str:
    return reverse("directory:person", args=[slug])
