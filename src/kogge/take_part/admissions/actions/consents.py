"""Wordings of consents: never changed, only followed by a new version."""

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.registration.models import Admission, ConsentKind, ConsentText

from .versions import terms_changed


@transaction.atomic
def put_consent_text(kind: ConsentKind, *, text_de: str, text_en: str, by: User | str) -> ConsentText:
    """The newest version if it says the same, else a new one. Who agreed before agreed to the old words."""
    if not (text_de.strip() and text_en.strip()):
        raise Refused(_("Please write the text in both languages."), field="text_de")
    newest = ConsentText.objects.filter(kind=kind).order_by("-version").first()
    if newest is not None and (newest.text_de, newest.text_en) == (text_de, text_en):
        return newest
    made = ConsentText.objects.create(
        kind=kind, version=newest.version + 1 if newest else 1, text_de=text_de, text_en=text_en
    )
    for admission in Admission.objects.filter(is_open=True):
        terms_changed(admission)
    history.record(made, "consent text written", by=by, after={"kind": kind, "version": made.version})
    return made
