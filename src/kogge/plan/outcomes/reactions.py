"""What follows a decision: accepted talks become sessions, who moved up is told, if the others were told.

And the page of a call leads to its results, once they are public.
"""

from kogge.plan.calls.models import Call
from kogge.plan.calls.parts import Part
from kogge.plan.decisions.models import Decision

from .actions import make_sessions, write
from .models import Notice


def decided(decision: Decision, moved_up: int | None = None, **_more: object) -> None:
    """Sessions of accepted talks, and the letter to whoever moved up from the reserves."""
    make_sessions(decision.call, by=decision.frozen_by)
    stage = decision.among_id or 0
    if moved_up and Notice.objects.filter(submission__call=decision.call_id, stage=stage).exists():
        write(decision.call, stage, by="reserve", only=moved_up)


def call_page_asked(call: Call, parts: list[Part]) -> None:
    """Lead everybody who still reads the call to who was chosen."""
    if call.decisions.exclude(published_at=None).exists():
        parts.append(Part("outcomes/parts/results.html", {"slug": call.slug}))
