"""The letter to an erased person: what went, what stays until when and why. It is emptied once it was sent."""

from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.prove.seals.contracts import Letter
from kogge.take_part.letters import frame

from .gone import Known


def language_of(found: Known) -> str:
    """The language of the person's last registration."""
    last = found.registrations().order_by("-pk").values_list("language", flat=True).first()
    return last or settings.LANGUAGE_CODE


def written(letter: Letter) -> frame.Letter:
    """The words, in the active language."""
    gone = "\n".join(f"– {sentence}" for sentence in letter.gone)
    stays = "\n".join(f"– {sentence}" for sentence in letter.stays)
    kept = _(
        "The law obliges us to prove for what public money was used. Until then we must keep, locked away:\n%(list)s\n"
        "It is encrypted, nobody finds it by searching, and it is deleted by itself on that day."
    )
    blocks = [
        frame.Text(_("you asked us to erase your data. This has been done; it cannot be undone.")),
        frame.Text(_("Erased now:\n%(list)s") % {"list": gone}),
        frame.Text(kept % {"list": stays} if stays else _("Nothing of you stays with us.")),
        frame.Text(_("You may complain to the supervisory authority for data protection.")),
    ]
    why = _("You get this letter because you asked for the erasure. This mail address is deleted with it.")
    return frame.Letter(_("Your data were erased"), tuple(blocks), why, "", letter.name)


def plain(letter: Letter) -> str:
    """The letter as text, to be printed or handed over."""
    return frame.plain(written(letter))


def post(letter: Letter, number: UUID, language: str) -> None:
    """Put it into the outbox; once it was sent, the outbox forgets words and address."""
    with translation.override(language):
        frame.post(written(letter), to=letter.email, cause=f"person erased:{number}", is_farewell=True)
