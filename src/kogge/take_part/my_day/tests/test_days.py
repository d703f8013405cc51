"""Ada keeps a day under a link, without account, name or cookie, and reads there what matters."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from kogge.publish.programme import actions as programme
from kogge.take_part.my_day import actions, jobs, plan_link
from kogge.take_part.my_day.models import Plan

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def words(page: Any) -> str:
    """The page as text, one blank between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_a_day_is_kept_by_one_button_without_cookie_and_opens_by_its_link(visitor: Client) -> None:
    cast.a_fair()
    made = visitor.post("/events/fair/my-day/", {"s": "opening,panel"})
    assert (made.status_code, made.cookies) == (302, {})
    page = visitor.get(made["Location"])
    assert "Opening" in words(page)
    assert "Panel" in words(page)
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies
    assert Plan.objects.get().favourites.count() == 2


def test_one_session_is_put_into_a_new_day_by_a_plain_form(visitor: Client) -> None:
    cast.a_fair()
    page = visitor.get("/events/fair/sessions/panel/").content.decode()
    assert 'action="/events/fair/my-day/"' in page
    made = visitor.post("/events/fair/my-day/", {"session": "panel"})
    assert "Panel" in words(visitor.get(made["Location"]))


def test_sessions_are_chosen_and_left_without_a_script(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair())
    path = plan_link.path_of(plan)
    programme_page = visitor.get(f"{path}programme/").content.decode()
    assert programme_page.count("☆") == 5
    chosen = visitor.post(f"{path}favourites/", {"session": "talk", "back": "programme"})
    assert chosen["Location"] == f"{path}programme/#talk"
    assert visitor.get(f"{path}programme/").content.decode().count("★") == 1
    visitor.post(f"{path}favourites/", {"session": "talk", "on": "0"})
    assert plan.favourites.count() == 0


def test_a_script_keeps_two_phones_in_step(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "panel")
    path = f"{plan_link.path_of(plan)}favourites/"
    added = visitor.post(path, {"session": "talk", "on": "1"}, headers={"accept": "application/json"})
    assert added.json() == {"sessions": ["panel", "talk"]}
    assert Client().get(path).json() == {"sessions": ["panel", "talk"]}
    unknown = visitor.post(path, {"session": "nothing", "on": "1"}, headers={"accept": "application/json"})
    assert unknown.status_code == 422
    assert "nicht" in unknown.json()["sentence"]


def test_overlaps_are_told_with_both_titles_and_times_and_walks_are_hinted(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "opening", "workshop", "talk")
    page = words(visitor.get(plan_link.path_of(plan)))
    assert "Überschneidet sich mit „Talk“ (10:30–11:30 Uhr)" in page
    assert "Überschneidet sich mit „Workshop“ (10:00–11:00 Uhr)" in page
    assert "Keine Pause davor: Sie kommen direkt aus Hall." in page


def test_free_times_stand_between_the_sessions(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "opening", "panel")
    assert "10:00–14:00 Uhr: frei, 4 h" in words(visitor.get(plan_link.path_of(plan)))


def test_now_and_next_are_marked_by_the_clock(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "opening", "panel")
    with time_machine.travel(cast.at(9.5), tick=False):
        page = visitor.get(plan_link.path_of(plan)).content.decode()
    rows = {slug: page[page.index(f'id="{slug}"') :][:600] for slug in ("opening", "panel")}
    assert 'class="k-tag k-now">' in rows["opening"]
    assert 'class="k-tag k-next">' in rows["panel"]
    assert 'class="k-tag k-now" hidden>' in rows["panel"]


def test_changes_are_told_until_they_were_read(visitor: Client) -> None:
    event = cast.a_fair()
    plan = cast.ada(event, "opening", "panel")
    cast.move(event, "panel", starts_at=cast.at(15.5), ends_at=cast.at(16.5), room=cast.attic())
    path = plan_link.path_of(plan)
    for _visit in range(2):
        page = words(visitor.get(path))
        assert "verlegt von 14:00 auf 15:30" in page
        assert "Raum geändert: jetzt Attic, nicht Hall" in page
    assert visitor.post(f"{path}seen/").status_code == 302
    assert "verlegt von" not in words(visitor.get(path))


def test_what_is_cancelled_names_what_runs_instead(visitor: Client) -> None:
    event = cast.a_fair()
    plan = cast.ada(event, "workshop")
    cast.move(event, "workshop", state="cancelled")
    page = words(visitor.get(plan_link.path_of(plan)))
    assert "Abgesagt. Zur selben Zeit: Talk 10:30–11:30 Uhr, Hall" in page
    assert "Opening" not in page


def test_what_left_the_programme_is_told_once_and_then_leaves_the_day(visitor: Client) -> None:
    event = cast.a_fair()
    plan = cast.ada(event, "opening", "panel")
    event.public.sessions.filter(slug="panel").delete()
    path = plan_link.path_of(plan)
    assert "Panel: nicht mehr im Programm" in words(visitor.get(path))
    visitor.post(f"{path}seen/")
    assert plan.favourites.count() == 1


def test_the_feed_moves_along_and_says_what_is_firm(visitor: Client) -> None:
    event = cast.a_fair()
    bea = cast.bea(event, workshop=1)
    plan = cast.ada(event, "workshop", "panel")
    actions.connect(plan, bea)
    actions.book(plan, "workshop")
    path = f"{plan_link.path_of(plan)}day.ics"
    before = visitor.get(path)
    assert before["Content-Type"].startswith("text/calendar")
    items = entries(before.content.decode())
    assert (items["Workshop"]["STATUS"], items["Panel"]["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    cast.move(event, "panel", starts_at=cast.at(15.5), ends_at=cast.at(16.5))
    after = entries(visitor.get(path).content.decode())
    assert int(after["Panel"]["SEQUENCE"]) == int(items["Panel"]["SEQUENCE"]) + 1
    assert after["Panel"]["UID"] == items["Panel"]["UID"]
    cast.move(event, "workshop", state="cancelled")
    assert entries(visitor.get(path).content.decode())["Abgesagt: Workshop"]["STATUS"] == "CANCELLED"


def entries(calendar: str) -> dict[str, dict[str, str]]:
    """Events of a calendar by their summary."""
    found = {}
    for part in calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        fields = dict(line.split(":", 1) for line in part.strip().splitlines() if ":" in line)
        found[fields["SUMMARY"]] = fields
    return found


def test_a_day_is_deleted_by_whoever_has_its_link_after_one_question(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "panel")
    path = plan_link.path_of(plan)
    assert visitor.get(f"{path}deletion/").status_code == 200
    assert Plan.objects.exists()
    assert visitor.post(f"{path}deletion/").status_code == 200
    assert not Plan.objects.exists()
    assert visitor.get(path).status_code == 404


def test_days_are_gone_thirty_days_after_the_event() -> None:
    event = cast.a_fair()
    cast.ada(event, "panel")
    with time_machine.travel(cast.DAY + timedelta(days=30, hours=12), tick=False):
        assert jobs.forget_old_plans() == 0
    with time_machine.travel(cast.DAY + timedelta(days=31, hours=12), tick=False):
        assert jobs.forget_old_plans() == 1


def test_a_withdrawn_event_says_so_and_lets_the_day_be_deleted(visitor: Client) -> None:
    event = cast.a_fair()
    path = plan_link.path_of(cast.ada(event, "panel"))
    programme.withdraw(event, by="test", reason="Kein Haus")
    page = visitor.get(path)
    assert page.status_code == 410
    assert "Mein Tag" in words(page)
    assert visitor.post(f"{path}deletion/").status_code == 200


def test_nothing_is_kept_for_an_event_that_is_over(visitor: Client) -> None:
    cast.a_fair()
    with time_machine.travel(cast.DAY + timedelta(days=2), tick=False):
        assert visitor.post("/events/fair/my-day/", {"s": "panel"}).status_code == 422
        assert "vorbei" in words(visitor.get("/events/fair/my-day/"))
    assert not Plan.objects.exists()


def test_unknown_sessions_and_ten_thousand_favourites_do_no_harm(visitor: Client) -> None:
    cast.a_fair()
    many = ",".join(["panel", "nothing", "' OR 1=1 --", *(f"session-{n}" for n in range(10_000))])
    made = visitor.post("/events/fair/my-day/", {"s": many})
    assert made.status_code == 302
    plan = Plan.objects.get()
    assert plan.favourites.count() == 1
    rows = {"session": ["talk"] * 400}
    visitor.post(f"{plan_link.path_of(plan)}favourites/", rows)
    assert plan.favourites.count() == 2


@pytest.mark.parametrize("secret", ["x", "A" * 43, "%F0%9F%98%80", "-" * 500, "a.b"])
def test_foreign_secrets_open_nothing(visitor: Client, secret: str) -> None:
    plan = cast.ada(cast.a_fair(), "panel")
    for name in ("", "programme/", "favourites/", "day.ics", "deletion/", "mail/stop/"):
        page = visitor.get(f"/my-day/{secret}/{name}")
        assert page.status_code == 404
    right = plan_link.secret_of(plan)
    wrong = right[:-2] + ("AA" if right[-2:] != "AA" else "BB")
    assert visitor.get(f"/my-day/{wrong}/").status_code == 404
    assert visitor.get(f"/my-day/{right}/").status_code == 200


def test_another_event_s_session_cannot_be_chosen(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "panel")
    other = cast.publish.fair("other", starts_on=cast.DAY.date(), ends_on=cast.DAY.date())
    cast.publish.talk(other, "foreign")
    cast.release(other)
    answer = visitor.post(f"{plan_link.path_of(plan)}favourites/", {"session": "foreign"})
    assert answer.status_code == 422
    assert plan.favourites.count() == 1


def test_programs_are_told_apart_and_floods_end(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.a_fair()
    assert visitor.post("/events/fair/my-day/", {"website": "x"}).status_code == 422
    monkeypatch.setattr("kogge.take_part.my_day.views.days.MOST_FROM_ONE", 2)
    answers = [visitor.post("/events/fair/my-day/", {"s": "panel"}).status_code for _ in range(4)]
    assert answers == [302, 302, 422, 422]


def test_an_unreleased_event_has_no_day(visitor: Client) -> None:
    cast.publish.fair("hidden")
    for path in ("my-day/", "offline.json", "programme/all/", "app.webmanifest"):
        assert visitor.get(f"/events/hidden/{path}").status_code == 404


@pytest.mark.parametrize("name", ["", "programme/", "day.ics"])
def test_queries_do_not_grow_with_the_sessions(
    visitor: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    small, big = cast.a_fair(), cast.big(365)
    few = cast.ada(small, "panel")
    many = cast.ada(big, *big.sessions.values_list("slug", flat=True))
    assert many.favourites.count() == 365
    path = plan_link.path_of(few) + name
    visitor.get(path)
    with django_assert_max_num_queries(20) as counted:
        visitor.get(path)
    with django_assert_max_num_queries(len(counted)):
        assert visitor.get(plan_link.path_of(many) + name).status_code == 200


def test_english_pages_are_whole(visitor: Client) -> None:
    plan = cast.ada(cast.a_fair(), "opening", "workshop", "talk")
    page = words(visitor.get("/en" + plan_link.path_of(plan)))
    assert "Overlaps with “talk (en)” (10:30–11:30 h)" in page
