"""Property tests: any edit of any sealed column is found, and no order of legitimate deeds raises an alarm."""

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kogge.core.models import HistoryEntry
from kogge.network.directory.actions.merging import merge, undo_merge
from kogge.network.directory.models import Person, PersonMerge
from kogge.prove.audit import facts, invariants
from kogge.prove.audit.verifying import verify
from kogge.prove.audit.watched import WATCHED, watched
from kogge.prove.auditors import actions as audit
from kogge.prove.auditors.models import Access, Sample, SampleItem
from kogge.prove.auditors.readers import signed_in
from kogge.prove.hours import settling
from kogge.prove.seals import rows as seals
from kogge.take_part.attendance import actions
from kogge.take_part.attendance.jobs import forget_names
from kogge.take_part.checkin.jobs import forget_old

from .conftest import Proof

pytestmark = pytest.mark.django_db
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)

# What may change without an entry of its own, and why; everything else of these models is sealed.
MAY_CHANGE = {
    "checkin.Scan": {"registration", "seat"},  # cut when a registration is erased
    "attendance.Correction": {"registration", "seat"},
    "attendance.OnlineStay": {"registration", "seat", "name", "email"},  # names go after thirty days
    "attendance.HeadCount": set(),
    "hours.Holder": {"person"},  # moved by a merge, which has its own entry
    "hours.Participant": {"person"},
    "lists.AttendanceList": {"differs", "to_compare"},  # a reminder that a newer version is due
    "evidence.EvidenceFile": {"to_review"},
    "auditors.Access": set(),
    "auditors.Sample": set(),
    "auditors.SampleItem": set(),
}


def test_what_is_not_sealed_is_written_down_here() -> None:
    loose = {model._meta.label: set(getattr(model, "UNSEALED", ())) for model in WATCHED}
    assert {label: loose[label] for label in MAY_CHANGE} == MAY_CHANGE
    for model in watched():
        names = {field.name for field in model._meta.concrete_fields}
        assert set(getattr(model, "UNSEALED", ())) <= names, model._meta.label


def test_every_watched_model_has_a_name_for_people() -> None:
    assert [
        model._meta.label for model in watched() if "verbose_name" not in model._meta.original_attrs
    ] == []


def other(value: Any, data: st.DataObject, field: models.Field) -> Any:
    """A value of the same kind that is not the one that stands there."""
    kinds: dict[type, Callable[[Any], Any]] = {
        bool: lambda one: not one,
        int: lambda one: one + data.draw(st.integers(1, 30_000)),
        Decimal: lambda one: one + 1,
        uuid.UUID: lambda _one: uuid.uuid4(),
        datetime.datetime: lambda one: one + datetime.timedelta(seconds=data.draw(st.integers(1, 10**6))),
        datetime.date: lambda one: one + datetime.timedelta(days=data.draw(st.integers(1, 300))),
        list: lambda one: [*one, "more"],
        dict: lambda one: {**one, "more": 1},
        type(None): lambda _one: {
            "DateTimeField": timezone.now(), "UUIDField": uuid.uuid4(), "BooleanField": True,
        }.get(field.get_internal_type(), 1),
    }  # fmt: skip
    if isinstance(value, str):
        choices = [key for key, _name in field.choices or () if key != value]
        drawn = data.draw(st.sampled_from(choices) if choices else st.text("abcä ", min_size=1, max_size=8))
        return drawn if drawn != value else f"{drawn}x"
    return kinds[type(value)](value)


def everything(proof: Proof) -> None:
    """Rows of the audit itself, beside those of the door."""
    today = timezone.localdate()
    access = Access(
        name="Petra Prüferin", email="petra@audit.example", body="Authority", operation=proof.operation,
        valid_from=today, valid_until=today,
    )  # fmt: skip
    audit.grant(access, by=proof.by)
    proof.by.memberships.update(role="office")
    audit.draw(proof.operation, seed="a", size=2, by=signed_in(type(proof.by).objects.get()))


@pytest.mark.slow
def test_any_edit_of_any_sealed_column_is_found(proof: Proof) -> None:
    """PR-F6."""
    everything(proof)
    rows = [row for model in WATCHED for row in model._base_manager.all()]
    assert {row._meta.label for row in rows} == set(MAY_CHANGE) - {
        "lists.AttendanceList", "evidence.EvidenceFile",
    }  # fmt: skip
    assert list(seals.faults(WATCHED)) == []

    @quick
    @given(st.data())
    def edit(data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(rows))
        model = type(row)
        field = data.draw(
            st.sampled_from([one for one in model._meta.concrete_fields if not one.primary_key])
        )
        value = other(getattr(row, field.attname), data, field)
        if isinstance(value, str) and field.max_length:
            value = value[: field.max_length]
            assume(value != getattr(row, field.attname))
        with transaction.atomic():
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{field.attname: value})
            except DatabaseError:
                return  # the database itself does not let it in
            found = [(one.model, one.pk, one.kind) for one in seals.faults(WATCHED)]
            loose = field.name in getattr(model, "UNSEALED", ())
            assert found == ([] if loose else [(model, str(row.pk), "edited")])
            transaction.set_rollback(True)

    edit()


@pytest.mark.slow
def test_any_order_of_legitimate_deeds_raises_no_alarm(proof: Proof) -> None:
    people = [proof.alma, proof.berta, proof.carl]

    def correct(data: st.DataObject) -> None:
        row, minutes = data.draw(st.sampled_from(people)), data.draw(st.none() | st.integers(0, 300))
        actions.correct(
            proof.scene.door, 0, row.serial, attended=minutes is not None, minutes=minutes, reason="x", by=proof.by
        )  # fmt: skip

    def scan(data: st.DataObject) -> None:
        proof.scan(data.draw(st.sampled_from(people)), kind=data.draw(st.sampled_from(["in", "out"])))

    def together_or_apart(_data: st.DataObject) -> None:
        if row := PersonMerge.objects.filter(undone_at=None).first():
            undo_merge(row, by=proof.by)
        else:
            merge(
                Person.objects.get(slug="alma"), Person.objects.get(slug="carl"), by=proof.by, reason="Same"
            )

    deeds: dict[str, Callable[[st.DataObject], object]] = {
        "scan": scan,
        "correct": correct,
        "seal": lambda _data: facts.seal_scans(),
        "merge": together_or_apart,
        "hours": lambda _data: settling.bring_in_step(),
        "forget names": lambda _data: forget_names(),
        "forget ways": lambda _data: forget_old(),
    }

    @settings(quick, max_examples=15)
    @given(st.data())
    def live(data: st.DataObject) -> None:
        with transaction.atomic():
            for deed in data.draw(st.lists(st.sampled_from(sorted(deeds)), max_size=6)):
                deeds[deed](data)
            settling.bring_in_step()
            assert [str(one) for one in verify().faults] == []
            transaction.set_rollback(True)

    live()


def test_the_history_and_the_outbox_hold_nothing_personal(proof: Proof) -> None:
    """I14."""
    everything(proof)
    assert list(invariants.nothing_personal()) == []
    entry = HistoryEntry.objects.filter(kind="attendance.correction").order_by("-pk")[0]
    HistoryEntry.objects.filter(pk=entry.pk).update(
        after={"serial": "abc"}, reason="Ask petra@audit.example."
    )
    assert list(invariants.nothing_personal()) == [
        f"Entry {entry.pk} of the history holds a value of the personal field attendance.correction.serial.",
        f"Entry {entry.pk} of the history holds somebody's mail address.",
    ]


def test_items_that_were_noted_keep_their_seal(proof: Proof) -> None:
    everything(proof)
    item = SampleItem.objects.order_by("pk")[0]
    reader = signed_in(type(proof.by).objects.get())
    audit.note(item, outcome="seen", note="In order", by=reader)
    assert list(seals.faults([Sample, SampleItem])) == []
    SampleItem.objects.filter(pk=item.pk).update(outcome="question")
    assert [(one.kind, one.pk) for one in seals.faults([SampleItem])] == [("edited", str(item.pk))]
