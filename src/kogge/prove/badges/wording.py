"""Rules, durations and what is missing, in plain words of the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kogge.core.periods import period

from .earning import Conditions, Standing


def duration(minutes: int) -> str:
    """ "6 hours 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)


def rule(conditions: Conditions, out_of: int | None, *, dates: int = 0) -> str:
    """What a rule asks, as one sentence. `dates`: how many there are, where the rule does not say."""
    asked = []
    if conditions.required:
        most = out_of or dates
        words = {"count": conditions.required, "of": most}
        if most == 1:
            asked.append(pgettext("who", "was there"))
        elif most == conditions.required:
            asked.append(_("was there at all %(of)d dates") % words)
        elif most:
            asked.append(_("was there at %(count)d of %(of)d dates or more") % words)
        else:
            asked.append(ngettext("was there at %(count)d date or more", "was there at %(count)d dates or more",
                                  conditions.required) % words)  # fmt: skip
    if conditions.minutes:
        asked.append(_("was there for %(duration)s or longer") % {"duration": duration(conditions.minutes)})
    if conditions.assessment:
        asked.append(_("passed the assessment"))
    return _("A certificate goes to everybody who %(conditions)s.") % {"conditions": _and(asked)}


def missing(standing: Standing) -> str:
    """What somebody misses, as one sentence; nothing when the certificate is earned."""
    lacks = []
    if count := standing.dates_missing:
        lacks.append(ngettext("%(count)d more date", "%(count)d more dates", count) % {"count": count})
    if standing.minutes_missing:
        lacks.append(_("%(duration)s more") % {"duration": duration(standing.minutes_missing)})
    if standing.assessment_missing:
        lacks.append(_("a passed assessment"))
    return _("Still missing: %(what)s.") % {"what": _and(lacks)} if lacks else ""


def attended(standing: Standing, out_of: int) -> str:
    """What somebody has so far, as one sentence."""
    facts = {"dates": len(standing.dates), "of": out_of, "duration": duration(standing.minutes)}
    if out_of == 1:
        return _("So far you were there for %(duration)s.") % facts
    return _("So far you were there at %(dates)d of %(of)d dates, for %(duration)s in all.") % facts


def days(first: str, last: str = "", precision: str = "day") -> str:
    """The day or days of one date, from a certificate's content."""
    return period(first, last, precision)


def _and(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
