"""How looks read, in the language of whoever reads them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WHAT: dict[str, Promise] = {
    "operation": _("the overview"),
    "report": _("a report"),
    "record": _("the record %(of)s"),
    "name": _("the name of %(of)s"),
    "event": _("the attendance of “%(of)s”"),
    "list": _("a frozen list with names"),
    "file": _("a file of the evidence"),
    "sample": _("a sample"),
}


def what_of(after: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    """What was looked at."""
    what = str(after.get("what", ""))
    if what.startswith("number "):
        return str(_("the number %(code)s of a report")) % {"code": what.removeprefix("number ")}
    return str(_WHAT.get(what, what)) % {"of": names.get(after.get("of"), "")}
