"""The office's pages: the plan, terms, erasure in two steps; a person's own link."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kogge.core.models import OutboxMessage
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Person
from kogge.prove.hours.models import Participant
from kogge.prove.keeping import erasure, terms
from kogge.prove.keeping.models import Erasure, ProofTerm
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.personal_link import secret_of

from .conftest import Proof, fresh, mailed

DESK = "/en/desk/keeping/"
MAIL = "alma@guests.example"


@pytest.fixture
def office(olga: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(olga)
    return client


@pytest.fixture
def alma(proof: Proof) -> Person:
    row = mailed(proof.alma, MAIL)
    assert row.person is not None
    return row.person


@pytest.mark.django_db
def test_the_plan_is_searched_by_event_and_seen_from_another_day(office: Client, proof: Proof) -> None:
    """PR-08, on a page."""
    title = proof.scene.event.title_de
    response = office.get(DESK)
    assert title in response.content.decode()
    assert "The last payment has not been entered yet" in response.content.decode()
    response = office.get(DESK, {"q": title})
    assert {row.of for key in ("due", "later", "undated") for row in response.context[key]} == {title}
    assert "Nothing fits these filters" in office.get(DESK, {"q": "no such thing"}).content.decode()
    assert office.get(DESK, {"day": "2040-01-01"}).context["later"] == []
    assert office.get(DESK, {"day": "nonsense"}).status_code == 200


@pytest.mark.django_db
def test_the_office_enters_the_last_payment_and_mistakes_stay_in_the_form(
    office: Client, proof: Proof
) -> None:
    address = f"{DESK}operations/{proof.operation.slug}/"
    text = office.post(address, {"held_since": "2029-01-01", "reason": "Letter"}).content.decode()
    assert "Please write which proceedings interrupt the term." in text
    assert 'value="2029-01-01"' in text
    assert not ProofTerm.objects.exists()
    assert office.post(address, {"last_payment_on": "2028-02-03", "reason": "Letter"}).status_code == 302
    assert str(terms.term_of(proof.operation).due) == "2034-01-01"


@pytest.mark.django_db
def test_an_erasure_is_looked_at_noted_and_confirmed_with_the_name(
    office: Client, proof: Proof, alma: Person
) -> None:
    """PR-F2: two steps."""
    assert "alma@guests.example" in office.get(f"{DESK}erasures/", {"q": "alma beispiel"}).content.decode()
    address = f"{DESK}erasures/{alma.pk}/"
    text = office.get(address).content.decode()
    assert "Operation funded" in text  # what stays, in the language of the letter
    assert "Step 2" not in text
    office.post(f"{address}request/")
    assert "Step 2" in office.get(address).content.decode()
    assert "This is not the name" in office.post(address, {"name": "Anna"}).content.decode()
    assert fresh(alma).name == "Alma Beispiel"
    assert "The person was erased" in office.post(address, {"name": "alma beispiel"}).content.decode()
    assert office.get(address).status_code == 404
    listed = office.get(f"{DESK}erasures/").content.decode()
    assert "a proof stays under seal" in listed
    assert "Alma" not in listed


@pytest.mark.django_db
def test_a_request_is_withdrawn_and_a_letter_downloaded(office: Client, proof: Proof) -> None:
    berta = fresh(proof.berta).person
    address = f"{DESK}erasures/{berta.pk}/"
    office.post(f"{address}request/")
    office.post(f"{address}request/", {"withdraw": ""})
    assert not Erasure.objects.exists()
    response = office.get(f"{address}letter/")
    assert "attachment" in response["Content-Disposition"]
    assert "Berta Beispiel" in response.content.decode()


@pytest.mark.django_db
def test_lists_ask_the_database_the_same_for_one_and_for_many(
    office: Client, proof: Proof, alma: Person
) -> None:
    def count(address: str) -> int:
        office.get(address)
        with CaptureQueriesContext(connection) as queries:
            office.get(address)
        return len(queries)

    def more(number: int) -> None:
        for kind in ("a", "b"):
            Person.objects.create(
                slug=f"x{number}{kind}", name=f"Dora Doppel {number}", email=f"{kind}{number}@x.example"
            )

    more(0)
    pages = [f"{DESK}erasures/?q=dora"]
    one = [count(page) for page in pages]
    for number in range(1, 6):
        more(number)
    assert [count(page) for page in pages] == one


@pytest.mark.django_db
def test_only_the_office_erases(proof: Proof, alma: Person) -> None:
    for user in (proof.by, cast.door(), cast.reviewer(), cast.auditor()):
        client = Client()
        client.force_login(user)
        for page in (DESK, f"{DESK}erasures/", f"{DESK}erasures/{alma.pk}/"):
            assert client.get(page).status_code == 403, (user, page)


@pytest.mark.django_db
def test_a_person_erases_themselves_by_a_link_to_their_own_address(
    proof: Proof, alma: Person, client: Client
) -> None:
    """PR-F2: asked by the person; a forwarded page alone erases nobody, a mail scanner that opens links neither."""
    ask = f"/en/r/{secret_of(fresh(proof.alma))}/everything/"
    assert "all registrations" in client.get(f"/en/r/{secret_of(fresh(proof.alma))}/").content.decode()
    assert "Send me the link" in client.get(ask).content.decode()
    assert not OutboxMessage.objects.filter(subject__contains="confirm").exists()
    client.post(ask)
    [message] = OutboxMessage.objects.filter(to=MAIL, cause__startswith="erasure asked")
    found = re.search(r"/erasure/([\w-]+)/", message.text)
    assert found is not None
    address = f"/en/erasure/{found[1]}/"
    response = client.get(address)
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert fresh(alma).name == "Alma Beispiel"
    assert "Your data were erased" in client.post(address, {"certificates": "keep"}).content.decode()
    assert client.post(address).status_code == 404
    assert client.get("/en/erasure/made-up/").status_code == 404
    assert Erasure.objects.get().how == Erasure.How.LINK
    assert fresh(proof.alma).name == ""


@pytest.mark.django_db
def test_who_has_no_confirmed_address_is_told_so(proof: Proof, client: Client) -> None:
    Registration.objects.filter(pk=proof.carl.pk).update(person=None)
    text = client.post(f"/en/r/{secret_of(fresh(proof.carl))}/everything/").content.decode()
    assert "no confirmed mail address" in text


@pytest.mark.parametrize(("language", "words"), [("en", "erased person"), ("", "gelöschte Person")])
@pytest.mark.django_db
def test_an_erased_person_is_called_so_and_is_in_no_list_of_the_directory(
    office: Client, proof: Proof, alma: Person, olga: User, language: str, words: str
) -> None:
    """PR-F2: the proof goes on without the name, and every page says why there is none."""
    erasure.erase(alma, by=olga)
    tombstone = fresh(alma)
    row = Participant.objects.get(person=alma.pk)
    desk = f"/{language}/desk/".replace("//", "/")
    office.headers = {"accept-language": language or "de"}
    pages = (
        f"hours/operations/{proof.operation.slug}/", f"hours/people/{row.code}/",
        f"hours/events/{proof.scene.event.slug}/",
    )  # fmt: skip
    for page in pages:
        response = office.get(f"{desk}{page}")
        assert (response.status_code, words in response.content.decode()) == (200, True), page
    listed = office.get(f"{desk}people/").content.decode()
    assert tombstone.slug not in listed
    assert office.get(f"{desk}people/{tombstone.slug}/").status_code == 404
