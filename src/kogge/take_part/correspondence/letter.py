"""One letter of a mailing to one person, its placeholders filled with plain words."""

import re

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.take_part.letters import wording
from kogge.take_part.letters.frame import Letter, Text, post, spoken
from kogge.take_part.registration.models import Consent, ConsentKind, Registration
from kogge.take_part.registration.personal_link import address_of

from .models import Mailing

_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,40})\}")
_SALT = "kogge.newsletter"
PLACEHOLDERS = ("name", "title", "when", "where", "ticket", "link")


def check_placeholders(text: str, field: str) -> None:
    """Refuse what would stand in the letter as it is."""
    unknown = [name for name in _PLACEHOLDER.findall(text) if name.strip() not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        sentence = _("“{%(unknown)s}” is no placeholder. There are: %(known)s.")
        raise Refused(sentence % {"unknown": unknown[0], "known": known}, field=field)


def language_for(mailing: Mailing, registration: Registration) -> str:
    return registration.language if registration.language in mailing.languages else "de"


def compose(mailing: Mailing, registration: Registration) -> Letter:
    """The letter as this person reads it, in the active language."""
    language = translation.get_language()[:2]
    case = wording.case_of(registration, parts=False)
    first = case.going.first
    values = {
        "name": spoken(registration.name),
        "title": case.going.title,
        "when": first.when if first else "",
        "where": first.where if first else "",
        "ticket": registration.reference,
        "link": address_of(registration),
    }
    english = language == "en" and bool(mailing.text_en)
    subject = _filled(mailing.subject_en if english else mailing.subject_de, values)
    text = _filled(mailing.text_en if english else mailing.text_de, values)
    news = mailing.kind == Mailing.Kind.NEWS
    agreed = _("You get this letter because you agreed to news when you registered for “%(title)s”.")
    registered = _("You get this letter because this address was used to register for “%(title)s”.")
    return Letter(
        subject, (Text(text), wording.manage(case)), case.say(agreed if news else registered),
        case.going.organizer, registration.name, unsubscribe=stop_address(registration) if news else "",
    )  # fmt: skip


def write(mailing: Mailing, registration: Registration) -> int:
    """Put it into the outbox; each person once per mailing."""
    with translation.override(language_for(mailing, registration)):
        letter = compose(mailing, registration)
        headers = {}
        if letter.unsubscribe:
            headers = {
                "List-Unsubscribe": f"<{letter.unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        post(
            letter, to=registration.email, cause=f"mailing:{mailing.pk}:{registration.pk}",
            about=f"registration:{registration.pk}", headers=headers, is_bulk=True,
        )  # fmt: skip
    return 1


def stop_address(registration: Registration) -> str:
    """Where somebody withdraws the consent to news without signing in, also by one click of the mail program."""
    key = signing.dumps(registration.pk, salt=_SALT)
    return settings.SITE_URL + reverse("newsletter:stop", args=[key])


def consent_of(key: str) -> Consent | None:
    """The consent that such an address withdraws; None when it is withdrawn already. Refused when forged."""
    try:
        pk = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        sentence = _("This address is not known. Please copy the whole address from the letter.")
        raise Refused(sentence) from None
    rows = Consent.objects.filter(registration=pk, kind=ConsentKind.NEWSLETTER, seat=None, withdrawn_at=None)
    return rows.select_related("registration").first()


def _filled(words: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1].strip(), found[0]), words)
