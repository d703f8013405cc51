"""From a proposal to the end of a term: who is asked, who agrees, who is public, and what stays."""

import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pikepdf import Pdf
from pypdf import PdfReader

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import OfficeTerm, Person
from kogge.plan.calls import actions as calls
from kogge.plan.calls.tests import scene as calls_scene
from kogge.plan.nominations import actions, papers
from kogge.plan.nominations.models import Nomination, Proposer

from . import scene

pytestmark = pytest.mark.django_db
PROPOSAL = {
    "nominee_name": "Eva Vorbild",
    "nominee_email": "eva@vorbild.example",
    "title": "Brücken",
    "abstract": "Weil.",
}


def test_a_proposal_by_the_public_form_asks_the_person(client):
    """PL-10: nominated by others; a nominee is told and may decline."""
    calls_scene.handed_in(calls_scene.call("nominations"), PROPOSAL)
    nomination = Nomination.objects.get()
    assert (nomination.name, nomination.state, nomination.office) == (
        "Eva Vorbild",
        "nominated",
        "ambassador",
    )
    proposer = nomination.proposers.get()
    assert (proposer.name, proposer.reason, proposer.is_self) == ("Sofia Beispiel", "Weil.", False)
    (letter,) = scene.letters(nomination)
    assert letter.to == "eva@vorbild.example"
    assert "Sofia Beispiel" in letter.text
    assert client.get(scene.path_in(letter)).status_code == 200


def test_who_proposes_themselves_is_asked_too():
    values = {**PROPOSAL, "nominee_email": "Sofia@deichlicht.example"}
    calls_scene.handed_in(calls_scene.call("nominations"), values)
    assert Proposer.objects.get().is_self


def test_a_second_proposal_adds_a_voice_and_no_letter():
    one = scene.proposed()
    other = scene.proposed(email="EVA@vorbild.example", proposer="Karl Muster", reason="Sie hilft.")
    assert one == other
    assert [row.name for row in one.proposers.all()] == ["Sofia Beispiel", "Karl Muster"]
    assert len(scene.letters(one)) == 1


def test_a_withdrawn_proposal_that_was_the_only_one_ends_the_nomination():
    submission = calls_scene.handed_in(calls_scene.call("nominations"), PROPOSAL)
    calls.withdraw(submission, by="the form")
    assert Nomination.objects.get().state == "not_chosen"


def test_the_whole_way_to_the_office_and_its_end():
    """PL-10: term dates are kept; the directory holds the term, the event the person."""
    nomination = scene.appointed()
    term = OfficeTerm.objects.get()
    assert (term.person.name, term.kind, term.valid_from, term.valid_until) == (
        "Eva Vorbild", "ambassador", scene.FIRST, scene.LAST
    )  # fmt: skip
    assert [(row.person, row.role) for row in nomination.event.people.all()] == [(term.person, "appointed")]
    later = date(2031, 9, 9)
    actions.extend(nomination, last=later, by="office")
    actions.end(nomination, last=date(2030, 1, 31), reason="Umzug.", by="office")
    term.refresh_from_db()
    assert (scene.fresh(nomination).state, term.valid_until) == ("ended", date(2030, 1, 31))
    verbs = [entry.verb for entry in history.of(nomination).order_by("pk")]
    assert verbs == ["proposed", "consented", "shortlisted", "appointed", "extended", "ended"]
    subjects = [letter.subject.split(":")[0] for letter in scene.letters(nomination)]
    assert len(subjects) == 5


def test_the_list_of_a_day_names_only_who_agreed_and_was_in_office():
    """PL-10: public page shows only appointed people who agreed; term dates are kept."""
    at = scene.event()
    scene.appointed(at=at)
    scene.appointed(False, at=at, name="Leo Leise", email="leo@leise.example")
    scene.shortlisted(name="Mia Morgen", email="mia@morgen.example")

    def names(day):
        return [row.name for row in Nomination.objects.public_on(day)]

    assert names(scene.FIRST) == ["Eva Vorbild"]
    assert names(scene.LAST) == ["Eva Vorbild"]
    assert names(scene.FIRST - timedelta(days=1)) == []
    assert names(scene.LAST + timedelta(days=1)) == []
    eva = Nomination.objects.get(name="Eva Vorbild")
    actions.end(eva, last=date(2027, 1, 1), reason="Umzug.", by="office")
    assert names(date(2026, 12, 1)) == ["Eva Vorbild"]
    assert names(date(2027, 1, 2)) == []
    actions.set_public(eva, public=False, by="the nominee")
    assert names(date(2026, 12, 1)) == []


def test_nobody_is_appointed_twice_to_one_office():
    first = scene.appointed()
    again = scene.shortlisted(email="eva.neu@vorbild.example")
    with pytest.raises(Refused, match="holds this office already"):
        actions.appoint(
            again, event=first.event, first=scene.FIRST, last=None, by="office", person=first.person
        )
    assert Person.objects.count() == 1


def test_an_extension_must_be_longer_and_an_end_needs_a_reason():
    nomination = scene.appointed()
    with pytest.raises(Refused, match="choose a later day"):
        actions.extend(nomination, last=scene.LAST, by="office")
    with pytest.raises(Refused, match="say why"):
        actions.end(nomination, last=scene.LAST, reason="  ", by="office")
    with pytest.raises(Refused, match="before it began"):
        actions.end(nomination, last=scene.FIRST - timedelta(days=1), reason="Nein", by="office")
    assert scene.fresh(nomination).state == "appointed"


@pytest.mark.parametrize(
    "values", [{"state": "shortlisted"}, {"state": "appointed"}, {"state": "gone"}, {"state": "ended"}]
)
def test_the_database_refuses_a_state_without_its_facts(values):
    nomination = scene.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.filter(pk=nomination.pk).update(**values)


def test_the_certificate_is_accessible_and_names_what_was_decided():
    """PDF/UA-1: tagged, with language and title."""
    nomination = scene.appointed(name="Eva „Vorbild“ #let", locale="de")
    made = papers.certificate(nomination)
    with Pdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "de"
        assert "Eva" in str(pdf.open_metadata()["dc:title"])
    text = " ".join(PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert "Eva „Vorbild“ #let" in text
    assert "Herbsttreffen" in text
    assert "2029" in text
    assert "Ort und Datum" in text and "Unterschrift, " in text


def test_an_erased_person_leaves_no_nomination():
    nomination = scene.appointed()
    announce("person erased", person=nomination.person, by="office", letter=_Letter())
    assert Nomination.objects.count() == 0
    assert Proposer.objects.count() == 0


def test_what_came_to_nothing_is_forgotten_after_two_years():
    declined, held = scene.proposed(name="Nele Nein", email="nele@nein.example"), scene.appointed()
    actions.decline(declined, reason="", by="the nominee")
    assert actions.forget_old() == 0
    Nomination.objects.update(state_since=timezone.now() - timedelta(days=731))
    assert actions.forget_old() == 1
    assert list(Nomination.objects.all()) == [held]


class _Letter(list):
    name, email, emails, sealed, keeps_certificates = "Eva Vorbild", "eva@vorbild.example", [], [], False
