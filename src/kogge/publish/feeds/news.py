"""Atom (RFC 4287) and JSON Feed 1.1: what changed last, newest first."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from .entries import Entry

MOST = 100
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself. `updated` stands when there is no entry yet."""

    title: str
    author: str
    page: str
    address: str
    language: str
    licence: str
    updated: datetime


def atom(entries: Iterable[Entry], channel: Channel) -> bytes:
    """An Atom feed; texts are plain, so nothing in them can become markup."""
    entries = list(entries)
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": channel.language})
    _add(feed, "id", channel.address)
    _add(feed, "title", channel.title)
    _add(feed, "updated", max((entry.changed_at for entry in entries), default=channel.updated).isoformat())
    _add(feed, "link", rel="self", type="application/atom+xml", href=channel.address)
    _add(feed, "link", rel="alternate", type="text/html", href=channel.page)
    _add(_add(feed, "author"), "name", channel.author)
    _add(feed, "rights", channel.licence)
    _add(feed, "generator", "Kogge")
    for entry in entries:
        _atom_entry(feed, entry)
    ET.indent(feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8")


def json_feed(entries: Iterable[Entry], channel: Channel) -> bytes:
    """JSON Feed 1.1 with the dates under `_event`."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "language": channel.language,
        "authors": [{"name": channel.author}],
        "items": [_item(entry) for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _atom_entry(feed: ET.Element, entry: Entry) -> None:
    node = _add(feed, "entry")
    _add(node, "id", f"urn:uuid:{entry.uid}")
    _add(node, "title", entry.heading)
    _add(node, "updated", entry.changed_at.isoformat())
    _add(node, "link", rel="alternate", type="text/html", href=entry.url)
    for topic in entry.topics:
        _add(node, "category", term=topic)
    _add(node, "summary", summary(entry), type="text")


def summary(entry: Entry) -> str:
    """When and where first, then the words."""
    lines = [entry.when, entry.place, entry.text]
    return "\n\n".join(part for part in lines if part)


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{entry.uid}",
        "url": entry.url,
        "title": entry.heading,
        "content_text": summary(entry),
        "date_modified": entry.changed_at.isoformat(),
        "language": entry.language,
        "tags": list(entry.topics),
        "_event": {
            "status": entry.state,
            "when": entry.when,
            "starts_at": entry.starts_at and entry.starts_at.isoformat(),
            "ends_at": entry.ends_at and entry.ends_at.isoformat(),
            "starts_on": entry.date.first and entry.date.first.isoformat(),
            "precision": entry.date.precision.value,
            "place": entry.place or None,
        },
    }


def _add(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    node = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    node.text = words or None
    return node
