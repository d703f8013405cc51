"""The buttons on one registration's page: each name with what it does."""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Consent, Registration, Seat
from kogge.take_part.reseating import modes, returning

from .actions import move_to_waiting_list

Post = Mapping[str, str]
Deed = Callable[[Registration, Post, User], object]


def _row(main: Registration, post: Post) -> Registration:
    """The party itself, or its seat in one session."""
    key = _number(post, "part")
    return main.parts.get(pk=key) if key and main.parts.filter(pk=key).exists() else main


def _seat(main: Registration, post: Post) -> Seat:
    return get_object_or_404(main.seats.select_related("registration"), pk=_number(post, "seat"))


def _number(post: Post, name: str) -> int:
    text = post.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@transaction.atomic
def _send_again(main: Registration, post: Post, by: User) -> None:
    """The mail with ticket and link once more."""
    if not main.email:
        raise Refused(_("There is no mail address to write to."))
    facts = {
        "email": main.email,
        "language": main.language,
        "admission": main.admission,
        "asked_by_staff": True,
    }
    announce("registration", what="already registered", registration=main, by=by, **facts)


def _withdraw(main: Registration, post: Post, by: User) -> None:
    consent = get_object_or_404(Consent, registration=main, pk=_number(post, "consent"))
    registration.withdraw_consent(consent, by=by)


def _book(main: Registration, post: Post, by: User) -> None:
    capacity = get_object_or_404(
        main.admission.capacities, pk=_number(post, "capacity"), session__isnull=False
    )
    registration.book_session(main, capacity, by=by)


def _mode(main: Registration, post: Post, by: User) -> None:
    wanted = get_object_or_404(main.admission.capacities, pk=_number(post, "mode"), session=None)
    modes.change_mode(main, wanted, by=by)


def _name(main: Registration, post: Post, by: User) -> None:
    registration.name_seat(
        _seat(main, post),
        name=post.get("name", ""),
        email=post.get("email", ""),
        is_minor="is_minor" in post,
        by=by,
    )


def _erase(main: Registration, post: Post, by: User) -> None:
    if post.get("sure") != "yes":
        raise Refused(_("Please tick that you are sure. It cannot be undone."))
    registration.erase(main, by=by)


DEEDS: dict[str, Deed] = {
    "approve": lambda main, post, by: registration.approve(main, by=by),
    "decline": lambda main, post, by: registration.decline(_row(main, post), by=by, reason=post.get("reason", "")),
    "seat_anyway": lambda main, post, by: registration.seat_anyway(
        _row(main, post), by=by, reason=post.get("reason", "")
    ),
    "to_waiting_list": lambda main, post, by: move_to_waiting_list(
        _row(main, post), by=by, reason=post.get("reason", "")
    ),
    "cancel": lambda main, post, by: registration.cancel(
        _row(main, post), by=by, because=Registration.Ended.BY_STAFF
    ),
    "stay_away": lambda main, post, by: returning.stay_away(main, by=by),
    "correct_email": lambda main, post, by: registration.correct_email(main, email=post.get("email", ""), by=by),
    "correct_name": lambda main, post, by: registration.correct_name(main, name=post.get("name", ""), by=by),
    "set_heads": lambda main, post, by: registration.set_heads(main, _number(post, "heads"), by=by),
    "cancel_seat": lambda main, post, by: registration.cancel_seat(_seat(main, post), by=by),
    "name_seat": _name,
    "book": _book,
    "mode": _mode,
    "send_again": _send_again,
    "withdraw": _withdraw,
    "erase": _erase,
}  # fmt: skip
SAID = {
    "approve": gettext_lazy("Decided; the person is told by mail."),
    "decline": gettext_lazy("Declined; the person is told by mail, with your reason."),
    "seat_anyway": gettext_lazy("Seated. The reason stays in the history."),
    "to_waiting_list": gettext_lazy("Moved to the waiting list; the person is told by mail."),
    "cancel": gettext_lazy("Cancelled. A freed seat is offered to the next in line."),
    "stay_away": gettext_lazy("Noted. The person gets no letter and no seat if it takes place after all."),
    "correct_email": gettext_lazy("The address is corrected, and the mail with the ticket goes out again."),
    "correct_name": gettext_lazy("The name is corrected. Frozen lists keep the former one until a new version."),
    "mode": gettext_lazy("Changed, or on the waiting list where it is full; the person is told by mail."),
    "send_again": gettext_lazy("The mail is on its way again."),
    "erase": gettext_lazy("Erased. Nothing leads to the person any more; the count stays."),
}  # fmt: skip
