"""Seals on rows: what they find, and what must not alarm."""

from typing import Any

import pytest
from django.db import transaction

from kogge.core import history
from kogge.core.models import SourceDocument
from kogge.prove.seals import rows

pytestmark = pytest.mark.django_db


def document(key: str, **fields: Any) -> SourceDocument:
    return SourceDocument.objects.create(key=key, title=f"Title {key}", **fields)


def found() -> list[tuple[str, str]]:
    return [(fault.kind, fault.pk) for fault in rows.faults([SourceDocument])]


def sealed(count: int) -> list[SourceDocument]:
    documents = [document(f"d{number}") for number in range(count)]
    rows.record_many(documents[0], documents, "stored", by="test")
    return documents


def test_rows_that_say_what_was_recorded_raise_no_alarm() -> None:
    one = document("one")
    rows.record(one, "added", by="test")
    one.title = "Another"
    one.save()
    rows.record(one, "changed", by="test")
    sealed(3)
    assert found() == []


def test_an_edit_an_insertion_and_a_deletion_are_found() -> None:
    """PR-F6."""
    first, second, _third = (one.pk for one in sealed(3))
    SourceDocument.objects.filter(pk=first).update(title="Edited")
    SourceDocument.objects.filter(pk=second).delete()
    fourth = document("four").pk
    assert found() == [("edited", str(first)), ("inserted", str(fourth)), ("deleted", str(second))]


def test_a_row_may_go_with_an_entry_but_not_come_back() -> None:
    one = document("one")
    rows.record(one, "added", by="test")
    rows.gone(one, "removed", by="test")
    pk = one.pk
    one.delete()
    assert found() == []
    SourceDocument.objects.create(pk=pk, key="one", title="Title one")
    assert found() == [("inserted", str(pk))]


def test_many_rows_share_few_entries() -> None:
    documents = sealed(rows.AT_ONCE + 1)
    assert history.of(documents[0]).count() == 2
    assert found() == []


def test_what_is_not_stored_cannot_be_sealed() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        rows.record(SourceDocument(pk=4711, key="x", title="x"), "added", by="test")
