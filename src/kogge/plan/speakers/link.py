"""The one link behind which a speaker finds everything: the same in every mail, closed by a new version.

The secret stands for the profile and its `link_version` (`core.keyed_links`), so a letter to 300 people needs no
300 new rows.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import keyed_links
from kogge.core.refusals import Refused

from .models import SpeakerProfile


def secret_of(profile: SpeakerProfile) -> str:
    """43 letters, digits, `-` and `_`."""
    content = f"speaker:{profile.uid}:{profile.link_version}"
    return keyed_links.secret("speaker link", profile.uid, content.encode())


def address_of(profile: SpeakerProfile) -> str:
    """The whole address, for a mail in the active language."""
    return settings.SITE_URL + reverse("speakers:mine", args=[secret_of(profile)])


def open_profile(secret: str) -> SpeakerProfile:
    """Whose link this is, or Refused with a sentence. After a merge the link opens the record that was kept."""
    profiles = SpeakerProfile.objects.select_related("person__profile")
    found = keyed_links.opened(profiles, secret, secret_of)
    if found is None:
        raise Refused(
            _("This link is not known or was replaced. Please copy the whole address from the newest mail.")
        )
    if found.person.merged_into_id:
        return profiles.filter(person=found.person.merged_into_id).first() or found
    return found
