"""Loads the wordings of consents from a region's folder; where the region has none, plain ones of the product."""

from pathlib import Path

from django.db import transaction

from kogge.core.yaml_files import Row
from kogge.network.directory.region_import import BY, each_row
from kogge.take_part.registration.models import ConsentKind, ConsentText

from .actions import put_consent_text

DEFAULTS = Path(__file__).parent / "consents.yaml"


@transaction.atomic
def load(folder: Path) -> int:
    """Load `consents.yaml` of the folder, then a default for each kind that still has no wording."""
    count = each_row(folder / "consents.yaml", "consents", ("kind", "de", "en"), _put)
    known = set(ConsentText.objects.values_list("kind", flat=True))
    if not set(ConsentKind.values) <= known:
        each_row(
            DEFAULTS,
            "consents",
            ("kind", "de", "en"),
            lambda row: None if row["kind"] in known else _put(row),
        )
    return count


def _put(row: Row) -> None:
    if row["kind"] not in ConsentKind.values:
        raise row.fault(
            f"{row['kind']} is no kind of consent; choose one of: {', '.join(ConsentKind.values)}."
        )
    put_consent_text(ConsentKind(row["kind"]), text_de=row["de"].strip(), text_en=row["en"].strip(), by=BY)
