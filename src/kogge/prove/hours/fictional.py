"""What is invented for the demo, so that pages and papers say so."""

from typing import Any

from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation


def is_fictional(thing: Any) -> bool:
    """Whether an event, organisation or operation is marked as invented; an operation follows its beneficiary."""
    if isinstance(thing, Operation):
        return thing.beneficiary is not None and is_fictional(thing.beneficiary)
    facts = getattr(thing, "facts", None) or {}
    return bool(facts.get("fictional")) or (
        not isinstance(thing, Organization)
        and getattr(thing, "parent", None) is not None
        and is_fictional(thing.parent)
    )
