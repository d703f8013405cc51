"""One order on both databases: PostgreSQL puts empty values last, SQLite first."""

from django.db.models import F
from django.db.models.expressions import OrderBy


def empty_lowest(*names: str) -> list[OrderBy]:
    """Orderings by `names` ("-" descends) in which an empty value is lower than every other."""
    return [
        F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_first=True)
        for name in names
    ]
