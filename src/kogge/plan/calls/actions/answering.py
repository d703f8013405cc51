"""From the first saved draft to handing in and withdrawing. The clock of the server decides, inside the transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization, Topic
from kogge.plan.events.actions.values import one_line

from .. import eligibility, letters, questions
from ..models import AnswerFile, Applicant, Call, Hit, Submission

State = Submission.State
File = tuple[Any, str, str]


class Closed(Refused):
    """The call is not open, or not for this answer."""


class Unfinished(Refused):
    """Something must be mended before handing in: `faults` = {key: sentence}."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(_("Before you can hand in, please look at the marked fields."))
        self.faults = dict(faults)


class NotEligible(Refused):
    """A rule speaks against it: to be read and acknowledged before handing in."""

    def __init__(self, findings: list[eligibility.Finding]) -> None:
        super().__init__(
            _("Please read what the rules of this call say to your answers. Your draft is kept.")
        )
        self.findings = findings


class ChangedMeanwhile(Refused):
    """It was saved in another window or by somebody who answers along."""


@dataclass(frozen=True)
class Content:
    """What somebody sent: answers by key as they were typed, checked files, and keys of files to drop."""

    values: Mapping[str, Any]
    files: Mapping[str, File]
    dropped: Collection[str] = ()
    name: str = ""


@transaction.atomic
def start(
    call: Call, content: Content, *, email: str, key: str = "", locale: str = "de", origin: str = "",
    previous: Submission | None = None, by: Any = None,
) -> Submission:  # fmt: skip
    """Keep the first draft and mail the link to it. The same key sent again gives the same draft."""
    if key and (known := Submission.objects.filter(call=call, idempotency_key=key[:40]).first()):
        return known
    address = checked_mail(email)
    call = Call.objects.select_related("event", "organization").get(pk=call.pk)
    if not call.is_open():
        raise Closed(_("This call is closed. Nothing was saved."))
    if call.previous_id and (previous is None or not is_chosen(previous, call)):
        raise Closed(_("Only those chosen in the phase before can answer. Please use the link in your mail."))
    submission = Submission.objects.create(
        call=call, idempotency_key=key[:40], locale=locale, origin=origin, previous=previous
    )
    Applicant.objects.create(
        submission=submission, name=one_line(content.name)[:200], email=address, email_key=address.casefold()
    )
    _fill(submission, content)
    history.record(submission, "started", by=by, after={"call": call.slug})
    with translation.override(locale):
        letters.draft_kept(submission)
    return submission


@transaction.atomic
def save(
    submission: Submission, content: Content, *, expected_version: int | None = None, by: Any = None
) -> Submission:
    """Keep a draft as it is, finished or not. What was handed in is changed by handing in again."""
    fresh = _changeable(submission, expected_version)
    if fresh.state != State.DRAFT:
        raise Refused(_("This was handed in already. Please use “Save changes”."))
    _fill(fresh, content)
    history.record(fresh, "saved", by=by)
    return fresh


@transaction.atomic
def hand_in(submission: Submission, *, acknowledged: bool = False, by: Any = None) -> Submission:
    """Hand in what was saved; again after changes. Rules that speak against it go to a person."""
    fresh = _changeable(submission, None)
    asked = questions.of(fresh.call)
    values = questions.values_of(fresh)
    files = set(fresh.files.values_list("question", flat=True))
    if faults := questions.faults(asked, values, files):
        raise Unfinished(faults)
    if not letters.main(fresh).name:
        raise Unfinished({"name": _("Please write your name.")})
    findings = eligibility.check(fresh.call, values, fresh)
    if findings and not acknowledged:
        raise NotEligible(findings)
    _note_hits(fresh, findings)
    again = fresh.state == State.SUBMITTED
    fresh.state = State.SUBMITTED
    fresh.submitted_at = timezone.now()
    fresh.organization = Organization.objects.filter(name__iexact=fresh.organization_name or "-").first()
    fresh.save(update_fields=["state", "submitted_at", "organization", "changed_at"])
    history.record(fresh, "changed after handing in" if again else "handed in", by=by)
    with translation.override(fresh.locale):
        letters.handed_in(fresh)
    shown_anew(fresh.call)
    announce("submission handed in", submission=fresh)
    return fresh


def save_and_hand_in(
    submission: Submission,
    content: Content,
    *,
    acknowledged: bool = False,
    expected_version: int | None = None,
) -> Submission:
    """Hand in what was sent. A draft is kept even if it cannot be handed in yet; what was handed in stays as it was."""
    if submission.state == State.DRAFT:
        return hand_in(
            save(submission, content, expected_version=expected_version), acknowledged=acknowledged
        )
    with transaction.atomic():
        fresh = _changeable(submission, expected_version)
        _fill(fresh, content)
        return hand_in(fresh, acknowledged=acknowledged)


@transaction.atomic
def copy_answer(submission: Submission, call: Call, *, by: Any = None) -> Submission:
    """A new draft with the answers that both calls ask for, once for each call; files are given again."""
    is_next = call.previous_id is not None
    if is_next and (known := Submission.objects.filter(call=call, previous=submission).first()):
        return known
    wanted = {one.key for one in questions.of(call)}
    values = {key: value for key, value in questions.values_of(submission).items() if key in wanted}
    main = letters.main(submission)
    copy = start(
        call, Content(values, {}, name=main.name), email=main.email, key=f"copy:{submission.pk}",
        locale=submission.locale, origin=submission.origin, previous=submission if is_next else None,
        by=by,
    )  # fmt: skip
    Submission.objects.filter(pk=copy.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    return copy


@transaction.atomic
def withdraw(submission: Submission, *, by: Any = None) -> Submission:
    """Take it back, at any time. It counts no more and cannot be handed in again; it can be copied."""
    fresh = taken(submission)
    if fresh.state == State.WITHDRAWN:
        return fresh
    before, fresh.state = fresh.state, State.WITHDRAWN
    fresh.version += 1
    fresh.save(update_fields=["state", "version", "changed_at"])
    history.record(fresh, "withdrawn", by=by, before={"state": before}, after={"state": fresh.state})
    with translation.override(fresh.locale):
        letters.withdrawn(fresh)
    shown_anew(fresh.call)
    announce("submission withdrawn", submission=fresh)
    return fresh


def is_chosen(previous: Submission, call: Call) -> bool:
    """Whether this answer to the phase before opens the call."""
    chosen = previous.outcome == Submission.Outcome.ACCEPTED and previous.state == State.SUBMITTED
    return chosen and previous.call_id == call.previous_id


def checked_mail(email: str) -> str:
    """The address as it is written to, or Refused beside its field."""
    address = one_line(email).replace(" ", "")
    local, at, domain = address.rpartition("@")
    try:
        address = f"{local}{at}{domain.rstrip('.').encode('idna').decode('ascii').lower()}"
        validate_email(address)
    except (UnicodeError, ValidationError):
        sentence = _("Please write a whole mail address, such as name@example.org.")
        raise Refused(sentence, field="email") from None
    return address[:254]


def shown_anew(call: Call) -> None:
    """What came in changed: pages that list it publicly are made anew."""
    if call.lists_proposals:
        freshness.advance()


def taken(submission: Submission) -> Submission:
    """The submission as it is now, locked until the transaction ends."""
    Submission.objects.select_for_update().only("pk").get(pk=submission.pk)
    return Submission.objects.select_related("call__event", "call__organization").get(pk=submission.pk)


def _changeable(submission: Submission, expected_version: int | None) -> Submission:
    fresh = taken(submission)
    if not fresh.may_change():
        raise Closed(_("This can be changed no more. What you typed stands below, but was not saved."))
    if expected_version is not None and fresh.version != expected_version:
        raise ChangedMeanwhile(
            _("This was saved in another window meanwhile. Your text stands below: save again to keep yours.")
        )
    return fresh


def _fill(submission: Submission, content: Content) -> None:
    """Keep every answer in its place."""
    values = dict(content.values)
    for name in questions.TEXTS:
        setattr(submission, name, str(values.pop(name, "") or ""))
    minutes = values.get("minutes")
    submission.minutes = minutes if isinstance(minutes, int) and 0 <= minutes <= 32_767 else None
    if submission.minutes is not None:
        values.pop("minutes")
    track, topics = str(values.pop("track", "") or ""), values.pop("topics", [])
    event = submission.call.event
    submission.track = event.tracks.filter(pk=track).first() if event and track.isdecimal() else None
    nominee = {"name": values.pop("nominee_name", "")[:200], "email": values.pop("nominee_email", "")[:254]}
    submission.answers = {key: value for key, value in values.items() if value not in questions.EMPTY}
    submission.version = F("version") + 1
    submission.save()
    submission.refresh_from_db(fields=["version"])
    submission.topics.set(Topic.objects.filter(slug__in=topics))
    _keep_people(submission, content.name, nominee)
    for key in {*content.dropped, *content.files}:
        for old in submission.files.filter(question=key):
            old.delete()
            transaction.on_commit(partial(old.file.storage.delete, str(old.file.name)))
    for key, (file, name, kind) in content.files.items():
        kept = AnswerFile(submission=submission, question=key, name=name, kind=kind, size=file.size)
        kept.file.save(file.name, file, save=False)
        kept.save(force_insert=True)


def _keep_people(submission: Submission, name: str, nominee: dict[str, str]) -> None:
    if name:
        submission.applicants.filter(role="main").update(name=one_line(name)[:200])
    if any(nominee.values()):
        Applicant.objects.update_or_create(
            submission=submission, role=Applicant.Role.NOMINEE,
            defaults={**nominee, "email_key": nominee["email"].casefold(), "position": 100},
        )  # fmt: skip
    else:
        submission.applicants.filter(role="nominee").delete()


def _note_hits(submission: Submission, findings: list[eligibility.Finding]) -> None:
    """What a person decided stays decided while the same is found; what is found no more needs nobody."""
    open_hits = submission.hits.filter(state=Hit.State.OPEN)
    open_hits.exclude(rule__in=[one.rule for one in findings]).delete()
    for one in findings:
        known = submission.hits.filter(rule=one.rule).first()
        if known is None:
            Hit.objects.create(submission=submission, rule=one.rule, found=one.found)
        elif known.found != one.found:
            known.found, known.state, known.reason, known.decided_at = one.found, Hit.State.OPEN, "", None
            known.save()
