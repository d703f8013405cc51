"""How somebody gets a seat by the form, and what the answer gives away."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kogge.core import freshness, reactions
from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import (
    AccessCode,
    Consent,
    ConsentText,
    Invitation,
    Question,
    Registration,
)

from .people import a_session, an_admission, application, counter, recount_holds, registered, states

pytestmark = pytest.mark.django_db


def test_seats_are_given_until_there_are_none_then_people_wait(heard):
    admission = an_admission(2)
    for name in ("Ada Abel", "Bea Berg", "Carl Cohn", "Dana Dorn"):
        registered(admission, name)
    assert states(admission) == {"Ada": "confirmed", "Bea": "confirmed", "Carl": "waiting", "Dana": "waiting"}
    assert counter(admission).taken == 2
    assert [what for what, _row, _facts in heard] == ["confirmed", "confirmed", "waiting", "waiting"]


def test_a_seat_is_kept_until_the_link_is_clicked(heard):
    admission = an_admission(1, confirmation="link", hold_minutes=120)
    ada = registered(admission)
    assert ada.state == "pending"
    assert timedelta(minutes=119) < ada.held_until - timezone.now() <= timedelta(minutes=120)
    assert [what for what, *_ in heard] == ["asked to confirm"]
    actions.confirm(ada)
    ada.refresh_from_db()
    assert (ada.state, ada.held_until, ada.mail_confirmed_at is None) == ("confirmed", None, False)
    actions.confirm(ada)
    assert counter(admission).taken == 1
    assert [what for what, *_ in heard] == ["asked to confirm", "confirmed"]


def test_the_same_form_sent_twice_is_one_registration_with_one_answer(heard):
    admission = an_admission(5)
    wish = application(admission)
    assert actions.register(admission, wish) == actions.register(admission, wish)
    assert Registration.objects.count() == 1
    assert len(heard) == 1


def test_a_known_address_gets_the_same_answer_and_only_a_mail(heard):
    admission = an_admission(1)
    registered(admission)
    heard.clear()
    again = application(admission, email="ADA@visitors.example", idempotency_key="another form")
    stranger = application(admission, "Bea Berg", idempotency_key="a form")
    answer = actions.register(admission, again)
    assert answer.confirmation == actions.register(admission, stranger).confirmation
    assert len(answer.reference) == 8
    assert not Registration.objects.filter(reference=answer.reference).exists()
    assert actions.register(admission, again) == answer
    what, row, facts = heard[0]
    assert (what, row.name, facts["email"]) == ("already registered", "Ada Abel", "ADA@visitors.example")
    assert Registration.objects.count() == 2


def test_a_known_address_meets_the_same_refusals_as_a_new_one():
    admission = an_admission(1, has_waiting_list=False)
    registered(admission)
    sentences = set()
    for name in ("Ada Abel", "Bea Berg"):
        with pytest.raises(Refused) as refused:
            actions.register(admission, application(admission, name))
        sentences.add(str(refused.value))
    assert len(sentences) == 1


def test_whoever_cancelled_may_register_again():
    admission = an_admission(1)
    actions.cancel(registered(admission))
    assert registered(admission).state == "confirmed"


@pytest.mark.parametrize(
    "terms",
    [
        {"is_open": False},
        {"closes_at": timezone.now() - timedelta(seconds=1)},
        {"opens_at": timezone.now() + timedelta(hours=1)},
        {"access": "invited"},
        {"access": "code"},
    ],
)
def test_a_closed_form_takes_nobody(terms):
    admission = an_admission(5, **terms)
    with pytest.raises(Refused):
        actions.register(admission, application(admission))
    assert Registration.objects.count() == 0


def test_a_code_opens_the_form_as_often_as_it_may_and_comes_back_when_somebody_cancels():
    admission = an_admission(5, access="code")
    AccessCode.objects.create(admission=admission, code="HARBOUR", most_uses=1)
    ada = registered(admission, access_code=" harbour ")
    with pytest.raises(Refused) as refused:
        actions.register(admission, application(admission, "Bea Berg", access_code="HARBOUR"))
    assert refused.value.field == "access_code"
    assert states(admission) == {"Ada": "confirmed"}
    assert counter(admission).taken == 1
    actions.cancel(ada)
    assert registered(admission, "Bea Berg", access_code="HARBOUR").state == "confirmed"


def test_an_invitation_is_answered_by_registering_and_counts_once():
    admission = an_admission(5, access="invited")
    invited = Invitation.objects.create(
        admission=admission, name="Ada", email="ada@visitors.example", email_key="ada@visitors.example"
    )
    actions.answer_invitation(invited, comes=True)
    actions.answer_invitation(invited, comes=True)
    row = Registration.objects.get()
    assert (row.state, row.source, row.mail_confirmed_at is None) == ("confirmed", "invitation", False)
    with pytest.raises(Refused):
        actions.register(admission, application(admission, "Bea Berg", invitation=invited))
    actions.answer_invitation(invited, comes=False)
    invited.refresh_from_db()
    assert (invited.answer, states(admission)) == ("no", {"Ada": "cancelled"})
    actions.answer_invitation(invited, comes=True)
    assert sorted(Registration.objects.values_list("state", flat=True)) == ["cancelled", "confirmed"]


def test_the_organiser_decides_where_it_was_asked_for(heard):
    admission = an_admission(1, needs_approval=True)
    ada, bea, carl = (registered(admission, name) for name in ("Ada Abel", "Bea Berg", "Carl Cohn"))
    assert set(states(admission).values()) == {"requested"}
    assert counter(admission).taken == 0
    actions.approve(bea, by="staff")
    actions.approve(ada, by="staff")
    actions.decline(carl, by="staff", reason="Only for farmers.")
    assert states(admission) == {"Ada": "waiting", "Bea": "confirmed", "Carl": "declined"}
    assert [what for what, *_ in heard][3:] == ["approved", "approved", "declined"]
    assert heard[-1][2]["reason"] == "Only for farmers."


def test_an_approved_seat_waits_for_the_click_where_links_confirm():
    admission = an_admission(1, needs_approval=True, confirmation="link")
    ada, bea = registered(admission), registered(admission, "Bea Berg")
    actions.approve(ada, by="staff")
    assert states(admission)["Ada"] == "pending"
    actions.confirm(bea)
    actions.confirm(ada)
    actions.cancel(ada)
    actions.approve(bea, by="staff")
    assert states(admission) == {"Ada": "cancelled", "Bea": "confirmed"}


def test_a_group_has_a_ticket_for_each_head_and_a_class_only_a_count():
    admission = an_admission(10, most_heads=30, takes_headcounts=True)
    group = registered(
        admission,
        "Carl Cohn",
        kind="group",
        heads=3,
        seats=(SeatWish("Dana"), SeatWish("Ed", "ed@visitors.example", True)),
    )
    assert [seat.name for seat in group.seats.all()] == ["Dana", "Ed", ""]
    assert counter(admission).taken == 3
    school = registered(admission, "Tea Thiel", kind="headcount", heads=28)
    assert (school.state, school.heads, school.seats.count()) == ("waiting", 28, 0)
    with pytest.raises(Refused) as refused:
        registered(admission, "Many Mann", kind="headcount", heads=31)
    assert refused.value.field == "heads"


def test_sessions_are_booked_with_the_event_each_with_its_own_waiting_list(heard):
    admission = an_admission(None)
    first, second = a_session(admission, 1, hour=10), a_session(admission, 1, hour=11)
    registered(admission, session_capacity_ids=(second.pk, first.pk))
    bea = registered(admission, "Bea Berg", session_capacity_ids=(first.pk,))
    assert [(part.capacity_id, part.state) for part in bea.parts.all()] == [(first.pk, "waiting")]
    assert [what for what, *_ in heard] == ["confirmed", "confirmed"]
    assert recount_holds(admission)


def test_sessions_at_the_same_time_and_too_many_are_refused():
    admission = an_admission(None, most_sessions=1)
    first, same, later = (a_session(admission, 5, hour=hour) for hour in (10, 10, 12))
    for chosen in ((first.pk, same.pk), (first.pk, later.pk)):
        with pytest.raises(Refused) as refused:
            registered(admission, session_capacity_ids=chosen)
        assert refused.value.field == "sessions"
    assert Registration.objects.count() == 0


def test_sessions_wait_with_their_event_and_are_seated_with_it():
    admission = an_admission(1)
    workshop = a_session(admission, 1)
    ada = registered(admission)
    bea = registered(admission, "Bea Berg", session_capacity_ids=(workshop.pk,))
    assert bea.parts.get().state == "waiting"
    actions.cancel(ada)
    bea.refresh_from_db()
    assert (bea.state, bea.parts.get().state) == ("offered", "waiting")
    actions.accept_offer(bea)
    assert bea.parts.get().state == "confirmed"
    assert recount_holds(admission)


def test_only_consents_that_are_asked_are_taken_each_with_its_text():
    admission = an_admission(5, consents_asked=["photo"])
    photo = ConsentText.objects.create(kind="photo", version=91, text_de="Ja", text_en="Yes")
    news = ConsentText.objects.create(kind="newsletter", version=91, text_de="Ja", text_en="Yes")
    ada = registered(admission, consents=(photo.pk,))
    assert list(Consent.objects.values_list("registration", "kind", "text")) == [(ada.pk, "photo", photo.pk)]
    with pytest.raises(Refused):
        registered(admission, "Bea Berg", consents=(news.pk,))
    actions.withdraw_consent(Consent.objects.get())
    assert Consent.objects.get().withdrawn_by == "person"


def test_answers_are_checked_and_only_what_was_asked_is_stored():
    admission = an_admission(5)
    food = Question.objects.create(
        admission=admission, kind="choice", label_de="Essen", why_de="Küche", required=True,
        choices=[{"key": "all", "de": "Alles", "en": "All"}, {"key": "other", "de": "Anderes", "en": "Other"}],
    )  # fmt: skip
    other = Question.objects.create(
        admission=admission,
        label_de="Was?",
        why_de="Küche",
        required=True,
        condition=food,
        condition_value="other",
        position=1,
    )
    ada = registered(admission, answers={str(food.pk): "all", str(other.pk): "nothing", "999": "x"})
    assert ada.answers == {str(food.pk): "all"}
    for answers in ({}, {str(food.pk): "none"}, {str(food.pk): "other"}, {str(food.pk): ["all"] * 1000}):
        with pytest.raises(Refused):
            registered(admission, "Bea Berg", answers=answers)
    assert Registration.objects.count() == 1


def test_the_history_tells_each_change_and_no_name():
    admission = an_admission(1)
    ada = registered(admission)
    actions.cancel(ada)
    entries = HistoryEntry.objects.filter(kind="registration.registration", object_id=str(ada.pk)).order_by(
        "pk"
    )
    assert [(entry.verb, entry.after["state"]) for entry in entries] == [
        ("registered", "confirmed"),
        ("cancelled", "cancelled"),
    ]
    assert not any("Ada" in f"{entry.label}{entry.before}{entry.after}" for entry in entries)


def test_the_public_pages_are_made_anew_only_when_their_words_change():
    admission = an_admission(30)
    before = freshness.current()
    seen = []
    for number in range(31):
        registered(admission, f"P{number} Person")
        seen.append(freshness.current() - before)
    assert seen == [0] * 26 + [1, 1, 1, 2, 2]


def test_staff_enter_somebody_beyond_the_seats_only_when_they_say_so():
    admission = an_admission(1)
    registered(admission)
    waits = actions.enter(admission, application(admission, "Bea Berg", email=""), by="staff")
    seated = actions.enter(admission, application(admission, "Carl Cohn"), by="staff", overbook=True)
    assert (waits.state, seated.state) == ("waiting", "confirmed")
    assert (counter(admission).taken, counter(admission).overbooked) == (2, 1)
    with pytest.raises(Refused):
        actions.enter(admission, application(admission, "Carl Cohn"), by="staff")


def test_a_walk_in_is_let_in_once_however_often_the_device_says_so():
    admission = an_admission(1)
    workshop = a_session(admission, 1)
    registered(admission, session_capacity_ids=(workshop.pk,))
    uid = "00000000-0000-4000-8000-000000000001"
    rows = {
        actions.admit_walk_in(
            admission, uid=uid, name="Walt Walker", session=workshop.session, by="device 1"
        ).pk
        for _ in range(3)
    }
    assert len(rows) == 1
    walt = Registration.objects.get(pk=rows.pop())
    assert (walt.state, walt.source, walt.parts.get().state) == ("confirmed", "door", "confirmed")
    assert counter(admission).overbooked == 1
    assert recount_holds(admission)


def test_nothing_is_stored_when_a_reaction_fails(monkeypatch):
    def fail(**_facts):
        raise RuntimeError

    admission = an_admission(1)
    monkeypatch.setitem(reactions._reactions, "registration", [fail])
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.register(admission, application(admission))
    assert (Registration.objects.count(), counter(admission).taken) == (0, 0)
