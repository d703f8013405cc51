"""What others read of funder profiles."""

import json
from functools import lru_cache

from kogge.network.grants.models import FunderProfile, Operation

from .profile import Profile
from .source import Source
from .validation import profile_from


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
    return _read(json.dumps(rules, sort_keys=False))


@lru_cache(maxsize=64)
def _read(text: str) -> Profile:
    return profile_from(Source("the stored profile", json.loads(text)))
