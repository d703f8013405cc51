"""Keeps the list of whom to ask in step with hours, merges and rules, and asks, reminds and ends what is due.

The clock calls `work_off`. Everything follows from facts, so it may run at any time, twice, or a month late. Whoever
became due long ago, as after an import, is listed for staff and never written to by the program alone.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from kogge.core.refusals import Refused
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Holder, Participant
from kogge.prove.profiles.profile import Profile
from kogge.prove.profiles.queries import profile_of
from kogge.prove.profiles.source import BrokenProfile
from kogge.prove.seals import rows as seals
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.models import State as Seat

from . import actions, leaving, states
from .actions.aiming import decide_by_default
from .actions.asking import expire, remind
from .actions.steps import locked, step
from .models import AimDefault, Obstacle, Questionnaire, Stage, State, Way
from .queries import People, people_of

log = logging.getLogger("kogge.questionnaires")
BY = "clock"
NEW_FOR = timedelta(days=180)
BATCH = 100
NO_ORGANIZATION = gettext_noop("No organisation was named when registering.")
T = TypeVar("T")
Wanted = dict[tuple[int, str], tuple[date, date | None]]


def work_off(today: date | None = None) -> int:
    """One round over all operations. Returns how many letters were written."""
    today = today or timezone.localdate()
    written = 0
    for operation in Operation.objects.select_related("profile"):
        try:
            profile = profile_of(operation)
        except BrokenProfile:
            log.exception("the funder profile of %s cannot be read", operation.slug)
            continue
        if profile.questions:
            bring_in_step(operation, today=today)
            written += ask_due(operation, profile, today=today)
    return written


def bring_in_step(operation: Operation, *, today: date) -> None:
    """Note who is to be asked what, and whom not any more."""
    people = people_of([operation])[operation.pk]
    wanted = wanted_of(operation, people, today=today)
    rows = {(row.participant_id, row.stage): row for row in _rows(operation)}
    for batch in _batches(sorted(wanted.items())):
        with transaction.atomic():
            for key, (due_on, closes_on) in batch:
                _want(key, rows.get(key), due_on, closes_on)
    for key, row in rows.items():
        if key not in wanted and not row.complete and states.may_become(row.state, State.NOT_NEEDED):
            _change(row, State.NOT_NEEDED, "not needed any more")
    _decide_by_default(operation)


def wanted_of(operation: Operation, people: People, *, today: date) -> Wanted:
    """First and last day of asking, by participant and stage. Whoever answered under another code is left out."""
    profile = profile_of(operation)
    rows = list(_rows(operation))
    done = {(row.participant_id, row.stage) for row in rows if row.complete}
    refused = {row.participant_id for row in rows if row.stage == Stage.ENTRY and row.state == State.REFUSED}
    booked = _booked(operation, today)
    wanted: Wanted = {}
    for person, standing, codes in people.required():
        (own, code), *others = codes
        days = _days(profile, operation, standing, code, booked=person in booked, today=today)
        for stage, period in days.items():
            elsewhere = any((pk, stage) in done for pk, _code in others)
            if not elsewhere and (stage == Stage.ENTRY or own not in refused):
                wanted[own, stage] = period
    return wanted


def ask_due(operation: Operation, profile: Profile, *, today: date) -> int:
    """Write to those who are due, remind, and end what was not answered in time."""
    rows = Questionnaire.objects.filter(participant__operation=operation)
    now = timezone.now()
    over = Q(state=State.INVITED, expires_at__lte=now) | Q(state=State.DUE, closes_on__lt=today)
    _each(rows.filter(over), partial(expire, by=BY))
    waiting = rows.filter(state=State.INVITED, way=Way.MAIL, obstacle=Obstacle.NONE)
    written = 0
    for row in waiting.exclude(participant__person__email="").filter(
        reminders__lt=len(profile.reminders_days)
    ):
        assert row.invited_at is not None
        passed = sum(now >= row.invited_at + timedelta(days=days) for days in profile.reminders_days)
        written += passed > row.reminders and remind(row, passed, by=BY)
    new = rows.filter(state=State.DUE, due_on__lt=today, due_on__gte=today - NEW_FOR)
    return written + _each(new.exclude(participant__person__email=""), _invite)


def _days(
    profile: Profile,
    operation: Operation,
    standing: leaving.Standing,
    code: str,
    *,
    booked: bool,
    today: date,
) -> dict[str, tuple[date, date | None]]:
    """When which stage is asked of somebody with this standing."""
    days: dict[str, tuple[date, date | None]] = {}
    assert standing.reached_on is not None
    if profile.asked(Stage.ENTRY):
        days[Stage.ENTRY] = (standing.reached_on, None)
    windows = {Stage.EXIT: profile.exit, Stage.LATER: profile.longer_term}
    for stage, window in windows.items():
        if window is None or not profile.asked(stage):
            continue
        if stage == Stage.LATER and not leaving.in_sample(code, profile.longer_term_percent):
            continue
        left = leaving.left_on(
            standing.last_on, ends=operation.ends_on, booked=booked, today=today, window=window
        )
        opens = leaving.period_of(left, window) if left else None
        if opens and opens[0] <= today:
            days[stage] = opens
    return days


def _want(key: tuple[int, str], row: Questionnaire | None, due_on: date, closes_on: date | None) -> None:
    if row is None:
        columns = {"due_on": due_on, "closes_on": closes_on}
        row, made = Questionnaire.objects.get_or_create(participant_id=key[0], stage=key[1], defaults=columns)
        if made:
            seals.record(row, "due", by=BY)
    elif row.state == State.NOT_NEEDED:
        _change(row, State.DUE, "due again", due_on=due_on, closes_on=closes_on)
    elif row.state == State.DUE and (row.due_on, row.closes_on) != (due_on, closes_on):
        row.due_on, row.closes_on = due_on, closes_on
        row.save(update_fields=["due_on", "closes_on"])
        seals.record(row, "due on another day", by=BY)


@transaction.atomic
def _change(row: Questionnaire, state: str, verb: str, **columns: Any) -> None:
    current = locked(row)
    if current.state == row.state:
        step(current, state, verb, by=BY, **columns)


def _invite(row: Questionnaire) -> bool:
    registrations = row.participant.person.registrations.order_by("-pk").values_list("language", flat=True)
    actions.invite(row, by=BY, language=registrations.first() or "")
    return True


def _each(rows: QuerySet[Questionnaire], act: Callable[[Questionnaire], object]) -> int:
    """One transaction for each, so that one that is refused stops no other. Returns how many were done."""
    done = 0
    for row in rows.select_related("participant__person"):
        try:
            act(row)
            done += 1
        except Refused as refusal:
            log.info("questionnaire %s: %s", row.pk, refusal)
    return done


def _rows(operation: Operation) -> Iterable[Questionnaire]:
    return Questionnaire.objects.filter(participant__operation=operation).order_by("pk")


def _booked(operation: Operation, today: date) -> set[int]:
    """People with a confirmed seat on a day to come."""
    ahead = Event.objects.filter(operation=operation, sort_on__gte=today).exclude(state=Event.State.CANCELLED)
    wanted = Q(admission__event__in=ahead) | Q(admission__series__events__in=ahead)
    rows = Registration.objects.filter(wanted, state=Seat.CONFIRMED, person__isnull=False)
    return set(rows.order_by().values_list("person", flat=True))


def _decide_by_default(operation: Operation) -> None:
    """Store the default where nobody decided: the operation's own, or the person where no organisation was named."""
    rows = Participant.objects.filter(operation=operation, aim=None)
    default = AimDefault.objects.filter(operation=operation).first()
    if default is not None:
        reasons = {name: getattr(default, name) for name in ("skills", "support", "replaceable")}
        _decide(rows, reason=default.reason, reasons=reasons)
        return
    serials = Holder.objects.filter(person__participations__in=rows).values("serial")
    named = Registration.objects.filter(serial__in=serials).exclude(organization="").values("serial")
    with_organization = Holder.objects.filter(serial__in=named).values("person")
    _decide(rows.exclude(person__in=with_organization), reason=NO_ORGANIZATION, reasons={})


def _decide(rows: QuerySet[Participant], *, reason: str, reasons: dict[str, bool]) -> None:
    for batch in _batches(list(rows.order_by("pk"))):
        with transaction.atomic():
            for row in batch:
                decide_by_default(row, reasons=reasons, reason=reason, by=BY)


def _batches(rows: list[T]) -> list[list[T]]:
    """Few enough that nobody waits long for their transaction."""
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
