"""Somebody lost phone and recovery codes: the office lets them set up a second factor anew."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts import actions
from kogge.network.accounts.models import Membership, User

from . import cast

pytestmark = pytest.mark.django_db


def with_codes(user: User) -> User:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def test_the_office_removes_it_on_the_page_of_the_member_and_the_person_is_told() -> None:
    editor, desk = with_codes(cast.editor()), Client()
    desk.force_login(cast.office())
    row = Membership.objects.get(user=editor)
    assert "Zweiten Faktor entfernen" in desk.get(f"/desk/team/{row.pk}/").content.decode()
    answer = desk.post(f"/desk/team/{row.pk}/second-factor/removal/")
    assert answer["Location"] == "/desk/team/"
    assert not Authenticator.objects.filter(user=editor).exists()
    assert OutboxMessage.objects.filter(to=editor.email).count() == 1
    assert HistoryEntry.objects.filter(verb="second factor removed", object_id=str(editor.pk)).count() == 1
    assert "Zweiten Faktor entfernen" not in desk.get(f"/desk/team/{row.pk}/").content.decode()


def test_nobody_else_may_and_nobody_removes_their_own() -> None:
    office = with_codes(cast.office())
    other = with_codes(cast.other_editor())
    with pytest.raises(Refused, match="Nur die Landesstelle"):
        actions.remove_second_factor(other, by=cast.editor())
    with pytest.raises(Refused):
        actions.remove_second_factor(office, by=office)
    assert Authenticator.objects.count() == 2


def test_without_a_second_factor_nothing_is_removed_and_nobody_is_written_to() -> None:
    with pytest.raises(Refused):
        actions.remove_second_factor(cast.editor(), by=cast.office())
    assert not OutboxMessage.objects.exists()
