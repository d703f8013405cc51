"""Two records found to be one human. Done by hand, everything moved is remembered, undone within 30 days."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import former_addresses, history
from kogge.core.refusals import Refused

from ..models import Person, PersonMerge, Profile
from .records import address_of, told
from .rows import union

UNDO_DAYS = 30
_KEPT_FIELDS = ("title", "email", "also_called", "refs", "not_stated", "source_note", "facts")


@transaction.atomic
def merge(kept: Person, merged: Person, *, by: Any, reason: str) -> PersonMerge:
    """Let `kept` stand for both. What `merged` said and did moves over; its address leads to `kept`."""
    if kept.pk == merged.pk:
        raise Refused(_("These are one and the same record. Please choose two different ones."))
    if kept.merged_into_id or merged.merged_into_id:
        raise Refused(_("One of these records was merged before. Please choose the one that was kept."))
    if not reason.strip():
        raise Refused(_("Please write how you know that both are one person."), field="reason")
    moved: dict[str, Any] = {
        "before": {name: getattr(kept, name) for name in _KEPT_FIELDS},
        "merged_was_public": merged.is_public,
        "rows": _move_rows(merged, kept),
        "profile": _move_profile(merged, kept),
    }
    _complete(kept, merged)
    moved["after"] = {name: getattr(kept, name) for name in _KEPT_FIELDS}
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    row = PersonMerge.objects.create(kept=kept, merged=merged, moved=moved, reason=reason.strip())
    if moved["merged_was_public"]:
        former_addresses.moved(address_of(merged), address_of(kept))
    history.record(row, "merged", by=by, after={"kept": kept.pk, "merged": merged.pk})
    _tell_both(kept, merged)
    return row


@transaction.atomic
def undo_merge(row: PersonMerge, *, by: Any) -> None:
    """Part them again and give each what it had. Possible for 30 days."""
    if row.undone_at:
        raise Refused(_("This merge was undone before."))
    if timezone.now() - row.merged_at > timedelta(days=UNDO_DAYS):
        raise Refused(_("A merge can be undone for 30 days only. Please correct the records by hand."))
    kept, merged = row.kept, row.merged
    if kept.merged_into_id:
        raise Refused(_("The kept record was merged again later. Please undo that merge first."))
    for label, pairs in row.moved["rows"].items():
        model, field = _model_and_field(label)
        model._base_manager.filter(pk__in=pairs, **{field: kept}).update(**{field: merged})
    if row.moved["profile"]:
        Profile.objects.filter(pk=row.moved["profile"]).update(person=merged)
    for name, value in row.moved["before"].items():
        if getattr(kept, name) == row.moved["after"][name]:  # what was edited since stays
            setattr(kept, name, value)
    kept.save()
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    former_addresses.taken(address_of(merged))
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    history.record(row, "merge undone", by=by, after={"kept": kept.pk, "merged": merged.pk})
    _tell_both(Person.objects.get(pk=kept.pk), Person.objects.get(pk=merged.pk))


def _move_rows(merged: Person, kept: Person) -> dict[str, list[int]]:
    """Point every row of any stage to the kept record; a row that would stand there twice stays behind."""
    moved: dict[str, list[int]] = {}
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model in {Person, PersonMerge, Profile} or relation.many_to_many:
            continue
        name = relation.field.name
        done = []
        for row in model._base_manager.filter(**{name: merged}).order_by("pk"):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{name: kept})
                done.append(row.pk)
            except IntegrityError:
                continue
        if done:
            moved[f"{model._meta.label_lower}.{name}"] = done
    return moved


def _move_profile(merged: Person, kept: Person) -> int | None:
    """The merged record's profile, when the kept one has none."""
    if Profile.objects.filter(person=kept).exists():
        return None
    profile = Profile.objects.filter(person=merged).first()
    if profile is None:
        return None
    profile.person = kept
    profile.save(update_fields=["person"])
    return profile.pk


def _complete(kept: Person, merged: Person) -> None:
    kept.title = kept.title or merged.title
    kept.email = kept.email or merged.email
    names = [merged.name] if merged.name != kept.name else []
    kept.also_called = union(kept.also_called, [*names, *merged.also_called])
    kept.refs = union(kept.refs, merged.refs)
    kept.source_note = "\n".join(dict.fromkeys(filter(None, (kept.source_note, merged.source_note))))
    kept.facts = {**merged.facts, **kept.facts}
    kept.save()


def _tell_both(*people: Person) -> None:
    for person in people:
        told(person)


def _model_and_field(label: str) -> tuple[Any, str]:
    app_and_model, field = label.rsplit(".", 1)
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.label_lower == app_and_model and relation.field.name == field:
            return model, field
    raise Refused(_("This merge belongs to an older version of the program and cannot be undone."))
