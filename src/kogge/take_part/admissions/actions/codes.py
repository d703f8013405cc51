"""Access codes: made by the dozen, never guessed."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.registration.models import AccessCode, Admission
from kogge.take_part.registration.models.registrations import LETTERS

from .versions import terms_changed

LENGTH, MOST = 8, 500


@transaction.atomic
def make_codes(
    admission: Admission,
    *,
    count: int,
    most_uses: int,
    by: User,
    note: str = "",
    ends_at: datetime | None = None,
) -> list[AccessCode]:
    """So many new codes, each for a number of registrations."""
    if not 1 <= count <= MOST:
        raise Refused(_("Please make between 1 and %(most)d codes at once.") % {"most": MOST}, field="count")
    codes = AccessCode.objects.bulk_create(
        AccessCode(admission=admission, code=_new(), note=note[:200], most_uses=most_uses, ends_at=ends_at)
        for _number in range(count)
    )
    terms_changed(admission)
    history.record(admission, "codes made", by=by, after={"codes": count, "most_uses": most_uses})
    return codes


@transaction.atomic
def remove_code(code: AccessCode, *, by: User) -> None:
    """Take back a code nobody used; a used one ends now and stays as a trace."""
    if code.uses:
        AccessCode.objects.filter(pk=code.pk).update(most_uses=code.uses)
    else:
        code.delete()
    terms_changed(code.admission)
    history.record(code.admission, "code taken back", by=by, after={"uses": code.uses})


def _new() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
