"""Inviting people, changing and ending what they may do."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts import actions
from kogge.network.accounts.actions import Period
from kogge.network.accounts.desk import PARTS, parts_for
from kogge.network.accounts.models import Membership, Role, User
from kogge.network.accounts.permissions import may

from . import cast

INVITE = "/desk/team/invite/"


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    names = {cast.HARBOUR: "Harbour centre", cast.MEADOW: "Meadow centre", cast.OFFICE: "State office"}
    monkeypatch.setattr("kogge.network.accounts.organizations._source", [lambda: names])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def wanted(**changes: str) -> dict[str, str]:
    return {
        "name": "Nora Neu", "email": "Nora@Neu.example", "organization": cast.HARBOUR, "role": "editor",
        "valid_from": "", "valid_until": "", **changes,
    }  # fmt: skip


def test_an_invited_person_sets_a_password_and_works_for_the_organization(client: Client) -> None:
    desk = signed_in(cast.editor())
    assert desk.post(INVITE, wanted()).status_code == 302
    mail = OutboxMessage.objects.get(to="nora@neu.example")
    assert "Redaktion für Harbour centre" in mail.text
    link = re.search(r"http://127.0.0.1:8000(/desk/welcome/\S+)", mail.text).group(1)
    assert "nora@neu.example" in client.get(link).content.decode()
    short = client.post(link, {"name": "Nora Neu", "password": "zu kurz"})
    assert short.status_code == 422
    assert "mindestens 12 Zeichen" in short.content.decode()
    assert client.post(link, {"name": "Nora Neu", "password": cast.PASSWORD})["Location"] == "/account/login/"
    values = {"login": "nora@neu.example", "password": cast.PASSWORD}
    assert client.post("/account/login/", values)["Location"] == "/desk/"
    nora = User.objects.get(email="nora@neu.example")
    assert may(nora, "event.change", organization=cast.HARBOUR)
    assert not may(nora, "event.change", organization=cast.MEADOW)
    assert client.get(link).status_code == 410


def test_an_invitation_expires_after_fourteen_days_and_a_new_one_replaces_the_old(client: Client) -> None:
    emil = cast.editor()
    signed_in(emil).post(INVITE, wanted())
    membership = Membership.objects.get(user__email="nora@neu.example")
    actions.invite_again(membership, by=emil)
    first, second = (
        re.search(r"/desk/welcome/\S+", mail.text).group() for mail in OutboxMessage.objects.order_by("pk")
    )
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(days=15)
        patch.setattr(timezone, "now", lambda: later)
        page = client.get(second)
    assert page.status_code == 410
    assert "abgelaufen" in page.content.decode()


def test_an_editor_invites_for_the_own_organization_only_and_never_the_office() -> None:
    desk = signed_in(cast.editor())
    page = desk.get(INVITE).content.decode()
    assert "Harbour centre" in page
    assert "Meadow centre" not in page
    for crafted in (wanted(organization=cast.MEADOW), wanted(role="office")):
        assert desk.post(INVITE, crafted).status_code == 422
    assert User.objects.filter(email="nora@neu.example").count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "no address"}, "gültige E-Mail-Adresse"),
        ({"valid_from": "2024-05-02", "valid_until": "2024-05-01"}, "liegt vor dem ersten"),
        ({"valid_from": "soon"}, "gültiges Datum"),
        ({"name": "Nora\r\nBcc: all@evil.example"}, "in eine Zeile"),
        ({"name": "N" * 121}, "höchstens 120 Zeichen"),
    ],
)
def test_bad_input_gets_a_sentence_and_saves_nothing(values: dict[str, str], sentence: str) -> None:
    response = signed_in(cast.editor()).post(INVITE, wanted(**values))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert OutboxMessage.objects.count() == 0
    assert User.objects.count() == 1


def test_markup_in_a_name_stays_text() -> None:
    desk = signed_in(cast.editor())
    desk.post(INVITE, wanted(name="<b>Nora</b> & =1+1"))
    assert "&lt;b&gt;Nora&lt;/b&gt; &amp; =1+1" in desk.get("/desk/team/").content.decode()


def test_somebody_with_an_account_gets_a_further_role_without_a_new_password() -> None:
    frida = cast.other_editor()
    User.objects.filter(pk=frida.pk).update(last_login=timezone.now())
    signed_in(cast.editor()).post(INVITE, wanted(email=frida.email, role="door"))
    assert OutboxMessage.objects.get().text.count("/desk/welcome/") == 0
    assert set(frida.memberships.values_list("organization_slug", "role")) == {
        (cast.MEADOW, "editor"),
        (cast.HARBOUR, "door"),
    }


def test_the_same_role_twice_in_one_period_is_refused_beside_the_address() -> None:
    desk = signed_in(cast.editor())
    desk.post(INVITE, wanted())
    response = desk.post(INVITE, wanted(valid_from="2030-01-01"))
    assert "hat diese Rolle hier in dem Zeitraum schon" in response.content.decode()
    assert Membership.objects.filter(user__email="nora@neu.example").count() == 1


def test_nobody_changes_their_own_rights() -> None:
    emil = cast.editor()
    own = emil.memberships.get()
    with pytest.raises(Refused, match="eigenen Rechte"):
        actions.change_membership(own, by=emil, role=Role.EDITOR, period=Period())
    with pytest.raises(Refused, match="eigenen Rechte"):
        actions.end_membership(own, by=emil)
    response = signed_in(emil).post(f"/desk/team/{own.pk}/", {"role": "office"})
    assert response.status_code == 422
    assert emil.memberships.get().role == "editor"


def test_an_editor_sees_and_touches_no_other_team() -> None:
    frida = cast.other_editor()
    theirs = frida.memberships.get()
    desk = signed_in(cast.editor())
    assert frida.email not in desk.get("/desk/team/").content.decode()
    for path, method in ((f"/desk/team/{theirs.pk}/", "get"), (f"/desk/team/{theirs.pk}/end/", "post")):
        assert getattr(desk, method)(path).status_code == 404


def test_the_last_member_of_the_office_stays() -> None:
    olga = cast.office()
    last = olga.memberships.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    for attempt in (
        lambda: actions.end_membership(last, by=olga),
        lambda: actions.change_membership(last, by=olga, role=Role.EDITOR, period=Period()),
        lambda: actions.change_membership(last, by=olga, role=Role.OFFICE, period=Period(None, yesterday)),
    ):
        with pytest.raises(Refused, match="letzte Mitglied der Landesstelle"):
            attempt()
    cast.member("Otto", Role.OFFICE, cast.OFFICE)
    actions.end_membership(last, by=olga)
    assert not may(User.objects.get(pk=olga.pk), "team.invite")


def test_a_successor_whose_period_is_over_does_not_count_as_the_office() -> None:
    olga = cast.office()
    cast.member("Otto", Role.OFFICE, cast.OFFICE, valid_until=date(2020, 1, 1))
    with pytest.raises(Refused):
        actions.end_membership(olga.memberships.get(), by=olga)


def test_ended_access_closes_at_once_and_leaves_a_trace_without_names() -> None:
    door = cast.door()
    olga = cast.office()
    guest = signed_in(door)
    assert guest.get("/desk/").status_code == 200
    row = door.memberships.get()
    signed_in(olga).post(reverse("accounts:end", args=[row.pk]))
    assert "Sie haben zurzeit keine Rolle" in guest.get("/desk/").content.decode()
    entry = HistoryEntry.objects.get(verb="ended")
    assert (entry.actor, entry.label) == (str(olga.pk), "")
    assert entry.after["role"] == "door"
    assert "Dora" not in str(entry.before) + str(entry.after)


def test_the_desk_shows_only_what_a_role_opens_and_what_waits() -> None:
    cast.door()
    emil = cast.editor()
    signed_in(emil).post(INVITE, wanted())
    page = signed_in(emil).get("/desk/").content.decode()
    assert "1 Einladung ist noch nicht angenommen" in page
    assert 'href="/desk/team/"' in page
    assert 'href="/desk/feedback/"' not in page
    reviewer = signed_in(cast.reviewer()).get("/desk/").content.decode()
    assert "Einladung" not in reviewer


def test_others_than_the_office_see_the_history_of_their_own_people_only() -> None:
    emil, frida, olga = cast.editor(), cast.other_editor(), cast.office()
    for user, slug in ((emil, cast.HARBOUR), (frida, cast.MEADOW)):
        actions.invite(
            by=user, email=f"new@{slug}.example", name="N", role=Role.DOOR, organization=slug, period=Period()
        )
    history = "/desk/history/"
    assert history_organizations(signed_in(emil).get(history)) == {cast.HARBOUR}
    assert history_organizations(signed_in(olga).get(history)) == {cast.HARBOUR, cast.MEADOW}
    anton = cast.auditor()
    assert history_organizations(signed_in(anton).get(history)) == {cast.HARBOUR}
    assert signed_in(cast.door()).get(history).status_code == 403


def history_organizations(response: Any) -> set[str]:
    return {line.entry.after["organization"] for line in response.context["lines"]}


def test_the_team_page_asks_the_same_number_of_questions_for_one_and_for_thirty_members(
    django_assert_max_num_queries: Any,
) -> None:
    olga = cast.office()
    desk = signed_in(olga)
    desk.get("/desk/team/")
    with django_assert_max_num_queries(12) as one:
        desk.get("/desk/team/")
    for number in range(30):
        cast.member(f"Person {number}", Role.EDITOR, cast.HARBOUR if number % 2 else cast.MEADOW)
    with django_assert_max_num_queries(len(one)):
        desk.get("/desk/team/")


def test_every_part_of_the_desk_has_an_address_and_each_role_is_shown_its_own() -> None:
    from_role = {role: {str(p.url_name) for p in parts_for(make())} for role, make in _ROLES.items()}
    assert [part.url_name for part in PARTS if not part.address] == []
    assert from_role["office"] == {part.url_name for part in PARTS}
    assert from_role["editor"] == from_role["office"] - {"website:feedback_list"}
    assert from_role["door"] == {"events:list", "events:calendar"}
    assert from_role["reviewer"] == {"events:calendar", "jury_desk:mine"}
    assert from_role["auditor"] == {
        "events:list", "events:calendar", "directory:people", "accounts:team", "accounts:history",
        "indicators:start",
    }  # fmt: skip


def test_the_navigation_leads_nobody_to_a_closed_door() -> None:
    for make in _ROLES.values():
        desk = signed_in(make())
        page = desk.get("/desk/").content.decode()
        navigation = page.split('class="k-nav"')[1].split("</nav>")[0]
        found = re.findall(r'href="(/desk/[^"]*)"', navigation)
        assert "/desk/" in found
        for path in found:
            assert desk.get(path).status_code == 200, path


_ROLES = {
    "office": cast.office, "editor": cast.editor, "door": cast.door, "reviewer": cast.reviewer,
    "auditor": cast.auditor,
}  # fmt: skip
