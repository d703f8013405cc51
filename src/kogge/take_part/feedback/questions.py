"""The three questions. A region words them in `region.yaml` under `feedback_questions`."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kogge.core import region
from kogge.core.translated import pick


@dataclass(frozen=True)
class Questions:
    """The wording in the active language."""

    score: str
    good: str
    change: str


def current() -> Questions:
    """The region's own questions, else those of the product."""
    own = region.current().data.get("feedback_questions") or {}
    usual = {
        "score": _("How useful was it for you?"),
        "good": _("What was good?"),
        "change": _("What should we change?"),
    }
    return Questions(**{name: pick(own.get(name) or {}).text or text for name, text in usual.items()})


def scale() -> list[tuple[int, str]]:
    """The five steps, best first."""
    words = [_("very useful"), _("useful"), _("partly"), _("hardly"), _("not at all")]
    return [(5 - place, word) for place, word in enumerate(words)]
