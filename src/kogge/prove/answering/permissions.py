"""Who may see which operations and whose questionnaires.

The office sees all. Others see the operations that pay for their organisation, and of their people those who came to
an event of theirs; the rest are numbers to them.
"""

from django.db.models import Exists, OuterRef, QuerySet

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Participant

SEE = "questionnaire.see"


def operations_for(user: Somebody) -> QuerySet[Operation]:
    """Operations whose questionnaires the user may see."""
    slugs = organizations_of(user, SEE)
    rows = Operation.objects.select_related("profile", "beneficiary")
    return rows if slugs is None else rows.filter(organizations__slug__in=slugs).distinct()


def participants_for(user: Somebody) -> QuerySet[Participant]:
    """Participants whose names the user may see."""
    slugs = organizations_of(user, SEE)
    rows = Participant.objects.select_related("person", "operation__profile", "operation__beneficiary")
    if slugs is None:
        return rows
    theirs = Event.objects.owned_by(slugs).filter(
        operation=OuterRef("operation"), credits__person=OuterRef("person")
    )
    return rows.filter(Exists(theirs), operation__organizations__slug__in=slugs).distinct()
