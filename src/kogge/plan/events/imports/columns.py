"""Which column means what: German and English headings of the lists that offices keep."""

import re

HEADINGS: dict[str, str] = {
    "key": "uid id key nr nummer kennung schlüssel eventid veranstaltungsnummer",
    "title_de": "titel title veranstaltung event name thema betreff subject bezeichnung veranstaltungstitel",
    "title_en": "titelenglisch titleenglish englischertitel titelen titleen",
    "starts": "beginn begins start starts datum date von from startdatum startdate tag begin anfang termin begin",
    "start_time": "uhrzeit zeit time startzeit starttime beginnuhrzeit beginnum von_uhr uhrzeitvon zeitvon",
    "ends": "ende ends end bis to until enddatum enddate",
    "end_time": "endzeit endtime endeuhrzeit uhrzeitbis zeitbis endeum",
    "place": "ort place location veranstaltungsort venue",
    "room": "raum room saal",
    "mode": "durchführung mode modus art formatdurchführung teilnahmeform",
    "online_url": "link url onlinelink zugangslink website webseite",
    "cost": "kosten cost preis price gebühr entgelt teilnahmegebühr eintritt",
    "capacity": "plätze capacity kapazität seats teilnehmerzahl maxteilnehmer platzzahl",
    "summary_de": "zusammenfassung summary kurzbeschreibung kurztext teaser",
    "summary_en": "zusammenfassungenglisch summaryenglish summaryen",
    "description_de": "beschreibung description text details inhalt",
    "topics": "themen topics topic schlagworte kategorien categories",
    "audiences": "zielgruppe zielgruppen audience audiences",
    "language": "sprache language",
    "state": "status state zustand",
    "access_note": "barrierefreiheit accessibility",
    "format_key": "format veranstaltungsformat formatkey",
}
UNUSED = {"organisers", "veranstaltende", "veranstalter", "address", "adresse"}
KNOWN = {word: name for name, words in HEADINGS.items() for word in words.split()}
MODES = {
    "onsite": "onsite vorort präsenz presence inpresence praesenz offline",
    "online": "online digital virtuell virtual",
    "hybrid": "hybrid onsiteandonline vorortundonline",
}
MODE_OF = {word: mode for mode, words in MODES.items() for word in words.split()}
FREE = {
    "free", "kostenlos", "kostenfrei", "gratis", "0", "0€", "freeofcharge", "eintrittfrei", "keine",
    "frei",
}  # fmt: skip
STATES = {
    "cancelled": "cancelled canceled abgesagt entfällt ausgefallen",
    "postponed": "postponed verschoben",
    "held": "held durchgeführt stattgefunden erledigt reported berichtet",
    "planned": "planned geplant published veröffentlicht bestätigt confirmed idea idee",
}
STATE_OF = {word: state for state, words in STATES.items() for word in words.split()}


def plain(text: object) -> str:
    """A heading without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", str(text or "").casefold())


def recognised(cells: list[object]) -> dict[int, str]:
    """Column number to meaning, each meaning once; the first column wins."""
    found: dict[int, str] = {}
    for number, cell in enumerate(cells):
        name = KNOWN.get(plain(cell))
        if name and name not in found.values():
            found[number] = name
    return found


def is_heading(columns: dict[int, str]) -> bool:
    """Whether a line with these columns can head a table of events."""
    return {"title_de", "starts"} <= set(columns.values())
