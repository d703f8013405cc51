"""Creating and changing operations, and loading funder profiles."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kogge.core import freshness, history, reactions
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization

from .models import FunderProfile, Operation

Values = Mapping[str, Any]


@transaction.atomic
def put_profile(*, by: Any, key: str, values: Values) -> FunderProfile:
    """Create or update a funder's profile."""
    profile = FunderProfile.objects.filter(key=key).first() or FunderProfile(key=key)
    _save(profile, by, values)
    return profile


@transaction.atomic
def put_operation(*, by: Any, slug: str, values: Values, organizations: Iterable[Organization]) -> Operation:
    """Create or update an operation and the organisations it pays for."""
    operation = Operation.objects.filter(slug=slug).first() or Operation(slug=slug)
    return change_operation(operation, by=by, values=values, organizations=organizations)


@transaction.atomic
def change_operation(
    operation: Operation, *, by: Any, values: Values, organizations: Iterable[Organization]
) -> Operation:
    """Change an operation. Its number may come later."""
    _save(operation, by, values)
    wanted = {organization.pk for organization in organizations}
    there = set(operation.organizations.values_list("pk", flat=True))
    if wanted != there:
        operation.organizations.set(wanted)
        history.record(
            operation,
            "organisations set",
            by=by,
            before={"ids": sorted(there)},
            after={"ids": sorted(wanted)},
        )
        _tell(operation)
    return operation


def _save(record: Any, by: Any, values: Values) -> None:
    changes = {name: value for name, value in values.items() if getattr(record, name, None) != value}
    made = record.pk is None
    if not made and not changes:
        return
    before = {name: _plain(getattr(record, name)) for name in changes if not made}
    for name, value in values.items():
        setattr(record, name, value)
    try:
        record.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(" ".join(sentences), field=None if field == "__all__" else field) from error
    record.save()
    after = {name: _plain(value) for name, value in changes.items()}
    history.record(record, "created" if made else "changed", by=by, before=before, after=after)
    _tell(record)


def _tell(record: models.Model) -> None:
    freshness.advance()
    reactions.announce("directory changed", record=record)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
