"""What later stages add to pages of calls; they react to the happenings named here (see `config/reactions.py`)."""

from dataclasses import dataclass, field
from typing import Any

from kogge.core.reactions import announce

from .models import Call, Submission


@dataclass(frozen=True)
class Part:
    """A piece of a page: a template of the stage that adds it, and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """Somewhere a call goes on: its jury, its decision."""

    label: str
    address: str
    note: str = ""


def of_call(call: Call) -> list[Part]:
    """What the public page of a call says besides: criteria, weights, the rule for ties."""
    found: list[Part] = []
    announce("call page asked", call=call, parts=found)
    return found


def of_list() -> list[Link]:
    """What can be asked and proposed at any time: the public list of calls leads there."""
    found: list[Link] = []
    announce("call list asked", links=found)
    return found


def of_desk_list(user: Any) -> list[Link]:
    """Where the desk's list of calls leads besides."""
    found: list[Link] = []
    announce("call desk list asked", user=user, links=found)
    return found


def links_of(call: Call, user: Any) -> list[Link]:
    """Where the desk's page of a call leads."""
    found: list[Link] = []
    announce("call desk asked", call=call, user=user, links=found)
    return found


def of_submission(submission: Submission, user: Any) -> list[Part]:
    """What the desk's page of an answer says besides: reviews, the decision."""
    found: list[Part] = []
    announce("submission desk asked", submission=submission, user=user, parts=found)
    return found


def of_own_page(submission: Submission) -> list[Part]:
    """What somebody's own page says of what came of their answer: teams that work on a challenge."""
    found: list[Part] = []
    announce("own answer asked", submission=submission, parts=found)
    return found


def columns_of(call: Call, happening: str = "submission columns asked") -> list[tuple[str, dict[int, str]]]:
    """Columns of the desk's list that later stages know: a heading, and a text for each answer."""
    found: list[tuple[str, dict[int, str]]] = []
    announce(happening, call=call, columns=found)
    return found
