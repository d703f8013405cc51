"""What changes the directory. Each action keeps history, freshness and the reactions of later stages."""

from .deleting import delete
from .merging import merge, undo_merge
from .profiles import change_profile, release_profile, withdraw_profile
from .putting import (
    put_area,
    put_audience,
    put_community,
    put_organization,
    put_person,
    put_place,
    put_programme,
    put_source,
    put_topic,
)
from .records import change, create
from .rows import add_row, change_row, remove_row

__all__ = [
    "add_row", "change", "change_profile", "change_row", "create", "delete", "merge", "put_area",
    "put_audience", "put_community", "put_organization", "put_person", "put_place", "put_programme",
    "put_source", "put_topic", "release_profile", "remove_row", "undo_merge", "withdraw_profile",
]  # fmt: skip
