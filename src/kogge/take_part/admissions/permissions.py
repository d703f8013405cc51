"""Who may see what of registrations, beyond the one table of permissions."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from kogge.network.accounts.models import Role, User
from kogge.network.accounts.permissions import is_office, organizations_of
from kogge.network.directory.models import Organization
from kogge.take_part.registration.models import Admission


def is_host(user: User, lead: Organization | None) -> bool:
    """Whether somebody works for the host itself: food and access needs are for nobody else, not the office."""
    if lead is None:
        return is_office(user)
    today = timezone.localdate()
    return any(
        row.organization_slug == lead.slug and row.role in {Role.EDITOR, Role.OFFICE} and row.holds_on(today)
        for row in user.memberships.all()
    )


def admissions_for(user: User) -> QuerySet[Admission]:
    """The admissions whose registrations somebody may see: their own organisations', for the office all."""
    slugs = organizations_of(user, "registration.see")
    found = Admission.objects.select_related("event", "series").prefetch_related(
        "event__organizer_rows__organization", "series__organizers"
    )
    if slugs is None:
        return found
    led = Q(event__organizer_rows__role="lead", event__organizer_rows__organization__slug__in=slugs)
    return found.filter(led | Q(series__organizers__slug__in=slugs)).distinct()
