"""Questions to the directory that span tables."""

from django.db.models import QuerySet

from .models import Organization, Person


def released_people() -> QuerySet[Person]:
    """People the public may know of."""
    return Person.objects.filter(merged_into=None, profile__released_at__isnull=False).select_related(
        "profile"
    )


def names_of_organizations() -> dict[str, str]:
    """Slug → name of every organisation; what the accounts show memberships with."""
    return dict(Organization.objects.values_list("slug", "name"))
