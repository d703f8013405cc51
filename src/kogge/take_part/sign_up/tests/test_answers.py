"""Answers to further questions: what was asked is kept, whatever else arrives is dropped or refused in a sentence."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.take_part.registration.models import Question, Registration
from kogge.take_part.sign_up.answers import AnswersForm

from .files import PDF, PNG
from .scene import FORM, a_session, fresh, question, typed, workshop

__all__ = ["fresh"]
FOOD = [
    {"key": "all", "de": "Alles"},
    {"key": "vegan", "de": "Vegan"},
    {"key": "old", "de": "Alt", "retired": True},
]


def asked(kind: str, pk: int = 1, **values: Any) -> Question:
    """A question that stands in no database."""
    return Question(pk=pk, kind=kind, label_de="Frage", why_de="Grund", **values)


def answered(questions: list[Question], fields: dict[str, list[str]], files: Any = None) -> AnswersForm:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    form = AnswersForm(data, MultiValueDict(files or {}), questions=questions)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("kind", "typed_values", "stored"),
    [
        ("text", ["  Ada\u202e  Abel\t"], "Ada Abel"),
        ("long_text", ["eins\r\nzwei\x07"], "eins\nzwei"),
        ("choice", ["vegan"], "vegan"),
        ("choices", ["all", "vegan", "all"], ["all", "vegan"]),
        ("number", ["0"], 0),
        ("yes_no", ["no"], False),
    ],
)
def test_each_kind_is_stored_in_one_form(kind: str, typed_values: list[str], stored: object) -> None:
    form = answered([asked(kind, choices=FOOD)], {"question_1": typed_values})
    assert form.errors == {}
    assert form.answers == {"1": stored}


@pytest.mark.parametrize(
    ("kind", "typed_values", "sentence"),
    [
        ("choice", ["vegan"] * 1000, "one answer"),
        ("choice", ["meat"], "offered"),
        ("choices", ["all"] * 1000, "once at most"),
        ("choices", ["meat"], "offered"),
        ("number", ["eleven"], "whole number"),
        ("number", ["11"], "from 0 to 10"),
        ("number", ["9" * 5000], "whole number"),
        ("number", ["1e3"], "whole number"),
        ("text", ["x" * 501], "500 characters"),
        ("text", ["a", "b"], "one answer"),
        ("text", [""], "answer this question"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_beside_its_question(
    kind: str, typed_values: list[str], sentence: str
) -> None:
    limits = {"least": 0, "most": 10} if kind == "number" else {}
    with override("en"):
        form = answered([asked(kind, choices=FOOD, required=True, **limits)], {"question_1": typed_values})
    assert sentence in str(form.errors["question_1"])
    assert form.answers == {}


def test_foreign_questions_and_retired_ones_are_dropped(client: Client) -> None:
    admission = workshop()
    known = question(admission, "text")
    other = question(workshop(slug="other"), "text")
    fields = {
        f"question_{known.pk}": "ja",
        f"question_{other.pk}": "fremd",
        "question_999999": "x",
        "question_": "y",
    }
    assert client.post(FORM, typed(**fields)).status_code == 302
    assert Registration.objects.get().answers == {str(known.pk): "ja"}


def test_a_hidden_conditional_answer_is_dropped_and_not_missed() -> None:
    first = asked("choice", 1, choices=FOOD)
    second = asked("text", 2, condition=first, condition_value="vegan", required=True)
    questions = [first, second]
    hidden = answered(questions, {"question_1": ["all"], "question_2": ["heimlich"]})
    assert (hidden.errors, hidden.answers) == ({}, {"1": "all"})
    assert "beantworten" in str(answered(questions, {"question_1": ["vegan"]}).errors["question_2"])
    shown = answered(questions, {"question_1": ["vegan"], "question_2": ["Tofu"]})
    assert shown.answers == {"1": "vegan", "2": "Tofu"}
    assert "Nur wenn Ihre Antwort auf „Frage“ „Vegan“ ist" in str(shown["question_2"].help_text)


def test_a_file_for_a_hidden_question_is_not_even_looked_at() -> None:
    first = asked("yes_no", 1)
    second = asked("file", 2, condition=first, condition_value="yes", required=True)
    files = {"question_2": [SimpleUploadedFile("poster.pdf", PDF)]}
    assert answered([first, second], {"question_1": ["no"]}, files).file_answers == ()
    form = answered([first, second], {"question_1": ["yes"]}, files)
    assert [(one.question_id, one.name, one.kind) for one in form.file_answers] == [
        (2, "poster.pdf", "application/pdf")
    ]


def test_a_session_asks_only_those_who_chose_it(client: Client) -> None:
    admission = workshop()
    seat = a_session(admission, "loeten", 10)
    about = question(admission, "text", session=seat.session, required=True)
    assert client.post(FORM, typed(**{f"question_{about.pk}": "ungefragt"})).status_code == 302
    assert Registration.objects.get().answers == {}
    second = {"email": "b@visitors.example", "sessions": seat.pk}
    assert client.post(FORM, typed(**second)).status_code == 422
    assert client.post(FORM, typed(**second, **{f"question_{about.pk}": "ja"})).status_code == 302
    assert Registration.objects.mains().get(email="b@visitors.example").answers == {str(about.pk): "ja"}


def test_each_question_says_why_and_whether_it_is_needed(client: Client) -> None:
    admission = workshop()
    question(admission, "choice", choices=FOOD, group="access")
    page = client.get(FORM).content.decode()
    assert "Damit wir planen können." in page
    assert "14 Tage danach wird es gelöscht" in page
    assert "(freiwillig)" in page
    assert "Alt" not in page


def test_a_file_is_stored_with_the_registration_under_a_random_name(client: Client) -> None:
    poster = question(workshop(), "file")
    page = client.get(FORM).content.decode()
    assert 'enctype="multipart/form-data"' in page
    sent = client.post(FORM, typed(**{f"question_{poster.pk}": SimpleUploadedFile("Mein Poster.png", PNG)}))
    assert sent.status_code == 302
    kept = Registration.objects.get().files.get()
    assert (kept.name, kept.kind, kept.question) == ("Mein Poster.png", "image/png", poster)
    assert "Poster" not in kept.file.name
    kept.file.delete()


KINDS = [kind for kind in Question.Kind.values if kind != "file"]
VALUES = st.lists(
    st.one_of(st.sampled_from(["all", "vegan", "yes", "no", "1", "-5", ""]), st.text(max_size=30)), max_size=4
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_arrives_only_answers_to_what_was_asked_are_kept(data: st.DataObject) -> None:
    questions: list[Question] = []
    for pk in range(1, data.draw(st.integers(1, 5)) + 1):
        before = data.draw(st.sampled_from([None, *questions]))
        questions.append(
            asked(
                data.draw(st.sampled_from(KINDS)), pk, choices=FOOD,
                required=data.draw(st.booleans()), condition=before,
                condition_value=data.draw(st.sampled_from(["all", "yes", ""])) if before else "",
            )
        )  # fmt: skip
    fields = {f"question_{pk}": data.draw(VALUES) for pk in range(7)}
    form = answered(questions, fields)
    by_id = {str(one.pk): one for one in questions}
    assert set(form.answers) <= set(by_id)
    assert not {f"question_{pk}" for pk in form.answers} & set(form.errors)
    for pk, value in form.answers.items():
        expected = {"number": int, "yes_no": bool, "choices": list}.get(by_id[pk].kind, str)
        assert isinstance(value, expected)
        condition = by_id[pk].condition
        assert condition is None or str(condition.pk) in form.answers
    if form.is_valid():
        again = {f"question_{pk}": _sent(value) for pk, value in form.answers.items()}
        assert answered(questions, again).answers == form.answers


def _sent(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
