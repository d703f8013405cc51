"""Reading feedback: nobody before five answers, speakers by a link of their own, staff by permission."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast as staff
from kogge.plan.events.models import Event
from kogge.take_part.feedback import actions, results
from kogge.take_part.feedback.models import Box

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Box:
    """The talk's box."""
    event = cast.fair()
    talk = cast.talk(event)
    cast.released(event)
    actions.open_boxes(event, sessions=True, by="test")
    return Box.objects.get(session=talk)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def desk(box: Box, more: str = "") -> str:
    return f"/en/desk/events/{box.event.slug}/feedback/{more}"


def test_four_answers_show_their_number_and_nothing_else(box: Box) -> None:
    cast.filled(box, 5, 4, 3, 2)
    client = signed_in(staff.office())
    shown = cast.words(client.get(desk(box, f"{box.pk}/")))
    assert "4 answers so far" in shown and "Good" not in shown
    assert client.get(desk(box, f"{box.pk}/answers.csv")).status_code == 404
    secret = actions.link_for_speaker(box, by="test")
    assert "Not enough answers yet" in cast.words(Client().get(f"/en/f/results/{secret}/"))
    row = re.sub(r"\s+", " ", cast.words(client.get(desk(box))))
    assert "Talk (in German only) 4 – /f/" in row, "no average either"


def test_five_answers_show_scores_as_a_drawing_with_a_table_and_texts(box: Box) -> None:
    cast.filled(box, 5, 5, 4, 3, 1)
    found = results.of(box)
    assert found.is_shown and found.average in {"3.6", "3,6"}
    assert [row[1] for row in found.chart.table.rows] == ["2", "1", "1", "0", "1"]
    answer = signed_in(staff.office()).get(desk(box, f"{box.pk}/"))
    content = answer.content.decode()
    assert 'role="img"' in content and "<table" in content
    assert "5 answers" in cast.words(answer)
    assert "Nobody wrote anything here" in cast.words(answer)


def test_texts_stand_in_an_order_of_their_own_for_each_question(box: Box) -> None:
    cast.filled(box, *[3] * 12, good="{}", change="{}")
    found = results.of(box)
    good, change = ([int(text.text) for text in texts] for texts in (found.good, found.change))
    assert sorted(good) == sorted(change)
    assert good != sorted(good) and change != sorted(change) and good != change
    assert [text.text for text in results.of(box).good] == [str(number) for number in good], "and keep it"


def test_the_speaker_reads_by_link_until_it_is_closed(box: Box) -> None:
    cast.filled(box, 5, 4, 4, 4, 4)
    client = signed_in(staff.office())
    ada = box.session.contributions.get().person
    client.post(desk(box, f"{box.pk}/speaker/"), {"person": ada.pk})
    mail = OutboxMessage.objects.get()
    assert mail.to == "ada@harbour.example"
    path = re.search(r"/f/results/[\w-]+/", mail.text).group()
    answer = Client().get(path)
    assert answer.status_code == 200 and not answer.cookies
    assert "Remove" not in answer.content.decode() and "feedback/texts" not in answer.content.decode()
    client.post(desk(box, f"{box.pk}/speaker/"), {"revoke": "1"})
    assert Client().get(path).status_code == 404
    assert client.post(desk(box, f"{box.pk}/speaker/"), {"person": "999999"}).status_code == 404


def test_only_who_may_see_answers_of_this_organisation_reads_them(box: Box) -> None:
    cast.filled(box, 5, 4, 4, 4, 4)
    allowed = signed_in(staff.editor("harbour"))
    assert allowed.get(desk(box, f"{box.pk}/")).status_code == 200
    for somebody in (staff.other_editor(), staff.door("harbour"), staff.auditor("harbour")):
        for more in ("", f"{box.pk}/", f"{box.pk}/answers.csv", "sheets/"):
            assert signed_in(somebody).get(desk(box, more)).status_code in {403, 404}, (somebody, more)
    assert Client().get(desk(box)).status_code == 302


def test_a_box_of_another_event_is_not_found_below_ones_own(box: Box) -> None:
    other = cast.fair(slug="other")
    client = signed_in(staff.office())
    assert client.get(f"/en/desk/events/{other.slug}/feedback/{box.pk}/").status_code == 404


def test_the_table_holds_no_formula_and_no_line_joins_two_answers(box: Box) -> None:
    cast.filled(box, 5, 4, 4, 4, 4, good="=HYPERLINK({})", change="@cmd {}")
    answer = signed_in(staff.office()).get(desk(box, f"{box.pk}/answers.csv"))
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "'=HYPERLINK(" in text and "'@cmd" in text
    for line in text.splitlines():
        assert not line.split(";")[1].startswith(("=", "@", "+", "-"))
        assert not ("HYPERLINK" in line and "@cmd" in line)


def test_staff_remove_a_text_that_names_somebody(box: Box) -> None:
    cast.filled(box, 5, 4, 4, 4, 4, good="Mr Smith {}")
    client = signed_in(staff.office())
    text = results.of(box).good[0]
    client.post(desk(box, f"{box.pk}/texts/"), {"text": f"{text.response.pk}:good"})
    assert len(results.of(box).good) == 4
    for wrong in (f"{text.response.pk}:day", "x", f"{Box.objects.first().pk}:good"):
        assert client.post(desk(box, f"{box.pk}/texts/"), {"text": wrong}).status_code == 404


def test_addresses_are_made_once_and_the_sheets_show_codes(box: Box) -> None:
    client = signed_in(staff.office())
    client.post(desk(box, "open/"), {"sessions": "1"})
    assert Box.objects.count() == 2
    content = client.get(desk(box, "sheets/")).content.decode()
    assert f"/f/{box.code}/" in content and content.count("fb-sheet__code") == 2
    assert client.get(desk(box, f"sheets/?box={box.pk}")).content.decode().count("fb-sheet__code") == 1
    client.post(desk(box, f"{box.pk}/state/"))
    assert "There are no addresses" not in cast.words(client.get(desk(box, "sheets/")))
    assert client.get(desk(box, "sheets/?box=x")).status_code == 200


def test_nobody_answered_yet_is_said() -> None:
    event = cast.fair()
    shown = cast.words(signed_in(staff.office()).get(f"/en/desk/events/{event.slug}/feedback/"))
    assert "Nobody has answered yet" in shown


@pytest.mark.parametrize("sessions", [1, 12])
def test_the_list_asks_the_database_as_often_for_one_session_as_for_many(
    sessions: int, django_assert_max_num_queries: object
) -> None:
    event: Event = cast.fair()
    cast.talk(event)
    for number in range(1, sessions):
        event.sessions.create(slug=f"s{number}", title_de=f"S {number}", starts_at=timezone.now())
    actions.open_boxes(event, sessions=True, by="test")
    client = signed_in(staff.office())
    client.get(f"/en/desk/events/{event.slug}/feedback/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(f"/en/desk/events/{event.slug}/feedback/")
