"""Who may do what with one event: small yes or no functions."""

from kogge.network.accounts.permissions import Somebody, may

from .models import Event, EventOrganizer


def may_change(user: Somebody, event: Event) -> bool:
    """Whether the user may change the event."""
    return Event.objects.editable_by(user).filter(pk=event.pk).exists()


def may_answer(user: Somebody, invitation: EventOrganizer) -> bool:
    """Whether the user may accept or decline an invitation to co-organise."""
    return may(user, "event.change", organization=invitation.organization.slug)
