"""Who may read a confidential note: its author, and staff of the centre itself. Not the office, not an auditor."""

from django.utils import timezone

from kogge.network.accounts.models import Role, User

from .models import Entry


def may_read_note(user: User, entry: Entry) -> bool:
    """Whether the note is open to this person."""
    today = timezone.localdate()
    at_the_centre = (
        row.organization_slug == entry.centre.slug and row.role in {Role.EDITOR, Role.OFFICE}
        for row in user.memberships.all()
        if row.holds_on(today)
    )
    return entry.actor == str(user.pk) or any(at_the_centre)
