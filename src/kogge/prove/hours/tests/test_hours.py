"""Hours follow from attendance: once for each person and event, for one operation alone, whatever is merged."""

import uuid

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kogge.core.models import HistoryEntry
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests.cast import HARBOUR, office, other_editor
from kogge.network.directory.actions.merging import merge, undo_merge
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.prove.profiles.queries import profile_of
from kogge.prove.seals.contracts import Letter
from kogge.prove.seals.rows import faults as seal_faults
from kogge.take_part.attendance import actions as attendance
from kogge.take_part.attendance.settling import settle
from kogge.take_part.checkin.models import Scan
from kogge.take_part.checkin.tests.conftest import Scene, enter
from kogge.take_part.registration.models import Registration

from .. import actions, counting, people, settling, strangers
from ..models import Credit, Holder, Participant
from ..queries import minutes_by_person, minutes_of
from . import cast

pytestmark = pytest.mark.django_db


def standing_of(operation) -> dict[str, str]:
    found = people.standing(operation)
    names = dict(Person.objects.values_list("pk", "name"))
    return {
        names[person]: where
        for where in ("reached", "near", "others") for person, _minutes in getattr(found, where)
    }  # fmt: skip


def test_hours_decide_who_is_asked(emil: User) -> None:
    """PR-02: 4 × 2 h → required; 4 × 1 h → not; a makeathon of three days → required; two operations are not added."""
    tide, hay = cast.operation("tide"), cast.operation("hay")
    evenings = [cast.event(f"evening-{number}", tide, emil) for number in range(4)]
    makeathon, elsewhere = cast.event("makeathon", tide, emil), cast.event("elsewhere", hay, emil)
    for evening in evenings:
        cast.come(evening, cast.guest(evening, "Alma Anker", emil), 120, emil)
        cast.come(evening, cast.guest(evening, "Berta Boje", emil), 60, emil)
    cast.come(makeathon, cast.guest(makeathon, "Carl Kai", emil), 3 * 7 * 60, emil)
    cast.come(makeathon, cast.guest(makeathon, "Dora Deich", emil), 240, emil)
    cast.come(elsewhere, cast.guest(elsewhere, "Dora Deich", emil), 240, emil)
    cast.come(makeathon, cast.guest(makeathon, "Enno Ebbe", emil), 400, emil)
    settling.bring_in_step()
    assert standing_of(tide) == {
        "Alma Anker": "reached", "Carl Kai": "reached", "Berta Boje": "others", "Dora Deich": "others",
        "Enno Ebbe": "near",
    }  # fmt: skip
    assert standing_of(hay) == {"Dora Deich": "others"}
    assert profile_of(tide).minimum_minutes == 480
    alma = Person.objects.get(name="Alma Anker")
    assert (minutes_of(alma, tide), minutes_of(alma, hay)) == (480, 0)
    assert Participant.objects.filter(operation=tide).count() == 5
    assert settling.faults() == []
    assert list(seal_faults([Holder, Participant])) == []


def test_a_corrected_attendance_changes_the_hours_and_a_withdrawn_one_takes_them(emil: User) -> None:
    event = cast.event("evening", cast.operation(), emil)
    alma = cast.guest(event, "Alma Anker", emil)
    cast.come(event, alma, 120, emil)
    settling.bring_in_step()
    cast.come(event, alma, 90, emil)
    settling.bring_in_step()
    assert cast.credited() == {("Alma Anker", "evening"): 90}
    cast.come(event, alma, 0, emil, attended=False)
    settling.bring_in_step()
    assert cast.credited() == {}
    assert Participant.objects.count() == 1  # the code stays and is given to nobody else


def test_an_event_that_changes_its_operation_or_day_takes_its_hours_along(emil: User) -> None:
    tide, hay = cast.operation("tide"), cast.operation("hay")
    event = cast.event("evening", tide, emil)
    cast.come(event, cast.guest(event, "Alma Anker", emil), 120, emil)
    settling.bring_in_step()
    cast.pay(event, hay)
    announce("operation of event changes", event=event, before=tide.pk, after=hay.pk, by=emil)
    settling.bring_in_step()
    assert (minutes_by_person(tide), sum(minutes_by_person(hay).values())) == ({}, 120)
    assert hay.participants.count() == 1
    event.starts_on = event.ends_on = event.starts_on.replace(year=event.starts_on.year - 1)
    event.starts_at = event.ends_at = None
    event.save()
    announce("event released", event=event)
    settling.bring_in_step()
    assert Credit.objects.get().on == event.sort_on


def test_a_merge_recounts_and_its_undoing_too_also_at_one_and_the_same_event(emil: User) -> None:
    """PR-F3: merge keeps both histories, recounts hours, can be undone."""
    tide = cast.operation()
    first, second = cast.event("first", tide, emil), cast.event("second", tide, emil)
    for event, minutes in ((first, 120), (second, 60)):
        cast.come(event, cast.guest(event, "Alma Anker", emil), minutes, emil)
    cast.come(first, cast.guest(first, "Alma-Maria Anker", emil), 150, emil)
    settling.bring_in_step()
    before = cast.credited()
    kept, merged = (Person.objects.get(name=name) for name in ("Alma Anker", "Alma-Maria Anker"))
    codes = dict(Participant.objects.values_list("person__name", "code"))
    row = merge(kept, merged, by=emil, reason="same signature")
    settling.bring_in_step()
    assert cast.credited() == {("Alma Anker", "first"): 150, ("Alma Anker", "second"): 60}
    assert minutes_by_person(tide) == {kept.pk: 210}
    undo_merge(row, by=emil)
    settling.bring_in_step()
    assert cast.credited() == before
    assert dict(Participant.objects.values_list("person__name", "code")) == codes
    assert settling.faults() == []
    assert list(seal_faults([Holder, Participant])) == []


def test_a_ticket_that_became_known_while_two_records_were_one_goes_back_with_its_registration(
    emil: User,
) -> None:
    event = cast.event("first", cast.operation(), emil)
    cast.guest(event, "Alma Anker", emil)
    other = cast.guest(event, "Alma-Maria Anker", emil)
    kept, merged = (Person.objects.get(name=name) for name in ("Alma Anker", "Alma-Maria Anker"))
    row = merge(kept, merged, by=emil, reason="same signature")
    cast.come(event, other, 120, emil)
    settling.bring_in_step()
    assert cast.credited() == {("Alma Anker", "first"): 120}
    undo_merge(row, by=emil)
    settling.bring_in_step()
    assert cast.credited() == {("Alma-Maria Anker", "first"): 120}


def test_a_decision_made_after_a_merge_survives_its_undoing(emil: User) -> None:
    event = cast.event("first", cast.operation(), emil)
    alma = cast.guest(event, "Alma Anker", emil)
    cast.come(event, alma, 120, emil)
    settling.bring_in_step()
    kept, carl = cast.person("Alma A."), cast.person("Carl Kai")
    row = merge(kept, Person.objects.get(name="Alma Anker"), by=emil, reason="same")
    actions.link_holder(alma.serial, carl, by=emil, reason="asked")
    undo_merge(row, by=emil)
    settling.bring_in_step()
    assert cast.credited() == {("Carl Kai", "first"): 120}


def test_a_ticket_that_was_handed_over_stays_with_whoever_used_it(emil: User) -> None:
    event = cast.event("first", cast.operation(), emil)
    row = cast.guest(event, "Alma Anker", emil)
    cast.come(event, row, 120, emil)
    settling.bring_in_step()
    Registration.objects.filter(pk=row.pk).update(serial="f" * 16, person=cast.person("Carl Kai"))
    settle(event.door, anew=True)
    settling.lag(event.door)
    settling.bring_in_step()
    assert cast.credited() == {("Alma Anker", "first"): 120}


def walk_in(scene: Scene, name: str, email: str = "") -> str:
    stored = attendance.enter_walk_in(scene.gate_a, uuid.uuid4(), name, email, by=scene.by)
    assert stored.scan is not None
    settle(scene.door)
    return stored.scan.serial


def test_nobody_is_linked_by_name_alone_and_two_of_one_name_are_decided_by_a_person(scene: Scene) -> None:
    """Bad input: a paper list with a name that matches two people."""
    one, two = cast.person("Alma Anker", "alma@one.example"), cast.person("Alma Anker", "alma@two.example")
    serial = walk_in(scene, "alma anker")
    settling.bring_in_step()
    assert cast.credited() == {}
    [stranger] = strangers.strangers(scene.event)
    strangers.suggest([stranger])
    assert [found.person for found in stranger.candidates] == [one, two]
    with pytest.raises(Refused, match="how you know"):
        actions.link_holder(serial, two, by=scene.by, reason=" ")
    actions.link_holder(serial, two, by=scene.by, reason="asked on the phone")
    settling.bring_in_step()
    assert set(Credit.objects.values_list("person", flat=True)) == {two.pk}
    entry = HistoryEntry.objects.filter(verb="holder decided").latest("pk")
    assert entry.after["person"] == two.pk
    assert list(seal_faults([Holder])) == []


def test_a_decision_is_changed_and_taken_back(scene: Scene) -> None:
    serial = walk_in(scene, "Alma Anker")
    one, two = cast.person("Alma Anker"), cast.person("Alma Anker")
    holder = actions.link_holder(serial, one, by=scene.by, reason="signature")
    actions.link_holder(serial, two, by=scene.by, reason="it was her cousin")
    settling.bring_in_step()
    assert set(Credit.objects.values_list("person", flat=True)) == {two.pk}
    holder.refresh_from_db()
    actions.unlink_holder(holder, by=scene.by, reason="nobody is sure")
    settling.bring_in_step()
    assert cast.credited() == {}
    assert strangers.count_by_event(Event.objects.all()) == {scene.event.pk: 1}
    assert list(seal_faults([Holder])) == []


def test_a_registration_with_a_confirmed_address_is_not_taken_back_but_decided_anew(emil: User) -> None:
    event = cast.event("first", None, emil)
    row = cast.guest(event, "Alma Anker", emil)
    cast.come(event, row, 60, emil)
    settling.bring_in_step()
    with pytest.raises(Refused, match="choose another person"):
        actions.unlink_holder(Holder.objects.get(), by=emil, reason="wrong")
    actions.link_holder(row.serial, cast.person("Carl Kai"), by=emil, reason="came instead")
    settling.bring_in_step()
    assert cast.credited() == {("Carl Kai", "first"): 60}


def test_a_walk_in_becomes_a_new_person_once(scene: Scene) -> None:
    serial = walk_in(scene, "Berta Boje", "berta@guests.example")
    made = actions.new_person(serial, "Berta  Boje", "berta@guests.example", by=scene.by, reason="list")
    settling.bring_in_step()
    assert made.name == "Berta Boje"
    assert list(Credit.objects.values_list("person", flat=True)) == [made.pk]
    again = walk_in(scene, "Berta Boje", "other@guests.example")
    with pytest.raises(Refused, match="known already"):
        actions.new_person(again, "BERTA BOJE", "berta@guests.example", by=scene.by, reason="list")


def test_a_group_that_is_counted_by_heads_stands_for_nobody(scene: Scene) -> None:
    group = scene.enter("Class 7b", kind="headcount", heads=20, organization="School")
    cast.come(scene.event, group, 60, scene.by)
    settling.bring_in_step()
    assert strangers.strangers(scene.event) == []
    with pytest.raises(Refused, match="counted by heads"):
        actions.link_holder(group.serial, cast.person("Teacher"), by=scene.by, reason="she led them")
    with pytest.raises(Refused, match="Nobody was there"):
        actions.link_holder("0" * 16, cast.person("Somebody"), by=scene.by, reason="said so")


def test_an_erased_person_is_offered_no_tickets(scene: Scene) -> None:
    with pytest.raises(Refused, match="erased"):
        actions.link_holder(walk_in(scene, "Alma"), cast.person(""), by=scene.by, reason="list")


def test_contacts_and_people_are_counted_apart(emil: User) -> None:
    first, second = cast.event("first", None, emil), cast.event("second", None, emil)
    for event in (first, second):
        cast.come(event, cast.guest(event, "Alma Anker", emil), 60, emil)
    cast.come(first, enter(first.admission, "Berta Boje", emil), 60, emil)
    settling.bring_in_step()
    events = Event.objects.all()
    assert counting.counters(events) == counting.Counters(3, 3, 3, 1)
    attendance.count_heads(
        second.door,
        None,
        counted_at=second.starts_at,
        method="estimate",
        low=20,
        value=25,
        high=30,
        note="",
        by=emil,
    )
    attendance.count_heads(
        first.door,
        None,
        counted_at=first.starts_at,
        method="counted",
        low=1,
        value=1,
        high=1,
        note="",
        by=emil,
    )
    assert counting.counters(events) == counting.Counters(27, 22, 32, 1)
    assert counting.rows(events) == [
        {"event": "first", "contacts": 2, "contacts_low": 2, "contacts_high": 2},
        {"event": "second", "contacts": 25, "contacts_low": 20, "contacts_high": 30},
    ]


def test_heads_of_a_group_are_contacts_and_sessions_add_none(scene: Scene) -> None:
    group = scene.enter("Class 7b", kind="headcount", heads=20, organization="School")
    session = scene.session()
    gate = scene.gate("Room", session=session)
    phone = scene.phone()
    phone.push(phone.scan(scene.gate_a, group.serial, heads=18), phone.scan(gate, group.serial, heads=12))
    alma = scene.enter("Alma Anker")
    phone.push(phone.scan(scene.gate_a, alma.serial), phone.scan(gate, alma.serial))
    settle(scene.door)
    assert counting.counters([scene.event]) == counting.Counters(19, 19, 19, 0)


@pytest.mark.parametrize("events", [1, 4])
def test_counting_takes_the_same_queries_for_one_event_and_many(
    emil: User, django_assert_num_queries: DjangoAssertNumQueries, events: int
) -> None:
    for number in range(events):
        event = cast.event(f"event-{number}", None, emil)
        cast.come(event, cast.guest(event, "Alma Anker", emil), 60, emil)
    settling.bring_in_step()
    with django_assert_num_queries(4):  # where groups came, one more
        counting.counters(Event.objects.all())
    with django_assert_num_queries(1):
        settling.bring_in_step()


def test_a_clock_that_is_wrong_is_marked_the_servers_time_wins_and_both_stay(scene: Scene) -> None:
    """PR-F7: more than ten minutes off → marked, server time wins, both kept; the hours follow the server's."""
    alma = scene.enter("Alma Anker")
    Registration.objects.filter(pk=alma.pk).update(person=cast.person("Alma Anker"))
    phone = scene.phone(skew=3 * 3_600_000)  # three hours ahead, and it does not know
    phone.push(phone.scan(scene.gate_a, alma.serial, offset=0))
    scan = Scan.objects.get()
    assert abs((scan.at - scan.received_at).total_seconds()) < 60
    assert (scan.device_at - scan.at).total_seconds() > 600
    settling.bring_in_step()
    assert Credit.objects.get().person.name == "Alma Anker"


def test_pages_lead_from_the_operation_to_the_person_to_the_event(emil: User, client: Client) -> None:
    event = cast.event("evening", None, emil)
    tide = cast.operation("tide", HARBOUR)
    cast.pay(event, tide)
    cast.come(event, cast.guest(event, "Alma Anker", emil), 500, emil)
    client.force_login(emil)
    page = client.get("/en/desk/hours/operations/tide/").content.decode()
    code = Participant.objects.get().code
    assert "Alma Anker" in page and f"/en/desk/hours/people/{code}/" in page and "threshold reached" in page
    page = client.get(f"/en/desk/hours/people/{code}/").content.decode()
    assert "8:20 h" in page and "/en/desk/hours/events/evening/" in page
    page = client.get("/en/desk/hours/events/evening/").content.decode()
    assert code in page and "Minutes count for: Tide." in page
    assert "500" not in page  # hours are written as hours
    assert "1 contact" in client.get("/en/desk/events/evening/attendance/").content.decode()
    assert "Tide" in client.get("/en/desk/hours/").content.decode()
    for words, fits in (("alm", True), (code, True), ("berta", False)):
        page = client.get(f"/en/desk/hours/operations/tide/?q={words}").content.decode()
        assert (code in page.replace(f'value="{words}"', "")) is fits


def test_another_centre_sees_codes_of_a_shared_operation_and_no_names(emil: User, client: Client) -> None:
    event = cast.event("evening", None, emil)
    frida = other_editor()
    Person.objects.all()
    from_meadow = cast.event("meadow-day", None, emil)
    from_meadow.organizer_rows.all().delete()
    tide = cast.operation("tide", HARBOUR)
    cast.pay(event, tide)
    cast.come(event, cast.guest(event, "Alma Anker", emil), 500, emil)
    settling.bring_in_step()
    code = Participant.objects.get().code
    client.force_login(frida)
    for address in ("operations/tide/", f"people/{code}/", "events/evening/"):
        assert client.get(f"/en/desk/hours/{address}").status_code == 404
    meadow = tide.organizations.model.objects.create(slug="meadow-centre", name="Meadow", kind="centre")
    tide.organizations.add(meadow)
    page = client.get("/en/desk/hours/operations/tide/").content.decode()
    assert code in page and "Alma" not in page
    page = client.get(f"/en/desk/hours/people/{code}/").content.decode()
    assert "Alma" not in page and "/desk/hours/events/evening/" not in page
    assert code not in client.get("/en/desk/hours/operations/tide/?q=alma").content.decode()
    assert client.get("/en/desk/hours/events/evening/").status_code == 404
    assert client.post(f"/en/desk/hours/events/evening/{'a' * 16}/").status_code == 404


def test_staff_decide_on_the_page_and_typed_values_stay(scene: Scene, client: Client) -> None:
    known = cast.person("Alma Anker", "alma@one.example")
    serial = walk_in(scene, "Alma Anker")
    client.force_login(scene.by)
    assert "1 attendance is linked to no person" in client.get("/en/desk/hours/").content.decode()
    assert "harbour-day" in client.get("/en/desk/hours/waiting/").content.decode()
    assert "same name" in client.get("/en/desk/hours/events/harbour-day/").content.decode()
    address = f"/en/desk/hours/events/harbour-day/{serial}/"
    page = client.get(address).content.decode()
    assert "a…@one.example" in page and "alma@one.example" not in page
    page = client.post(address, {"reason": "on the phone"}).content.decode()
    assert "Please choose a person" in page and 'value="on the phone"' in page
    stranger = cast.person("Nobody Offered")
    assert client.post(address, {"person": stranger.pk, "reason": "x"}).status_code == 200
    assert not Holder.objects.exists()
    assert client.post(address, {"person": known.pk, "reason": "on the phone"}).status_code == 302
    page = client.get("/en/desk/hours/events/harbour-day/").content.decode()
    assert "Decided by staff" in page and "on the phone" in page
    assert client.post(f"{address}take-back/", {"back-reason": ""}).status_code == 302
    assert Holder.objects.exists()
    client.post(f"{address}take-back/", {"back-reason": "wrong one"})
    assert not Holder.objects.exists()
    client.post(address, {"new": "1", "new-name": "Alma Anker", "new-email": "", "new-reason": "asked her"})
    assert Holder.objects.get().person.facts == actions.ORIGIN
    assert client.post(address, {"person": "99999999999999999999", "reason": "x"}).status_code == 200


@pytest.mark.parametrize("guests", [1, 5])
def test_pages_take_the_same_queries_for_one_person_and_many(
    emil: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, guests: int
) -> None:
    event = cast.event("evening", cast.operation("tide", HARBOUR), emil)
    for number in range(guests):
        cast.come(event, cast.guest(event, f"Guest{number} Known", emil), 60, emil)
        cast.come(event, enter(event.admission, f"Walk{number} In", emil), 60, emil)
    settling.bring_in_step()
    client.force_login(office())
    for address, most in (("operations/tide/", 20), ("events/evening/", 30), ("waiting/", 11), ("", 12)):
        with django_assert_max_num_queries(most):
            assert client.get(f"/en/desk/hours/{address}").status_code == 200


def test_after_an_erasure_unfunded_hours_go_and_funded_ones_lose_the_name(emil: User) -> None:
    tide = cast.operation()
    funded, free = cast.event("funded", tide, emil), cast.event("free", None, emil)
    for event in (funded, free):
        row = cast.guest(event, "Alma Anker", emil)
        cast.come(event, row, 60, emil)
    actions.link_holder(row.serial, row.person, by=emil, reason="Alma Anker said so")
    settling.bring_in_step()
    alma = Person.objects.get()
    Registration.objects.update(person=None)
    letter = Letter("Alma Anker", "alma@guests.example")
    announce("person erased", person=alma, by=emil, letter=letter)
    settling.bring_in_step()
    assert set(cast.credited().values()) == {60}
    assert [row.event.slug for row in Credit.objects.all()] == ["funded"]
    assert not Holder.objects.filter(reason__contains="Alma").exists()
    assert any("no longer linked" in sentence for sentence in letter.gone)
    assert any("under a code" in sentence for sentence in letter.stays)
    assert list(seal_faults([Holder, Participant])) == []
    assert settling.faults() == []
    actions.forget_operation(tide, by="retention")
    assert not (Credit.objects.exists() or Holder.objects.exists() or Participant.objects.exists())
    assert list(seal_faults([Holder, Participant])) == []
