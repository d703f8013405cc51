"""What the form says of data: who answers for them, what for, for how long. Made from the data map."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import data_map
from kogge.network.directory.models import Organization

from .terms import Terms

DAYS_OF_A_YEAR = 365
ACCESS_DAYS = 14


@dataclass(frozen=True)
class DataNotice:
    """The summary, and the rows of the whole table."""

    lead: Organization | None
    address: str
    kept: str
    asks_access: bool
    entries: list[data_map.Entry]


def of(terms: Terms) -> DataNotice:
    """The notice of one form."""
    lead = terms.lead
    place = lead.place if lead else None
    parts = (place.street, f"{place.postcode} {place.town.name}".strip()) if place else ()
    return DataNotice(
        lead=lead,
        address=", ".join(part for part in parts if part),
        kept=period_in_words(terms.admission.keep_days),
        asks_access=any(question.group == question.Group.ACCESS for question in terms.questions),
        entries=[entry for entry in data_map.entries() if entry.model._meta.app_label == "registration"],
    )


def period_in_words(days: int) -> str:
    """A number of days, in years where it makes whole ones."""
    if days and days % DAYS_OF_A_YEAR == 0:
        years = days // DAYS_OF_A_YEAR
        return ngettext("one year", "%(counter)s years", years) % {"counter": years}
    return ngettext("one day", "%(counter)s days", days) % {"counter": days} if days else _("no longer")
