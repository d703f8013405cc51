"""Founding, asking, inviting, leaving, leading, merging: seats, limits, deadlines, letters."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.plan.event_requests import actions as event_requests
from kogge.plan.teams import actions, forgetting
from kogge.plan.teams.models import Member, Result, Team, Terms

from . import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return scene.challenge()


@pytest.fixture
def ada(challenge):
    return scene.founded(challenge)


def test_a_team_exists_only_once_its_founder_confirms(challenge):
    """PL-13: participants form teams."""
    founder = scene.founded(challenge, confirmed=False)
    assert (founder.team.state, founder.team.size) == ("unconfirmed", 0)
    assert scene.path_of(founder) in scene.letters("Ada")[0].text
    actions.confirm(founder)
    assert scene.sizes() == {"Leuchtturm": 1}
    with pytest.raises(Refused):
        actions.confirm(founder)


def test_who_sends_the_form_twice_has_one_team(challenge):
    for _time in range(2):
        actions.found(challenge, team_name="Möwe", name="Ada", email="Ada@Team.example", key="same")
    assert (Team.objects.count(), Member.objects.count(), len(OutboxMessage.objects.all())) == (1, 1, 1)


def test_names_of_teams_differ_also_when_two_confirm_the_same_one(challenge, ada):
    with pytest.raises(Refused) as refused:
        scene.founded(challenge, "Ben", "LEUCHTTURM")
    assert refused.value.field == "team_name"
    one, two = (scene.founded(challenge, name, "Möwe", confirmed=False) for name in ("Cem", "Dora"))
    actions.confirm(one)
    actions.confirm(two)
    assert sorted(scene.sizes()) == ["Leuchtturm", "Möwe", f"Möwe ({two.team_id})"]


def test_the_lead_accepts_or_declines_who_asks_and_both_are_told(challenge, ada):
    ben, cem = scene.asked(ada.team, "Ben"), scene.asked(ada.team, "Cem")
    assert [one.subject for one in scene.letters("Ada")[-2:]] == ["Jemand möchte zu Leuchtturm"] * 2
    with pytest.raises(Refused):
        actions.accept(ben, cem.pk)
    actions.accept(ada, ben.pk)
    actions.decline(ada, cem.pk)
    assert scene.sizes() == {"Leuchtturm": 2}
    assert not Member.objects.filter(pk=cem.pk).exists()
    assert scene.letters("Cem")[-1].is_farewell
    with pytest.raises(Refused):
        actions.accept(ada, cem.pk)


def test_no_team_grows_beyond_its_largest_size(challenge, ada):
    """PL-13: size limits."""
    waiting = [scene.asked(ada.team, name) for name in ("Ben", "Cem", "Dora")]
    invited = scene.invited(ada, "Emil")
    for one in waiting[:2]:
        actions.accept(ada, one.pk)
    with pytest.raises(Refused):
        actions.accept(ada, waiting[2].pk)
    with pytest.raises(Refused):
        actions.answer_invitation(invited, comes=True, name="Emil")
    with pytest.raises(Refused):
        scene.asked(ada.team, "Frida")
    assert scene.sizes() == {"Leuchtturm": 3}
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.update(size=4)


def test_one_address_is_in_one_team_of_a_challenge(challenge, ada):
    ben = scene.founded(challenge, "Ben", "Möwe")
    Member.objects.filter(pk=scene.invited(ada, "Ben").pk).get()
    invitation = Member.objects.get(team=ada.team, email_key=scene.mail("Ben"))
    with pytest.raises(Refused) as refused:
        actions.answer_invitation(invitation, comes=True, name="Ben")
    assert "Möwe" in str(refused.value)
    actions.found(challenge, team_name="Neu", name="Ben", email=scene.mail("ben"), key="again")
    assert "Möwe" in scene.letters("Ben")[-1].text
    assert Team.objects.filter(name="Neu").count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=invitation.pk).update(state="in", name="Ben")
    elsewhere = scene.challenge(slug="zweite")
    assert scene.founded(elsewhere, "Ben", "Möwe").team.size == 1
    assert scene.fresh(ben).state == "in"


def test_a_seat_closes_every_other_way_in(challenge, ada):
    other = scene.founded(challenge, "Ben", "Möwe")
    cem = scene.asked(ada.team, "Cem")
    scene.asked(other.team, "Cem")
    scene.founded(challenge, "Cem", "Eigenes", confirmed=False)
    actions.accept(ada, cem.pk)
    assert list(Member.objects.filter(email_key=scene.mail("Cem")).values_list("team__name", flat=True)) == [
        "Leuchtturm"
    ]
    assert not Team.objects.filter(name="Eigenes").exists()


def test_members_invite_and_whoever_is_invited_decides(challenge, ada):
    ben = scene.joined(ada)
    cem = scene.invited(ben, "Cem")
    assert "Ben" in scene.letters("Cem")[0].text
    with pytest.raises(Refused):
        actions.invite(ada, email=scene.mail("cem"))
    actions.answer_invitation(cem, comes=False)
    assert scene.mail("Cem") in scene.letters("Ada")[-1].text
    assert OutboxMessage.objects.filter(to=scene.mail("Cem")).count() == 0
    actions.answer_invitation(scene.invited(ben, "Dora"), comes=True, name="Dora")
    assert scene.sizes() == {"Leuchtturm": 3}


def test_who_leaves_is_deleted_and_the_earliest_other_leads(challenge, ada):
    ben = scene.joined(ada)
    actions.leave(ada)
    assert scene.fresh(ben).is_lead
    assert scene.sizes() == {"Leuchtturm": 1}
    assert not Member.objects.filter(email_key=scene.mail("Ada")).exists()
    assert [one.is_farewell for one in scene.letters("Ada")] == [True]
    assert {one.subject for one in scene.letters("Ben")} >= {"Sie leiten das Team Leuchtturm"}
    actions.leave(ben)
    gone = Team.objects.get()
    assert (gone.state, gone.size) == ("dissolved", 0)
    assert gone.reason


def test_the_lead_passes_on_removes_renames_and_dissolves(challenge, ada):
    ben, cem = scene.joined(ada, "Ben"), scene.joined(ada, "Cem")
    actions.pass_on(ada, ben.pk)
    with pytest.raises(Refused):
        actions.remove(ada, cem.pk)
    actions.remove(ben, cem.pk)
    actions.change_team(ben, team_name="Neues Licht", seeks="Eine, die näht", is_open=False)
    with pytest.raises(Refused):
        scene.asked(ben.team, "Dora")
    assert scene.sizes() == {"Neues Licht": 2}
    actions.dissolve(ben)
    assert Member.objects.count() == 0
    assert all(one.is_farewell for one in scene.letters("Ada")[-1:])


def test_the_clock_of_the_server_ends_forming_but_never_leaving(challenge, ada):
    ben = scene.asked(ada.team)
    scene.over(challenge)
    for deed in (
        lambda: scene.founded(challenge, "Dora", "Spät"), lambda: scene.asked(ada.team, "Dora"),
        lambda: actions.accept(ada, ben.pk), lambda: actions.invite(ada, email="d@x.example"),
    ):  # fmt: skip
        with pytest.raises(Refused):
            deed()
    actions.leave(ada)
    assert scene.sizes() == {}


def test_a_challenge_that_was_taken_back_forms_no_teams(challenge):
    event_requests.publish_challenge(challenge, public=False, by="office")
    with pytest.raises(Refused):
        scene.founded(challenge)


def test_the_desk_cannot_make_teams_smaller_than_they_are(challenge, ada):
    scene.joined(ada)
    challenge.refresh_from_db()
    with pytest.raises(Refused) as refused:
        event_requests.change_challenge(challenge, by="office", values={"team_least": 1, "team_most": 1})
    assert refused.value.field == "team_most"
    with pytest.raises(Refused), transaction.atomic():
        event_requests.change_challenge(challenge, by="office", values={"team_most": None})
    challenge.refresh_from_db()
    event_requests.change_challenge(challenge, by="office", values={"team_most": 5})
    assert Team.objects.get().most == 5


def test_two_small_teams_become_one_and_everybody_is_told(challenge, ada):
    ben = scene.founded(challenge, "Ben", "Möwe")
    scene.asked(ben.team, "Cem")
    actions.merge(ben.team, ada.team, by="office")
    assert scene.sizes() == {"Leuchtturm": 2}
    assert scene.fresh(ada).is_lead and not scene.fresh(ben).is_lead
    assert Member.objects.get(email_key=scene.mail("Cem")).team == ada.team
    for name in ("Ada", "Ben"):
        assert "Möwe" in scene.letters(name)[-1].text
    two = scene.joined(scene.founded(challenge, "Dora", "Drei"), "Emil")
    with pytest.raises(Refused):
        actions.merge(two.team, ada.team, by="office")
    with pytest.raises(Refused):
        actions.merge(ada.team, ada.team, by="office")


def test_the_desk_dissolves_with_a_reason_that_is_read_as_it_was_written(challenge, ada):
    with pytest.raises(Refused):
        actions.dissolve_by_desk(ada.team, reason=" ", by="office")
    actions.dissolve_by_desk(ada.team, reason="100 % %(name)s", by="office")
    assert "100 % %(name)s" in scene.letters("Ada")[-1].text
    assert Team.objects.get().reason == "100 % %(name)s"


def test_the_desk_writes_to_everybody_in_a_team(challenge, ada):
    scene.joined(ada)
    scene.asked(ada.team, "Cem")
    assert actions.write(challenge, subject="Zeit\nplan", text="Um 9 Uhr.", by="office") == 2
    assert [scene.letters(name)[-1].subject for name in ("Ada", "Ben")] == ["Zeit plan"] * 2
    assert "Um 9 Uhr." not in scene.letters("Cem")[-1].text


def test_a_letter_to_many_and_their_end_cost_as_many_statements_as_for_one(db):
    """PL-13: one statement writes all letters, one takes all people out."""
    spent = []
    for slug, others in (("kleines-team", 1), ("grosses-team", 7)):
        lead = scene.founded(scene.challenge(slug=slug, most=9), team=slug)
        for number in range(others):
            scene.joined(lead, f"Ben{number}")
        before = OutboxMessage.objects.count()
        with CaptureQueriesContext(connection) as writing:
            actions.write(lead.challenge, subject="Zeitplan", text="Um 9 Uhr.", by="office")
        assert OutboxMessage.objects.count() == before + others + 1
        with CaptureQueriesContext(connection) as ending:
            actions.dissolve(lead)
        assert Member.objects.filter(team=lead.team).count() == 0
        spent.append((len(writing), len(ending)))
    assert spent[0] == spent[1]


def test_letters_speak_the_language_of_each_reader(challenge):
    lead = scene.founded(challenge, locale="en")
    scene.asked(lead.team, "Ben", locale="de")
    assert scene.letters("Ada")[-1].subject == "Somebody asks to join Leuchtturm"
    assert "/en/team/" in scene.letters("Ada")[-1].text
    assert scene.letters("Ben")[-1].subject.startswith("Bitte bestätigen")


def test_a_team_below_the_smallest_size_cannot_hand_in(challenge, ada):
    """PL-13: results are linked to the challenge; size limits."""
    with pytest.raises(Refused) as refused:
        scene.hand_in(ada)
    assert "Invite somebody" in str(refused.value)
    scene.over(challenge)
    with pytest.raises(Refused) as refused:
        scene.hand_in(ada)
    assert "merge your team" in str(refused.value)


def test_a_result_is_public_only_while_team_and_host_agree(challenge, ada):
    scene.joined(ada)
    result = scene.hand_in(ada, agrees=False)
    assert (
        OutboxMessage.objects.filter(to="calls@office.example", subject__contains="Ladenbörse").count() == 1
    )
    with pytest.raises(Refused):
        actions.publish(result, public=True, by="office")
    actions.set_agreed(ada, agrees=True)
    actions.publish(result, public=True, by="office")
    with pytest.raises(Refused):
        scene.hand_in(ada, title="Anders")
    actions.set_agreed(ada, agrees=False)
    result.refresh_from_db()
    assert (result.published_at, result.agreed_at) == (None, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.update(published_at=timezone.now())


def test_results_end_by_the_clock_and_consent_does_not(challenge, ada):
    scene.joined(ada)
    scene.hand_in(ada)
    scene.over(challenge, results=True)
    with pytest.raises(Refused):
        scene.hand_in(ada)
    actions.set_agreed(ada, agrees=False)
    assert Result.objects.get().agreed_at is None


def test_every_change_stands_in_the_history_without_personal_values(challenge, ada):
    scene.joined(ada)
    scene.hand_in(ada)
    entries = HistoryEntry.objects.filter(kind__startswith="teams.")
    assert set(entries.values_list("verb", flat=True)) >= {
        "set",
        "asked for",
        "founded",
        "joined",
        "handed in",
    }
    said = str([(one.label, one.before, one.after, one.reason) for one in entries])
    assert not any(text in said for text in ("Ada", "Ben", "team.example", "Ladenbörse"))


def test_who_never_answers_is_forgotten_soon_and_teams_after_two_years(challenge, ada):
    """The data map's promises."""
    scene.founded(challenge, "Cem", "Nie", confirmed=False)
    ben = scene.joined(ada)
    scene.asked(ada.team, "Dora")
    Member.objects.exclude(state="in").update(since=timezone.now() - timedelta(days=3))
    assert forgetting.forget_old() == 1
    assert not Team.objects.filter(name="Nie").exists()
    Member.objects.exclude(state="in").update(since=timezone.now() - timedelta(days=31))
    assert forgetting.forget_old() == 1
    result = scene.hand_in(ada)
    actions.publish(result, public=True, by="office")
    scene.founded(challenge, "Emil", "Ohne")
    assert forgetting.forget_old() == 0
    long_ago = timezone.now() - timedelta(days=731)
    Terms.objects.update(form_until=long_ago, results_until=long_ago)
    assert forgetting.forget_old() == 2
    assert list(Team.objects.values_list("name", "size")) == [("Leuchtturm", 0)]
    assert Member.objects.count() == 0
    assert not OutboxMessage.objects.filter(about=f"team member:{ben.pk}").exists()
    assert forgetting.forget_old() == 0


def test_whoever_is_erased_leaves_their_team(challenge, ada):
    ben = scene.joined(ada)
    person = Person.objects.create(slug="ada", name="Ada", email=scene.mail("Ada"))
    forgetting.person_erased(person=person, by="office")
    assert scene.fresh(ben).is_lead
    assert Member.objects.count() == 1


def test_who_asked_both_teams_waits_once_after_their_merge_and_no_letter_of_the_other_row_stays(challenge):
    stays = scene.founded(challenge).team
    gone = scene.founded(challenge, "Dora", "Bake").team
    twice, kept = scene.asked(stays, "Cem"), scene.asked(gone, "Cem")
    actions.merge(gone, stays, by="office")
    assert list(Member.objects.filter(email_key=kept.email_key)) == [kept]
    assert not OutboxMessage.objects.filter(about=f"team member:{twice.pk}").exists()
