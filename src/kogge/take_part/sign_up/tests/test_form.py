"""The public form: name and mail, then only what the organiser asks; one receipt for everybody."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events.models import Event
from kogge.publish.programme import actions as programme
from kogge.take_part.registration import actions
from kogge.take_part.registration.busy import Busy
from kogge.take_part.registration.models import AccessCode, Capacity, Consent, Invitation, Registration
from kogge.take_part.registration.personal_link import secret_of

from .scene import FORM, a_series, a_session, consent, fresh, key, typed, workshop

__all__ = ["fresh"]


def test_a_visitor_registers_with_name_and_mail_without_a_cookie(client: Client) -> None:
    workshop()
    shown = client.get(FORM)
    assert shown.status_code == 200
    assert not shown.cookies
    assert "csrfmiddlewaretoken" not in shown.content.decode()
    sent = Client(enforce_csrf_checks=True).post(FORM, typed())
    assert sent.status_code == 302
    assert not sent.cookies
    made = Registration.objects.get()
    assert (made.name, made.email, made.state) == ("Ada Abel", "ada@visitors.example", "pending")
    received = client.get(sent["Location"])
    assert f"{made.reference[:4]} {made.reference[4:]}" in received.content.decode()
    assert "ada@visitors.example" in received.content.decode()
    assert received["Cache-Control"] == "no-store, private"
    assert received["Referrer-Policy"] == "no-referrer"


def test_a_known_address_meets_the_same_page_and_only_its_mail_tells(client: Client) -> None:
    workshop()
    pages, codes, lengths = [], [], []
    for name in ("Ada Abel", "Eve Evil"):
        sent = client.post(FORM, typed(name=name))
        lengths.append(len(sent["Location"]))
        page = client.get(sent["Location"]).content.decode()
        codes.append(re.search(r'reference">([A-Z0-9]{4} [A-Z0-9]{4})<', page)[1])
        pages.append(page[page.index("<main") : page.index("</main")].replace(codes[-1], ""))
    assert codes[0] != codes[1]
    assert pages[0] == pages[1]
    assert lengths[0] == lengths[1]
    assert Registration.objects.get().name == "Ada Abel"
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == {"ada@visitors.example"}


def test_sending_twice_is_one_registration_with_one_code(client: Client) -> None:
    workshop()
    values = typed()
    first, second = client.post(FORM, values), client.post(FORM, values)
    codes = [
        re.search(r"[A-Z0-9]{4} [A-Z0-9]{4}(?=</p>)", client.get(one["Location"]).content.decode())[0]
        for one in (first, second)
    ]
    assert codes[0] == codes[1]
    assert Registration.objects.count() == 1


def test_the_address_of_the_receipt_tells_nothing_and_cannot_be_made(client: Client) -> None:
    workshop()
    place = client.post(FORM, typed())["Location"]
    assert "visitors" not in place
    assert Registration.objects.get().reference not in place
    assert client.get("/registrations/received/K7PM2XQ9/").status_code == 404
    assert client.get(place[:-7] + ("AAAAAA/" if place[-7:] != "AAAAAA/" else "BBBBBB/")).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert client.get(place).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "X", "Ä" * 200, "محمد بن سلمان", "👩‍🔬 Dr. Ada", "Zoë Nguyễn", "O’Connor-Müller",
        "a\u0301" * 50,
    ],
)  # fmt: skip
def test_names_as_people_have_them(client: Client, name: str) -> None:
    workshop()
    assert client.post(FORM, typed(name=name)).status_code == 302
    stored = Registration.objects.get().name
    assert 1 <= len(stored) <= 200
    assert client.get(FORM).status_code == 200


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("ada+workshop@visitors.example", "ada+workshop@visitors.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        (" ada@visitors.example ", "ada@visitors.example"),
    ],
)
def test_addresses_as_people_type_them(client: Client, address: str, stored: str) -> None:
    workshop()
    assert client.post(FORM, typed(email=address)).status_code == 302
    assert Registration.objects.get().email == stored


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"name": "\u202e\u200b"}, "write a name"),
        ({"name": "x" * 201}, "200 characters"),
        ({"email": "ada"}, "whole mail address"),
        ({"email": "ada@visitors.example\r\nBcc: all@spam.example"}, "without line breaks"),
        ({"email": "a@b@c.example, d@e.example"}, "whole mail address"),
        ({"website": "https://spam.example"}, "must stay empty"),
        ({"key": "forged"}, "open for a long time"),
        ({"key": ""}, "open for a long time"),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_saves_nothing(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    workshop()
    answer = client.post(f"/en{FORM}", typed(**{"name": "Ada <b>Abel</b>", **changes}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "ada@visitors.example" in page or "email" in changes
    assert "Ada &lt;b&gt;Abel&lt;/b&gt;" in page or "name" in changes
    assert (Registration.objects.count(), OutboxMessage.objects.count(), Capacity.objects.get().taken) == (
        0,
        0,
        0,
    )


def test_a_tab_left_open_since_yesterday_is_accepted_after_one_more_press(client: Client) -> None:
    workshop()
    page = client.post(FORM, typed(key=key(minutes=30 * 60))).content.decode()
    assert "war lange offen" in page
    renewed = re.search(r'name="key" value="([^"]+)"', page)[1]
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        assert client.post(FORM, typed(key=renewed)).status_code == 302


def test_what_is_sent_at_once_is_asked_to_wait(client: Client) -> None:
    workshop()
    assert "Das ging sehr schnell" in client.post(FORM, typed(key=key(minutes=0))).content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"opens_at": timedelta(hours=3)}, "Die Anmeldung öffnet am"),
        ({"closes_at": -timedelta(hours=3)}, "Sie endete am"),
        ({"is_open": False}, "Die Anmeldung ist geschlossen"),
        ({"access": "invited"}, "nur Eingeladene"),
    ],
)
def test_a_closed_form_says_why_and_takes_nothing(
    client: Client, values: dict[str, object], sentence: str
) -> None:
    now = timezone.now()
    workshop(**{name: now + one if isinstance(one, timedelta) else one for name, one in values.items()})
    page = client.get(FORM).content.decode()
    assert sentence in page
    assert '<form class="k-form' not in page
    sent = client.post(FORM, typed())
    assert sent.status_code == 409
    assert "nicht mehr angenommen" in sent.content.decode()
    assert not Registration.objects.exists()


def test_a_full_event_with_a_waiting_list_says_what_happens(client: Client) -> None:
    workshop(0, confirmation="at_once")
    page = client.get(FORM).content.decode()
    assert "Es gibt eine Warteliste" in page
    assert "Auf die Warteliste" in page
    assert client.post(FORM, typed()).status_code == 302
    assert Registration.objects.get().state == "waiting"


def test_a_full_event_without_a_waiting_list_has_no_form(client: Client) -> None:
    workshop(0, has_waiting_list=False)
    page = client.get(FORM).content.decode()
    assert "Es gibt keine Warteliste" in page
    assert client.post(FORM, typed()).status_code == 409


def test_cancelled_and_past_events_take_nobody(client: Client) -> None:
    event = workshop().event
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert "Das ist vorbei" in client.get(FORM).content.decode()
    Event.objects.filter(pk=event.pk).update(state="cancelled")
    programme.release(Event.objects.get(pk=event.pk), by="test")
    assert "ist abgesagt" in client.get(FORM).content.decode()
    assert client.post(FORM, typed()).status_code == 409


def test_what_is_not_released_or_has_no_terms_is_not_found(client: Client) -> None:
    event = workshop().event
    for address in ("/events/nothing/registration/", "/series/nothing/registration/"):
        assert client.get(address).status_code == 404
    programme.withdraw(event, by="test", reason="test")
    assert client.get(FORM).status_code == 404
    assert client.post(FORM, typed()).status_code == 404


def test_a_change_of_the_terms_is_on_the_form_at_once(client: Client) -> None:
    admission = workshop()
    client.get(FORM)
    actions.change_admission(admission, by="test", values={"note_de": "Bitte Laptop mitbringen."})
    assert "Bitte Laptop mitbringen." in client.get(FORM).content.decode()
    actions.change_admission(admission, by="test", values={"is_open": False})
    assert client.post(FORM, typed()).status_code == 409


def test_an_access_code_opens_the_form_and_a_wrong_one_does_not(client: Client) -> None:
    admission = workshop(access="code")
    AccessCode.objects.create(admission=admission, code="LOTSE")
    assert 'value="LOTSE"' in client.get(f"{FORM}?code=LOTSE").content.decode()
    wrong = client.post(f"/en{FORM}", typed(access_code="LOOTSE"))
    assert "This code is not known" in wrong.content.decode()
    assert client.post(FORM, typed(access_code=" lotse ")).status_code == 302
    again = client.post(f"/en{FORM}", typed(access_code="LOTSE", email="b@b.example"))
    assert "used as often as it may be" in again.content.decode()


def test_an_invitation_fills_in_the_form_and_counts_once(client: Client) -> None:
    admission = workshop(access="invited")
    invited = Invitation.objects.create(
        admission=admission,
        name="Ivo Invited",
        email="ivo@visitors.example",
        email_key="ivo@visitors.example",
    )
    page = client.get(f"{FORM}?invitation={secret_of(invited)}").content.decode()
    assert 'value="Ivo Invited"' in page
    assert 'value="ivo@visitors.example"' in page
    assert "not known or was replaced" in client.get(f"/en{FORM}?invitation=forged").content.decode()
    assert client.post(FORM, typed(invitation=secret_of(invited))).status_code == 302
    assert Registration.objects.get().invitation == invited


def test_modes_name_their_free_seats(client: Client) -> None:
    admission = workshop()
    Capacity.objects.all().delete()
    onsite = actions.add_capacity(admission, by="test", seats=30, mode="onsite")
    online = actions.add_capacity(admission, by="test", seats=None, mode="online")
    Capacity.objects.filter(pk=onsite.pk).update(taken=28)
    page = client.get(FORM).content.decode()
    assert "Vor Ort (noch 2 Plätze frei)" in page
    assert client.post(FORM, typed()).status_code == 422
    assert client.post(FORM, typed(capacity=online.pk)).status_code == 302
    assert Registration.objects.get().capacity == online


def test_sessions_are_chosen_with_the_event_and_overlaps_are_refused_with_their_names(client: Client) -> None:
    admission = workshop()
    early, also, late = (a_session(admission, slug, hour) for slug, hour in (("a", 9), ("b", 9), ("c", 11)))
    refused = client.post(f"/en{FORM}", typed(sessions=[early.pk, also.pk, late.pk]))
    page = refused.content.decode()
    assert "“A” and “B” take place at the same time" in page
    assert page.count(" checked>") == 3
    assert not Registration.objects.exists()
    assert client.post(FORM, typed(sessions=[early.pk, late.pk])).status_code == 302
    assert set(Registration.objects.values_list("capacity_id", flat=True)) >= {early.pk, late.pk}
    foreign = client.post(FORM, typed(sessions=[99999], email="b@b.example"))
    assert "nicht mehr angeboten" in foreign.content.decode()


def test_a_group_gives_names_now_later_or_never(client: Client) -> None:
    workshop(most_heads=5)
    names = "Bea Berg, bea@visitors.example\nCem Can <cem@visitors.example>\n"
    sent = client.post(FORM, typed(kind="group", heads="4", seats=names, organization="Werft"))
    assert sent.status_code == 302
    made = Registration.objects.get()
    seats = [(seat.name, seat.email) for seat in made.seats.all()]
    assert (made.heads, made.organization) == (4, "Werft")
    assert seats == [
        ("Bea Berg", "bea@visitors.example"), ("Cem Can", "cem@visitors.example"), ("", ""), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "group", "heads": "6"}, "from 1 to 5"),
        ({"kind": "group", "heads": ""}, "from 1 to 5"),
        ({"kind": "group", "heads": "1", "seats": "A\nB"}, "more names than people"),
        ({"kind": "group", "heads": "2", "seats": "A\nB x@-.y"}, "Line 2"),
        ({"kind": "headcount", "heads": "-1"}, "greater than or equal to 1"),
        ({"kind": "army"}, "valid choice"),
    ],
)
def test_a_group_that_cannot_be_is_refused_beside_the_field(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    workshop(most_heads=5, takes_headcounts=True)
    answer = client.post(f"/en{FORM}", typed(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_class_is_a_head_count_without_invented_people(client: Client) -> None:
    workshop(30, most_heads=30, takes_headcounts=True)
    assert (
        client.post(FORM, typed(kind="headcount", heads="28", organization="Schule am Hafen")).status_code
        == 302
    )
    made = Registration.objects.get()
    assert (made.kind, made.heads, made.seats.count()) == ("headcount", 28, 0)


def test_a_child_is_registered_with_the_mail_of_a_parent_and_a_form_to_sign(client: Client) -> None:
    workshop(takes_minors=True)
    assert f'href="{FORM}consent.pdf"' in client.get(FORM).content.decode()
    assert client.post(FORM, typed(kind="minor", name="Kai Klein")).status_code == 302
    assert Registration.objects.get().is_minor
    sheet = client.get(f"{FORM}consent.pdf")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF-1.7")
    assert client.get(f"/en{FORM}consent.pdf").content != sheet.content


def test_no_sheet_for_parents_where_no_minors_are_taken(client: Client) -> None:
    workshop()
    assert client.get(f"{FORM}consent.pdf").status_code == 404


def test_consents_are_unticked_separate_and_kept_with_their_version(client: Client) -> None:
    photo, news = consent("photo"), consent("newsletter")
    workshop(consents_asked=["photo", "newsletter"])
    page = client.get(FORM).content.decode()
    boxes = re.findall(r'<input[^>]*name="consents"[^>]*>', page)
    assert len(boxes) == 2
    assert not any("checked" in box for box in boxes)
    assert "jederzeit widerrufen" in page
    assert client.post(FORM, typed(consents=[photo.pk])).status_code == 302
    assert [one.text for one in Consent.objects.all()] == [photo]
    assert client.post(FORM, typed(consents=[news.pk + 9], email="b@b.example")).status_code == 422
    assert client.post(FORM, typed(email="c@c.example")).status_code == 302


def test_the_data_notice_names_controller_purpose_and_period(client: Client) -> None:
    workshop(keep_days=30)
    page = client.get(FORM).content.decode()
    assert "New Harbour ist für Ihre Daten verantwortlich" in page
    assert "https://harbour.example" in page
    assert "30 Tage aufbewahrt" in page
    assert "Artikel 6 Absatz 1" in page
    assert f'href="{reverse("website:privacy")}"' in page


def test_letters_of_a_series_name_who_pays_for_one_of_its_dates(client: Client) -> None:
    """Regulation (EU) 2021/1060, Article 50: also where the series as such belongs to no operation."""
    a_series()
    fund = FunderProfile.objects.create(
        key="f", name="Fund", statement_de="Gefördert", statement_en="Paid by us"
    )
    paid = Operation.objects.create(
        slug="op", title="Werft", profile=fund, starts_on="2020-01-01", ends_on="2050-01-01"
    )
    Event.objects.filter(slug="evening-2").update(operation=paid, funding="operation")
    client.post("/en/series/evenings/registration/", typed())
    letter = OutboxMessage.objects.get()
    assert "Paid by us\nWerft" in letter.text


def test_a_series_is_registered_for_as_a_whole_in_english(client: Client) -> None:
    a_series()
    form = "/en/series/evenings/registration/"
    page = client.get(form).content.decode()
    assert "Evenings" in page
    assert client.post(form, typed()).status_code == 302
    made = Registration.objects.get()
    assert (made.language, made.admission.series.slug) == ("en", "evenings")


def test_a_busy_database_says_when_to_send_again_and_keeps_what_was_typed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: object) -> None:
        raise Busy("Bitte gleich noch einmal.", retry_after=5)

    workshop()
    monkeypatch.setattr(actions, "register", busy)
    answer = client.post(FORM, typed())
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert 'value="Ada Abel"' in answer.content.decode()
    assert "Bitte gleich noch einmal." in answer.content.decode()


def test_the_form_is_cheap_in_a_rush(client: Client) -> None:
    admission = workshop(confirmation="at_once")
    a_session(admission, "a", 9)
    client.post(FORM, typed(email="first@visitors.example"))
    client.get(FORM)
    with CaptureQueriesContext(connection) as shown:
        client.get(FORM)
    with CaptureQueriesContext(connection) as sent:
        answer = client.post(FORM, typed())
    with CaptureQueriesContext(connection) as received:
        client.get(answer["Location"])
    assert (len(shown), len(received)) == (1, 0)
    statements = [one["sql"] for one in (*shown, *sent, *received) if "SAVEPOINT" not in one["sql"]]
    assert len(statements) <= 12
