"""What sources leave open, in words. An unknown key is shown as it is, so that no gap is ever hidden."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "author": _("author"),
    "beneficiary": _("beneficiary"),
    "criteria": _("criteria"),
    "dates": _("dates"),
    "day": _("day"),
    "deadline": _("deadline"),
    "exact_date": _("exact date"),
    "exact_dates": _("exact dates"),
    "funding_rate": _("funding rate"),
    "grant_number": _("number of the grant notice"),
    "is_qualification": _("whether it counts as a qualification"),
    "jury": _("jury"),
    "names": _("names"),
    "names_of_start_ups": _("names of the start-ups"),
    "names_of_winners": _("names of the winners"),
    "number": _("number"),
    "number_of_applicants": _("number of applicants"),
    "number_of_participants": _("number of participants"),
    "office": _("office"),
    "order_within_day": _("order within the day"),
    "organisation": _("organisation"),
    "organisers": _("organisers"),
    "owner": _("body in charge"),
    "place": _("place"),
    "published_on": _("date of publication"),
    "publisher": _("publisher"),
    "results": _("results"),
    "size_of_delegation": _("size of the delegation"),
    "speaker": _("speaker"),
    "speakers": _("speakers"),
    "stage": _("stage"),
    "tandem_partner": _("tandem partner"),
    "title_of_keynote": _("title of the keynote"),
}


def labels(keys: Iterable[str]) -> list[str]:
    """The words for what is not stated."""
    return [str(LABELS.get(key, key.replace("_", " "))) for key in keys]
