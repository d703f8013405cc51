"""Letters about answers to a call, in the language somebody answered in. Plain words only; a cause goes out once."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.core import outbox, region
from kogge.core.models import OutboxMessage
from kogge.core.translated import translated
from kogge.plan.events.actions.values import one_line

from . import links
from .models import Applicant, Call, Submission

_ZONES = {"CET": gettext_lazy("CET"), "CEST": gettext_lazy("CEST")}


def send(to: Applicant, *, cause: str, subject: str, lines: Iterable[str], why: str) -> None:
    """One letter to one applicant."""
    outbox.post(**written(to, cause=cause, subject=subject, lines=lines, why=why))


def written(to: Applicant, *, cause: str, subject: str, lines: Iterable[str], why: str) -> dict[str, Any]:
    """A letter for the outbox: greeting, paragraphs, signature, and why they get it. The caller sets the language."""
    call = to.submission.call
    network = str(region.current().network)
    privacy = settings.SITE_URL + reverse("website:privacy")
    facts = {"name": str(call.organization), "address": privacy}
    closing = _("%(name)s is responsible for your data. Privacy: %(address)s") % facts
    name = one_line(to.name)
    greeting = _("Good day %(name)s,") % {"name": name} if 0 < len(name) <= 80 else _("Good day,")
    parts = [
        greeting,
        *lines,
        f"{_('Kind regards')}\n{call.organization} · {network}",
        f"-- \n{why}\n{closing}",
    ]
    headers = {"Reply-To": call.contact_mail} if call.contact_mail else {}
    return {
        "cause": cause, "to": to.email, "subject": subject, "text": "\n\n".join(parts) + "\n", "headers": headers,
        "about": f"submission:{to.submission_id}",
    }  # fmt: skip


def main(submission: Submission) -> Applicant:
    """Who answered."""
    return next(one for one in submission.applicants.all() if one.role == Applicant.Role.MAIN)


def moment(when: object) -> str:
    """A moment as letters and pages say it, with the clock's zone."""
    local = timezone.localtime(when)  # type: ignore[arg-type]
    return _("%(day)s, %(time)s (%(zone)s)") % {
        "day": date_format(local, "DATE_FORMAT"), "time": f"{local:%H:%M}",
        "zone": _ZONES.get(zone := f"{local:%Z}", zone),
    }  # fmt: skip


def until(call: Call, submission: Submission | None = None) -> str:
    """Until when it may be changed, as a sentence."""
    late = submission.late_until if submission else None
    ends = max((one for one in (call.closes_at, late) if one), default=None) if call.closes_at else None
    if ends is None:
        return _("This call has no end; you can change your answer until it is decided.")
    return _("You can change everything until %(when)s; the clock of our server counts.") % {
        "when": moment(ends)
    }


def draft_kept(submission: Submission) -> None:
    """The link to the draft, after the first save."""
    _to_main(
        submission, "draft", _("Your draft: %(title)s"),
        _("your draft is saved. It counts only once you have handed it in. Go on with this link, on any device:"),
        links.mailed(submission), until(submission.call, submission),
    )  # fmt: skip


def not_handed_in(submission: Submission, missing: list[str]) -> None:
    """Once before the end: a draft counts for nothing yet, and this is missing."""
    todo = "\n".join([_("This is still missing:"), *(f"- {one}" for one in missing)])
    _to_main(
        submission, "reminder", _("Not handed in yet: %(title)s"),
        _("you began an answer, but it is not handed in and does not count yet. The call closes on %(when)s.")
        % {"when": moment(submission.call.closes_at)},
        todo if missing else _("Nothing is missing any more; you only need to hand it in."),
        _("Go on here:"), links.mailed(submission),
    )  # fmt: skip


def handed_in(submission: Submission) -> None:
    """The receipt."""
    confirm = "" if submission.confirmed_at else _("Please open it once and confirm your mail address.")
    stamp = submission.submitted_at.isoformat() if submission.submitted_at else ""
    facts = {
        "title": submission.shown_title,
        "code": submission.code,
        "when": moment(submission.submitted_at),
    }
    _to_main(
        submission, f"receipt:{stamp}", _("Received: %(title)s"),
        _("thank you. “%(title)s” was handed in on %(when)s. Its number is %(code)s.") % facts,
        _("With this link you read, change or withdraw it:"), links.mailed(submission), confirm,
        until(submission.call, submission),
    )  # fmt: skip


def withdrawn(submission: Submission) -> None:
    """That it counts no more."""
    facts = {"title": submission.shown_title, "code": submission.code}
    _to_main(
        submission, "withdrawn", _("Withdrawn: %(title)s"),
        _("“%(title)s” (%(code)s) was withdrawn and counts no more. You need do nothing else.") % facts,
    )  # fmt: skip


def late_allowed(submission: Submission) -> None:
    """The link with which somebody may hand in after the end."""
    when = submission.late_until
    _to_main(
        submission, f"late:{when}", _("You may still hand in: %(title)s"),
        _("the organiser gives you time until %(when)s, although the call is closed. This link is for you alone:")
        % {"when": moment(when)}, links.mailed(submission),
    )  # fmt: skip


def next_phase(submission: Submission, following: Call) -> None:
    """That somebody was chosen for the phase after."""
    title = str(translated(following, "title"))
    _to_main(
        submission, f"next:{following.pk}", _("Please go on: %(title)s"),
        _("your answer was chosen for the next step, “%(title)s”. Start there from your own page:") % {"title": title},
        links.mailed(submission), until(following),
    )  # fmt: skip


def hit_decided(submission: Submission, reason: str, *, excluded: bool) -> None:
    """What a person decided about a rule of eligibility, with the reason."""
    said = _("The rules of the call do not allow it to take part:") if excluded else _("It takes part.")
    _to_main(
        submission, f"hit:{timezone.now().isoformat()}", _("Checked: %(title)s"),
        _("a person has looked at whether your answer fits the rules of the call."), said, reason,
    )  # fmt: skip


def ask_co_applicant(applicant: Applicant) -> None:
    """Ask somebody whether they answer along."""
    submission = applicant.submission
    with translation.override(submission.locale):
        address = settings.SITE_URL + reverse(
            "applying:together", args=[links.secret_of(applicant, links.WITH)]
        )
        facts = {"name": one_line(main(submission).name), "title": str(translated(submission.call, "title"))}
        send(
            applicant, cause=f"call co:{applicant.uid}", subject=_("Do you take part? %(title)s") % facts,
            lines=(_("%(name)s names you as taking part in an answer to “%(title)s”.") % facts,
                   _("Please say whether that is so:"), address),
            why=_("You get this letter because somebody gave your address. If you do nothing, you are not named."),
        )  # fmt: skip


def all_links(rows: Iterable[tuple[Applicant, Submission]], *, locale: str) -> None:
    """Every own page of one mail address, in one letter."""
    found = list(rows)
    if not found:
        return
    with translation.override(locale):
        lines = [
            f"{translated(one.call, 'title')} – {one.shown_title} ({one.get_state_display()})\n{links.mailed(one)}"
            for _applicant, one in found
        ]
        cause = f"call links:{found[0][0].uid}:{timezone.now():%Y-%m-%dT%H:%M}"
        why = _("You get this letter because somebody asked for the links of this address.")
        first = _("here are your answers. On each page you can also copy it into a call that is open.")
        send(found[0][0], cause=cause, subject=_("Your answers to calls"), lines=(first, *lines), why=why)


def _to_main(submission: Submission, cause: str, subject: str, *lines: str) -> None:
    title = one_line(submission.shown_title)
    short = title if len(title) <= 40 else title[:39] + "…"
    send(
        main(submission), cause=f"call {submission.uid}:{cause}", subject=subject % {"title": short},
        lines=[line for line in lines if line],
        why=_("You get this letter because you answered the call “%(title)s”.")
        % {"title": str(translated(submission.call, "title"))},
    )  # fmt: skip


def sent(submission: Submission) -> int:
    """How many letters were written about it."""
    return OutboxMessage.objects.filter(about=f"submission:{submission.pk}").count()
