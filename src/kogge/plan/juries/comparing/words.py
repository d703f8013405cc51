"""What the scripts of the comparing page say."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> dict[str, str]:
    """By name, in the language of the page."""
    return {
        "noted": pgettext("comparison", "Noted."),
        "offline": _("No network. Everything stays on this phone and is sent by itself later."),
        "waiting": _("On this phone, not sent yet: %(count)s"),
        "done": pgettext("comparison", "Compared: %(count)s"),
        "failed": _("The server does not answer as it should. Everything stays on this phone and is tried again."),
        "gone": _("This link is not open any more. What is on this phone cannot be sent with it."),
        "full": _("The phone has no room left. This answer was NOT noted."),
        "ready": _("Works without a network, too."),
        "empty": _("Nothing left to compare. Thank you."),
        "later": _("No further pair on this phone. New ones come with the network."),
        "refused": _("Not counted:"),
        "conflict": _("Report a conflict of interest"),
        "reason": _("Why? (seen by the office alone)"),
        "send": _("Report, and never show this file again"),
        "better": pgettext("comparison", "Better"),
        "attachments": _("Attachments"),
    }  # fmt: skip


def audience_words() -> dict[str, str]:
    """What the audience is told."""
    return {
        "counted": _("Thank you, your vote is counted."),
        "before": _("This ticket has voted already. The first vote counts."),
        "slow": _("Too many wrong codes from here. Please wait ten minutes, or ask at the desk."),
        "result": pgettext("audience", "Result of the audience’s vote"),
        "file": pgettext("audience", "Choice"),
        "votes": pgettext("audience", "votes"),
    }
