"""Two people press the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kogge.plan.events.models import Event, Session
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicSession, Release

from . import cast


@pytest.mark.django_db(transaction=True)
def test_releases_at_once_follow_one_another_without_gap_or_double() -> None:
    event = cast.fair()
    sessions = [cast.talk(event, f"talk-{n}", 8 + n) for n in range(6)]
    actions.release(event, by="test")
    Session.objects.update(title_en="Ready")

    def press(session: Session) -> int:
        try:
            return actions.release_session(session, by="test").number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(press, sessions))
    assert sorted(numbers) == [2, 3, 4, 5, 6, 7]
    assert sorted(Release.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert PublicSession.objects.filter(title_en="Ready").count() == 6


@pytest.mark.django_db(transaction=True)
def test_the_same_release_pressed_twice_is_one() -> None:
    event = cast.fair()

    def press(_index: int) -> int:
        try:
            return actions.release(Event.objects.get(pk=event.pk), by="test").number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(press, range(4))) == {1}
    assert Release.objects.count() == 1
