"""Refuses to start an installation that others can reach with the demo's legal texts."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from kogge.core.yaml_files import BrokenFile

from . import texts

_OWN_MACHINE = {"127.0.0.1", "localhost", "::1"}


def legal_texts(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The operator's texts are readable and, beyond one's own machine, no placeholders."""
    try:
        legal = texts.current()
    except BrokenFile as fault:
        return [checks.Error(f"The region's legal texts cannot be used. {fault}", id="kogge.E001")]
    reachable = urlsplit(settings.SITE_URL).hostname not in _OWN_MACHINE
    if reachable and not settings.DEMO and legal.is_placeholder:
        return [
            checks.Error(
                "The legal texts are still the demo's placeholders.",
                hint="Write your own legal.yaml in the folder KOGGE_REGION and set placeholder: false.",
                id="kogge.E002",
            )
        ]
    return []
