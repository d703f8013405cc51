"""The terms of an event that is thrown away before anybody registered."""

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.plan.events.models import Event
from kogge.take_part.registration.models import Admission


def forget_terms(*, event: Event) -> None:
    """A plan that is deleted takes its terms along; refused once somebody registered or was invited."""
    admission = Admission.objects.filter(event=event).first()
    if admission is None:
        return
    if admission.registrations.exists() or admission.invitations.exists():
        raise Refused(_("Somebody registered for this event or was invited. Please cancel it instead."))
    admission.delete()
