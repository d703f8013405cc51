"""What the clock starts: notices of changes, and forgetting old days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.publish.programme.models import PublicEvent
from kogge.publish.schedules.differences import OFF, facts_of, notices
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.models.registrations import LIVE

from . import mails, queries
from .models import Favourite, Plan

BATCH = 200
KEPT_DAYS = 30


def forget_old_plans() -> int:
    """Keep what the data map promises: 30 days after the event a plan is gone."""
    day = timezone.localdate() - timedelta(days=KEPT_DAYS)
    with transaction.atomic():
        return queries.old_plans(day).delete()[1].get("my_day.Plan", 0)


def tell_changes() -> int:
    """Write to everybody whose chosen sessions changed with a newer release. Returns how many plans were looked at."""
    looked_at = 0
    while plans := queries.to_be_told(BATCH):
        with transaction.atomic():
            _tell(plans)
        looked_at += len(plans)
    return looked_at


def _tell(plans: list[Plan]) -> None:
    favourites: dict[int, list[Favourite]] = defaultdict(list)
    for one in queries.favourites_of(plans):
        favourites[one.plan_id].append(one)
    booked = _told_by_others(plans)
    for _same, group in groupby(plans, key=lambda plan: (plan.event_id, plan.email_key)):
        _tell_one(list(group), favourites, booked)
    for plan in plans:
        plan.told_release = plan.newest  # type: ignore[attr-defined]
    Plan.objects.bulk_update(plans, ["told_release"])
    Favourite.objects.bulk_update([one for rows in favourites.values() for one in rows], ["told"])


def _tell_one(
    plans: Sequence[Plan], favourites: dict[int, list[Favourite]], booked: set[tuple[int, str, int | None]]
) -> None:
    """One letter for one address, however many plans it has; without news none."""
    plan, newest = plans[-1], plans[-1].newest  # type: ignore[attr-defined]
    knows = {session for event, key, session in booked if (event, key) == (plan.event_id, plan.email_key)}
    with translation.override(plan.language):
        public = getattr(plan.event, "public", None)
        whole = _whole(plan, public) if None not in knows else ""
        found = {
            one.session_id: line
            for one in _rows(plans, favourites)
            if (line := _line(one)) and one.session_id not in knows
        }
        is_off = public is None or public.state in OFF
        lines = [] if is_off else list(found.values())
    for one in _rows(plans, favourites):
        one.told = _now(one) or {**one.told, "off": True}
    if lines or (whole and plan.told_release < newest):
        mails.news(plan, newest, lines, whole)


def _rows(plans: Iterable[Plan], favourites: dict[int, list[Favourite]]) -> list[Favourite]:
    return [one for plan in plans for one in favourites[plan.pk]]


def _now(favourite: Favourite) -> dict[str, object] | None:
    public = getattr(favourite.session, "public", None)
    return facts_of(public.record) if public else None


def _line(favourite: Favourite) -> tuple[str, str] | None:
    """(title, what changed), if anything did."""
    now = _now(favourite)
    found = [] if now is None and favourite.told["off"] else notices(favourite.told, now)
    return (
        (str(translated(favourite.told if now is None else now, "title")), "; ".join(found))
        if found
        else None
    )


def _whole(plan: Plan, public: PublicEvent | None) -> str:
    """What happened to the event itself since the plan was last told, in one sentence; usually nothing."""
    releases = plan.event.releases.filter(number__gt=plan.told_release).order_by("number")
    own = [one for made in releases.only("changes") for one in made.changes if one["what"] == "event"]
    if not own:
        return ""
    if public is None:
        return _("The event was withdrawn from the programme. Its page says more.")
    if public.state in OFF and any(one["kind"] == "cancelled" for one in own):
        reason = public.record.get("state_reason") or ""
        word = _("The event is cancelled.") if public.state == "cancelled" else _("The event is postponed.")
        return f"{word} {reason}".strip()
    if public.state == "published" and any("state" in one["fields"] and one["kind"] != "new" for one in own):
        return _("The event takes place after all. Please look at its date and place.")
    if any(one["kind"] == "moved" for one in own):
        return _("The event as a whole has moved. Please look at its new date and place.")
    return ""


def _told_by_others(plans: Iterable[Plan]) -> set[tuple[int, str, int | None]]:
    """(event, address, session) of registrations, also those that a cancellation ended: their letters tell them."""
    ended = (Registration.Ended.EVENT, Registration.Ended.TIME_TAKEN)
    told = Q(state__in=LIVE) | Q(ended_because__in=ended)
    rows = Registration.objects.filter(
        told,
        admission__event__in={plan.event_id for plan in plans},
        email_key__in={plan.email_key for plan in plans},
    )
    return set(rows.values_list("admission__event", "email_key", "capacity__session"))
