"""How the history reads: its verbs, kinds of things and actors in words of the reader's language."""

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "accepted the invitation": _("accepted the invitation"),
    "second factor removed": _("second factor removed"),
    "added": _("added"),
    "answered": _("answered"),
    "changed": _("changed"),
    "closed": _("closed"),
    "created": _("created"),
    "deleted": _("deleted"),
    "ended": _("ended"),
    "figure added": _("figure added"),
    "figure corrected": _("figure corrected"),
    "introduction written": _("introduction written"),
    "invitation accepted": _("invitation accepted"),
    "invitation declined": _("invitation declined"),
    "invited": _("invited"),
    "invited again": _("invited again"),
    "loaded": _("loaded"),
    "merge undone": _("merge undone"),
    "merged": _("merged"),
    "organisations set": _("organisations set"),
    "prepared": _("prepared"),
    "profile changed": _("profile changed"),
    "profile released": _("profile released"),
    "profile withdrawn": _("profile withdrawn"),
    "received": _("received"),
    "released": _("released"),
    "rule changed": _("rule changed"),
    "section approved": _("section approved"),
    "section written": _("section written"),
    "track added": _("track added"),
    "track removed": _("track removed"),
    "withdrawn": _("withdrawn"),
}
KINDS: dict[str, Promise] = {
    "accounts.membership": _("a membership"),
    "accounts.user": _("an account"),
    "directory.person": _("a person"),
    "directory.profile": _("a profile"),
    "directory.appearance": _("a role of a person"),
    "directory.officeterm": _("an office of a person"),
    "directory.personmerge": _("a merge of two records"),
    "events.contribution": _("a contribution to a session"),
    "events.eventperson": _("a person at an event"),
    "website.feedback": _("a message from a visitor"),
    "yearbook.figure": _("a figure"),
    "yearbook.yearnote": _("a note on the year"),
    "yearbook.centresection": _("a centre's section"),
}
ACTORS: dict[str, Promise] = {
    "": _("a visitor"),
    "demo": _("the demo"),
    "import": _("an import"),
    "region": _("the region's files"),
}


def verb(key: str) -> str:
    return str(VERBS.get(key, key))


def kind(key: str) -> str:
    """What sort of thing an entry without a name of its own is about."""
    if key in KINDS:
        return str(KINDS[key])
    try:
        return str(apps.get_model(key)._meta.verbose_name)
    except LookupError:
        return key


def actor(key: str) -> str:
    """Whoever is no account (any more)."""
    if key.isdigit():
        return gettext("a deleted account")
    return str(ACTORS.get(key, key))
