"""Creating and changing one record: checked, kept in history, told to later stages, its address kept."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kogge.core import former_addresses, freshness, history, reactions
from kogge.core.refusals import Refused
from kogge.network.accounts.models import Membership

from .. import nouns
from ..models import Organization, OrganizationName, Person
from ..nouns import Noun

Values = Mapping[str, Any]


@transaction.atomic
def create(noun: Noun, *, by: Any, values: Values, slug: str = "") -> models.Model:
    """Make a new record; without a slug its address is made from its name."""
    name = str(values.get("name") or values.get("name_de") or "")
    record = noun.model(slug=slug or free_slug(noun, name))
    fill(record, values)
    check(record)
    record.save()
    former_addresses.taken(address_of(record))
    history.record(
        record, "created", by=by, after=facts(record, {key: (None, values[key]) for key in values})
    )
    told(record)
    return record


@transaction.atomic
def change(
    record: models.Model, *, by: Any, values: Values, slug: str = "", renamed_on: date | None = None
) -> bool:
    """Set exactly `values`. An organisation that gets a new name keeps the old one until the day before
    `renamed_on` (default: today). A new slug leaves a redirect. Returns whether anything changed.
    """
    old_name = getattr(record, "name", "")
    old_slug = record.slug  # type: ignore[attr-defined]
    changes = fill(record, values)
    if slug and slug != old_slug:
        changes["slug"] = (old_slug, slug)
        record.slug = slug  # type: ignore[attr-defined]
    if not changes:
        return False
    check(record)
    if "name" in changes and isinstance(record, Organization):
        _keep_old_name(record, old_name, renamed_on or timezone.localdate())
    record.save()
    if "slug" in changes:
        _move(record, old_slug)
    before = {key: pair[0] for key, pair in changes.items()}
    history.record(record, "changed", by=by, before=kept(record, before), after=facts(record, changes))
    told(record)
    return True


def fill(record: models.Model, values: Values) -> dict[str, tuple[Any, Any]]:
    """Set the fields of a noun and return what changed: field → (before, after)."""
    noun = nouns.of(record)
    changes: dict[str, tuple[Any, Any]] = {}
    for key, given in values.items():
        if key not in noun.fields:
            raise ValueError(f"{key} is no field of {noun.key}.")
        value = linked(noun.links[key], given, key) if key in noun.links else given
        before = getattr(record, key)
        if before != value:
            setattr(record, key, value)
            changes[key] = (before, value)
    return changes


def linked(model: type[models.Model], given: Any, field: str | None = None) -> Any:
    """The record a slug stands for; records and None stay as they are."""
    if given in (None, "") or isinstance(given, models.Model):
        return given or None
    found = model._default_manager.filter(slug=given).first()
    if found is None:
        raise Refused(_("There is no record with the address “%s”.") % given, field=field)
    return found


def check(record: models.Model) -> None:
    """Refuse values that do not fit, with the field's own sentence."""
    try:
        record.full_clean(validate_constraints=True)
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(" ".join(sentences), field=None if field == "__all__" else field) from error


def facts(record: models.Model, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """What history may keep of the new values."""
    return kept(record, {key: pair[1] for key, pair in changes.items()})


def kept(record: models.Model, values: Values) -> dict[str, Any]:
    """Values for history: of people the names of the fields only."""
    if getattr(record, "is_personal", False):
        return {"fields": sorted(values)}
    return {key: str(value) if isinstance(value, models.Model) else value for key, value in values.items()}


def told(record: models.Model) -> None:
    """Tell front and later stages that something of the directory changed."""
    freshness.advance()
    reactions.announce("directory changed", record=record)


def address_of(record: models.Model, slug: str = "") -> str:
    """The public path of a record."""
    return former_addresses.path_of(nouns.of(record).url_name, slug or record.slug)  # type: ignore[attr-defined]


def free_slug(noun: Noun, name: str) -> str:
    """An address made from the name that nothing has yet."""
    return slug_from(name, noun.model._default_manager.values_list("slug", flat=True), noun.key)


def slug_from(name: str, taken: Iterable[str], otherwise: str = "entry") -> str:
    """A short form of the name for addresses that is not taken."""
    base = slugify(name.translate(_GERMAN))[:70] or otherwise
    there = {slug for slug in taken if slug.startswith(base)}
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in there)


_GERMAN = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss", "ø": "oe", "Ø": "oe",
})  # fmt: skip


def _keep_old_name(organization: Organization, old: str, renamed_on: date) -> None:
    last = renamed_on - timedelta(days=1)
    rows = list(organization.names.all())
    ends = [row.valid_until for row in rows if row.valid_until]
    if any(row.valid_until is None for row in rows):
        raise Refused(
            _("One of the former names has no last day. Please give it one before you rename again."),
            field="name",
        )
    start = max(ends) + timedelta(days=1) if ends else None
    if start and start > last:
        raise Refused(
            _("On this day another former name still held. Please choose a later day."), field="renamed_on"
        )
    OrganizationName.objects.create(organization=organization, name=old, valid_from=start, valid_until=last)


def _move(record: models.Model, old_slug: str) -> None:
    if isinstance(record, Organization):
        Membership.objects.filter(organization_slug=old_slug).update(organization_slug=record.slug)
    if not isinstance(record, Person) or record.is_public:
        former_addresses.moved(address_of(record, old_slug), address_of(record))
