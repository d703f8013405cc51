"""Whatever people press in whatever order, no team is too large, nobody is in two, and every team has one lead."""

import threading

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.plan.teams import actions
from kogge.plan.teams.models import Member, Team

from . import scene

NAMES = ["Ada", "Ben", "Cem", "Dora", "Emil"]
MOST = 2


def _members(name, *states):
    return list(Member.objects.filter(email_key=scene.mail(name), state__in=states).select_related("team"))


def _of(name, *states):
    if not (found := _members(name, *states)):
        raise Refused("nobody")
    return found[0]


def _team(number):
    if not (found := list(Team.objects.filter(state="live"))):
        raise Refused("no team")
    return found[number % len(found)]


STEPS = {
    "found": lambda to, name, number: scene.founded(to, name, f"Team {number}"),
    "ask": lambda to, name, number: scene.asked(_team(number), name),
    "invite": lambda to, name, number: scene.invited(_of(name, "in"), NAMES[number % 5]),
    "come": lambda to, name, number: actions.answer_invitation(_of(name, "invited"), comes=True, name=name),
    "accept": lambda to, name, number: actions.accept(
        _of(name, "in"), getattr(_of(NAMES[number % 5], "waiting"), "pk", 0)
    ),
    "remove": lambda to, name, number: actions.remove(_of(name, "in"), _of(NAMES[number % 5], "in").pk),
    "pass on": lambda to, name, number: actions.pass_on(_of(name, "in"), _of(NAMES[number % 5], "in").pk),
    "leave": lambda to, name, number: actions.leave(_of(name, "in", "waiting", "invited")),
    "merge": lambda to, name, number: actions.merge(_team(number), _team(number + 1), by="office"),
    "dissolve": lambda to, name, number: actions.dissolve(_of(name, "in")),
}  # fmt: skip


def _holds():
    seated = Member.objects.filter(state="in")
    assert len({one.email_key for one in seated}) == len(seated)
    for team in Team.objects.all():
        inside = seated.filter(team=team)
        assert team.size == inside.count() <= MOST
        assert inside.filter(is_lead=True).count() == (team.state == "live")
        assert (team.size > 0) == (team.state == "live")


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(NAMES), st.integers(0, 9)), max_size=25
    )
)
def test_any_order_of_steps_keeps_the_sizes(steps):
    """PL-13: size limits."""
    with transaction.atomic():
        challenge = scene.challenge(least=1, most=MOST)
        for step, name, number in [("found", "Ada", 0), ("found", "Ben", 1), *steps]:
            try:
                with transaction.atomic():
                    STEPS[step](challenge, name, number)
            except Refused:
                pass
            except Member.DoesNotExist:
                pass  # the founder was in a team already and got a letter instead
            _holds()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_come_at_the_same_moment_one_gets_the_last_seat():
    """PL-13: size limits, also under simultaneous joins, on both databases."""
    challenge = scene.challenge(most=3)
    lead = scene.founded(challenge)
    scene.joined(lead)
    invited = [scene.invited(lead, f"Gast{number}") for number in range(6)]
    waiting = [scene.asked(lead.team, f"Frage{number}") for number in range(4)]
    deeds = [lambda one=one: actions.answer_invitation(one, comes=True, name="Gast") for one in invited]
    deeds += [lambda one=one: actions.accept(lead, one.pk) for one in waiting]
    assert _together(deeds).count("ok") == 1
    assert (Team.objects.get().size, Member.objects.filter(state="in").count()) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_of_five_invitations_taken_at_the_same_moment_one_gives_a_seat():
    challenge = scene.challenge(most=9)
    invited = [
        scene.invited(scene.founded(challenge, f"Lead{number}", f"T{number}"), "Ben") for number in range(5)
    ]
    deeds = [lambda one=one: actions.answer_invitation(one, comes=True, name="Ben") for one in invited]
    assert _together(deeds).count("ok") == 1
    assert Member.objects.filter(email_key=scene.mail("Ben"), state="in").count() == 1


def _together(deeds):
    gate, found = threading.Barrier(len(deeds)), []

    def run(deed):
        gate.wait(timeout=20)
        try:
            deed()
            found.append("ok")
        except Refused:
            found.append("refused")
        except Exception as error:
            found.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert set(found) <= {"ok", "refused"}, found
    return found
