"""Letters about a kept day: one question to a new address, then one message for each release that matters."""

from collections.abc import Sequence
from hashlib import sha256

from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.take_part.letters import frame

from . import plan_link
from .models import Plan

Lines = Sequence[tuple[str, str]]


def question(plan: Plan, token: str) -> None:
    """Ask the owner of an address whether they want notices. Without an answer nothing more is sent."""
    letter = frame.Letter(
        subject=frame.subject(_("Notices about your day: %(title)s"), _title(plan)),
        blocks=(
            frame.Text(
                _("Somebody, probably you, wants to be told at this address when chosen sessions of “%(title)s” "
                  "move or are cancelled. Please say yes on this page:") % {"title": _title(plan)}
            ),
            frame.Button(_("Yes, tell me"), plan_link.address_of(plan, "mail_confirm", token)),
            frame.Text(_("If it was not you, there is nothing to do: no further mail will come.")),
        ),
        why=_("You get this mail because this address was entered for a personal day."),
        controller=_controller(plan),
    )  # fmt: skip
    cause = f"my day question:{sha256(token.encode()).hexdigest()[:32]}"
    frame.post(letter, to=plan.email, cause=cause, about=f"my day:{plan.pk}")


def news(plan: Plan, number: int, lines: Lines, whole: str = "") -> None:
    """Tell what changed with release `number`: of the whole event, and of each session (title, what)."""
    with translation.override(plan.language):
        blocks: list[frame.Block] = [frame.Text(whole)] if whole else []
        if lines:
            blocks.append(frame.Facts(tuple(lines), title=_("Of the sessions you chose:")))
        letter = frame.Letter(
            subject=frame.subject(_("Changes in your day: %(title)s"), _title(plan)),
            blocks=(*blocks, frame.Button(_("My day"), plan_link.address_of(plan))),
            why=_("You asked to be told when sessions you chose change."),
            controller=_controller(plan),
            unsubscribe=plan_link.address_of(plan, "mail_stop"),
        )
        to = sha256(plan.email_key.encode()).hexdigest()[:16]
        cause = f"my day:{plan.event_id}:{number}:{to}"
        frame.post(letter, to=plan.email, cause=cause, about=f"my day:{plan.pk}", is_bulk=True)


def _title(plan: Plan) -> str:
    public = getattr(plan.event, "public", None)
    return str(translated(public or plan.event, "title"))


def _controller(plan: Plan) -> str:
    return str(plan.event.lead or "")
