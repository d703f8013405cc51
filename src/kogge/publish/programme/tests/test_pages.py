"""Public pages: whole, honest, safe, and the same number of queries for one row or many."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import brotli
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kogge.network.directory.models import Organization, Person, Room
from kogge.plan.events.models import Event, EventPerson, EventSeries, Session
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicEvent

from . import cast

pytestmark = pytest.mark.django_db
PAGES = ("", "programme/", "programme/?view=grid", "speakers/", "changes/", "now/")
NASTY = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"


@pytest.fixture
def visitor() -> Client:
    return Client()


def text(visitor: Client, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    assert not answer.cookies
    return answer.content.decode()


def test_nothing_unreleased_has_an_address(visitor: Client) -> None:
    event = cast.fair(series=EventSeries.objects.create(slug="series", title_de="Reihe"))
    cast.talk(event, "talk")
    for path in PAGES:
        assert visitor.get(f"/events/fair/{path}").status_code == 404
    assert visitor.get("/events/fair/sessions/talk/").status_code == 404
    assert visitor.get("/series/series/").status_code == 404
    actions.release(event, by="test")
    cast.talk(event, "later")
    assert visitor.get("/events/fair/sessions/talk/").status_code == 200
    assert visitor.get("/events/fair/sessions/later/").status_code == 404
    assert visitor.get("/series/series/").status_code == 200


def test_edited_drafts_show_nowhere(visitor: Client) -> None:
    """Walk every public address and feed after everything was edited and nothing released."""
    event = cast.fair(place=cast.pier(), series=EventSeries.objects.create(slug="series", title_de="Reihe"))
    ada = cast.person("ada")
    session = cast.talk(event, "talk", 9, ada)
    actions.release(event, by="test")
    Event.objects.filter(pk=event.pk).update(
        title_de="Geheimplan", title_en="Geheimplan", summary_de="Geheimplan", slug="geheimplan",
        facts={"x": "Geheimplan"},
    )  # fmt: skip
    Session.objects.filter(pk=session.pk).update(title_de="Geheimplan", abstract_de="Geheimplan")
    cast.talk(event, "geheimplan", 11, ada, title_de="Geheimplan")
    cast.fair("geheimplan-child", parent=event, title_de="Geheimplan", series=event.series)
    EventPerson.objects.create(event=event, person=cast.person("geheimplan", released=False), role="patron")
    paths = [f"/events/fair/{path}" for path in PAGES] + [
        "/", "/calendar/", "/calendar/?when=all", "/calendar/?view=month&month=2024-05", "/series/series/",
        "/events/fair/sessions/talk/", "/people/ada/", "/people/", "/places/pier/", "/organizations/harbour/",
        "/feeds/events.ics?when=all", "/feeds/events.atom?when=all", "/feeds/events.json?when=all",
        "/feeds/events.csv?when=all", "/events/fair.ics", "/events/fair/schedule.xml", "/events/fair/schedule.json",
        "/events/fair/sessions.ics", "/search/?q=Geheimplan", "/sitemap.xml", "/map/",
    ]  # fmt: skip
    for path in paths:
        answer = visitor.get(path)
        if path.startswith("/search/"):
            assert b"/events/geheimplan" not in answer.content
        else:
            assert b"eheimplan" not in getattr(answer, "content", b""), path
    assert visitor.get("/events/geheimplan/").status_code == 404


@pytest.mark.parametrize("path", ["", "programme/", "programme/?view=grid", "speakers/", "changes/", "now/"])
def test_queries_do_not_grow_with_the_programme(
    visitor: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    small, big = cast.fair("small", place=cast.pier("pier")), cast.convention(120, 80)
    cast.talk(small, "talk", 9, cast.person("ada"))
    for event in (small, big):
        actions.release(event, by="test")
    visitor.get(f"/events/small/{path}")
    with django_assert_max_num_queries(60) as few:
        visitor.get(f"/events/small/{path}")
    with django_assert_max_num_queries(len(few)):
        visitor.get(f"/events/convention/{path}")


def test_many_names_have_letters_to_jump_to(visitor: Client) -> None:
    few, many = cast.fair("few", place=cast.pier("pier")), cast.fair("many")
    names = [f"Person {letter}{n}" for letter in "BZ" for n in range(15)] + ["Ida Özen", "Olaf Otter"]
    for number, name in enumerate(names):
        person = cast.person(f"somebody-{number}")
        Person.objects.filter(pk=person.pk).update(name=name)
        cast.talk(many, f"talk-{number}", 9, person)
        if number < 30:
            cast.talk(few, f"talk-{number}", 9, person)
    for event in (few, many):
        actions.release(event, by="test")
    assert 'href="#letter-' not in text(visitor, "/events/few/speakers/")
    page = text(visitor, "/events/many/speakers/")
    assert re.findall('<a href="#letter-.">(.)</a>', page) == ["B", "O", "Z"]
    assert re.findall('<h2 id="letter-(.)">', page) == ["b", "o", "z"]
    assert page.index("Olaf Otter") < page.index("Ida Özen") < page.index("Person Z0")


def test_a_day_of_a_convention_is_light_and_quick(visitor: Client) -> None:
    event = cast.convention()
    actions.release(event, by="test")
    text(visitor, "/events/convention/programme/")
    seconds = []
    for day in (1, 2, 1):
        started = time.process_time()
        page = text(visitor, f"/events/convention/programme/?day={day}")
        seconds.append(time.process_time() - started)
    assert page.count("data-session=") == 183
    assert len(brotli.compress(page.encode(), quality=5)) < 20_000
    assert min(seconds) < 0.15


def test_markup_in_any_field_is_shown_as_text(visitor: Client) -> None:
    place = cast.pier(name=NASTY, street=NASTY, access_note=NASTY)
    organization = Organization.objects.create(slug="o", name=NASTY, kind=NASTY[:40], is_public=True)
    event = cast.fair(
        place=place, title_de=NASTY, title_en=NASTY, full_title=NASTY, motto=NASTY, summary_de=NASTY, plain_de=NASTY,
        description_de=NASTY, place_note=NASTY, cost_note=NASTY, access_note=NASTY, audience_text=NASTY,
        subjects=[NASTY], state="cancelled", state_reason=NASTY, source_note=NASTY, access_features=[NASTY],
        facts={"date_note": NASTY}, not_stated=[NASTY],
    )  # fmt: skip
    event.organizer_rows.create(organization=organization, role="partner")
    ada = cast.person("ada")
    ada.name = NASTY
    ada.save()
    EventPerson.objects.create(event=event, person=ada, role=NASTY[:40])
    room = Room.objects.create(place=place, slug="r", name=NASTY)
    cast.talk(
        event, "talk", 9, ada, title_de=NASTY, abstract_de=NASTY, kind=NASTY[:40], room=room, subjects=[NASTY],
        part_of_day=NASTY[:40], language=NASTY[:20],
    )  # fmt: skip
    actions.release(event, by="test", note=NASTY)
    Session.objects.update(title_de=NASTY + "2")
    actions.release(event, by="test", note=NASTY)
    for path in (
        *(f"/events/fair/{page}" for page in PAGES),
        "/events/fair/sessions/talk/",
        "/calendar/?when=all",
    ):
        page = text(visitor, path)
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "onerror=alert" not in page or "&lt;img src=x onerror=alert" in page or "\\u003Cimg" in page, (
            path
        )


def test_a_cancelled_event_says_so_and_stays(visitor: Client) -> None:
    ahead = timezone.localdate() + timedelta(days=30)
    event = cast.fair(starts_on=ahead, ends_on=ahead, title_de="Hafentag")
    actions.release(event, by="test")
    assert "Hafentag" in text(visitor, "/calendar/")
    event.state, event.state_reason = "cancelled", "Sturmflut"
    event.save()
    assert "Hafentag" in text(visitor, "/calendar/")
    actions.release(event, by="test")
    assert "Hafentag" not in text(visitor, "/calendar/")
    assert "Hafentag" in text(visitor, "/calendar/?when=all")
    assert "Sturmflut" in text(visitor, "/events/fair/")
    assert "This event is cancelled." in text(visitor, "/en/events/fair/")


def test_a_cancelled_session_stays_visible_as_cancelled(visitor: Client) -> None:
    event = cast.fair()
    session = cast.talk(event, "talk")
    session.state = "cancelled"
    session.save()
    actions.release(event, by="test")
    page = text(visitor, "/en/events/fair/programme/")
    assert 'class="k-sessions__off"' in page
    assert "This session is cancelled." in text(visitor, "/en/events/fair/sessions/talk/")


def test_the_former_venue_is_struck_through_for_a_week(visitor: Client) -> None:
    old, new = cast.pier("alter-hafen"), cast.pier("neuer-hafen")
    moved = datetime(2024, 5, 1, 12, tzinfo=UTC)
    event = cast.fair(place=new, former_place=old, place_changed_at=moved)
    actions.release(event, by="test")
    with time_machine.travel(moved + timedelta(days=6), tick=False):
        assert "Alter-Hafen, Quay 1</del>" in text(visitor, "/events/fair/")
    with time_machine.travel(moved + timedelta(days=8), tick=False):
        assert "Alter-Hafen" not in text(visitor, "/events/fair/")


def test_a_missing_translation_is_marked(visitor: Client) -> None:
    event = cast.fair(description_de="Nur deutsch.", title_en="")
    actions.release(event, by="test")
    page = text(visitor, "/en/events/fair/")
    assert '<span lang="de">Fair</span> <span class="k-lang-mark">(in German only)</span>' in page
    assert '<div lang="de">' in page
    assert "k-lang-mark" not in text(visitor, "/events/fair/")


def test_imprecise_dates_are_shown_as_known(visitor: Client) -> None:
    event = cast.fair(
        starts_on=datetime(2024, 6, 1).date(), ends_on=None, precision="month", mode="not_stated"
    )
    actions.release(event, by="test")
    page = text(visitor, "/en/events/fair/")
    assert "June 2024" in page
    assert "1 June 2024" not in page
    assert page.count("not stated") >= 3


def test_sessions_without_time_stand_by_day_and_order(visitor: Client) -> None:
    event = cast.fair()
    for position, slug in enumerate(("zuerst", "danach"), 1):
        cast.talk(event, slug, starts_at=None, ends_at=None, day=2, position=position, title_de=slug)
    cast.talk(event, "irgendwann", starts_at=None, ends_at=None, day=2, not_stated=["order_within_day"])
    actions.release(event, by="test")
    page = text(visitor, "/en/events/fair/programme/?day=2")
    assert page.index("zuerst") < page.index("danach") < page.index("irgendwann")
    assert "Exact times not stated" in page
    assert "order not stated" in page
    assert "By room and time" not in page


def test_a_programme_is_narrowed_by_address(visitor: Client) -> None:
    event = cast.convention(28, 4)
    actions.release(event, by="test")
    page = text(visitor, "/events/convention/programme/?day=1&room=room-2")
    assert page.count("data-session=") == 2
    page = text(visitor, "/events/convention/programme/?day=1&track=track-0&kind=workshop&language=en")
    assert page.count("data-session=") == 1
    assert "No session fits." in text(
        visitor, "/en/events/convention/programme/?day=1&room=%3Cb%3E&day=999999999"
    )


def test_now_and_next_go_by_the_servers_clock(visitor: Client) -> None:
    event = cast.fair(place=cast.pier())
    cast.talk(event, "first", 9)
    cast.talk(event, "second", 9.5)
    actions.release(event, by="test")
    with time_machine.travel(cast.FIRST_DAY + timedelta(hours=9, minutes=10), tick=False):
        answer = visitor.get("/en/events/fair/now/")
    page = answer.content.decode()
    assert 'data-running="first"' in page
    assert page.index("sessions/first/") < page.index("Next") < page.index("sessions/second/")
    assert answer["Cache-Control"] == "public, max-age=30"
    assert "X-Kogge-Public" not in answer


def test_a_renamed_event_redirects_and_a_withdrawn_one_says_what_it_was(visitor: Client) -> None:
    event = cast.fair()
    cast.talk(event, "talk")
    actions.release(event, by="test")
    Event.objects.filter(pk=event.pk).update(slug="fest")
    actions.release(event, by="test")
    moved = visitor.get("/events/fair/sessions/talk/")
    assert (moved.status_code, moved["Location"]) == (301, "/events/fest/sessions/talk/")
    assert visitor.get("/en/events/fair/")["Location"] == "/en/events/fest/"
    actions.withdraw(event, by="test", reason="Doppelt")
    gone = visitor.get("/events/fest/")
    assert gone.status_code == 410
    assert "Fair (29.05.2024)" in gone.content.decode()


def test_the_change_log_is_public(visitor: Client) -> None:
    event = cast.fair()
    session = cast.talk(event, "talk")
    actions.release(event, by="test")
    session.starts_at += timedelta(hours=2)
    session.ends_at += timedelta(hours=2)
    session.save()
    actions.release(event, by="test", note="Die Halle ist länger offen.")
    page = text(visitor, "/en/events/fair/changes/")
    assert "First published, with one session." in page
    assert "Moved" in page
    assert "11:00</del>" in page
    assert "13:00</ins>" in page
    assert "Die Halle ist länger offen." in page


def test_pages_are_marked_as_public_for_everybody(visitor: Client) -> None:
    event = cast.fair()
    cast.talk(event, "talk")
    actions.release(event, by="test")
    for path in ("", "programme/", "speakers/", "changes/", "sessions/talk/"):
        assert visitor.get(f"/events/fair/{path}")["X-Kogge-Public"] == "1"


def test_the_event_page_carries_structured_data(visitor: Client) -> None:
    actions.release(cast.fair(place=cast.pier()), by="test")
    assert '<script type="application/ld+json">' in text(visitor, "/events/fair/")
    assert PublicEvent.objects.count() == 1
