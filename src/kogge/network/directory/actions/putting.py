"""Create or update by slug: what loaders call. A second run with the same values changes nothing at all."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from kogge.core import history
from kogge.core.models import SourceDocument

from .. import nouns
from ..models import Area, Audience, Community, Organization, Person, Place, Programme, Topic
from ..nouns import Noun
from .records import check, create, facts, fill, kept, linked, told
from .rows import ROWS, put_rows, union

Values = Mapping[str, Any]
_GROWING = ("refs", "also_called", "not_stated")


def put_place(*, by: Any, slug: str, values: Values) -> Place:
    """Create or update a place; `rooms` may hold its rooms."""
    return _put(nouns.PLACE, by=by, slug=slug, values=values)


def put_organization(*, by: Any, slug: str, values: Values) -> Organization:
    """Create or update an organisation; `names`, `operators`, `addresses`, `partnerships` may hold rows."""
    return _put(nouns.ORGANIZATION, by=by, slug=slug, values=values)


def put_person(*, by: Any, slug: str, values: Values) -> Person:
    """Create or update a person; `appearances` and `office_terms` may hold rows."""
    return _put(nouns.PERSON, by=by, slug=slug, values=values)


def put_community(*, by: Any, slug: str, values: Values) -> Community:
    """Create or update a community."""
    return _put(nouns.COMMUNITY, by=by, slug=slug, values=values)


def put_programme(*, by: Any, slug: str, values: Values) -> Programme:
    """Create or update a programme."""
    return _put(nouns.PROGRAMME, by=by, slug=slug, values=values)


def put_topic(*, by: Any, slug: str, values: Values) -> Topic:
    """Create or update a topic."""
    return _put(nouns.TOPIC, by=by, slug=slug, values=values)


def put_area(*, by: Any, slug: str, values: Values) -> Area:
    """Create or update an area."""
    given = dict(values)
    if "within" in given:
        given["within"] = linked(Area, given["within"], "within")
    return _put_plain(Area, {"slug": slug}, given, by)


def put_audience(*, by: Any, slug: str, values: Values) -> Audience:
    """Create or update an audience."""
    return _put_plain(Audience, {"slug": slug}, dict(values), by)


def put_source(*, by: Any, key: str, values: Values) -> SourceDocument:
    """Create or update a document that facts are taken from."""
    return _put_plain(SourceDocument, {"key": key}, dict(values), by)


@transaction.atomic
def _put(noun: Noun, *, by: Any, slug: str, values: Values) -> Any:
    """Create or update one record and its rows. Sources and aliases are added, everything else is set."""
    rows = {key: values[key] for key in values if key in ROWS}
    plain = {key: value for key, value in values.items() if key not in rows}
    record = noun.model._default_manager.filter(slug=slug).first()
    if record is None:
        record = create(noun, by=by, values=plain, slug=slug)
        for key, given in rows.items():
            put_rows(record, key, given)
        return record
    plain |= {key: union(getattr(record, key), plain[key]) for key in _GROWING if key in plain}
    changes = fill(record, plain)
    if changes:
        check(record)
        record.save()
    changed = [name for key, given in rows.items() for name in put_rows(record, key, given)]
    if changes or changed:
        after = {**facts(record, changes), **({"rows": changed} if changed else {})}
        before = kept(record, {key: pair[0] for key, pair in changes.items()})
        history.record(record, "changed", by=by, before=before, after=after)
        told(record)
    return record


@transaction.atomic
def _put_plain(model: type[models.Model], key: Values, values: dict[str, Any], by: Any) -> Any:
    record = model._default_manager.filter(**key).first()
    made = record is None
    record = record or model(**key)
    changes = {name: value for name, value in values.items() if getattr(record, name) != value}
    if made or changes:
        for name, value in values.items():
            setattr(record, name, value)
        check(record)
        record.save()
        after = {name: str(value) for name, value in changes.items()}
        history.record(record, "created" if made else "changed", by=by, after=after)
        told(record)
    return record
