"""The letter that asks, and its reminders. It says who asks and why; no answer ever stands in a letter."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kogge.core import region
from kogge.network.grants.models import Operation
from kogge.take_part.letters.frame import Button, Facts, Letter, Text, post
from kogge.take_part.letters.funding import funding

from .link import address_of
from .models import Questionnaire, Stage

_WHY = {
    Stage.ENTRY: gettext_lazy(
        "you took part in events of “%(title)s” for several hours. The fund that pays for them must know for whom. "
        "So we ask you a few questions, once."
    ),
    Stage.EXIT: gettext_lazy(
        "you took part in events of “%(title)s”. The fund that pays for them must know how things stand for you now "
        "that it is over. So we ask you a few last questions."
    ),
    Stage.LATER: gettext_lazy(
        "some time ago you took part in events of “%(title)s”. The fund that pays for them asks some participants "
        "how things stand for them now."
    ),
}


def ask(row: Questionnaire, *, reminder: int = 0) -> None:
    """Write to the person. The outbox forgets the letter, and with it the link, as soon as it is sent."""
    person = row.participant.person
    cause = f"questionnaire:{row.pk}:{row.link_version}:{reminder}"
    with translation.override(row.language):
        post(
            letter(row, reminder),
            to=person.email,
            cause=cause,
            about=f"questionnaire:{row.pk}",
            is_farewell=True,
        )


def title_of(operation: Operation) -> str:
    """What the operation is called in the active language."""
    english = (get_language() or "de").startswith("en")
    return (english and operation.title_en) or operation.title


def letter(row: Questionnaire, reminder: int = 0) -> Letter:
    """What the person reads, in the active language."""
    operation = row.participant.operation
    title = title_of(operation)
    expires = row.expires_at
    until = date_format(timezone.localtime(expires), "l, DATE_FORMAT") if expires else ""
    return Letter(
        _("Reminder: a few questions") if reminder else _("A few questions, once"),
        (
            *(
                [Text(_("your answers have not come yet. Perhaps our first letter was lost."))]
                if reminder
                else []
            ),
            Text(_WHY[Stage(row.stage)] % {"title": title}),
            Text(
                _(
                    "It takes about three minutes on your phone. Your name stays with us: the fund sees a code only."
                )
            ),
            Button(_("Answer the questions"), address_of(row)),
            Facts(((_("The link is open until"), until),)),
            Text(_("Please do not pass the link on: it is meant for you.")),
        ),
        _("You get this letter because you took part in a funded activity and this address was confirmed."),
        str(operation.beneficiary or region.current().network),
        row.participant.person.name,
        funding=funding(operation),
    )
