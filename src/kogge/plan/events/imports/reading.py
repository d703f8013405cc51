"""From a file of unknown kind to rows: looks at the content first, at the name second."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from . import calendars, schedules, tables
from .rows import MOST_BYTES, Found, Unreadable

EXTENSIONS = (".csv", ".tsv", ".txt", ".xlsx", ".ics", ".xml", ".json")


def read(content: bytes, name: str) -> Found:
    """Read a CSV, XLSX, iCalendar, schedule.xml or schedule.json. Raises Unreadable with a sentence."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB. Please split it."))
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    return _reader(content, name)(content)


def _reader(content: bytes, name: str) -> Callable[[bytes], Found]:
    start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, reader in _MARKS:
        if start[: len(mark)].upper() == mark:
            return reader
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is an old .xls workbook. Please save it as .xlsx."))
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in {".xml", ".json"}:
        raise Unreadable(_("The file does not hold what its name says. Please export it again."))
    return {".ics": calendars.read_calendar, ".xlsx": tables.read_xlsx}.get(suffix, tables.read_csv)


_MARKS: tuple[tuple[bytes, Callable[[bytes], Found]], ...] = (
    (b"PK\x03\x04", tables.read_xlsx),
    (b"BEGIN:VCALENDAR", calendars.read_calendar),
    (b"<", schedules.read_xml),
    (b"{", schedules.read_json),
)
