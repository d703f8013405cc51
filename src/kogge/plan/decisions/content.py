"""What is frozen: the facts that minutes and letters are made of, as JSON, and their digest."""

import hashlib
import json
from typing import Any

from kogge.plan.juries.models import Declaration, Juror

from . import queries
from .models import Decision, LetterText, Placement

BOTH = ("de", "en")


def gather(decision: Decision, *, reason: str, frozen_at: str, frozen_by: str) -> dict[str, Any]:
    """Everything about a decision as it is now. `frozen_by` is the number of an account."""
    call = decision.call
    known = queries.names([frozen_by, decision.reopening_asked_by, decision.reopened_by])
    reopening = {
        "reason": decision.reopening_reason, "asked_by": known.get(decision.reopening_asked_by, ""),
        "agreed_by": known.get(decision.reopened_by, ""),
        "at": decision.reopened_at.isoformat() if decision.reopened_at else "",
    }  # fmt: skip
    return {
        "call": {**_both(call, "title"), "slug": call.slug, "organization": str(call.organization)},
        **_both(decision, "title"), "winners": decision.winners, "reserves": decision.reserves,
        "vacant": decision.vacant, "track": str(decision.track or ""),
        "among": _both(decision.among, "title") if decision.among else {},
        "number": decision.version, "reason": reason, "frozen_at": frozen_at,
        "frozen_by": known.get(frozen_by, frozen_by), "reopening": reopening if decision.reopened_by else {},
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else "", "meeting": decision.meeting,
        "funding": _funding(decision), "fictional": is_fictional(call.organization, call.event), **_judging(decision),
        "rows": [_row(one) for one in queries.placements(decision)],
        "letters": letter_texts(decision),
    }  # fmt: skip


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content in canonical JSON."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def is_fictional(*things: Any) -> bool:
    """Whether one of these is marked as invented for the demo, so that papers say so."""
    return any(one.facts.get("fictional") for one in things if one is not None)


def letter_texts(decision: Decision) -> dict[str, dict[str, str]]:
    """The office's own words for letters, by kind."""
    rows = LetterText.objects.filter(call=decision.call_id)
    return {one.kind: {**_both(one, "subject"), **_both(one, "text")} for one in rows}


def _judging(decision: Decision) -> dict[str, Any]:
    """The jury: its rules, who sat on it and how they voted, who may not judge what."""
    if decision.phase is None:
        return {"phase": "", "tie_rule": "", "criteria": [], "jurors": [], "conflicts": []}
    jury = decision.phase.jury
    criteria = [
        {**_both(one, "label"), "weight": one.weight, "lowest": one.lowest, "highest": one.highest}
        for one in jury.criteria.all()
    ]
    votes = dict(decision.ballots.values_list("juror", "vote"))
    jurors = Juror.objects.filter(jury=jury)
    stood = decision.placements.values_list("submission", flat=True)
    conflicts = Declaration.objects.filter(
        juror__jury=jury, kind="conflict", submission__in=stood, cleared=""
    )
    found = {
        (one.juror.name, one.submission.code, one.submission.shown_title): one.source
        for one in conflicts.select_related("juror", "submission").order_by("juror__name", "submission__code")
    }
    return {
        "phase": decision.phase.title, "tie_rule": jury.tie_rule, "criteria": criteria,
        "jurors": [
            {
                "name": one.name, "organization": one.organization_name, "vote": votes.get(one.pk, ""),
                "left": one.left_at is not None, "confidential": one.confidential_at is not None,
            }
            for one in jurors
        ],
        "conflicts": [
            {"juror": juror, "code": code, "title": title, "source": source}
            for (juror, code, title), source in found.items()
        ],
    }  # fmt: skip


def _row(one: Placement) -> dict[str, Any]:
    submission = one.submission
    numbers = {
        name: getattr(one, name)
        for name in ("place", "ranked", "low", "high", "raw_mean", "normalised", "count")
    }
    return {
        "submission": submission.pk, "code": submission.code, "title": submission.shown_title,
        "organization": submission.organization_name, "kind": one.kind, "reason": one.reason,
        "feedback": one.feedback, **numbers,
    }  # fmt: skip


def _funding(decision: Decision) -> dict[str, str]:
    """The statement of the operation that pays (Regulation (EU) 2021/1060, Article 50)."""
    operation = decision.call.event.operation if decision.call.event else None
    if operation is None:
        return {}
    titles = {"operation_de": operation.title, "operation_en": operation.title_en or operation.title}
    return {**_both(operation.profile, "statement"), **titles, "emblem": operation.profile.emblem}


def _both(record: Any, field: str) -> dict[str, str]:
    texts = {code: str(getattr(record, f"{field}_{code}") or "").strip() for code in BOTH}
    return {f"{field}_{code}": texts[code] or texts["de"] or texts["en"] for code in BOTH}
