"""Conflicts of interest that the records show: same person, organisation or mail domain, applied together, partners.

Found ones are shown to staff with the reason; staff may clear one, which is kept with why.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Organization, Partnership
from kogge.plan.calls.eligibility import same_organization
from kogge.plan.calls.models import Applicant, Submission

from .models import Juror

WORDS = {
    "applicant": _("Takes part in it themselves"),
    "name": _("Bears the same name as somebody who takes part"),
    "organization": _("Same organisation: %(what)s"),
    "domain": _("Mail addresses of the same organisation: %(what)s"),
    "together": _("Applied together with somebody who takes part"),
    "partnership": _("Their organisations are or were partners: %(what)s"),
}
OPEN_DOMAINS = frozenset(
    (  # noqa: SIM905  one domain a line would be thirty lines
        "gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de live.com live.de msn.com yahoo.com "
        "yahoo.de icloud.com me.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de posteo.de mailbox.org aol.com "
        "arcor.de proton.me protonmail.com mail.de email.de online.de kabelmail.de vodafone.de 1und1.de"
    ).split()
)
"""Where everybody may have a mailbox: the same domain says nothing."""


def words(reason: str) -> str:
    """A stored reason as people read it."""
    kind, _bar, what = reason.partition("|")
    return str(WORDS[kind]) % {"what": what} if kind in WORDS else reason


class Finder:
    """Looks through the files of one call once, then at each juror. Few statements, whatever the size."""

    def __init__(self, submissions: list[Submission]) -> None:
        self.by_mail: dict[str, set[int]] = defaultdict(set)
        self.by_name: dict[str, set[int]] = defaultdict(set)
        self.by_domain: dict[str, set[int]] = defaultdict(set)
        self.by_organization: dict[str, set[int]] = defaultdict(set)
        self.by_key: dict[int, set[int]] = defaultdict(set)
        for one in submissions:
            people = [row for row in one.applicants.all() if row.declined_at is None]
            for row in people:
                self._person(row, one.pk)
            for name in {one.organization_name, *(row.organization_name for row in people)}:
                if folded := same_organization(name):
                    self.by_organization[folded].add(one.pk)
            if one.organization_id:
                self.by_key[one.organization_id].add(one.pk)
        self._directory()
        self._earlier()

    def of(self, juror: Juror) -> dict[int, str]:
        """The files a juror should not judge, each with the first reason that was found."""
        found: dict[int, str] = {}
        for reason, keys in self._reasons(juror):
            for key in keys:
                found.setdefault(key, reason)
        return found

    def _reasons(self, juror: Juror) -> Iterator[tuple[str, set[int]]]:
        mail = juror.email.strip().casefold()
        yield "applicant", self.by_mail.get(mail, set())
        yield "name", self.by_name.get(_folded(juror.name), set())
        organization = same_organization(juror.organization_name)
        if organization:
            yield f"organization|{juror.organization_name}", self.by_organization.get(organization, set())
        own = {juror.organization_id} if juror.organization_id else set(self.known.get(organization, ()))
        for key in sorted(own):
            yield f"organization|{juror.organization_name}", self.by_key.get(key, set())
        domain = _domain(mail)
        yield f"domain|{domain}", self.by_domain.get(domain, set())
        partners = {mail_of for mail_of in self.together.get(mail, ()) if mail_of != mail}
        yield "together", {key for other in partners for key in self.by_mail.get(other, ())}
        for key in sorted(own):
            for partner in sorted(self.partners.get(key, ())):
                name = self.names.get(partner, "")
                linked = self.by_key.get(partner, set()) | self.by_organization.get(
                    same_organization(name), set()
                )
                yield f"partnership|{name}", linked

    def _person(self, row: Applicant, key: int) -> None:
        if row.email_key:
            self.by_mail[row.email_key].add(key)
            if (domain := _domain(row.email_key)) not in OPEN_DOMAINS:
                self.by_domain[domain].add(key)
        if row.name:
            self.by_name[_folded(row.name)].add(key)

    def _directory(self) -> None:
        self.known: dict[str, set[int]] = defaultdict(set)
        self.partners: dict[int, set[int]] = defaultdict(set)
        self.names = dict(Organization.objects.values_list("pk", "name"))
        for key, name in self.names.items():
            self.known[same_organization(name)].add(key)
        for one, other in Partnership.objects.values_list("organization", "partner"):
            self.partners[one].add(other)
            self.partners[other].add(one)

    def _earlier(self) -> None:
        """Who applied together with whom, in any call. Only rows of several people are read."""
        self.together: dict[str, set[str]] = defaultdict(set)
        teams: dict[int, set[str]] = defaultdict(set)
        co = Applicant.objects.filter(role=Applicant.Role.CO, declined_at=None).values("submission")
        rows = Applicant.objects.filter(submission__in=co, declined_at=None).exclude(email_key="")
        for submission, mail in rows.values_list("submission", "email_key"):
            teams[submission].add(mail)
        for team in teams.values():
            for mail in team:
                self.together[mail] |= team


def _domain(mail: str) -> str:
    return mail.rpartition("@")[2]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
