"""What screen, audience and jury see of a day of pitches."""

import io
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kogge.core import charts
from kogge.plan.decisions import queries as decided
from kogge.plan.juries.comparing import standing

from .models import Pitch, PitchDay


def turns(day: PitchDay) -> list[Pitch]:
    """Who is on stage when; without those who withdrew."""
    return list(day.pitches.filter(submission__state="submitted").select_related("submission"))


def moved(day: PitchDay, code: str, by: int) -> list[int]:
    """The order after one step of one turn; unknown codes move nothing."""
    rows = turns(day)
    order = [one.submission_id for one in rows]
    at = next((number for number, one in enumerate(rows) if one.submission.code == code), None)
    if at is not None and 0 <= at + by < len(order):
        order[at], order[at + by] = order[at + by], order[at]
    return order


def revealed(day: PitchDay) -> dict[str, Any]:
    """The last places first, as far as they are revealed; the audience's votes with the first place."""
    rows = decided.winners(day.decision) if day.decision.is_frozen else []
    shown = [one for one in rows if (one.place or 0) > day.decision.winners - day.revealed]
    whole = bool(day.revealed) and day.revealed >= day.decision.winners
    return {
        "shown": shown, "whole": whole, "waiting": day.decision.winners - day.revealed,
        "chart": _audience(day) if whole and day.shows_audience else None,
    }  # fmt: skip


def qr_code(address: str) -> SafeString:
    """The address as a picture for phones."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        scale=4,
        border=2,
        dark="#000",
        light="#fff",
        xmldecl=False,
        title=_("Address as a QR code"),
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  drawn by segno, which escapes the title


def screen_words() -> dict[str, str]:
    """What the clock says."""
    return {
        "pitch": _("Pitch"), "questions": _("Questions"), "over": _("Time is up"), "next": _("Next: %s"),
        "start": _("Start"), "pause": _("Pause"), "end": _("That was the last pitch. Thank you!"),
    }  # fmt: skip


def _audience(day: PitchDay) -> charts.Chart | None:
    counts = standing.audience(day.decision.call)
    rows = [(one.submission.shown_title, counts.get(one.submission_id, 0)) for one in turns(day)]
    if not any(count for _title, count in rows):
        return None
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    return charts.horizontal_bar(_("Votes of the audience"), ordered, head=_("Pitch"), unit="")
