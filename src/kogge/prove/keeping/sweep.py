"""Where a name or mail address still stands in any text of any table, and how it is taken out.

A mail address always goes. A name goes where it is written in full, has two words or more, and nobody else has it:
whoever shares a name with somebody is not erased from what is written about the other.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.html import escape

from kogge.core.folding import folded
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization, Person
from kogge.take_part.registration.models import Registration

GAP = "[…]"
_LEFT_ALONE = {"core.historyentry", "search.term"}  # the chain cannot change; words go with their documents
_STAFF = {"accounts", "account", "mfa", "socialaccount", "usersessions", "sessions", "auth", "contenttypes"}
_TEXTS = (models.CharField, models.TextField, models.JSONField)


@dataclass(frozen=True)
class Words:
    """What is looked for: full names as they are written, and mail addresses in any case."""

    names: tuple[str, ...]
    emails: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Names as whole words, addresses whole, longest first; as they are and as HTML writes them."""
        every = {form for word in (*self.names, *self.emails) for form in (word, escape(word))}
        choices = "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))
        return re.compile(rf"(?<![\w.+-])(?:{choices})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """One row that names the person in one of its columns."""

    row: models.Model
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """In words for the office; of what is about people only the number."""
        kind = str(self.row._meta.verbose_name)
        name = "" if getattr(self.row, "is_personal", False) else str(self.row)[:80]
        fields = ", ".join(str(self.row._meta.get_field(one).verbose_name) for one in self.columns)  # type: ignore[union-attr]
        return f"{kind} {name or self.row.pk}: {fields}"


def words_of(names: Iterable[str], emails: Iterable[str], *, besides: Iterable[int]) -> Words:
    """Names that are safe to look for, and addresses; `besides` are the records of the person."""
    full = {name.strip() for name in names if len(name.split()) > 1}
    addresses = {email.strip() for email in emails if email.strip()}
    keys = {address.casefold() for address in addresses}
    taken = {folded(name) for name in Organization.objects.values_list("name", flat=True)}
    taken |= {folded(name) for name in User.objects.values_list("name", flat=True)}
    others = Person.objects.exclude(pk__in=list(besides)).exclude(name="")
    taken |= {folded(name) for name in others.values_list("name", flat=True)}
    guests = Registration.objects.exclude(name="").exclude(email_key__in=keys)
    wanted = guests.filter(name__in=full).values_list("name", flat=True)
    taken |= {folded(name) for name in wanted}
    kept = tuple(sorted(name for name in full if folded(name) not in taken))
    return Words(kept, tuple(sorted(addresses)))


def places(words: Words) -> Iterator[Place]:
    """Every row of every table that holds one of the words in a text column; one query for each table."""
    if not words.names and not words.emails:
        return
    pattern = words.pattern
    for model in apps.get_models(include_auto_created=True):
        if (
            model._meta.app_label in _STAFF
            or model._meta.label_lower in _LEFT_ALONE
            or not model._meta.managed
        ):
            continue
        columns = [
            field for field in model._meta.concrete_fields if isinstance(field, _TEXTS) and not field.choices
        ]
        for row in _found(model, columns, words):
            named = tuple(field.name for field in columns if _names(getattr(row, field.attname), pattern))
            if named:
                yield Place(row, named)


def redact(place: Place, words: Words) -> None:
    """Take the words out of one row. A column that is nothing but the address becomes empty."""
    changes = {name: without(getattr(place.row, name), words) for name in place.columns}
    for name, value in changes.items():
        field: Any = place.row._meta.get_field(name)
        if value == GAP and (field.blank or isinstance(field, models.EmailField)):
            changes[name] = ""
    type(place.row)._base_manager.filter(pk=place.row.pk).update(**changes)


def without(value: Any, words: Words) -> Any:
    """A text or JSON value without the words."""
    if isinstance(value, str):
        return words.pattern.sub(GAP, value)
    if isinstance(value, list):
        return [without(one, words) for one in value]
    if isinstance(value, dict):
        return {key: without(one, words) for key, one in value.items()}
    return value


def _found(model: type[models.Model], columns: list[Any], words: Words) -> Iterator[Any]:
    if not columns:
        return iter(())
    rows = model._base_manager.all()
    wanted = Q()
    for field in columns:
        name = field.name
        if isinstance(field, models.JSONField):
            name = f"{field.name}_as_text"
            rows = rows.annotate(**{name: Cast(field.name, TextField())})
        for form in _forms(words):
            wanted |= Q(**{f"{name}__icontains": form})
    return rows.filter(wanted).iterator(chunk_size=200)


def _forms(words: Words) -> set[str]:
    """How a word may be stored: as it is, as HTML, and as JSON writes letters beyond ASCII."""
    plain = {form for word in (*words.names, *words.emails) for form in (word, escape(word))}
    return plain | {json.dumps(form)[1:-1] for form in plain}


def _names(value: Any, pattern: re.Pattern[str]) -> bool:
    if isinstance(value, str):
        return bool(pattern.search(value))
    if isinstance(value, list):
        return any(_names(one, pattern) for one in value)
    if isinstance(value, dict):
        return any(_names(one, pattern) for one in value.values())
    return False
