"""Reads the YAML of a profile, knows the line of every rule, and lays it over the profile it builds on.

A profile may come from anywhere, so what could swell or surprise is refused before anything is built: aliases,
anchors, tags, several documents, depth, size (YAML 1.2, 3.2.2; "billion laughs").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kogge.core.yaml_files import BrokenFile

MOST_BYTES = 256 * 2**10
MOST_NODES = 20_000
MOST_DEPTH = 8
SHIPPED = Path(__file__).with_name("shipped")
NAMES_OF_ENTRIES = ("key", "code", "path")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return (
            f"{self.file}, line {self.line}: {self.sentence}"
            if self.line
            else f"{self.file}: {self.sentence}"
        )


class BrokenProfile(BrokenFile):
    """A profile that cannot be used; `faults` holds every reason, the message the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}")


@dataclass
class Source:
    """A profile as data, and from which file and line each path of it comes."""

    file: str
    data: dict[str, Any]
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def fault(self, path: str, sentence: str) -> Fault:
        """A fault at a path, or at the nearest path around it that stands in a file."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        file, line = self.places.get(path, (self.file, 1 if self.places else 0))
        return Fault(file, line, sentence)


def read(path: Path) -> Source:
    """A file with what it builds on. Raises BrokenProfile."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BrokenProfile([Fault(path.name, 0, f"the file cannot be opened: {error.strerror}.")]) from error
    return read_text(path.name, content)


def read_text(name: str, content: bytes) -> Source:
    """The content of a file with what it builds on. Raises BrokenProfile."""
    own = _read(name, content)
    base = own.data.get("base")
    if base is None:
        return own
    if not isinstance(base, str) or base not in shipped():
        raise BrokenProfile(
            [own.fault("base", f"a profile can build on one that comes with Kogge: {', '.join(shipped())}.")]
        )
    below = _read(f"{base}.yaml", (SHIPPED / f"{base}.yaml").read_bytes())
    return Source(name, _laid_over(below.data, own.data), {**below.places, **own.places})


def shipped() -> list[str]:
    """The keys of the profiles that come with the product."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def name_of(entry: Any, number: int) -> str:
    """What an entry of a list is called in a path."""
    if isinstance(entry, dict):
        for name in NAMES_OF_ENTRIES:
            if isinstance(entry.get(name), str):
                return str(entry[name])
    return str(number)


def paths(data: Any, before: str = "") -> Iterator[str]:
    """Every path of a profile's data, such as `indicators.EECO01.formula`."""
    pairs: list[tuple[str, Any]] = []
    if isinstance(data, dict):
        pairs = list(data.items())
    elif isinstance(data, list):
        pairs = [(name_of(entry, number), entry) for number, entry in enumerate(data, 1)]
    for name, value in pairs:
        yield f"{before}{name}"
        yield from paths(value, f"{before}{name}.")


def _read(name: str, content: bytes) -> Source:
    try:
        if len(content) > MOST_BYTES:
            raise _Refused(0, f"the file is larger than {MOST_BYTES // 2**10} kB.")
        text = content.decode("utf-8-sig")
        _look_through(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        source = Source(name, {})
        data = _Builder(source).build(node, "")
    except _Refused as refusal:
        raise BrokenProfile([Fault(name, refusal.line, refusal.sentence)]) from refusal
    except UnicodeDecodeError as error:
        raise BrokenProfile(
            [Fault(name, 0, f"the file is not written in UTF-8 (byte {error.start}).")]
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise BrokenProfile([Fault(name, line, f"{error.problem or 'this is not YAML'}.")]) from error
    except yaml.YAMLError as error:
        raise BrokenProfile([Fault(name, 0, str(error).replace("\n", " "))]) from error
    if not isinstance(data, dict):
        raise BrokenProfile([Fault(name, 1, "names with values are expected.")])
    source.data = data
    return source


class _Refused(Exception):  # noqa: N818  becomes a fault
    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


def _look_through(text: str) -> None:
    """Refuse what a profile never needs, before a tree is built of it."""
    depth = documents = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "references (& and *) are not used in profiles; please write the text out.")
        if tag := getattr(event, "tag", None):
            raise _Refused(line, f"the tag {tag} is not used in profiles.")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise _Refused(line, f"it is nested more than {MOST_DEPTH} times.")
        if documents > 1:
            raise _Refused(line, "one file holds one profile; a second document begins here.")
        if number > MOST_NODES:
            raise _Refused(line, "the file has too many entries for a profile.")


class _Builder(yaml.constructor.SafeConstructor):
    """Makes plain data of nodes and notes the line of every path."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source

    def build(self, node: yaml.Node | None, path: str) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._entry(child, number, path) for number, child in enumerate(node.value, 1)]
        if node is None:
            return None
        try:
            return self.construct_object(node)  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:
            raise _Refused(node.start_mark.line + 1, f"{node.value[:40]!r} is no value: {error}.") from error

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _Refused(line, "a name is expected before the colon.")
            if key.value in made:
                raise _Refused(line, f"{key.value} is written twice.")
            below = f"{path}{key.value}"
            self.source.places[below] = (self.source.file, line)
            made[key.value] = self.build(value, f"{below}.")
        return made

    def _entry(self, node: yaml.Node, number: int, path: str) -> Any:
        line = node.start_mark.line + 1
        name = _named(node) or str(number)
        below = f"{path}{name}"
        if below in self.source.places:
            raise _Refused(line, f"{name} is written twice.")
        self.source.places[below] = (self.source.file, line)
        return self.build(node, f"{below}.")


def _named(node: yaml.Node) -> str:
    """What `name_of` will call the entry, known before it is built."""
    if not isinstance(node, yaml.MappingNode):
        return ""
    texts = {
        key.value: value.value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }
    return next((texts[name] for name in NAMES_OF_ENTRIES if re.fullmatch(r"\D.*", texts.get(name, ""))), "")


def _laid_over(below: Any, above: Any) -> Any:
    """`above` wins; entries of lists that have a key are laid over their like, or left out with `omit: true`."""
    if isinstance(below, dict) and isinstance(above, dict):
        return {
            **below,
            **{
                name: _laid_over(below[name], value) if name in below else value
                for name, value in above.items()
            },
        }
    if not (isinstance(below, list) and isinstance(above, list)):
        return above
    if not all(isinstance(entry, dict) for entry in [*below, *above]):
        return above
    entries = {name_of(entry, number): entry for number, entry in enumerate(below, 1)}
    for number, entry in enumerate(above, len(below) + 1):
        name = name_of(entry, number)
        entries[name] = _laid_over(entries.get(name, {}), entry)
    return [entry for entry in entries.values() if entry.get("omit") is not True]
