"""The draft beside the released version: what stands where in both, what differs and how it is said."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kogge.network.accounts.models import Role
from kogge.plan.events import actions as events
from kogge.plan.timetable.tests.conftest import at, user

from .test_pages import address, told

pytestmark = pytest.mark.django_db
ROOM = {"slug": "hall", "name": "Hall", "kind": "stage", "capacity": 80}


@pytest.fixture
def released(monkeypatch):
    """The public believes these to stand so: add(session, start, end, room, what else the draft says differently)."""
    places, details = {}, {}
    monkeypatch.setattr("kogge.plan.timetable.queries.released", lambda _event: (places, details))

    def add(session, start, end, room, *changed):
        name = {**ROOM, "name": room.name} if room.pk else None
        places[getattr(session, "pk", session)] = (start, room.pk)
        details[getattr(session, "pk", session)] = {
            "title_de": getattr(session, "title_de", "Gone talk"), "title_en": "",
            "people": [{"name": "Vera Beispiel"}], "track": None, "room": name,
            "ends_at": end.isoformat(), "changed": list(changed),
        }  # fmt: skip

    return add


def card(text, key):
    """One card of the page, as the words in it and where it leads."""
    [found] = re.findall(rf'<li class="([^"]*)" id="{key}">(.*?)</li>', text, re.S)
    [link] = re.findall(r"<a([^>]*)>", found[1])
    return found[0].split()[-1], link.strip(), " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_both_grids_say_in_words_what_was_moved_is_new_gone_or_changed(
    fair, talk, hall, loft, anna, signed_in, released
):
    """PL-07, section 3: draft beside released version with differences; each card leads to its counterpart."""
    robots, bees = talk("Robots", start=at(8), room=loft), talk("Bees", start=at(9), room=hall)
    fresh, same = talk("Fresh", start=at(10), room=hall), talk("Same", start=at(11), room=hall)
    out = talk("Out")
    released(robots, at(7), at(7, 30), hall)
    released(bees, at(9), at(9, 30), hall, "title")
    released(same, at(11), at(11, 30), hall)
    released(out, at(12), at(12, 30), hall)
    released(99_999, at(13), at(13, 30), hall)
    text = told(signed_in(anna).get(address("compare", fair)))
    assert card(text, f"was-{robots.pk}") == (
        "tb-moved", f'href="#now-{robots.pk}"',
        "moved Robots 09:00–09:30 now Mon 10:00, Loft Vera Beispiel",
    )  # fmt: skip
    assert card(text, f"now-{robots.pk}")[1:] == (
        f'href="#was-{robots.pk}"',
        "moved Robots 10:00–10:30 released: Mon 09:00, Hall",
    )
    assert card(text, f"now-{bees.pk}")[2] == "changed Bees 11:00–11:30 different: title"
    assert card(text, f"now-{fresh.pk}")[2] == "new Fresh 12:00–12:30"
    assert card(text, f"was-{out.pk}")[1:] == (
        f'href="{address("session", fair, out.pk)}"',
        "gone Out 14:00–14:30 Vera Beispiel",
    )
    assert card(text, "was-99999")[1:] == ("", "gone Gone talk 15:00–15:30 Vera Beispiel")
    assert card(text, f"now-{same.pk}")[0] == "s-6"
    counts = re.findall(r'<a class="k-tag" href="(#\w+)">([^<]+)</a>', text)
    assert counts == [
        ("#moved", "Moved: 1"),
        ("#new", "New: 1"),
        ("#gone", "Gone: 2"),
        ("#changed", "Changed: 1"),
    ]
    assert all(f'id="{kind[1:]}"' in text for kind, _count in counts)
    assert text.count('data-name="Hall"') == text.count('data-name="Loft"') == 2
    only = told(signed_in(anna).get(address("compare", fair, only=1)))
    assert f'id="now-{same.pk}"' not in only and f'id="now-{robots.pk}"' in only


def test_a_session_on_another_day_is_one_link_away(fair, talk, hall, anna, signed_in, released):
    events.change_event(fair, by=anna, values={"starts_at": at(6), "ends_at": at(16, day=4)})
    fair.refresh_from_db()
    robots, _other = talk("Robots", start=at(8, day=4), room=hall), talk("Bees", start=at(8), room=hall)
    released(robots, at(8), at(8, 30), hall)
    client = signed_in(anna)
    first = told(client.get(address("compare", fair, day="2030-06-03")))
    assert card(first, f"was-{robots.pk}")[1] == f'href="?day=2030-06-04#now-{robots.pk}"'
    second = told(client.get(address("compare", fair, day="2030-06-04")))
    assert card(second, f"now-{robots.pk}")[1] == f'href="?day=2030-06-03#was-{robots.pk}"'
    assert 'aria-current="page">Tuesday, 4 June' in second


def test_nothing_released_and_nothing_different_are_said(fair, talk, hall, anna, signed_in, released):
    client = signed_in(anna)
    assert "Nothing is released yet" in told(client.get(address("compare", fair)))
    same = talk("Same", start=at(11), room=hall)
    assert "Nothing is released yet" in told(client.get(address("compare", fair)))
    released(same, at(11), at(11, 30), hall)
    text = told(client.get(address("compare", fair)))
    assert "The draft is exactly what is released." in text and f'id="was-{same.pk}"' in text
    assert "Nothing differs on this day." in told(client.get(address("compare", fair, only=1)))


def test_many_sessions_take_as_many_statements_as_few(fair, talk, hall, anna, signed_in, released):
    client, counts = signed_in(anna), []
    for number in range(8):
        one = talk(f"Talk {number}", start=at(7 + number), room=hall)
        released(one, at(7 + number), at(7 + number, 45), hall)
        if number in (1, 7):
            client.get(address("compare", fair))
            with CaptureQueriesContext(connection) as queries:
                assert told(client.get(address("compare", fair))).count("tb-moved") == 2 * (number + 1)
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_only_reads_compares_without_links_to_forms(fair, talk, hall, signed_in, ben, released):
    robots = talk("Robots", start=at(8), room=hall)
    released(robots, at(8), at(8, 30), hall)
    text = told(signed_in(user("Ada", "north", Role.AUDITOR)).get(address("compare", fair)))
    assert card(text, f"now-{robots.pk}")[1] == ""
    assert signed_in(ben).get(address("compare", fair)).status_code == 404
