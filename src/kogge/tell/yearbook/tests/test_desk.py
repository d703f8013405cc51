"""Who may write, approve, release and correct; bad input; corrections stay in the open."""

import re

import pytest

from kogge.core import freshness
from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast
from kogge.tell.yearbook import actions
from kogge.tell.yearbook.models import CentreSection, Figure, FigureCorrection

pytestmark = pytest.mark.django_db
DESK = "/desk/years/2031/"
SECTION = f"{DESK}sections/{cast.HARBOUR}/"


@pytest.fixture
def at_desk(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def section():
    return CentreSection.objects.get(organization__slug=cast.HARBOUR)


def test_visitors_are_sent_to_sign_in(client, loaded):
    assert client.get(DESK).status_code == 302


def test_an_editor_writes_and_approves_for_the_own_centre(at_desk, loaded):
    desk = at_desk(cast.editor())
    assert desk.post(SECTION, {"text_de": "Ein volles Haus.", "text_en": ""}).status_code == 302
    assert section().state == "written"
    assert desk.post(f"{SECTION}approval/").status_code == 302
    assert section().state == "approved"


def test_another_centre_is_not_there_for_an_editor(at_desk, loaded):
    desk = at_desk(cast.other_editor())
    assert desk.get(SECTION).status_code == 404
    assert desk.post(f"{SECTION}approval/").status_code == 404
    assert section().text_de == ""


def test_only_the_office_releases(at_desk, loaded):
    assert at_desk(cast.editor()).post(f"{DESK}release/").status_code == 403
    loaded.refresh_from_db()
    assert loaded.released_at is None
    assert at_desk(cast.office()).post(f"{DESK}release/").status_code == 302
    loaded.refresh_from_db()
    assert loaded.released_at is not None


def test_roles_without_the_right_see_no_desk_page(at_desk, loaded):
    for somebody in (cast.door, cast.reviewer, cast.auditor):
        assert at_desk(somebody()).get(DESK).status_code == 403


def test_the_desk_lists_contradictions_before_the_release(at_desk, loaded):
    values = {
        "subject": "event:tagung",
        "measure": "days",
        "comparator": "eq",
        "value": 5,
        "scope": "",
        "period": "2031",
    }
    actions.add_figure(by="test", values=values, source="a", lines=[9])
    assert "einander widersprechen" in text(at_desk(cast.office()).get(DESK))


def test_approving_nothing_is_refused_with_a_sentence(loaded):
    with pytest.raises(Refused, match="noch keinen Text"):
        actions.approve_section(section(), by="test")


def test_too_much_text_is_refused_and_stays_in_the_form(at_desk, loaded):
    desk = at_desk(cast.editor())
    answer = desk.post(SECTION, {"text_de": "x" * 20_001, "text_en": ""})
    assert answer.status_code == 200
    assert "x" * 20_001 in answer.content.decode()
    assert section().text_de == ""


def figure_form(**changed):
    said = {"subject": "event:tagung", "measure": "participants", "comparator": "approx", "value": "120",
            "scope": "", "source": "a", "lines": "8, 10-11"}  # fmt: skip
    return said | changed


def test_a_new_figure_has_a_source_and_waits_for_the_release(at_desk, released):
    desk = at_desk(cast.editor())
    assert desk.post(f"{DESK}figures/", figure_form()).status_code == 302
    made = Figure.objects.get(measure="participants")
    assert made.refs == [{"source": "a", "lines": [8, 10, 11]}]
    assert made.released_at is None
    assert desk.get(f"/figures/{made.slug}/").status_code == 404
    actions.release_review(2031, by="test")
    assert desk.get(f"/figures/{made.slug}/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("lines", "page four", "keine Zeilennummer"),
        ("value", "viele", "Bitte schreiben Sie eine Zahl"),
        ("value", "-3", "größer oder gleich 0"),
        ("value", "1" * 40, "Ziffern"),
        ("source", "nowhere", "nowhere"),
        ("subject", "event:werkschau", "werkschau"),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_saves_nothing(
    at_desk, loaded, field, value, sentence
):
    answer = at_desk(cast.editor()).post(
        f"{DESK}figures/", figure_form(**{field: value, "scope": "nur abends"})
    )
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert "nur abends" in answer.content.decode()
    assert Figure.objects.count() == 2


def test_a_correction_shows_at_once_and_what_it_said_before_stays(at_desk, released):
    before = freshness.current()
    desk = at_desk(cast.office())
    said = {"comparator": "gt", "value": "2600", "scope": "", "reason": "Nachgezählt"}
    assert desk.post("/desk/figures/tagung-besuch/", said).status_code == 302
    page = text(desk.get("/figures/tagung-besuch/"))
    assert "mehr als 2.600" in page
    assert "Vorher: mehr als 2.500" in page
    assert "Nachgezählt" in page
    assert freshness.current() > before
    assert HistoryEntry.objects.filter(verb="figure corrected", before__value__startswith="2500").exists()


def test_a_correction_needs_a_reason_and_a_difference(released):
    figure = Figure.objects.get(slug="tagung-tage")
    with pytest.raises(Refused, match="warum"):
        actions.correct_figure(figure, by="test", values={"value": 3}, reason=" ")
    with pytest.raises(Refused, match="Nichts ist anders"):
        actions.correct_figure(figure, by="test", values={"value": 2}, reason="So")
    assert not FigureCorrection.objects.exists()


def test_an_editor_corrects_only_figures_of_the_own_events(at_desk, released):
    assert at_desk(cast.editor()).get("/desk/figures/tagung-tage/").status_code == 200
    assert at_desk(cast.other_editor()).get("/desk/figures/tagung-tage/").status_code == 404


def test_a_withdrawn_review_is_gone_and_says_why_inside(at_desk, client, released):
    desk = at_desk(cast.office())
    assert desk.post(f"{DESK}withdrawal/", {"reason": ""}).status_code == 302
    assert client.get("/years/2031/").status_code == 200
    desk.post(f"{DESK}withdrawal/", {"reason": "Ein Fehler"})
    assert client.get("/years/2031/").status_code == 404
    assert HistoryEntry.objects.filter(verb="withdrawn", reason="Ein Fehler").exists()
