"""The demo's calls: what came in, who judges, and what nobody invented for real people."""

from collections import Counter
from datetime import date

import pytest

from demo import calls, challenges, proposals
from demo.load import BY
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.juries.models import Juror, Phase
from kogge.plan.teams.models import Member, Team
from kogge.plan.timetable.models import Preference

SATURDAY = date(2030, 2, 2)


def test_wishes_name_eight_different_proposals_and_are_the_same_on_every_machine() -> None:
    one, again = (proposals.of_published(SATURDAY) for _time in range(2))
    assert one.wishes == again.wishes
    assert {len(set(wanted)) for wanted in one.wishes} == {proposals.WISHES}


def test_the_real_timetable_gives_its_shape_and_no_name() -> None:
    one = proposals.of_published(SATURDAY)
    assert (len(one.proposals), len(one.rooms)) == (66, 7)
    assert Counter(each.minutes for each in one.proposals).most_common(1)[0][0] == 25
    assert max(person for each in one.proposals for person in each.people) < len(one.speakers)
    assert all(speaker.email.endswith(".example") for speaker in one.speakers)


@pytest.mark.django_db
def test_loading_a_second_time_changes_nothing() -> None:
    lead = Organization.objects.create(slug="house", name="House")
    one = proposals.of_published(SATURDAY, visitors=20)
    first = calls.load(one, lead, by=BY, jurors=12)
    assert calls.load(one, lead, by=BY, jurors=12) == first
    assert Call.objects.count() == Phase.objects.count() == 1
    assert Submission.objects.handed_in().count() == 66
    assert Applicant.objects.filter(role="main").count() == 66
    assert (Juror.objects.count(), Preference.objects.count()) == (12, 20)


@pytest.mark.django_db
def test_the_reviewer_sits_in_the_jury_and_finds_files_to_score_and_to_compare() -> None:
    lead = Organization.objects.create(slug="house", name="House")
    rita = User.objects.create_user(calls.REVIEWER.email, name=calls.REVIEWER.name)
    calls.load(proposals.of_published(SATURDAY, visitors=1), lead, by=BY, jurors=12)
    seat = Juror.objects.get(user=rita)
    assert (seat.name, seat.email, seat.confidential_at) == (calls.REVIEWER.name, calls.REVIEWER.email, None)
    phase = Phase.objects.get()
    assert phase.takes_scores and phase.takes_pairs and phase.is_open()


@pytest.mark.django_db
def test_the_challenge_has_a_full_team_and_one_that_looks_for_people() -> None:
    lead = Organization.objects.create(slug="house", name="House")
    assert challenges.load(lead, by=BY) == challenges.load(lead, by=BY)
    assert [(one.size, one.free, one.takes_newcomers) for one in Team.objects.all()] == [
        (2, 1, True),
        (3, 0, False),
    ]
    assert all(one.email.endswith("@teams.example") and one.email.isascii() for one in Member.objects.all())
