"""Numbers of seats."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.refusals import Refused
from kogge.plan.events.forms.session import KINDS
from kogge.plan.events.models import Session

MOST_SEATS = 1_000_000


def number_of(text: str) -> int | None:
    """A number of seats as typed; nothing means no limit."""
    if not text:
        return None
    if not text.isdecimal() or int(text) > MOST_SEATS:
        raise Refused(_("Please write a whole number, or nothing for no limit."))
    return int(text)


def kinds_of(sessions: Iterable[Session]) -> list[tuple[str, str]]:
    """The kinds of programme points with how many there are of each."""
    words = {key: str(label) for key, label in KINDS}
    counts = Counter(one.kind for one in sessions)
    return [(kind, f"{words.get(kind, kind)} ({count})") for kind, count in counts.most_common()]


class BulkForm(forms.Form):
    """Which kinds of programme points get seats of their own, and how many."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of programme points"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one kind.")},
    )  # fmt: skip
    seats = forms.IntegerField(
        label=gettext_lazy("Seats in each"), required=False, min_value=1, max_value=MOST_SEATS,
        help_text=gettext_lazy("Empty: as many as the programme point or its room has."),
    )  # fmt: skip

    def __init__(self, kinds: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
