"""The words to somebody who has a seat and waits for one in the other mode. None of them holds the way in online."""

from django.utils.translation import gettext as _

from kogge.take_part.registration.queries import position

from .frame import Button, Letter, Text
from .wording import Case, address_of, manage, moment


def waiting(case: Case) -> Letter:
    sentence = _(
        "all seats “%(mode)s” for “%(title)s” are taken. You are number %(number)s on that waiting list. "
        "The seat you have stays yours until you accept another one."
    )
    return case.letter(
        _("Waiting list: %(title)s"),
        Text(case.say(sentence, mode=_mode(case), number=position(case.registration))), manage(case),
    )  # fmt: skip


def offered(case: Case) -> Letter:
    sentence = _(
        "a seat “%(mode)s” for “%(title)s” is free for you. Please accept it by %(until)s; the seat you have then goes "
        "to the next. If you do nothing, you keep the one you have."
    )
    until = moment(case.registration.held_until)
    return case.letter(
        _("A seat for you: %(title)s"),
        Text(case.say(sentence, mode=_mode(case), until=until)),
        Button(_("Accept or decline the seat"), address_of(case.main)),
    )


def offer_lapsed(case: Case) -> Letter:
    sentence = _(
        "the seat “%(mode)s” for “%(title)s” was not accepted in time and went to the next. "
        "The seat you have stays yours."
    )
    return case.letter(
        _("Seat given away: %(title)s"), Text(case.say(sentence, mode=_mode(case))), manage(case)
    )


def _mode(case: Case) -> str:
    return str(case.registration.capacity.get_mode_display())
