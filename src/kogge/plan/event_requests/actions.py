"""A request finds its centre, becomes a draft or is declined with a reason; a challenge is edited and published."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import freshness, history, outbox, region
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.models import Membership, Role
from kogge.network.directory.models import Organization, Place
from kogge.plan.calls import actions as calls
from kogge.plan.calls import letters, questions
from kogge.plan.calls.models import Call, Submission
from kogge.plan.events import actions as events
from kogge.plan.events.actions.values import free_slug, one_line
from kogge.plan.events.models import Event

from .models import Challenge, EventRequest, Territory

State = EventRequest.State


def centres() -> QuerySet[Organization]:
    """Organisations that answer requests: of the kind that the region calls its centres."""
    return Organization.objects.filter(kind=region.current().data.get("centre_kind", ""))


def centre_of(postcode: str) -> Organization | None:
    """Who answers for a postcode: as the office wrote it down, else the only centre in the same district; or nobody."""
    wanted = "".join(postcode.split())
    if not wanted:
        return None
    beginnings = [wanted[:length] for length in range(len(wanted), 0, -1)]
    rows = Territory.objects.filter(prefix__in=beginnings).select_related("organization")
    if found := max(rows, key=lambda one: len(one.prefix), default=None):
        return found.organization
    place = Place.objects.filter(postcode=wanted).exclude(area=None).select_related("area").first()
    if place is None:
        return None
    near = list(centres().filter(place__area=place.area)[:2])
    return near[0] if len(near) == 1 else None


@transaction.atomic
def route(submission: Submission, *, by: Any = None) -> EventRequest | None:
    """Bring a request that was handed in to its centre; a changed one stays where it is."""
    if submission.call.kind != Call.Kind.EVENT_REQUESTS:
        return None
    centre = centre_of(submission.postcode)
    request, made = EventRequest.objects.get_or_create(
        submission=submission, defaults={"organization": centre}
    )
    if made:
        history.record(request, "routed", by=by, after={"centre": centre.slug if centre else "office"})
        _tell_staff(request)
    return request


@transaction.atomic
def hand_over(request: EventRequest, organization: Organization | None, *, by: Any) -> None:
    """Another centre answers, or the office."""
    fresh = _new(request)
    before, fresh.organization = fresh.organization, organization
    fresh.save(update_fields=["organization"])
    history.record(
        fresh, "handed over", by=by, before={"centre": before and before.slug},
        after={"centre": organization and organization.slug},
    )  # fmt: skip
    _tell_staff(fresh)


@transaction.atomic
def accept(request: EventRequest, *, by: Any, format_key: str, lead: Organization) -> Event:
    """Make the draft of an event from what was asked for, and write that somebody will call."""
    fresh = _new(request)
    submission = fresh.submission
    values = questions.values_of(submission)
    asked = questions.of(submission.call)
    lines = [f"{one.label}: {words}" for one in asked if (words := one.words(values.get(one.key)))]
    main = letters.main(submission)
    place = one_line(f"{values.get('where') or ''} {submission.postcode} {submission.organization_name}")[
        :200
    ]
    event = events.create_event(
        by=by, format_key=format_key, lead=lead,
        values={
            "title_de": submission.title or submission.code, "summary_de": submission.abstract,
            "precision": "not_stated", "place_note": place,
            "internal_notes": "\n".join([*lines, f"{main.name}, {main.email}"]), "state": Event.State.IDEA,
        },
    )  # fmt: skip
    fresh.event, fresh.organization = event, lead
    _decided(fresh, State.ACCEPTED, Submission.Outcome.ACCEPTED, by=by)
    said = _("%(name)s takes up your request. Somebody will write or call to agree on the date.") % {
        "name": lead
    }
    _answer(fresh, _("Your request is taken up: %(title)s"), said)
    return event


@transaction.atomic
def decline(request: EventRequest, *, reason: str, by: Any) -> None:
    """Say no, with a reason that the person reads."""
    fresh = _new(request)
    fresh.reason = reason.replace("\x00", "").strip()[:1000]
    if not fresh.reason:
        raise Refused(_("Please say why. The person who asked reads it."), field="reason")
    _decided(fresh, State.DECLINED, Submission.Outcome.REJECTED, by=by)
    _answer(fresh, _("About your request: %(title)s"), _("we cannot do this at the moment:"), fresh.reason)


@transaction.atomic
def set_territories(rows: Mapping[Organization, list[str]], *, by: Any) -> None:
    """Which postcodes belong to which centre; each beginning to one centre only."""
    flat = [(prefix, organization) for organization, prefixes in rows.items() for prefix in prefixes]
    seen: dict[str, Organization] = {}
    for prefix, organization in flat:
        if not prefix.isdecimal() or len(prefix) > 5:
            raise Refused(
                _("“%(text)s” is no beginning of a postcode.") % {"text": prefix[:20]},
                field=organization.slug,
            )
        if other := seen.get(prefix):
            names = {"prefix": prefix, "name": other}
            raise Refused(_("%(prefix)s belongs to %(name)s already.") % names, field=organization.slug)
        seen[prefix] = organization
    Territory.objects.all().delete()
    made = Territory.objects.bulk_create(
        Territory(prefix=prefix, organization=one) for prefix, one in seen.items()
    )
    if made:
        history.record(Territory.objects.all()[0], "postcodes set", by=by, after={"count": len(made)})


@transaction.atomic
def make_challenge(submission: Submission, *, by: Any) -> Challenge:
    """A page of its own for a challenge that was handed in, to be edited before it is public."""
    if submission.call.kind != Call.Kind.CHALLENGES or submission.state != Submission.State.SUBMITTED:
        raise Refused(_("Only a challenge that was handed in gets a page."))
    if known := Challenge.objects.filter(submission=submission).first():
        return known
    answers = submission.answers
    challenge = Challenge(
        submission=submission, call=submission.call, title_de=submission.title, text_de=submission.abstract,
        wanted_de=answers.get("wanted", ""), offered_de=answers.get("offered", ""),
        organization_name=submission.organization_name, event=submission.call.event,
        team_least=_whole(answers.get("team_least")), team_most=_whole(answers.get("team_most")),
        slug=free_slug(submission.title, Challenge.objects.all()),
    )  # fmt: skip
    if challenge.team_least and challenge.team_most and challenge.team_least > challenge.team_most:
        challenge.team_least, challenge.team_most = challenge.team_most, challenge.team_least
    challenge.save()
    history.record(challenge, "created", by=by, after={"proposal": submission.code})
    return challenge


@transaction.atomic
def change_challenge(challenge: Challenge, *, by: Any, values: Mapping[str, Any]) -> None:
    """Edit a challenge, also once it is public."""
    for name, value in values.items():
        setattr(challenge, name, value)
    if challenge.team_least and challenge.team_most and challenge.team_least > challenge.team_most:
        raise Refused(_("The largest team must not be smaller than the smallest."), field="team_most")
    challenge.save()
    history.record(challenge, "changed", by=by, after={"fields": sorted(values)})
    announce("challenge changed", challenge=challenge)
    freshness.advance()


@transaction.atomic
def publish_challenge(challenge: Challenge, *, by: Any, public: bool) -> None:
    """Show it to everybody, or take it back."""
    challenge.published_at = (challenge.published_at or timezone.now()) if public else None
    challenge.save(update_fields=["published_at"])
    if public and challenge.submission is not None:
        calls.set_outcome(challenge.submission, Submission.Outcome.ACCEPTED, by=by)
    history.record(challenge, "published" if public else "taken back", by=by)
    freshness.advance()


def _new(request: EventRequest) -> EventRequest:
    fresh = EventRequest.objects.select_for_update(of=("self",)).select_related(
        "submission__call__organization"
    )
    found = fresh.get(pk=request.pk)
    if found.state != State.NEW:
        raise Refused(_("Somebody has answered this request already."))
    if found.submission.state != Submission.State.SUBMITTED:
        raise Refused(_("This request was withdrawn."))
    return found


def _decided(request: EventRequest, state: str, outcome: str, *, by: Any) -> None:
    request.state, request.decided_at = state, timezone.now()
    request.save()
    calls.set_outcome(request.submission, outcome, by=by)
    history.record(request, state, by=by)


def _answer(request: EventRequest, subject: str, *lines: str) -> None:
    submission = request.submission
    with translation.override(submission.locale):
        letters.send(
            letters.main(submission), cause=f"event request:{request.pk}:{request.state}",
            subject=subject % {"title": one_line(submission.shown_title)[:60]}, lines=lines,
            why=_("You get this letter because you asked for an event."),
        )  # fmt: skip


def _tell_staff(request: EventRequest) -> None:
    """Tell those who edit for the centre, each in their language; the office, where no centre matches."""
    rows = Membership.objects.at(timezone.localdate()).filter(user__is_active=True).select_related("user")
    if request.organization is None:
        rows = rows.filter(role=Role.OFFICE)
    else:
        rows = rows.filter(role=Role.EDITOR, organization_slug=request.organization.slug)
    address = settings.SITE_URL + reverse("event_requests:request", args=[request.submission.code])
    for row in rows:
        with translation.override(row.user.language):
            text = _("Somebody asks for an event. Please answer here:\n\n%(address)s") % {"address": address}
            outbox.post(
                cause=f"event request:{request.pk}:{row.user_id}:{uuid.uuid4()}", to=row.user.email,
                subject=_("A request for an event"), text=text + "\n",
            )  # fmt: skip


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 < value < 1000 else None
