"""The region this installation serves: its name, colours, logo, languages and legal texts, from a folder of YAML."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from .translated import Translated, pick


@dataclass(frozen=True)
class Region:
    """`region.yaml` as an object. Texts are dicts by language, read with `text("claim")`."""

    folder: Path
    key: str
    data: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> Translated:
        value = self.data.get(name, "")
        return pick(value if isinstance(value, dict) else {"de": str(value)})

    @property
    def name(self) -> Translated:
        """Name of the region itself."""
        return self.text("name")

    @property
    def network(self) -> Translated:
        """Name of the network, which is the name of the site."""
        return self.text("network")

    @property
    def claim(self) -> Translated:
        return self.text("claim")

    @property
    def funding_note(self) -> Translated:
        """A sentence for the foot of every page, such as who pays for the platform."""
        return self.text("funding_note")

    @property
    def colours(self) -> dict[str, str]:
        return dict(self.data.get("colours", {}))

    def file(self, name: str) -> Path:
        """A file of the region's folder, such as a logo or a GeoJSON."""
        return self.folder / name


def load(folder: Path) -> Region:
    """Read `folder/region.yaml`. Raises ValueError with a sentence when it is missing or broken."""
    path = folder / "region.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error
    if not isinstance(data, dict) or "key" not in data:
        raise ValueError(f"{path} needs at least a key and a name.")
    return Region(folder, str(data["key"]), data)


@cache
def current() -> Region:
    """The region named by KOGGE_REGION, read once per process."""
    return load(settings.REGION)
