"""Pure: three questions that say who is counted, the person or the person's company.

Whoever's own skills are the aim is counted as a participant; where the company is the aim, the company is counted as
a supported entity, and its people are not (European Commission, guidance on the common indicators of the ESF+).
"""

from django.utils.translation import gettext_lazy as _

PERSON, COMPANY, UNDECIDED = "person", "company", "undecided"

QUESTIONS = {
    "skills": _("Is the aim that this person learns something or finds work?"),
    "support": _(
        "Is the aim that the company or body itself changes: its products, processes or organisation?"
    ),
    "replaceable": _(
        "Could somebody else of the company have come in this person's place with the same benefit?"
    ),
}
RULE = _(
    "Yes to the first question alone: the person is counted. Yes to the second alone: the company. "
    "If both or neither apply, the third decides: yes means the company, no means the person."
)


def target(*, skills: bool, support: bool, replaceable: bool) -> str:
    """Who is counted. Every answer leads to exactly one."""
    if skills != support:
        return PERSON if skills else COMPANY
    return COMPANY if replaceable else PERSON
