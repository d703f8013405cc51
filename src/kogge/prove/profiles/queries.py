"""What others read of funder profiles."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.grants.models import FunderProfile, Operation

from . import validation
from .profile import Profile
from .source import Source


def profile_of(operation: Operation) -> Profile:
    """The rules of an operation's funder, as objects."""
    return as_profile(operation.profile)


def as_profile(stored: FunderProfile) -> Profile:
    """A stored profile as objects. What stands in columns of its own wins over the rules."""
    rules = {
        **stored.rules,
        "key": stored.key,
        "statement": {"de": stored.statement_de, "en": stored.statement_en},
        "emblem": stored.emblem,
    }
    rules.setdefault("name", {"de": stored.name, "en": stored.name})
    return profile_from(rules)


def profile_from(rules: Mapping[str, Any]) -> Profile:
    """A profile from a copy of its rules, such as a frozen report keeps. Raises BrokenProfile."""
    return _read(json.dumps(dict(rules)))


@lru_cache(maxsize=64)
def _read(text: str) -> Profile:
    return validation.profile_from(Source("the stored profile", json.loads(text)))


def operations_for(user: Somebody, action: str) -> QuerySet[Operation]:
    """The operations whose pages somebody may open: the office all, others those that pay for their organisations."""
    slugs = organizations_of(user, action)
    rows = Operation.objects.select_related("profile", "beneficiary").prefetch_related("organizations")
    if slugs is None:
        return rows
    mine = Operation.organizations.through.objects.filter(
        operation=OuterRef("pk"), organization__slug__in=slugs
    )
    return rows.filter(Exists(mine) | Q(beneficiary__slug__in=slugs))
