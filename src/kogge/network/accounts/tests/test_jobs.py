"""What the data map promises to delete is deleted."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.jobs import forget_expired
from kogge.network.accounts.models import Membership, SharedCount, User

from . import cast


@pytest.mark.parametrize(("days", "left"), [(7, 1), (8, 0)])
def test_a_session_leaves_the_list_a_week_after_it_ended(db: None, days: int, left: int) -> None:
    row = UserSession.objects.create(
        user=cast.editor(), ip="192.0.2.7", session_key="k", user_agent="Browser"
    )
    UserSession.objects.filter(pk=row.pk).update(last_seen_at=timezone.now() - timedelta(days=days))
    forget_expired()
    assert UserSession.objects.count() == left


def test_counts_of_failed_sign_ins_go_when_their_period_is_over(db: None) -> None:
    cache.clear()
    cache.set("over", 1, timeout=600)
    cache.set("running", 1, timeout=600)
    SharedCount.objects.filter(cache_key__endswith="over").update(
        expires=timezone.now() - timedelta(seconds=1)
    )
    forget_expired()
    assert (cache.get("over"), cache.get("running")) == (None, 1)
    cache.clear()


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_a_sent_mail_is_kept_for_thirty_days_and_an_unsent_one_longer(db: None, days: int, left: int) -> None:
    for cause, sent_at in (("sent", timezone.now() - timedelta(days=days)), ("waiting", None)):
        OutboxMessage.objects.create(cause=cause, to="a@b.example", subject="s", text="t", sent_at=sent_at)
    forget_expired()
    assert OutboxMessage.objects.count() == left + 1


def test_an_account_goes_a_year_after_its_last_membership_and_not_before(db: None) -> None:
    today = timezone.localdate()
    gone, recent, here = cast.editor(), cast.other_editor(), cast.office()
    User.objects.update(joined_at=timezone.now() - timedelta(days=900))
    Membership.objects.filter(user=gone).update(valid_until=today - timedelta(days=366))
    Membership.objects.filter(user=recent).update(valid_until=today - timedelta(days=360))
    forget_expired()
    assert set(User.objects.all()) == {recent, here}
