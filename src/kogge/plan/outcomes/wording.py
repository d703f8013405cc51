"""The words of the letters: the usual ones, and how names of fields in braces become what they stand for."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from kogge.plan.decisions.models import LetterText

Kind = LetterText.Kind
PLACEHOLDERS = ("title", "call", "prize", "place", "feedback", "link")
_FIELD = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")


def usual(kind: str) -> tuple[str, str]:
    """Subject and text in the active language, where the office wrote none of its own."""
    match kind:
        case Kind.ACCEPTED:
            return _("Congratulations: {title}"), _(
                "we are glad to tell you that “{title}” was chosen.\n\n{prize}\n\n{feedback}\n\n"
                "Please say on your page whether you come and whether we may name you publicly:\n{link}"
            )
        case Kind.WAITLISTED:
            return _("On the reserve list: {title}"), _(
                "“{title}” convinced us, but there were more good answers than places. It stands on the reserve "
                "list, on place {place}. Should somebody not come, you move up and hear from us at once.\n\n"
                "{feedback}\n\nYour page:\n{link}"
            )
        case Kind.MOVED_UP:
            return _("You moved up: {title}"), _(
                "a place became free, and “{title}” moves up from the reserve list: it was chosen.\n\n{prize}\n\n"
                "{feedback}\n\nPlease say on your page whether you come and whether we may name you publicly:\n{link}"
            )
    return _("Your answer to our call: {title}"), _(
        "thank you for “{title}”. There were more answers than places, and yours was not chosen this time.\n\n"
        "{feedback}\n\nWe would be glad to read from you again."
    )


def filled(text: str, facts: Mapping[str, str]) -> list[str]:
    """Paragraphs with what the fields stand for. One whose only field is empty is left out; nothing else is read."""
    found = []
    for part in re.split(r"\n\s*\n", text.strip()):
        names = _FIELD.findall(part)
        if names and part.strip() == f"{{{names[0]}}}" and not facts.get(names[0]):
            continue
        found.append(_FIELD.sub(lambda match: facts.get(match[1], ""), part).strip())
    return [one for one in found if one]


def placeholders() -> list[tuple[str, str]]:
    """What may stand in braces, and what it becomes."""
    return [
        ("{title}", _("title of the answer")), ("{call}", _("title of the call")), ("{prize}", _("prize and place")),
        ("{place}", _("place on the reserve list")), ("{feedback}", _("feedback, where some was written")),
        ("{link}", _("address of the page to reply on")),
    ]  # fmt: skip
