"""Questions: why they are asked, their order and conditions, and that answers outlive them."""

import pytest
from django.test import Client

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event
from kogge.take_part.admissions import actions
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission, Question

from .conftest import guest


def address(event: Event, page: str = "") -> str:
    return f"/en/desk/events/{event.slug}/registration/questions/{page}"


def typed(**changes: object) -> dict[str, object]:
    return {
        "label_de": "Was essen Sie?", "why_de": "Für die Küche", "kind": "choice", "group": "access",
        "choices": "Alles | Everything\nVegan", **changes,
    }  # fmt: skip


@pytest.fixture
def food(desk: Client, workshop: Event, admission: Admission) -> Question:
    desk.post(address(workshop, "new/"), typed())
    return Question.objects.get()


def test_a_question_with_choices_keeps_a_key_for_each_answer(food: Question, admission: Admission) -> None:
    assert food.choices == [
        {"key": "alles", "de": "Alles", "en": "Everything"}, {"key": "vegan", "de": "Vegan", "en": ""},
    ]  # fmt: skip
    assert Admission.objects.get().version > admission.version


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"why_de": " "}, "Please say why you ask"),
        ({"choices": "Alles"}, "Please write at least two answers"),
        ({"kind": "number", "least": "9", "most": "1"}, "The largest number is smaller than the smallest."),
        ({"label_de": ""}, "Please write the question."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(
    desk: Client, workshop: Event, admission: Admission, change: dict[str, object], sentence: str
) -> None:
    assert sentence in desk.post(address(workshop, "new/"), typed(**change)).content.decode()
    assert not Question.objects.exists()


def test_a_condition_names_an_answer_as_it_is_written_there(
    desk: Client, workshop: Event, food: Question
) -> None:
    second = typed(label_de="Was noch?", kind="text", choices="", condition=food.pk, condition_value="vegan")
    desk.post(address(workshop, "new/"), second)
    made = Question.objects.exclude(pk=food.pk).get()
    assert (made.condition, made.condition_value) == (food, "vegan")
    page = desk.post(address(workshop, "new/"), {**second, "condition_value": "Fisch"}).content.decode()
    assert "That question has no such answer." in page


def test_buttons_move_a_question_and_what_depends_stays_below(
    desk: Client, workshop: Event, admission: Admission, food: Question, emil: User
) -> None:
    plain = {"label_de": "Woher?", "why_de": "Zur Planung", "kind": "text", "group": "general"}
    other = actions.save_question(admission, None, plain, by=emil)
    desk.post(address(workshop), {"up": other.pk})
    assert list(admission.questions.all()) == [other, food]
    follower = actions.save_question(admission, None, {**plain, "condition": food}, by=emil)
    page = desk.post(address(workshop), {"up": follower.pk}, follow=True).content.decode()
    assert "depends on the one above" in page
    assert list(admission.questions.all()) == [other, food, follower]


def test_an_answered_question_is_retired_and_an_unanswered_one_deleted(
    desk: Client, workshop: Event, admission: Admission, food: Question, emil: User
) -> None:
    guest(admission, "Anna Beispiel", answers={str(food.pk): "vegan"})
    desk.post(address(workshop), {"remove": food.pk})
    food.refresh_from_db()
    assert food.retired_at is not None
    assert "Not asked any more" in desk.get(address(workshop)).content.decode()
    plain = {"label_de": "Woher?", "why_de": "Zur Planung", "kind": "text"}
    other = actions.save_question(admission, None, plain, by=emil)
    desk.post(address(workshop), {"remove": other.pk})
    assert not Question.objects.filter(pk=other.pk).exists()


def test_an_answer_that_was_chosen_cannot_be_taken_away(
    admission: Admission, food: Question, emil: User
) -> None:
    guest(admission, "Anna Beispiel", answers={str(food.pk): "vegan"})
    with pytest.raises(Refused, match="may have been chosen"):
        actions.save_question(admission, food, {"choices": food.choices[:1]}, by=emil)
    with pytest.raises(Refused, match="answered already"):
        actions.save_question(admission, food, {"group": "general"}, by=emil)


def test_the_questions_of_another_event_are_copied_with_their_conditions(
    desk: Client, workshop: Event, admission: Admission, food: Question, emil: User, harbour: Organization
) -> None:
    plain = {
        "label_de": "Was noch?",
        "why_de": "Küche",
        "kind": "text",
        "condition": food,
        "condition_value": "vegan",
    }
    actions.save_question(admission, None, plain, by=emil)
    again = events.create_event(
        by=emil, format_key="workshop", lead=harbour, values={"title_de": "Noch einmal"}
    )
    target = registration.open_admission(again, seats={"": 5}, by=emil)
    desk.post(address(again), {"source": admission.pk})
    first, second = target.questions.all()
    assert (first.label_de, second.condition, second.condition_value) == ("Was essen Sie?", first, "vegan")


def test_the_page_asks_the_same_number_of_questions_of_the_database_for_one_and_many(
    desk: Client,
    workshop: Event,
    admission: Admission,
    food: Question,
    emil: User,
    django_assert_num_queries: object,
) -> None:
    def count() -> int:
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        with CaptureQueriesContext(connection) as queries:
            desk.get(address(workshop))
        return len(queries)

    count()
    one = count()
    for number in range(6):
        plain = {"label_de": f"Frage {number}", "why_de": "Zur Planung", "kind": "text", "condition": food}
        actions.save_question(admission, None, plain, by=emil)
    assert count() == one
