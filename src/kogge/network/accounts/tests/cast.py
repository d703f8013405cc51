"""The people of every permission test.

Olga runs the state office. Emil edits for the harbour centre, Frida for the meadow centre: neither may
touch the other's work. Dora stands at the harbour's door, Rosa reviews for it, Anton audits it.
Victor is a visitor.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from kogge.network.accounts.models import Membership, Role, User

OFFICE = "state-office"
HARBOUR = "harbour-centre"
MEADOW = "meadow-centre"
PASSWORD = "a long enough sentence"


def member(
    name: str,
    role: Role,
    organization: str,
    *,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> User:
    """Somebody with one membership; the mail address is made from the name."""
    address = f"{name.lower().replace(' ', '.')}@{organization}.example"
    user = User.objects.create_user(address, PASSWORD, name=name)
    Membership.objects.create(
        user=user, organization_slug=organization, role=role, valid_from=valid_from, valid_until=valid_until
    )
    return user


def office(organization: str = OFFICE) -> User:
    return member("Olga Office", Role.OFFICE, organization)


def editor(organization: str = HARBOUR) -> User:
    return member("Emil Editor", Role.EDITOR, organization)


def other_editor(organization: str = MEADOW) -> User:
    return member("Frida Editor", Role.EDITOR, organization)


def door(organization: str = HARBOUR) -> User:
    return member("Dora Door", Role.DOOR, organization)


def reviewer(organization: str = HARBOUR) -> User:
    return member("Rosa Reviewer", Role.REVIEWER, organization)


def auditor(organization: str = HARBOUR) -> User:
    return member("Anton Auditor", Role.AUDITOR, organization)


def visitor() -> AnonymousUser:
    return AnonymousUser()
