"""The secret link of a plan, the same on every phone (`core.keyed_links`)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import keyed_links
from kogge.core.refusals import Refused

from .models import Plan


def secret_of(plan: Plan) -> str:
    """43 letters, digits, `-` and `_`."""
    return keyed_links.secret("my day", plan.uid, plan.uid.bytes)


def path_of(plan: Plan, name: str = "plan", *args: str) -> str:
    """The path of one of the plan's pages."""
    return reverse(f"my_day:{name}", args=[secret_of(plan), *args])


def address_of(plan: Plan, name: str = "plan", *args: str) -> str:
    """The whole address for a mail or another phone."""
    return settings.SITE_URL + path_of(plan, name, *args)


def open_plan(secret: str) -> Plan:
    """The plan with this secret, its event and registration loaded, or Refused with a sentence."""
    plans = Plan.objects.select_related("event", "registration__capacity", "registration__admission")
    if plan := keyed_links.opened(plans, secret, secret_of):
        return plan
    raise Refused(
        _(
            "This day is not known: it was deleted, or the address is not complete. "
            "It ends 30 days after the event."
        )
    )
