"""What jurors say of two files, and how the audience votes: once each, whatever the network does."""

import hmac
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.queries import judged
from kogge.plan.juries.models import Audience, AudienceCode, AudienceVote, Juror, PairwiseVote, Phase

from . import standing

GRACE = timedelta(hours=2)
"""A comparison made in time may arrive so much later: the phone had no network."""
MOST_CODES = 2_000
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def compare(
    juror: Juror,
    phase: Phase,
    *,
    uid: uuid.UUID,
    better: str,
    worse: str,
    at: datetime | None = None,
    by: Any,
) -> PairwiseVote:
    """Note that a juror holds one file for better than another, both by code.

    The same number, or the same pair once more, changes nothing: the first answer stays.
    """
    now = timezone.now()
    at = min(at or now, now)
    files = standing.allowed(juror, phase)
    if better == worse or better not in files or worse not in files:
        raise Refused(_("One of these files is not before you, or not any more."))
    kept = PairwiseVote.objects.filter(uid=uid, phase=phase, juror=juror).first() or of_pair(
        juror, phase, better, worse
    )
    if kept is not None:
        return kept
    _refuse_out_of_time(phase, at, now)
    try:
        with transaction.atomic():
            vote = PairwiseVote.objects.create(
                uid=uid, phase=phase, juror=juror, better=files[better], worse=files[worse], at=at
            )
    except IntegrityError:
        # another device was faster with this pair, or the number belongs to somebody else
        stored = of_pair(juror, phase, better, worse)
        if stored is None:
            raise Refused(_("This comparison cannot be stored. Please reload the page.")) from None
        return stored
    history.record(vote, "compared", by=by, after={"better": better, "worse": worse, "phase": phase.pk})
    return vote


def _refuse_out_of_time(phase: Phase, at: datetime, now: datetime) -> None:
    if not phase.takes_pairs or now < phase.opens_at:
        raise Refused(_("Files are not compared now."))
    if now >= phase.closes_at and (at >= phase.closes_at or now >= phase.closes_at + GRACE):
        raise Refused(_("The time for this is over. The comparison was not counted."))


@transaction.atomic
def turn(juror: Juror, phase: Phase, uid: uuid.UUID, *, by: Any) -> PairwiseVote:
    """Turn a comparison round: the juror tapped the wrong file."""
    vote = PairwiseVote.objects.select_for_update().filter(uid=uid, phase=phase, juror=juror).first()
    if vote is None or not phase.is_open():
        raise Refused(_("This comparison cannot be changed any more."))
    before = {"better": vote.better.code, "worse": vote.worse.code}
    PairwiseVote.objects.filter(pk=vote.pk).update(better=F("worse"), worse=F("better"))
    vote.refresh_from_db()
    after = {"better": vote.better.code, "worse": vote.worse.code}
    history.record(vote, "comparison turned", by=by, before=before, after=after)
    return vote


def of_pair(juror: Juror, phase: Phase, one: str, other: str) -> PairwiseVote | None:
    """What a juror said of two files, whichever way round."""
    pair = (one, other)
    return PairwiseVote.objects.filter(
        juror=juror, phase=phase, better__code__in=pair, worse__code__in=pair
    ).first()


@transaction.atomic
def open_audience(
    call: Call,
    *,
    way: str,
    opens_at: datetime,
    closes_at: datetime,
    candidates: Iterable[Submission],
    by: Any,
) -> Audience:
    """Say on which files the audience votes, when, and with what. Once somebody voted, the files stay as they are."""
    chosen = sorted({one.pk for one in candidates})
    if len(chosen) < 2:
        raise Refused(_("Please choose at least two files."), field="candidates")
    if opens_at >= closes_at:
        raise Refused(_("The vote must close after it opens."), field="closes_at")
    if way == Audience.Way.TICKETS and call.event is None:
        raise Refused(
            _("This call belongs to no event, so there are no tickets. Please use codes."), field="way"
        )
    row = Audience.objects.filter(call=call).first()
    if row is not None and AudienceVote.objects.filter(call=call).exists():
        kept = sorted(row.candidates.values_list("pk", flat=True))
        if (kept, row.way) != (chosen, way):
            raise Refused(
                _("Somebody has voted already: files and tickets stay as they are."), field="candidates"
            )
    values = {"way": way, "opens_at": opens_at, "closes_at": closes_at}
    row, _made = Audience.objects.update_or_create(call=call, defaults=values)
    row.candidates.set(chosen)
    history.record(row, "audience's vote arranged", by=by, after=values | {"candidates": chosen})
    return row


@transaction.atomic
def make_codes(audience: Audience, count: int, *, by: Any) -> list[str]:
    """New codes, told once: only their digests are kept."""
    kept = audience.codes.count()
    if not 1 <= count <= MOST_CODES - kept:
        raise Refused(_("Please ask for 1 to %(most)d codes.") % {"most": MOST_CODES - kept}, field="count")
    made = ["".join(secrets.choice(_LETTERS) for _letter in range(8)) for _code in range(count)]
    AudienceCode.objects.bulk_create(
        AudienceCode(audience=audience, digest=_digest(audience.call, "code", code)) for code in made
    )
    history.record(audience, "codes made", by=by, after={"count": count})
    return [f"{code[:4]}-{code[4:]}" for code in made]


def vote(audience: Audience, *, given: str, candidate: str) -> bool:
    """Take one vote of the audience with the text of a ticket or a code. False where this ticket voted before.

    Nobody is named and no history is kept: the vote is secret.
    """
    with transaction.atomic():
        if not audience.is_open():
            raise Refused(_("The vote is not open now."))
        chosen = judged(audience.call).filter(pk__in=audience.candidates.values("pk"), code=candidate).first()
        if chosen is None:
            raise Refused(_("Please choose one."), field="candidate")
        ticket = _ticket(audience, given)
        return AudienceVote.objects.get_or_create(
            call=audience.call, ticket=ticket, defaults={"submission": chosen}
        )[1]


@transaction.atomic
def reveal(audience: Audience, *, by: Any) -> None:
    """Show the audience's result to everybody. It stays shown."""
    if timezone.now() < audience.closes_at:
        raise Refused(_("The vote is still running. Close it first."))
    if Audience.objects.filter(pk=audience.pk, revealed_at=None).update(revealed_at=timezone.now()):
        audience.refresh_from_db(fields=["revealed_at"])
        history.record(audience, "audience's result revealed", by=by)


def _ticket(audience: Audience, given: str) -> str:
    """The digest of a valid ticket or code, or a refusal with a sentence."""
    if audience.way == Audience.Way.TICKETS:
        found: list[str] = []
        announce("ticket asked", event=audience.call.event, code=given, found=found)
        if not found:
            raise Refused(_("This is not a ticket of this event."), field="given")
        return _digest(audience.call, "ticket", found[0])
    digest = _digest(audience.call, "code", "".join(given.upper().split()).replace("-", ""))
    if not audience.codes.filter(digest=digest).exists():
        raise Refused(_("This code is not known. Please look at your slip again."), field="given")
    return digest


def _digest(call: Call, kind: str, text: str) -> str:
    """A keyed digest: nobody can tell from the database which ticket voted for what by trying serials."""
    key = f"{settings.SECRET_KEY}:{call.pk}".encode()
    return hmac.new(key, f"audience:{kind}:{text}".encode(), sha256).hexdigest()
