"""Questions to the directory that span tables."""

from django.db.models import QuerySet

from .models import Person


def released_people() -> QuerySet[Person]:
    """People the public may know of."""
    return Person.objects.filter(merged_into=None, profile__released_at__isnull=False).select_related(
        "profile"
    )
