"""What happened in a transaction: told to other apps first, written into the history next, public pages last.

The history holds one lock for everybody on PostgreSQL, so an action collects its changes and ends with `seal`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from kogge.core import freshness, history
from kogge.core.reactions import announce

from .models import Registration

By = Any


@dataclass
class Changes:
    """What one transaction changed."""

    by: By = None
    advance: bool = False
    _told: list[tuple[str, Registration, dict[str, Any]]] = field(default_factory=list)
    _kept: list[tuple[models.Model, str, dict[str, Any]]] = field(default_factory=list)

    def tell(self, what: str, registration: Registration, **facts: Any) -> None:
        """Announce this at the end."""
        self._told.append((what, registration, facts))

    def keep(
        self,
        thing: models.Model,
        verb: str,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        """Write this into the history at the end."""
        self._kept.append((thing, verb, {"before": before, "after": after, "reason": reason[:500]}))

    def words(self, changed: bool) -> None:
        """Note whether words on public pages changed."""
        self.advance = self.advance or changed

    def seal(self) -> None:
        """The last thing an action does."""
        for what, registration, facts in self._told:
            announce("registration", what=what, registration=registration, by=self.by, **facts)
        for thing, verb, values in self._kept:
            history.record(thing, verb, by=self.by, **values)
        if self.advance:
            freshness.advance()
