"""Reads YAML files of operators and answers with a sentence that names file and line when one is broken."""

from pathlib import Path
from typing import Any

import yaml

MOST_BYTES = 5 * 2**20


class BrokenFile(ValueError):  # noqa: N818  it names a file
    """A file that cannot be used; the message is a sentence with its name and, where known, the line."""


def read(path: Path) -> dict[str, Any]:
    """The file's top mapping. Raises `BrokenFile`."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BrokenFile(f"{path.name} is larger than 5 MB.")
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  a safe loader
    except OSError as error:
        raise BrokenFile(f"{path.name} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BrokenFile(f"{path.name} is not written in UTF-8 (byte {error.start}).") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise BrokenFile(f"{path.name}{line}: {error.problem or 'this is not YAML'}.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BrokenFile(f"{path.name}: {error}") from error
    if not isinstance(data, dict):
        raise BrokenFile(f"{path.name}, line 1: a list of names with values is expected.")
    return data


def rows(path: Path, key: str) -> list["Row"]:
    """The mappings listed under `key`, each with its line. An absent file has none. Raises `BrokenFile`."""
    if not path.exists():
        return []
    listed = read(path).get(key)
    if not isinstance(listed, list):
        raise BrokenFile(f"{path.name}: a list called {key} is expected.")
    for number, row in enumerate(listed, 1):
        if not isinstance(row, Row):
            raise BrokenFile(f"{path.name}: entry {number} of {key} must be names with values.")
        row.file = path.name
    return listed


class Row(dict[str, Any]):
    """A mapping of a file that knows where it stood."""

    line = 0
    file = ""

    def fault(self, sentence: str) -> BrokenFile:
        """An error that leads to this row."""
        return BrokenFile(f"{self.file}, line {self.line}: {sentence}")

    def need(self, *keys: str) -> None:
        """Refuse the row unless all `keys` have a value."""
        for key in keys:
            if self.get(key) in (None, ""):
                raise self.fault(f"{key} is missing.")


class _Loader(yaml.SafeLoader):
    """Safe, but mappings keep their line, and a key written twice is refused."""

    def mapping(self, node: yaml.MappingNode) -> Row:
        seen = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node)  # type: ignore[no-untyped-call]
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key} is written twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        row = Row({str(key): value for key, value in self.construct_mapping(node, deep=True).items()})
        row.line = node.start_mark.line + 1
        return row


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _Loader.mapping)
