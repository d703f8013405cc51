"""What a device may ask and report, and what it is told."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kogge.take_part.checkin import actions
from kogge.take_part.checkin.models import Device, Scan, Tally
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tickets import tickets_of
from kogge.take_part.tickets import signing

from .conftest import Scene, make_admission, make_event
from .conftest import enter as enter_at


def test_a_link_pairs_one_phone_and_only_the_hash_of_its_token_is_kept(scene: Scene) -> None:
    device = actions.add_device(scene.door, "Phone 1", [], by=scene.by)
    secret = actions.pairing_link(device, by=scene.by).partition("#pair=")[2]
    body = {"secret": secret, "browser": "Firefox"}
    first = Client().post("/door/api/pair", body, content_type="application/json")
    assert first.status_code == 200
    again = Client().post(
        "/door/api/pair", body, content_type="application/json", headers={"Accept-Language": "en"}
    )
    assert (again.status_code, again.json()["error"]) == (
        410,
        "This link has been used or replaced by a newer one.",
    )
    device.refresh_from_db()
    assert device.token_digest == actions.digest(first.json()["token"])
    assert first.json()["token"] not in str(Device.objects.values())


def test_without_a_token_nothing_is_answered(scene: Scene) -> None:
    phone = scene.phone()
    phone.token = "guessed"
    for path in ("start", "roster", "presence"):
        assert phone.call(path).status_code == 401
    assert phone.call("push", {"scans": []}).json() == {
        "error": "This device is not paired.",
        "revoked": False,
    }


def test_a_revoked_phone_gets_neither_key_nor_list(scene: Scene) -> None:
    phone = scene.phone()
    before = phone.call("start").json()["store_key"]
    actions.revoke_device(phone.device, by=scene.by)
    for path in ("start", "roster"):
        assert (phone.call(path).status_code, phone.call(path).json()["revoked"]) == (401, True)
    secret = actions.pairing_link(phone.device, by=scene.by).partition("#pair=")[2]
    _device, phone.token = actions.pair(secret, "")
    assert phone.call("start").json()["store_key"] != before


def test_the_start_brings_what_is_needed_offline(scene: Scene) -> None:
    signing.sign("00" * 8, 1, timezone.now(), timezone.now())
    phone = scene.phone(gates=[scene.gate_b])
    start = phone.call("start").json()
    assert start["event"]["scopes"] == [scene.admission.pk]
    assert [gate["name"] for gate in start["gates"]] == ["Gate B"]
    assert [key["id"] for key in start["keys"]] == [1]
    assert len(start["store_key"]) == 43


def test_the_list_holds_first_name_and_initial_and_no_mail_address(scene: Scene) -> None:
    scene.enter("Alma Beispiel", email="alma@guests.example")
    answer = scene.phone().call("roster")
    [entry] = answer.json()["entries"]
    assert (entry["n"], entry["t"], entry["k"], entry["h"]) == ("Alma B.", "ok", "person", 1)
    for secret in (b"Beispiel", b"guests.example", Registration.objects.get().reference.encode()):
        assert secret not in answer.content
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies


def test_the_list_comes_once_and_then_only_its_difference(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    first = phone.call("roster").json()
    assert phone.call(f"roster?since={first['version']}").status_code == 304
    scene.enter("Berta Muster")
    registration.cancel(alma, by=scene.by)
    second = phone.call(f"roster?since={first['version']}").json()
    assert (second["full"], [one["n"] for one in second["entries"]]) == (False, ["Berta M."])
    assert (second["gone"], second["revoked"]) == ([alma.serial], [alma.serial])
    assert phone.call("roster?since=0000").json()["full"] is True


def test_who_was_swapped_is_on_the_list_of_what_no_longer_counts(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    old = alma.serial
    registration.hand_over(alma, name="Berta Muster", email="berta@guests.example")
    assert scene.phone().call("roster").json()["revoked"] == [old]


def test_a_ticket_admits_once_and_the_second_gate_knows_since_when(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    at_a, at_b = scene.phone("A"), scene.phone("B")
    first = at_a.ask(scene.gate_a, alma.serial)
    assert (first["verdict"], first["colour"], first["admits"], first["name"]) == (
        "admitted",
        "green",
        True,
        "Alma B.",
    )
    second = at_b.ask(scene.gate_b, alma.serial)
    time = timezone.localtime(Scan.objects.first().at)
    assert (second["verdict"], second["colour"], second["admits"]) == ("already_in", "yellow", False)
    assert second["text"] == f"In since {time:%H:%M} at Gate A."


def test_the_other_gate_hears_of_an_entry_at_its_next_sync(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    at_a, at_b = scene.phone("A"), scene.phone("B")
    cursor = at_b.push(since=0)["changes"]["cursor"]
    at_a.ask(scene.gate_a, alma.serial)
    changes = at_b.push(since=cursor)["changes"]
    assert [(fact["serial"], fact["kind"], fact["admits"]) for fact in changes["facts"]] == [
        (alma.serial, "in", True)
    ]
    assert at_b.push(since=changes["cursor"])["changes"]["facts"] == []


def test_a_scan_is_stored_once_however_often_it_arrives(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    scan = phone.scan(scene.gate_a, alma.serial)
    answers = [phone.push(scan)["results"][0]["verdict"] for _ in range(3)]
    assert answers == ["admitted"] * 3
    assert Scan.objects.count() == 1


def test_what_the_phone_showed_counts_more_than_an_answer_that_never_arrived(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    scene.phone("A").ask(scene.gate_a, alma.serial)
    phone = scene.phone("B")
    scan = phone.scan(scene.gate_b, alma.serial)
    assert phone.push(scan)["results"][0]["verdict"] == "already_in"  # this answer is lost
    assert phone.push(scan | {"shown": "admitted"})["results"][0]["verdict"] == "admitted"
    assert phone.push(scan)["results"][0]["verdict"] == "admitted"
    kept = Scan.objects.get(uid=scan["uid"])
    assert (kept.answer, kept.shown) == ("already_in", "admitted")


def test_one_wrong_scan_holds_up_no_other(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    wrong = [
        None,
        {},
        {"uid": "x"},
        phone.scan(scene.gate_a) | {"gate": 10**6},
        phone.scan(scene.gate_a) | {"at": "now"},
    ]
    wrong.append(phone.scan(scene.gate_a) | {"heads": -1})
    wrong.append(phone.scan(scene.gate_a) | {"shown": "anything"})
    results = phone.push(*wrong, phone.scan(scene.gate_a, alma.serial))["results"]
    assert [one["stored"] for one in results] == [False] * 7 + [True]
    assert all(one["error"] for one in results[:7])


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', '{"scans": 1}', '{"scans": {}}', "\x00", "[" * 5000])
def test_a_body_that_is_none_is_refused_in_a_sentence(scene: Scene, body: str) -> None:
    answer = scene.phone().call("push", body or " ")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_each_false_ticket_has_its_verdict(scene: Scene) -> None:
    phone = scene.phone()
    alma = scene.enter("Alma Beispiel")
    [line] = tickets_of(alma)
    other = make_admission(make_event("other-day"), 10, scene.by)
    now = timezone.now()
    past = signing.sign(alma.serial, scene.admission.pk, now - timedelta(days=9), now - timedelta(days=8))
    foreign = tickets_of(enter_at(other, "Carl Fremd", scene.by))[0].text
    forged = line.text[:30] + ("0" if line.text[30] != "0" else "1") + line.text[31:]
    gone = signing.sign("00" * 8, scene.admission.pk, now, now + timedelta(days=1))
    tickets = [line.text, foreign, past, forged, line.text[:50], "https://example.org", gone]
    verdicts = [phone.ask(scene.gate_a, ticket=text)["verdict"] for text in tickets]
    assert verdicts == ["admitted", "foreign", "expired", "forged", "unreadable", "unreadable", "unknown"]
    registration.hand_over(alma, name="Berta Muster", email="berta@guests.example")
    assert phone.ask(scene.gate_a, ticket=line.text)["verdict"] == "cancelled"


def test_who_has_no_seat_is_for_a_person_to_decide(scene: Scene) -> None:
    registration.set_seats(scene.admission.capacities.get(), 1, by=scene.by)
    scene.enter("Alma Beispiel")
    berta = scene.enter("Berta Muster")
    phone = scene.phone()
    assert phone.ask(scene.gate_a, berta.serial)["verdict"] == "waiting"
    by_hand = phone.ask(scene.gate_a, berta.serial, override=True)
    assert (by_hand["verdict"], by_hand["admits"]) == ("let_in", True)
    registration.cancel(berta, by=scene.by)
    assert phone.ask(scene.gate_b, berta.serial)["colour"] == "red"


def test_a_session_with_seats_admits_who_has_one(scene: Scene) -> None:
    booked, free = scene.session("workshop", seats=10), scene.session("keynote")
    alma, berta = scene.enter("Alma Beispiel"), scene.enter("Berta Muster")
    registration.book_session(alma, scene.admission.capacities.get(session=booked))
    workshop, keynote = scene.gate("Room 1", session=booked), scene.gate("Room 2", session=free)
    phone = scene.phone()
    verdicts = [
        phone.ask(gate, who.serial)["verdict"] for gate in (workshop, keynote) for who in (alma, berta)
    ]
    assert verdicts == ["admitted", "not_booked", "admitted", "admitted"]
    assert phone.ask(workshop, alma.parts.get().serial)["verdict"] == "already_in"


def test_entry_exit_and_return(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    verdicts = [
        phone.ask(scene.gate_a, alma.serial, kind=kind)["verdict"]
        for kind in ("out", "in", "out", "in", "in")
    ]
    assert verdicts == ["not_in", "admitted", "left", "admitted", "already_in"]
    [area] = phone.call("presence").json()["areas"]
    assert (area["inside"], area["came"], area["expected"]) == (1, 1, 1)


def test_a_mistake_at_the_gate_is_taken_back(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    entry = phone.scan(scene.gate_a, alma.serial)
    phone.push(entry)
    back = phone.scan(scene.gate_a, alma.serial, kind="undo", undoes=entry["uid"])
    assert phone.push(back)["results"][0]["verdict"] == "taken_back"
    assert phone.ask(scene.gate_a, alma.serial)["verdict"] == "admitted"
    assert Scan.objects.count() == 3


def test_what_is_handed_over_is_handed_over_once(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    phone.ask(scene.gate_a, alma.serial, hand_out=["Badge"])
    lunch = phone.ask(scene.gate_b, alma.serial, kind="hand", hand_out=["Lunch"])
    again = phone.ask(scene.gate_b, alma.serial, kind="hand", hand_out=["Lunch"])
    assert (lunch["verdict"], lunch["handed"]) == ("handed", ["Badge"])
    assert (again["verdict"], again["handed"]) == ("already_handed", ["Badge", "Lunch"])


def test_a_group_is_ticked_head_by_head_and_a_class_counted(scene: Scene) -> None:
    group = scene.enter(
        "Carl Ausbilder", kind="group", heads=3, seats=(SeatWish("Dan"), SeatWish(), SeatWish())
    )
    school = scene.enter("Edda Lehrerin", kind="headcount", heads=28)
    phone = scene.phone()
    asked = phone.ask(scene.gate_a, group.serial)
    assert (asked["verdict"], asked["text"]) == ("group", "3 people. Tick who is there.")
    scans = [phone.scan(scene.gate_a, seat.serial, source="group") for seat in group.seats.all()]
    assert [one["verdict"] for one in phone.push(*scans)["results"]] == ["admitted"] * 3
    assert phone.ask(scene.gate_a, school.serial, heads=26)["verdict"] == "admitted"
    assert phone.ask(scene.gate_a, school.serial, heads=2)["verdict"] == "admitted"
    assert phone.ask(scene.gate_a, school.serial)["verdict"] == "already_in"
    [area] = phone.call("presence").json()["areas"]
    assert (area["inside"], area["expected"]) == (31, 31)


def test_a_walk_in_is_registered_once_also_when_the_phone_was_offline_for_hours(scene: Scene) -> None:
    registration.set_seats(scene.admission.capacities.get(), 0, by=scene.by)
    phone = scene.phone()
    late = phone.scan(scene.gate_a, source="walk_in", name="Franka Spontan", shown="walk_in")
    late["at"] -= 3 * 3600_000
    first, second = phone.push(late)["results"][0], phone.push(late)["results"][0]
    assert first["verdict"] == second["verdict"] == "walk_in"
    assert first["serial"] == second["serial"] == Registration.objects.get().serial
    scan = Scan.objects.get()
    assert timezone.now() - scan.at > timedelta(hours=2)
    assert phone.ask(scene.gate_b, first["serial"])["verdict"] == "already_in"


def test_a_walk_in_without_a_name_is_refused_and_holds_up_nobody(scene: Scene) -> None:
    phone = scene.phone()
    alma = scene.enter("Alma Beispiel")
    answers = phone.push(phone.scan(scene.gate_a, source="walk_in"), phone.scan(scene.gate_a, alma.serial))[
        "results"
    ]
    assert sorted(one["stored"] for one in answers) == [False, True]


def test_clickers_of_two_phones_add_up_and_a_press_counts_once(scene: Scene) -> None:
    one, two = scene.phone("A"), scene.phone("B")
    presses = [
        {"uid": str(uuid.uuid4()), "gate": scene.gate_a.pk, "at": one.now(), "change": change}
        for change in (1, 5, -1)
    ]
    for phone in (one, two, one):
        stored = phone.push(tallies=[*presses, {"uid": "x"}, {"change": 10**9}])["tallies"]
        assert stored == [press["uid"] for press in presses]
    assert Tally.objects.count() == 3
    assert one.call("presence").json()["areas"][0]["counted"] == 5


def test_wrong_clocks_are_put_right_and_both_times_kept(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone(skew=10 * 60_000)
    phone.ask(scene.gate_a, alma.serial)
    scan = Scan.objects.get()
    assert scan.device_at - scan.at > timedelta(minutes=9)
    assert abs(scan.at - scan.received_at) < timedelta(seconds=5)


def test_a_phone_without_any_idea_of_the_time_is_kept_between_its_syncs(scene: Scene) -> None:
    alma = scene.enter("Alma Beispiel")
    phone = scene.phone()
    last = phone.now() - 60_000
    phone.push(phone.scan(scene.gate_a, alma.serial, at=0, offset=0, last_sync=last))
    phone.push(phone.scan(scene.gate_a, alma.serial, at=phone.now() + 10**9, offset=0))
    early, late = Scan.objects.order_by("pk")
    assert round(early.at.timestamp() * 1000) == last
    assert late.at <= late.received_at


def test_one_door_learns_nothing_of_another(scene: Scene) -> None:
    other = make_event("other-day", "meadow-centre")
    admission = make_admission(other, 10, scene.by)
    stranger = enter_at(admission, "Carl Fremd", scene.by)
    door = actions.door_of(other)
    gate = actions.save_gate(door, type(scene.gate_a)(name="Elsewhere"), by=scene.by)
    phone = scene.phone()
    assert phone.ask(scene.gate_a, stranger.serial)["verdict"] == "unknown"
    assert phone.push(phone.scan(gate, stranger.serial))["results"][0]["stored"] is False
    assert "Carl" not in phone.call("roster").content.decode()


def test_few_queries_for_one_scan(scene: Scene, django_assert_max_num_queries: object) -> None:
    registrations = [
        scene.enter(f"Person {number}", email=f"p{number}@guests.example") for number in range(4)
    ]
    phone = scene.phone()
    phone.ask(scene.gate_a, registrations[0].serial)
    with django_assert_max_num_queries(9):  # type: ignore[operator]  of them two savepoints or BEGIN and COMMIT
        phone.ask(scene.gate_a, registrations[1].serial)
    scans = [phone.scan(scene.gate_a, one.serial) for one in registrations]
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        phone.push(*scans)
