"""How faults read, in the language of whoever reads them."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from kogge.prove.seals.rows import Fault


def sentence_of(fault: Mapping[str, Any]) -> str:
    """A kept fault in words; those of the chain and of hours were written down as sentences."""
    try:
        model = apps.get_model(fault["model"]) if fault["row"] else None
    except LookupError:
        model = None
    if model is None or fault["kind"] == "chain":
        return str(fault["sentence"])
    return str(Fault(model, fault["row"], fault["kind"]))
