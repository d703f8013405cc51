"""Links in mails already sent stay valid: each secret is still the one the same record had when the mail went out."""

import uuid

import pytest
from django.test import override_settings

from kogge.plan.calls import links
from kogge.plan.calls.models import Submission
from kogge.plan.speakers import link as speaker_link
from kogge.plan.speakers.models import SpeakerProfile
from kogge.plan.teams import links as team_links
from kogge.plan.teams.models import Member
from kogge.prove.questionnaires import link as questionnaire_link
from kogge.prove.questionnaires.models import Questionnaire
from kogge.take_part.my_day import plan_link
from kogge.take_part.my_day.models import Plan
from kogge.take_part.registration import personal_link
from kogge.take_part.registration.models import Registration

UID = uuid.UUID("0f0e0d0c-0b0a-4908-8706-050403020100")
SENT = {
    "registration": (
        lambda: personal_link.secret_of(Registration(uid=UID, link_version=3)),
        "Dw4NDAsKSQiHBgUEAwIBABRiKp3lAn8aSgOewlYt58E",
    ),
    "day": (lambda: plan_link.secret_of(Plan(uid=UID)), "Dw4NDAsKSQiHBgUEAwIBADX3b-LIJpKezK6JBTHMrME"),
    "questions": (
        lambda: questionnaire_link.secret_of(Questionnaire(uid=UID, link_version=2)),
        "Dw4NDAsKSQiHBgUEAwIBAFhy1sdS3saP4i8ZKMsPM04",
    ),
    "speaker": (
        lambda: speaker_link.secret_of(SpeakerProfile(uid=UID, link_version=1)),
        "Dw4NDAsKSQiHBgUEAwIBAAHk4ocG74LBn1UFl_A8Kgs",
    ),
    "answer": (
        lambda: links.secret_of(Submission(uid=UID), links.MAIL),
        "Dw4NDAsKSQiHBgUEAwIBAD6iu5-lzGH9halQFuKvTSI",
    ),
    "team": (lambda: team_links.secret_of(Member(uid=UID)), "Dw4NDAsKSQiHBgUEAwIBAJ-v8aF33FI39May46ty9bY"),
}


@pytest.mark.parametrize("kind", SENT)
@override_settings(SECRET_KEY="only for tests")
def test_a_link_sent_before_is_the_link_of_today(kind):
    now, before = SENT[kind]
    assert now() == before
