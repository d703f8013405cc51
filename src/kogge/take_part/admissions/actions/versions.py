"""Every change of what the form asks or offers raises the version of its terms, so that no old form is served."""

from django.db.models import F

from kogge.core import freshness
from kogge.take_part.registration.models import Admission


def terms_changed(admission: Admission) -> None:
    """Note that the public form changed. The last statement of an action but its history."""
    Admission.objects.filter(pk=admission.pk).update(version=F("version") + 1)
    freshness.advance()
