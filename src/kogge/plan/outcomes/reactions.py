"""What follows when something was decided: whoever moved up is told at once, if the others were told before."""

from kogge.plan.decisions.models import Decision

from .actions import write
from .models import Notice


def decided(decision: Decision, moved_up: int | None = None, **_more: object) -> None:
    """The letter to whoever moved up from the reserves."""
    stage = decision.among_id or 0
    if moved_up and Notice.objects.filter(submission__call=decision.call_id, stage=stage).exists():
        write(decision.call, stage, by="reserve", only=moved_up)
