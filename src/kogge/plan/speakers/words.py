"""What is still missing from a speaker, in words of the active language."""

from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.plan.events.models import Session

from .queries import Speaker


def missing(one: Speaker) -> list[str]:
    """One line for each thing only the person can give; nothing of sessions that are cancelled."""
    profile, person = one.profile, one.person
    public = getattr(person, "profile", None)
    found = []
    if not (public and (public.biography_de or public.biography_en)):
        found.append(_("biography"))
    if not (public and public.photo):
        found.append(_("photo"))
    if not person.is_public:
        found.append(_("consent to be named in public"))
    if profile is None or profile.answered_at is None:
        found.append(_("needs on stage"))
    have = {slides.session_id for slides in one.slides}
    wanted = [session for session in one.sessions if session.state != Session.State.CANCELLED]
    found += [
        _("slides for “%(title)s”") % {"title": translated(session, "title")}
        for session in wanted if session.pk not in have
    ]  # fmt: skip
    return found
