"""What a year in review tells beside events: figures, statements, outlooks, projects and the rest."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from kogge.tell.yearbook.models import Figure, YearNote

from .reading import Entry
from .store import KINDS, Loading, listed, refs_of

NOTE_FIELDS = {
    "derived", "date_note", "format_note", "kind_note", "note", "organisation_note", "owner_note",
    "place_note", "precision_note", "spelling_note", "visibility_note",
}  # fmt: skip
PROJECT_FACTS = (
    "original_goal", "methods", "results_named", "status_2024", "presented_by", "introduced", "benefits_for",
    "follows", "planned_for", "purpose", "persons", "advantages_named", "goals",
)  # fmt: skip


def load_figures(run: Loading) -> None:
    """Figures, each with comparator and claimant."""
    for entry in run.facts["figures"]:
        values = {
            "subject": run.subject("figures", entry, entry["about"]),
            "measure": entry["measure"],
            "comparator": entry["comparator"],
            "value": entry["value"],
            "scope": entry.get("scope", ""),
            "period": str(run.facts.year),
            "claimed_by": run.the("figures", entry, "people", entry.get("claimed_by")),
            "refs": refs_of(entry),
        }
        figure = run.put(Figure, {"slug": entry["id"]}, values, once={"released_at": timezone.now()})
        run.keep("figures", entry, figure)


def load_notes(run: Loading) -> None:
    """Everything else, as notes of the year."""
    _load_formats(run)
    _load_projects(run)
    _load_rules(run)
    _load_ambassadors(run)
    _load_words(run)
    _load_source_notes(run)


def _load_formats(run: Loading) -> None:
    mapping = run.facts.formats.get("formats", {})
    for position, entry in enumerate(run.facts["formats"]):
        facts = {name: entry[name] for name in ("name", "interval", "abbreviation") if name in entry}
        facts |= dict(mapping.get(entry["id"], {})) | {"field_term": entry["field_term"]}
        _put(
            run,
            "formats",
            entry,
            position,
            kind="format",
            title=entry.get("label", entry["name"]),
            facts=facts,
        )


def _load_projects(run: Loading) -> None:
    for position, entry in enumerate(run.facts["projects"]):
        note = _put(
            run, "projects", entry, position,
            kind="project",
            title=entry["title"],
            owner=run.the("projects", entry, "organisations", entry["organisations"][0]),
            facts={name: entry[name] for name in PROJECT_FACTS if name in entry}
            | {"title_is_ours": bool(entry.get("title_is_ours"))}
            | {name: run.named(entry[name]) for name in ("follows",) if name in entry},
        )  # fmt: skip
        organizations = run.all("projects", entry, "organisations", entry["organisations"])
        run.put_many(note, "organizations", organizations)
        people = listed(entry.get("persons")) + listed(entry.get("presented_by"))
        run.put_many(note, "people", run.all("projects", entry, "people", people))


def _load_rules(run: Loading) -> None:
    for position, entry in enumerate(run.facts["certificates"]):
        _put(
            run, "certificates", entry, position,
            kind="certificate_rule",
            title=entry["title"],
            subject=run.subject("certificates", entry, entry["series"]),
            owner=run.the("certificates", entry, "organisations", entry.get("issuer")),
            when=str(entry.get("applies_from", "")),
            facts={"rule": entry["rule"], "expression": entry.get("rule_expression", "")},
            not_stated=["is_qualification"] if entry.get("is_qualification") == "not_stated" else [],
        )  # fmt: skip


def _load_ambassadors(run: Loading) -> None:
    for position, entry in enumerate(run.facts["appointment_rounds"]):
        unknown = entry.get("number") == "not_stated"
        note = _put(
            run, "appointment_rounds", entry, position,
            kind="appointment_round",
            title=entry["title"],
            when=str(entry.get("when", "")),
            facts={} if unknown else {"number": entry.get("number")},
            not_stated=["number"] if unknown else [],
        )  # fmt: skip
        people = run.all("appointment_rounds", entry, "people", entry.get("persons"))
        run.put_many(note, "people", people)
    for position, entry in enumerate(run.facts["mission_of_ambassadors"]):
        _put(run, "mission_of_ambassadors", entry, position, kind="mission", title=entry["term"])


def _load_words(run: Loading) -> None:
    for position, entry in enumerate(run.facts["statements"]):
        _put(
            run, "statements", entry, position,
            kind="statement",
            subject=run.subject("statements", entry, entry["about"]),
            person=run.the("statements", entry, "people", entry.get("by")),
            text=entry["gist"],
        )  # fmt: skip
    for position, entry in enumerate(run.facts["challenges"]):
        printed = {"printed_as": entry["printed_as"]} if "printed_as" in entry else {}
        _put(run, "challenges", entry, position, kind="challenge", title=entry["title"], facts=printed)
    for position, entry in enumerate(run.facts["outlooks"]):
        _put(
            run, "outlooks", entry, position,
            kind="outlook",
            subject=run.subject("outlooks", entry, entry["about"]),
            owner=run.the("outlooks", entry, "organisations", entry.get("owner")),
            title=entry.get("title", ""),
            when=str(entry["when"]),
            text=entry["gist"],
            facts={"kind": entry["kind"]},
        )  # fmt: skip
    for position, entry in enumerate(run.facts["further_reading"]):
        subject = run.subject("further_reading", entry, entry["about"])
        _put(run, "further_reading", entry, position, kind="further_reading", subject=subject)
    for position, entry in enumerate(run.facts["data_quality_notes"]):
        text = run.facts.notes.get(entry["id"]) or {"en": entry["note"]}
        _put(run, "data_quality_notes", entry, position, kind="data_quality_note", text=text)


def _load_source_notes(run: Loading) -> None:
    """What an entry says about its own source: spelling, what was derived, what stays open."""
    for section, entry in run.facts.entries():
        for name in sorted(NOTE_FIELDS & set(entry)):
            if section == "data_quality_notes":
                continue
            key = f"{entry['id']}-{name.replace('_', '-')}"
            text = run.facts.notes.get(key) or {"en": entry[name]}
            values = {
                "year": run.facts.year,
                "kind": "source_note",
                "subject": f"{KINDS[section]}:{entry['id']}",
                "refs": refs_of(entry),
                "facts": {"field": name},
                "text_de": text.get("de", ""),
                "text_en": text.get("en", ""),
            }
            run.put(YearNote, {"slug": key}, values)


def _put(
    run: Loading,
    section: str,
    entry: Entry,
    position: int,
    *,
    text: Mapping[str, str] | None = None,
    **values: Any,
) -> YearNote:
    text = text or {}
    note = run.put(
        YearNote,
        {"slug": entry["id"]},
        {
            "year": run.facts.year,
            "position": position,
            "refs": refs_of(entry),
            "not_stated": entry.get("not_stated", []),
            "text_de": text.get("de", ""),
            "text_en": text.get("en", ""),
            **values,
        },
    )
    run.keep(section, entry, note)
    return note
