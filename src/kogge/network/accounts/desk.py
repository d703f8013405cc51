"""What the desk's first page offers: the parts of the platform a person may work in, and what waits for them.

Later stages add what waits by reacting to "desk opened" (see `config/reactions.py`).
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kogge.core import reactions

from . import queries
from .models import User
from .permissions import may


@dataclass(frozen=True)
class Part:
    """One part of the desk: what it is for, where it lies, and the action that opens it."""

    title: str | Promise
    text: str | Promise
    url_name: str
    action: str

    @property
    def address(self) -> str:
        """Empty while no such page exists in this installation."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this person: a sentence and where to do it."""

    sentence: str
    address: str


PARTS = (
    Part(
        gettext_lazy("Create an event"),
        gettext_lazy("From one of thirty formats, with sensible defaults, in two minutes."),
        "events:create", "event.create",
    ),
    Part(
        gettext_lazy("Events"),
        gettext_lazy("Drafts, published and past events of your organisation."),
        "events:list", "event.see_draft",
    ),
    Part(
        gettext_lazy("Planning calendar"),
        gettext_lazy("All organisations at a glance, so that nothing clashes."),
        "events:calendar", "calendar.see",
    ),
    Part(
        gettext_lazy("Registrations"),
        gettext_lazy("Who comes, who waits, and which events still hold personal data."),
        "guests:overview", "registration.see",
    ),
    Part(
        gettext_lazy("Import"),
        gettext_lazy("Events from a spreadsheet, a calendar or another programme, tried before they count."),
        "imports:start", "event.import",
    ),
    Part(
        gettext_lazy("Organisations"),
        gettext_lazy("Names, addresses and partners, each with its period."),
        "directory:organizations", "organization.change",
    ),
    Part(
        gettext_lazy("People"),
        gettext_lazy("Speakers and office holders, and what of them is public."),
        "directory:people", "person.see",
    ),
    Part(
        gettext_lazy("Places and rooms"),
        gettext_lazy("Where events take place, with seats and accessibility."),
        "directory:places", "place.change",
    ),
    Part(
        gettext_lazy("Year in review"),
        gettext_lazy("Figures with their sources, and the sections of the centres."),
        "yearbook:edit", "review.approve",
    ),
    Part(
        gettext_lazy("Team"),
        gettext_lazy("Who works here, in which role, until when."),
        "accounts:team", "team.see",
    ),
    Part(
        gettext_lazy("Feedback"),
        gettext_lazy("Reports of barriers and other messages from visitors."),
        "website:feedback_list", "feedback.answer",
    ),
    Part(
        gettext_lazy("History"),
        gettext_lazy("Who changed what, when."),
        "accounts:history", "history.see",
    ),
)  # fmt: skip


def opens(user: User, url_name: str) -> bool:
    """Whether the part at this address is for `user`; the frame asks it for each entry of its navigation."""
    actions = [part.action for part in PARTS if part.url_name == url_name]
    return all(may(user, action) for action in actions)


def parts_for(user: User) -> list[Part]:
    """The parts `user` may work in."""
    return [part for part in PARTS if part.address and may(user, part.action)]


def waiting_for(user: User) -> list[Waiting]:
    """What waits for `user`, from every stage."""
    waiting: list[Waiting] = []
    if may(user, "team.invite"):
        team = reverse("accounts:team")
        if count := len(queries.not_yet_accepted(user)):
            text = ngettext(
                "%(count)d invitation has not been accepted yet.",
                "%(count)d invitations have not been accepted yet.",
                count,
            )
            waiting.append(Waiting(text % {"count": count}, team))
        for row in queries.ending_soon(user):
            sentence = _("The access of %(name)s ends on %(day)s.")
            waiting.append(
                Waiting(
                    sentence % {"name": row.user, "day": f"{row.valid_until:%d.%m.%Y}"},
                    reverse("accounts:membership", args=[row.pk]),
                )
            )
    reactions.announce("desk opened", user=user, waiting=waiting)
    return waiting
