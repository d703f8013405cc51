"""The first start on an empty data directory: who is the office, and with which link does it sign in?"""

import re
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.validators import validate_email
from django.db import transaction

from kogge.core.models import OutboxMessage
from kogge.network.accounts import actions as accounts
from kogge.network.accounts.models import Membership, Role
from kogge.network.directory import nouns
from kogge.network.directory.actions import records
from kogge.network.directory.models import Organization
from kogge.take_part.admissions import region_import as consents

BY = "first start"


def needs_office() -> bool:
    """Whether nobody could sign in and appoint others yet."""
    return not Membership.objects.filter(role=Role.OFFICE).exists()


def ask(name: str, mail: str) -> tuple[str, str]:
    """The office's name and mail address from the options, else from the person at the terminal."""
    if not (name and mail) and not sys.stdin.isatty():
        raise CommandError(
            "Nobody is appointed yet. Say who the office is: "
            './kogge serve --office-name "State office" --office-mail office@example.org'
        )
    name = name or _asked("Name of the office: ", _short)
    mail = mail or _asked("Its mail address: ", validate_email)
    try:
        _short(name)
        validate_email(mail)
    except ValidationError as error:
        raise CommandError(f"{mail or name}: {error.messages[0]}") from error
    return name.strip(), mail.strip().lower()


@transaction.atomic
def appoint(name: str, mail: str) -> str:
    """Put the office into the directory, invite it, and return the link with which it sets its password.

    The wordings of consents come from the region, so that the first form can ask for them.
    """
    slug = Organization.objects.filter(name=name).values_list("slug", flat=True).first()
    if slug is None:
        values = {"name": name, "kind": "state_office", "is_public": True}
        records.create(nouns.ORGANIZATION, by=BY, values=values)
        slug = Organization.objects.get(name=name).slug
    membership = accounts.invite(
        by=BY, email=mail, name=name, role=Role.OFFICE, organization=slug, period=accounts.Period()
    )
    consents.load(settings.REGION)
    letter = OutboxMessage.objects.filter(cause__startswith=f"invitation:{membership.pk}:").latest("pk")
    found = re.search(re.escape(settings.SITE_URL) + r"\S+", letter.text)
    return found.group().rstrip(".") if found else ""


def _asked(question: str, check: Callable[[str], None]) -> str:
    while True:
        answer = input(question).strip()
        try:
            check(answer)
        except ValidationError as error:
            print(error.messages[0])
        else:
            return answer


def _short(name: str) -> None:
    if not 2 <= len(name.strip()) <= 120:
        raise ValidationError("Please write a name of 2 to 120 characters.")
