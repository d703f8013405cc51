"""The link behind which the questions stand.

The secret stands for the questionnaire and its `link_version` (`core.keyed_links`): the same in the invitation and in
each reminder; a new version closes older ones.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import keyed_links
from kogge.core.refusals import Refused

from .models import Questionnaire


def secret_of(questionnaire: Questionnaire) -> str:
    """43 letters, digits, `-` and `_`."""
    content = f"{questionnaire.uid}:{questionnaire.link_version}"
    return keyed_links.secret("questionnaire", questionnaire.uid, content.encode())


def address_of(questionnaire: Questionnaire) -> str:
    """The whole address for a letter."""
    return settings.SITE_URL + reverse("answering:answer", args=[secret_of(questionnaire)])


def questionnaire_of(secret: str) -> Questionnaire:
    """The questionnaire with this secret, whatever became of it, or Refused with a sentence."""
    found = Questionnaire.objects.select_related(
        "participant__person", "participant__operation__profile", "participant__operation__beneficiary"
    )
    if one := keyed_links.opened(found, secret, secret_of):
        return one
    raise Refused(
        _("This link is not known or was replaced. Please copy the whole address from the newest letter.")
    )
