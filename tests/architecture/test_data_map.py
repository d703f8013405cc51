"""Every field of every model says whether it is personal; the history never keeps a personal value."""

from datetime import date

import pytest
from django.db import transaction

from kogge.core import data_map, history
from kogge.core.models import HistoryEntry
from kogge.network.accounts.models import User
from kogge.network.directory.models import Appearance, Person
from tools.data_map import PATH, faults, text


def test_every_field_of_every_model_is_labelled() -> None:
    assert list(faults()) == []


def test_a_new_field_without_a_label_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = dict(data_map.NOT_PERSONAL)
    del labels["core.FormerAddress"]
    monkeypatch.setattr(data_map, "NOT_PERSONAL", labels)
    found = list(faults())
    assert "core.FormerAddress.label is neither personal nor not personal in any data_map.py." in found


def test_each_personal_field_has_purpose_basis_retention_and_erasure() -> None:
    for field in data_map.personal_fields():
        terms = field.terms
        assert all(map(str, (terms.about, terms.purpose, terms.basis, terms.retention, terms.erasure))), field


def test_the_document_is_made_from_the_map() -> None:
    assert PATH.read_text(encoding="utf-8") == text(), "Run: python -m tools.data_map"


def test_models_marked_personal_are_in_the_map() -> None:
    for model in (User, Person, Appearance):
        assert model.is_personal and data_map.fields_of(model._meta.label)


def test_the_history_keeps_that_a_personal_field_changed_but_never_its_value(db: None) -> None:
    anna = Person.objects.create(slug="anna-beispiel", name="Anna Beispiel", email="anna@beispiel.example")
    with transaction.atomic():
        history.record(
            anna,
            "changed",
            by="import",
            before={"name": "Anna Muster", "email": "", "not_stated": ["email"]},
            after={"name": "Anna Beispiel", "email": "anna@beispiel.example", "not_stated": []},
        )
    entry = HistoryEntry.objects.get()
    assert entry.label == ""
    assert entry.before == {"name": "personal", "email": "", "not_stated": ["email"]}
    assert entry.after == {"name": "personal", "email": "personal", "not_stated": []}


def test_the_history_of_a_link_between_records_keeps_their_keys_without_names(db: None) -> None:
    anna = Person.objects.create(slug="anna-beispiel", name="Anna Beispiel")
    role = Appearance.objects.create(person=anna, role="Speaker", valid_from=date(2024, 5, 1))
    with transaction.atomic():
        history.record(role, "added", by="import", after={"person": anna.pk, "role": "Speaker"})
    entry = HistoryEntry.objects.get()
    assert (entry.label, entry.after) == ("", {"person": anna.pk, "role": "personal"})
