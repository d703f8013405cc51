"""Taking up a funder's rules: from a region's folder, from a file that the office sends, or as shipped."""

from functools import cache
from pathlib import Path
from typing import Any

from kogge.core.yaml_files import Row
from kogge.network.grants import region_import
from kogge.network.grants.models import FunderProfile

from . import source, validation
from .profile import Profile


def read(path: Path) -> Row:
    """A file whose rules were checked, with those it builds on. Raises BrokenProfile."""
    return _checked(source.read(path))


def put(name: str, content: bytes, *, by: Any) -> FunderProfile:
    """Keep the rules of a file; a profile with the same key is changed. Raises BrokenProfile.

    What was frozen under the rules before keeps its own copy of them.
    """
    return region_import.put_profile(_checked(source.read_text(name, content)), name, by=by)


@cache
def shipped(key: str) -> Profile:
    """A profile that comes with the product, to be looked at. Raises BrokenProfile."""
    return validation.profile_from(source.read(source.SHIPPED / f"{key}.yaml"))


def take_up(key: str, *, by: Any) -> FunderProfile:
    """Use a profile that comes with the product. Raises BrokenProfile."""
    return put(f"{key}.yaml", (source.SHIPPED / f"{key}.yaml").read_bytes(), by=by)


def _checked(found: source.Source) -> Row:
    validation.profile_from(found)
    row = Row({name: value for name, value in found.data.items() if name != "base"})
    row.line = 1
    return row
