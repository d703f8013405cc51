"""One page on a phone, answered once; answers lie under a seal and nowhere else."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from kogge.core import outbox
from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.prove.questionnaires import queries, store
from kogge.prove.questionnaires.models import Questionnaire, Response, State
from kogge.prove.questionnaires.reactions import mail_failed, own_data_asked, personal_page_asked
from kogge.prove.questionnaires.tests.conftest import ANSWERS, Scene
from kogge.prove.seals import rows as seals
from kogge.prove.seals.box import BrokenSealError

SENT = {**ANSWERS, "it_is_me": "on"}


def test_the_page_says_who_asks_why_what_for_and_that_the_name_stays(scene: Scene, client: Client) -> None:
    """PR-03, TP-13: nobody is asked without seeing why; nothing but the first name is shown."""
    scene.asked("Anna Acht")
    response = client.get("/en" + scene.path("Anna Acht"))
    page = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Good day Anna",
        "Operation X",
        "8 hours",
        "Stays with the project",
        "Why we ask:",
        "5 years",
    ):
        assert words in page
    assert "Acht" not in page and "visitors.example" not in page
    assert not response.cookies
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"


def test_mandatory_and_voluntary_are_apart_and_no_answer_stands_only_where_it_may(
    scene: Scene, client: Client
) -> None:
    """PR-03: "no answer" only where the profile allows it."""
    scene.comes("Anna Acht", [8], days_ago=190)
    scene.settle()
    page = client.get("/en" + scene.path("Anna Acht", "later")).content.decode()
    assert page.index('id="must"') < page.index("status_after_six_months") < page.index('id="may"')
    assert page.index('id="may"') < page.index('name="q_better_position"')
    assert page.count('value="no_answer"') == 1
    scene.asked("Bea Bald")
    assert 'value="no_answer"' not in client.get(scene.path("Bea Bald")).content.decode()


def test_answers_are_stored_once_under_a_seal(scene: Scene, client: Client) -> None:
    """PR-03: answered twice is a friendly page and one set of answers."""
    row = scene.asked("Anna Acht")
    path = "/en" + scene.path("Anna Acht")
    assert client.post(path, SENT).status_code == 302
    again = client.post(path, {**SENT, "q_gender": "male"})
    assert (again.status_code, "answered already" in again.content.decode()) == (200, True)
    assert "female" not in again.content.decode()
    response = Response.objects.get()
    assert (response.version, response.missing, response.origin) == (1, [], "link")
    assert store.opened(row.pk, 1, bytes(response.sealed)) == {
        "gender": "female", "birth_year": 1984, "employment": "employed", "education": "isced_5_8",
    }  # fmt: skip
    assert queries.status(scene.operation) == queries.Status(1, 1)
    assert list(seals.faults([Questionnaire, Response])) == []


def test_answers_stand_in_no_table_history_mail_or_log(
    scene: Scene, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """PR-03: outside the sealed column nothing of an answer is kept."""
    scene.asked("Anna Acht")
    client.post(scene.path("Anna Acht"), {**SENT, "q_employment": "long_term_unemployed"})
    outbox.send_waiting()
    names = [name for name in connection.introspection.table_names() if name != "grants_funderprofile"]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            found = " ".join(
                str(bytes(one) if isinstance(one, memoryview) else one) for one in cursor.fetchall()
            )
            assert "long_term_unemployed" not in found, name
    assert "long_term_unemployed" not in caplog.text + str([one.message() for one in mail.outbox])


def test_a_blob_moved_to_another_row_does_not_open(scene: Scene, client: Client) -> None:
    scene.asked("Anna Acht")
    other = scene.asked("Bea Bald")
    client.post(scene.path("Anna Acht"), SENT)
    with pytest.raises(BrokenSealError):
        store.opened(other.pk, 1, bytes(Response.objects.get().sealed))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"q_birth_year": "2999"}, "lies after you took part"),
        ({"q_birth_year": "1850"}, "too long ago"),
        ({"q_birth_year": "84"}, "four digits"),
        ({"q_birth_year": "9" * 5000}, "at most 20 characters"),
        ({"q_gender": "cat"}, "one of the answers that are offered"),
        ({"q_gender": "x" * 100_000}, "one of the answers that are offered"),
        ({"q_employment": ""}, "The fund needs it"),
        ({"it_is_me": ""}, "confirm that it is you"),
    ],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_stays(
    scene: Scene, client: Client, changed: dict[str, str], sentence: str
) -> None:
    """Future birth dates, unknown options and giant input: nothing half-saved."""
    scene.asked("Anna Acht")
    response = client.post("/en" + scene.path("Anna Acht"), {**SENT, **changed})
    page = response.content.decode()
    assert (response.status_code, sentence in page) == (422, True)
    assert "x" * 1000 not in page
    assert page.count(" checked") >= 2
    assert Response.objects.count() == 0


def test_a_link_that_ended_or_was_invented_says_so(scene: Scene, client: Client) -> None:
    row = scene.asked("Anna Acht")
    path = "/en" + scene.path("Anna Acht")
    Questionnaire.objects.filter(pk=row.pk).update(
        invited_at=timezone.now() - timedelta(days=61), expires_at=timezone.now() - timedelta(days=1)
    )
    for response in (client.get(path), client.post(path, SENT)):
        assert (response.status_code, "This link is closed" in response.content.decode()) == (410, True)
    for secret in ("x", "ä", "A" * 43, "A" * 5000, path.split("/")[3][:-1] + "!"):
        assert client.get(f"/q/{secret}/").status_code == 404
    assert Response.objects.count() == 0


def test_whoever_gets_a_forwarded_link_can_close_it(scene: Scene, client: Client) -> None:
    """The wrong reader learns a first name alone; opening it (a mail scanner does) changes nothing."""
    scene.asked("Anna Acht")
    path = scene.path("Anna Acht")
    assert client.get(f"{path}somebody-else/").status_code == 405
    assert client.post(f"{path}somebody-else/").status_code == 200
    row = scene.row("Anna Acht")
    assert (row.state, row.obstacle) == (State.EXPIRED, "other")
    assert client.get(path).status_code == 404
    assert scene.settle() == 0


def test_a_year_with_bands_keeps_the_band_alone(scene: Scene, client: Client) -> None:
    profile = scene.operation.profile
    question = next(one for one in profile.rules["questions"] if one["key"] == "birth_year")
    question["bands"] = [
        {"key": "under_18", "de": "unter 18", "en": "under 18", "from_age": 0, "to_age": 17},
        {"key": "adult", "de": "ab 18", "en": "18 and over", "from_age": 18},
    ]
    for key in ("indicators", "checks", "unverified"):
        profile.rules.pop(key, None)
    profile.save()
    row = scene.asked("Anna Acht")
    client.post(scene.path("Anna Acht"), SENT)
    kept = store.opened(row.pk, 1, bytes(Response.objects.get().sealed))
    assert kept["birth_year"] == "adult" and "1984" not in str(kept)


def test_the_personal_page_points_to_the_questions_and_own_data_names_them(
    scene: Scene, client: Client
) -> None:
    scene.asked("Anna Acht")
    registration: Any = SimpleNamespace(person_id=scene.people["Anna Acht"].pk)
    notes: list[dict[str, str]] = []
    personal_page_asked(registration=registration, seat=None, notes=notes)
    assert [note["address"].removeprefix("/en") for note in notes] == [scene.path("Anna Acht")]
    client.post(scene.path("Anna Acht"), SENT)
    notes, data = [], {}
    personal_page_asked(registration=registration, seat=None, notes=notes)
    own_data_asked(registration=registration, seat=None, data=data)
    assert notes == []
    assert [one["answered_on"] for one in data["funder_questionnaires"]] == [scene.today]


def test_a_mail_that_came_back_is_listed(scene: Scene) -> None:
    row = scene.asked("Anna Acht")
    mail_failed(message=OutboxMessage.objects.get(about=f"questionnaire:{row.pk}"), reason="no such box")
    assert scene.row("Anna Acht").obstacle == "bounced"


def test_records_are_read_with_one_entry_for_each_report(
    scene: Scene, client: Client, django_assert_max_num_queries: Any
) -> None:
    """PR-F5: incomplete ones say what is missing; reading is logged once, not row by row."""
    for name in ("Anna Acht", "Bea Bald", "Cleo Cool"):
        scene.asked(name)
    client.post(scene.path("Anna Acht"), SENT)
    before = HistoryEntry.objects.count()
    with django_assert_max_num_queries(10):
        found = queries.records(scene.operation, by="test")
    assert HistoryEntry.objects.count() == before + 1
    assert sorted((one.complete, one.missing) for one in found) == [
        (False, ("gender", "birth_year", "employment", "education")),
        (False, ("gender", "birth_year", "employment", "education")),
        (True, ()),
    ]
    reached = scene.today - timedelta(days=3)
    assert queries.records(scene.operation, since=reached + timedelta(days=1)) == []
    assert len(queries.records(scene.operation, since=reached, until=reached)) == 3
    assert len(queries.records(scene.operation, exit_since=reached)) == 0
