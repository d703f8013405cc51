"""Who owns an event: one lead, co-organisers who accepted, others who take part."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.network.directory.models import Organization

from ..models import Event, EventOrganizer

By = Any
Row = tuple[Organization, str]


@transaction.atomic
def set_organizers(event: Event, *, by: By, rows: Iterable[Row]) -> Event:
    """Replace the organisers with (organisation, role) pairs, exactly one of them lead.

    A co-organiser is invited: it counts, and may edit, once somebody of it accepts. Whoever acts for it anyway
    has accepted by naming it.
    """
    wanted = list(dict.fromkeys((organization, str(role)) for organization, role in rows))
    leads = [organization for organization, role in wanted if role == EventOrganizer.Role.LEAD]
    if len(leads) != 1:
        raise Refused(_("Please choose exactly one organisation that leads."), field="organizers")
    if any(role == EventOrganizer.Role.CO and one == leads[0] for one, role in wanted):
        raise Refused(
            _("The lead is an organiser already. Please choose another organisation."), field="organizers"
        )
    Event.objects.select_for_update().only("pk").get(pk=event.pk)
    before = list(event.organizer_rows.select_related("organization"))
    since = {(row.organization_id, row.role): row.accepted_at for row in before}
    event.organizer_rows.all().delete()
    EventOrganizer.objects.bulk_create(
        EventOrganizer(
            event=event, organization=organization, role=role, position=number,
            accepted_at=since.get((organization.pk, role)) or _accepted_now(organization, role, by),
        )
        for number, (organization, role) in enumerate(wanted)
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(version=event.version + 1, changed_at=timezone.now())
    event.refresh_from_db()
    history.record(
        event, "organisers changed", by=by,
        before={"organizers": [[row.organization.slug, row.role] for row in before]},
        after={"organizers": [[organization.slug, role] for organization, role in wanted]},
    )  # fmt: skip
    return event


@transaction.atomic
def accept_invitation(row: EventOrganizer, *, by: By) -> EventOrganizer:
    """The invited organisation becomes co-organiser and may edit from now on."""
    row = EventOrganizer.objects.select_for_update().get(pk=row.pk)
    if row.accepted_at is None:
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
        history.record(row.event, "invitation accepted", by=by, after={"organization": row.organization.slug})
    return row


@transaction.atomic
def decline_invitation(row: EventOrganizer, *, by: By, reason: str = "") -> None:
    """The invited organisation does not take part; the invitation disappears, its trace stays."""
    if row.accepted_at is not None:
        raise Refused(_("This invitation was accepted already. The lead can change the organisers."))
    history.record(
        row.event,
        "invitation declined",
        by=by,
        after={"organization": row.organization.slug},
        reason=reason[:500],
    )
    row.delete()


def _accepted_now(organization: Organization, role: str, by: By) -> Any:
    if role != EventOrganizer.Role.CO or not isinstance(by, User):
        return timezone.now()
    return timezone.now() if may(by, "event.change", organization=organization.slug) else None
