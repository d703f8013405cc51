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
    url_name: str
    action: str
    text: str | Promise

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
    Part(gettext_lazy("Create an event"), "events:create", "event.create",
         gettext_lazy("From one of thirty formats, with sensible defaults, in two minutes.")),
    Part(gettext_lazy("Events"), "events:list", "event.see_draft",
         gettext_lazy("Drafts, published and past events of your organisation.")),
    Part(gettext_lazy("Planning calendar"), "events:calendar", "calendar.see",
         gettext_lazy("All organisations at a glance, so that nothing clashes.")),
    Part(gettext_lazy("My juries"), "jury_desk:mine", "review.write",
         gettext_lazy("Files you judge as a member of a jury.")),
    Part(gettext_lazy("Registrations"), "guests:overview", "registration.see",
         gettext_lazy("Who comes, who waits, and which events still hold personal data.")),
    Part(gettext_lazy("Calls"), "call_desk:list", "call.manage",
         gettext_lazy("Ask for talks, start-ups, nominations or challenges, and sort what comes in.")),
    Part(gettext_lazy("Nominations"), "nominations:list", "nomination.manage",
         gettext_lazy("People proposed for an office: consent, shortlist, appointment, term.")),
    Part(gettext_lazy("Import"), "imports:start", "event.import",
         gettext_lazy("Events from a spreadsheet, a calendar or another programme, tried before they count.")),
    Part(gettext_lazy("Organisations"), "directory:organizations", "organization.change",
         gettext_lazy("Names, addresses and partners, each with its period.")),
    Part(gettext_lazy("People"), "directory:people", "person.see",
         gettext_lazy("Speakers and office holders, and what of them is public.")),
    Part(gettext_lazy("Places and rooms"), "directory:places", "place.change",
         gettext_lazy("Where events take place, with seats and accessibility.")),
    Part(gettext_lazy("Proof"), "indicators:start", "hours.see",
         gettext_lazy("Hours, certificates, questionnaires, the funder’s numbers and what stands behind them.")),
    Part(gettext_lazy("Year in review"), "yearbook:edit", "review.approve",
         gettext_lazy("Figures with their sources, and the sections of the centres.")),
    Part(gettext_lazy("Team"), "accounts:team", "team.see",
         gettext_lazy("Who works here, in which role, until when.")),
    Part(gettext_lazy("Feedback"), "website:feedback_list", "feedback.answer",
         gettext_lazy("Reports of barriers and other messages from visitors.")),
    Part(gettext_lazy("History"), "accounts:history", "history.see",
         gettext_lazy("Who changed what, when.")),
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
