"""Which events somebody may read or change."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from kogge.network.accounts.permissions import Somebody, organizations_of


class EventQuerySet(models.QuerySet[Any]):
    """Events by who owns them: the lead, and co-organisers once they accepted."""

    def visible_to(self, user: Somebody) -> "EventQuerySet":
        """Those whose draft the user may read in full."""
        return self._owned_by(organizations_of(user, "event.see_draft"))

    def editable_by(self, user: Somebody) -> "EventQuerySet":
        """Those the user may change."""
        return self._owned_by(organizations_of(user, "event.change"))

    def owned_by(self, slugs: Iterable[str]) -> "EventQuerySet":
        """Those led or co-organised by one of these organisations."""
        row = self.model._meta.get_field("organizer_rows").related_model
        mine = Q(role="lead") | Q(role="co", accepted_at__isnull=False)
        rows = row.objects.filter(mine, event=OuterRef("pk"), organization__slug__in=set(slugs))
        return self.filter(Exists(rows))

    def with_organizers(self) -> "EventQuerySet":
        """Load what lists show of an event in a constant number of queries."""
        return self.select_related("place", "series").prefetch_related(
            "organizer_rows__organization", "audiences"
        )

    def _owned_by(self, slugs: set[str] | None) -> "EventQuerySet":
        return self.all() if slugs is None else self.owned_by(slugs)
