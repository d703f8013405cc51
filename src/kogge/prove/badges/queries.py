"""Whose certificates look how."""

from django.db.models import Count, Q, QuerySet

from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import organizations_of
from kogge.network.directory.models import Organization

from .models import Template


def organizations_for(user: User, action: str) -> QuerySet[Organization]:
    """For whom the user may do something."""
    slugs = organizations_of(user, action)
    return Organization.objects.all() if slugs is None else Organization.objects.filter(slug__in=slugs)


def templates_for(user: User) -> list[tuple[Organization, int]]:
    """Organisations that may have a template, and how often each was changed."""
    found = organizations_for(user, "certificate.issue").filter(
        Q(certificate_rules__isnull=False) | Q(kind="digital_innovation_centre")
    )
    counted = found.distinct().annotate(saved=Count("certificate_templates", distinct=True))
    return [(one, one.saved) for one in counted]


def template_of(organization: Organization) -> Template | None:
    """The newest template of an organisation."""
    return Template.objects.filter(organization=organization).order_by("-number").first()
