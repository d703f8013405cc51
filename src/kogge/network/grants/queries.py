"""Which operation an activity belongs to, and what its pages owe."""

from typing import Any

from .models import Operation


def funding_of(activity: Any) -> dict[str, str] | None:
    """Statement and emblem that the pages of a funded activity owe, or None.

    `activity` is anything with `operation` (an event), or an operation itself.
    """
    operation = activity if isinstance(activity, Operation) else getattr(activity, "operation", None)
    if operation is None:
        return None
    profile = operation.profile
    return {
        "statement_de": profile.statement_de,
        "statement_en": profile.statement_en,
        "emblem": profile.emblem,
        "operation_slug": operation.slug,
        "operation_title": operation.title,
        "operation_title_en": operation.title_en,
    }
