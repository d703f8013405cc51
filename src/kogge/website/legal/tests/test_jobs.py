"""Feedback is forgotten when the data map says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kogge.website.legal import jobs
from kogge.website.legal.models import Feedback

pytestmark = pytest.mark.django_db


def feedback(reference: str, answered_days_ago: int | None) -> Feedback:
    answered = timezone.now() - timedelta(days=answered_days_ago) if answered_days_ago is not None else None
    return Feedback.objects.create(
        reference=reference, form_key=reference, kind="barrier", message="The map has no list.", name="Vera",
        email="vera@visitor.example", received_at=timezone.now() - timedelta(days=1500),
        answer_by=timezone.localdate(), state="answered" if answered else "open", answered_at=answered,
        answer="Thank you." if answered else "",
    )  # fmt: skip


def test_three_years_after_the_answer_the_words_go_and_the_number_stays():
    feedback("OLD", 1200), feedback("NEW", 1000), feedback("OPEN", None)
    assert jobs.forget_old_feedback() == 1
    old = Feedback.objects.get(reference="OLD")
    assert (old.message, old.name, old.email, old.answer) == ("", "", "", "")
    assert (old.kind, old.state) == ("barrier", "answered")
    assert Feedback.objects.filter(email="vera@visitor.example").count() == 2
    assert jobs.forget_old_feedback() == 0
