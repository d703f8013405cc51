"""What people and staff change in a registration, and what is forgotten."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils.dateparse import parse_datetime

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.take_part.registration import actions, queries
from kogge.take_part.registration.applications import FileAnswer, SeatWish
from kogge.take_part.registration.known_people import link_people
from kogge.take_part.registration.models import (
    AnswerFile,
    Capacity,
    Consent,
    ConsentText,
    Question,
    Registration,
    Seat,
)
from kogge.take_part.registration.personal_link import open_registration, secret_of
from kogge.take_part.registration.tickets import tickets_of
from kogge.take_part.tickets import signing

from .people import a_session, an_admission, counter, registered, states

pytestmark = pytest.mark.django_db


def test_a_seat_handed_over_has_a_new_ticket_and_link_and_the_old_ones_end(heard):
    admission = an_admission(2)
    workshop = a_session(admission, 2)
    ada = registered(admission, session_capacity_ids=(workshop.pk,))
    old_ticket, old_secret = tickets_of(ada)[0].text, secret_of(ada)
    actions.hand_over(ada, name="Bea Berg", email="bea@visitors.example")
    ada = Registration.objects.get(pk=ada.pk)
    assert (ada.name, ada.email_key, ada.answers) == ("Bea Berg", "bea@visitors.example", {})
    assert ada.parts.get().email_key == "bea@visitors.example"
    at_the_door = admission.event.starts_at
    assert signing.read(tickets_of(ada)[0].text, now=at_the_door).serial == ada.serial
    with pytest.raises(signing.Replayed):
        signing.read(old_ticket, now=at_the_door)
    with pytest.raises(Refused):
        open_registration(old_secret)
    assert heard[-1][0] == "handed over"
    assert heard[-1][2]["former_email"] == "ada@visitors.example"
    assert counter(admission).taken == 1


def test_a_seat_cannot_be_handed_to_somebody_who_has_one_or_given_while_waiting():
    admission = an_admission(2)
    ada, _bea = registered(admission), registered(admission, "Bea Berg")
    carl = registered(admission, "Carl Cohn")
    for row, email in (
        (ada, "bea@visitors.example"),
        (ada, "ada@visitors.example"),
        (carl, "new@visitors.example"),
    ):
        with pytest.raises(Refused):
            actions.hand_over(row, name="Somebody Else", email=email)
    assert Registration.objects.get(pk=ada.pk).name == "Ada Abel"


def test_names_of_a_group_come_later_and_a_swap_ends_the_former_ticket(heard):
    admission = an_admission(5, most_heads=5)
    group = registered(admission, "Gus Group", kind="group", heads=2)
    seat = group.seats.first()
    before = seat.serial
    actions.name_seat(seat, name="Dana Dorn")
    assert Seat.objects.get(pk=seat.pk).serial == before
    actions.name_seat(seat, name="Ed Eich", email="ed@visitors.example", is_minor=True)
    swapped = Seat.objects.get(pk=seat.pk)
    assert swapped.serial != before
    assert (swapped.link_version, signing.revoked([admission.pk])) == (2, [before])
    assert [facts["swapped"] for what, _row, facts in heard if what == "seat named"] == [False, True]
    assert [line.name for line in tickets_of(group)] == ["Ed Eich", "", "Gus Group"]
    with pytest.raises(Refused):
        actions.name_seat(seat, name="Ed", email="no address")


def test_staff_correct_a_wrong_address_and_bounces_are_forgotten():
    admission = an_admission(2)
    ada = registered(admission)
    Registration.objects.filter(pk=ada.pk).update(mail_problem="550 unknown")
    actions.correct_email(ada, email="ada@right.example", by="staff")
    ada.refresh_from_db()
    assert (ada.email, ada.mail_problem, ada.link_version) == ("ada@right.example", "", 2)


def test_answers_and_files_change_and_a_former_file_goes(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    admission = an_admission(2)
    why = Question.objects.create(admission=admission, label_de="Warum?", why_de="Planung", required=True)
    slides = Question.objects.create(admission=admission, kind="file", label_de="Folien", why_de="Beamer")
    ada = registered(admission, answers={str(why.pk): "So"})
    with django_capture_on_commit_callbacks(execute=True):
        for content in (b"one", b"three"):
            upload = FileAnswer(slides.pk, ContentFile(content, "x.pdf"), "slides.pdf", "application/pdf")
            actions.change_answers(ada, answers={str(why.pk): "Anders"}, files=[upload])
    ada.refresh_from_db()
    assert ada.answers == {str(why.pk): "Anders"}
    assert AnswerFile.objects.get().size == 5
    assert len(list(tmp_path.rglob("*.pdf"))) == 1
    with pytest.raises(Refused) as refused:
        actions.change_answers(ada, answers={})
    assert refused.value.field == f"question_{why.pk}"


def test_a_newer_text_is_agreed_to_in_place_of_the_older_and_both_are_kept():
    admission = an_admission(2, consents_asked=["photo"])
    texts = [
        ConsentText.objects.create(kind="photo", version=90 + n, text_de="Ja", text_en="Yes") for n in (1, 2)
    ]
    ada = registered(admission)
    first = actions.give_consent(ada, texts[0])
    assert actions.give_consent(ada, texts[0]) == first
    actions.give_consent(ada, texts[1])
    rows = [(row.text.version, row.withdrawn_at is None) for row in Consent.objects.order_by("pk")]
    assert rows == [(91, False), (92, True)]


def test_erasing_forgets_the_person_frees_the_seat_and_leaves_the_count(heard):
    admission = an_admission(2, most_heads=2)
    group = registered(admission, "Gus Group", kind="group", seats=(SeatWish("Gea", "gea@visitors.example"),), heads=2,
                       organization="Gus GmbH", postcode="99999")  # fmt: skip
    registered(admission, "Bea Berg")
    Registration.objects.filter(pk=group.pk).update(mail_confirmed_at=group.created_at)
    assert link_people() == 1
    OutboxMessage.objects.create(
        cause="x", to=group.email, subject="x", text="x", about=f"registration:{group.pk}"
    )
    heard.clear()
    actions.erase(group)
    actions.erase(group)
    row = Registration.objects.get(pk=group.pk)
    assert (row.name, row.email, row.email_key, row.organization, row.postcode) == ("", "", "", "", "")
    assert (row.heads, row.state, row.ended_because) == (2, "cancelled", "erased")
    assert {seat.name + seat.email for seat in row.seats.all()} == {""}
    assert not Person.objects.filter(email="gus@visitors.example").exists()
    assert not OutboxMessage.objects.filter(to="gus@visitors.example").exists()
    assert states(admission)["Bea"] == "offered"
    assert [what for what, *_ in heard] == ["offered", "erased", "erased"]
    assert heard[1][2]["email"] == "gus@visitors.example"
    written = "".join(f"{entry.before}{entry.after}{entry.label}" for entry in HistoryEntry.objects.all())
    assert "gus" not in written.lower()


def test_people_are_known_again_by_address_and_name_and_never_merged():
    first, second = an_admission(5), an_admission(5)
    known = Person.objects.create(slug="bea", name="Bea Berg", email="BEA@visitors.example")
    rows = [registered(first), registered(second), registered(first, "Bea Berg"),
            registered(first, "Dr. Other", email="bea@visitors.example".replace("bea", "office")),
            registered(second, "Eve Other", email="office@visitors.example")]  # fmt: skip
    assert link_people() == 0
    Registration.objects.update(mail_confirmed_at=rows[0].created_at)
    assert link_people() == 5
    assert link_people() == 0
    people = [Registration.objects.get(pk=row.pk).person_id for row in rows]
    assert people[0] == people[1]
    assert people[2] == known.pk
    assert people[3] != people[4]


def test_staff_see_who_may_be_the_same_and_decide_themselves():
    admission = an_admission(5)
    Person.objects.create(slug="carl", name="Carl Cohn", email="carl@elsewhere.example")
    registered(admission, "Zoë Zahn", email="zoe@visitors.example")
    registered(admission, "ZOE ZAHN", email="zz@visitors.example")
    registered(admission, "Carl Cohn")
    found = queries.possible_duplicates(admission)
    pairs = [(like.registration.name, like.other.name) for like in found]
    assert pairs == [("ZOE ZAHN", "Zoë Zahn"), ("Carl Cohn", "Carl Cohn")]


def test_terms_say_what_is_wrong_with_them():
    admission = an_admission(2)
    soon, late = "2030-01-02T10:00:00+00:00", "2030-01-01T10:00:00+00:00"
    with pytest.raises(Refused) as refused:
        actions.change_admission(
            admission,
            by="staff",
            values={"opens_at": parse_datetime(soon), "closes_at": parse_datetime(late)},
        )
    assert refused.value.field == "closes_at"
    with pytest.raises(Refused):
        actions.open_admission(admission.event, by="staff", seats={"": 5})
    with pytest.raises(Refused):
        actions.change_admission(admission, by="staff", values={"note_de": "x"}, expected_version=0)
    changed = actions.change_admission(admission, by="staff", values={"note_de": "x"}, expected_version=1)
    assert (changed.note_de, changed.version) == ("x", 2)


def test_seats_that_somebody_asked_for_are_not_removed():
    admission = an_admission(None)
    workshop, empty = a_session(admission), a_session(admission)
    registered(admission, session_capacity_ids=(workshop.pk,))
    actions.remove_capacity(empty, by="staff")
    with pytest.raises(Refused):
        actions.remove_capacity(workshop, by="staff")
    assert actions.put_capacities(admission, {empty.session_id: 7, workshop.session_id: 9}, by="staff") == 1
    assert Capacity.objects.get(session=empty.session_id).seats == 7


def test_the_invariants_hold_and_what_was_tampered_with_is_named(capsys):
    admission = an_admission(1)
    for name in ("Ada Abel", "Bea Berg"):
        registered(admission, name)
    call_command("check_invariants")
    assert "BROKEN" not in capsys.readouterr().out
    Capacity.objects.filter(pk=counter(admission).pk).update(seats=5, taken=2)
    with pytest.raises(SystemExit):
        call_command("check_invariants")
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines() if "BROKEN" in line] == ["I2", "I3"]
    with pytest.raises(SystemExit):
        call_command("check_invariants", "--only", "I2", "--json")
    assert capsys.readouterr().out.startswith('{"I2": ["Counter')


def test_somebody_who_overtook_is_found(capsys):
    admission = an_admission(1)
    registered(admission)
    registered(admission, "Bea Berg")
    carl = registered(admission, "Carl Cohn")
    later = carl.created_at + timedelta(minutes=1)
    Registration.objects.filter(pk=carl.pk).update(state="confirmed", created_at=later)
    Capacity.objects.filter(pk=counter(admission).pk).update(taken=2, overbooked=1)
    with pytest.raises(SystemExit):
        call_command("check_invariants", "--only", "I1", "I5")
    assert capsys.readouterr().out.count("BROKEN") == 2
