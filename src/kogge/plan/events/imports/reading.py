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
    if content.startswith(b"PK\x03\x04"):
        return tables.read_xlsx
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is an old .xls workbook. Please save it as .xlsx."))
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return calendars.read_calendar
    if start.startswith(b"<"):
        return schedules.read_xml
    if start.startswith(b"{"):
        return schedules.read_json
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix == ".ics":
        return calendars.read_calendar
    if suffix == ".xlsx":
        return tables.read_xlsx
    if suffix in {".xml", ".json"}:
        raise Unreadable(_("The file does not hold what its name says. Please export it again."))
    return tables.read_csv
