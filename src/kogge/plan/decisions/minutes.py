"""The minutes: the same sheet for the browser and for the file, PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

Everything comes from what was frozen; nothing is looked up, so the minutes of a version never change. What people typed
goes in as data, never as markup; letters that no font here has are written in Latin ones.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import typst
from anyascii import anyascii
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.core.translated import translated
from kogge.plan.juries.models import Jury

from .models import Ballot, Placement

_TEMPLATE = Path(__file__).parent / "typst" / "minutes.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
Content = Mapping[str, Any]
Kind = Placement.Kind


def pdf(content: Content, digest: str, language: str) -> bytes:
    """The file. The same version gives the same bytes."""
    given = sheet(content, digest, language)
    stamp = int(datetime.fromisoformat(content["frozen_at"]).timestamp())
    try:
        return _compiled(given, stamp)
    except typst.TypstError:
        return _compiled(_latin(given), stamp)


def sheet(content: Content, digest: str, language: str) -> dict[str, Any]:
    """All words of the minutes, finished, in one language. Without a digest it is a draft."""
    with translation.override(language):
        at = timezone.localtime(datetime.fromisoformat(content["frozen_at"]))
        title = str(translated(dict(content), "title"))
        facts = {
            "number": content["number"],
            "when": date_format(at, "SHORT_DATETIME_FORMAT"),
            "who": content["frozen_by"],
        }
        version = _("Version %(number)d, frozen at %(when)s by %(who)s") % facts
        draft = _("Draft: nothing is decided yet. This sheet changes until the decision is frozen.")
        invented = _("Fictional data: these people and answers do not exist.")
        return {
            "language": language, "title": _("Minutes: %(title)s") % {"title": title},
            "lead": content["call"]["organization"], "day": [at.year, at.month, at.day],
            "fictional": invented if content.get("fictional") else "", "draft": "" if digest else draft,
            "about": list(_about(content)), "sections": list(_sections(content)),
            "seals": [version, _("SHA-256 of what was frozen: %(sum)s") % {"sum": digest}] if digest else [],
            "footer": f"{title} · {version}" if digest else f"{title} · {draft}", **_funding(content["funding"]),
            "words": {"emblem": _("Emblem of the European Union")},
        }  # fmt: skip


def _about(content: Content) -> Iterator[tuple[str, str]]:
    on = content["decided_on"]
    rows = [
        (pgettext("competition", "Call"), str(translated(content["call"], "title"))),
        (_("Organiser"), content["call"]["organization"]),
        (_("Among the winners of"), str(translated(content["among"], "title")) if content["among"] else ""),
        (_("Track"), content["track"]), (_("Phase of the jury"), content["phase"]),
        (_("Decided on"), date_format(date.fromisoformat(on), "DATE_FORMAT") if on else ""),
        (_("Where and how the jury met"), content["meeting"]),
        (_("Winners"), str(content["winners"])),
        (_("Places left empty"), str(content["vacant"] or "")),
        (_("Reason for this version"), content["reason"]),
    ]  # fmt: skip
    if again := content["reopening"]:
        asked = _("%(asked)s asked, %(agreed)s agreed") % {
            "asked": again["asked_by"],
            "agreed": again["agreed_by"],
        }
        rows.append((_("Reopened by two people"), asked))
    return (row for row in rows if row[1])


def _sections(content: Content) -> Iterator[dict[str, Any]]:
    """Heading, sentence, table."""
    rows = content["rows"]
    yield _section(
        _("Who decided"), _votes(content), [_("Name"), _("Organisation"), pgettext("minutes", "Vote")],
        [[_juror(one), one["organization"], _vote(one["vote"])] for one in content["jurors"]],
    )  # fmt: skip
    conflicts = content["conflicts"]
    found = {"found": _("found by the platform"), "declared": _("declared")}
    yield _section(
        _("Conflicts of interest"),
        _("Who has a conflict of interest did not see the file, did not judge it and abstained on it.")
        if conflicts else _("None was declared or found."),
        [_("Juror"), _("Submission"), _("How it is known")],
        [[one["juror"], f"{one['code']} {one['title']}", found[one["source"]]] for one in conflicts],
    )  # fmt: skip
    if content["criteria"]:
        rule = str(Jury.TieRule(content["tie_rule"]).label)
        yield _section(
            _("Criteria"), _("When two are equal: %(rule)s.") % {"rule": rule},
            [_("Criterion"), _("Weight"), pgettext("criterion", "Scale")],
            [[str(translated(one, "label")), str(one["weight"]), f"{one['lowest']}–{one['highest']}"]
             for one in content["criteria"]],
        )  # fmt: skip
    yield _ranking(rows)
    yield from _results(rows)


def _ranking(rows: list[dict[str, Any]]) -> dict[str, Any]:
    ranked = sorted((one for one in rows if one["ranked"]), key=lambda one: (one["ranked"], one["code"]))
    return _section(
        _("Ranking"),
        _("Normalised: strict and mild jurors are brought to one scale. The interval says how sure the place is.")
        if ranked else _("There was no ranking by scores."),
        [pgettext("ranking", "Place"), _("Submission"), _("Interval"), _("Raw mean"), _("Normalised"), _("Judged by")],
        [[str(one["ranked"]), _named(one), interval(one["low"], one["high"]), _mean(one["raw_mean"]),
          _mean(one["normalised"]), str(one["count"])] for one in ranked],
        widths=(1, 6, 1.6, 1.8, 2.2, 1.9),
    )  # fmt: skip


def _results(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    head = [pgettext("ranking", "Place"), _("Submission"), pgettext("decision", "Reason")]
    for kind, title in ((Kind.WINNER, _("Winners")), (Kind.RESERVE, _("Reserves, in order"))):
        chosen = [one for one in rows if one["kind"] == kind]
        table = [
            [str(one["place"]), _named(one), one["reason"] or (_("As ranked") if one["ranked"] else "–")]
            for one in chosen
        ]
        yield _section(title, "" if chosen else pgettext("minutes", "None."), head, table, widths=(1, 5, 5))
    others = [one for one in rows if one["kind"] in {Kind.NONE, Kind.WITHDRAWN}]
    yield _section(
        _("Not chosen"), "" if others else pgettext("minutes", "None."),
        [_("Submission"), _("Result"), pgettext("decision", "Reason")],
        [[_named(one), str(Kind(one["kind"]).label), one["reason"] or "–"] for one in others],
        widths=(5, 2, 4),
    )  # fmt: skip


def _section(
    title: str, text: str, head: list[str], rows: list[list[str]], *, widths: tuple[float, ...] = (4, 4, 3)
) -> dict[str, Any]:
    """One part of the sheet; `widths` are shares of the line, as wide as its words are long."""
    return {"title": title, "text": text, "head": head, "rows": rows, "widths": widths}


def _votes(content: Content) -> str:
    if not content["jurors"]:
        return _("There was no jury; %(name)s decided.") % {"name": content["frozen_by"]}
    votes = [one["vote"] for one in content["jurors"]]
    counts = {name: votes.count(name) for name in Ballot.Vote.values}
    return _("%(yes)d in favour, %(no)d against, %(abstained)d abstained, %(absent)d absent.") % counts


def _vote(vote: str) -> str:
    return str(Ballot.Vote(vote).label) if vote else _("did not vote")


def _juror(one: Mapping[str, Any]) -> str:
    return _("%(name)s (left the jury)") % {"name": one["name"]} if one["left"] else str(one["name"])


def _named(one: Mapping[str, Any]) -> str:
    by = f" ({one['organization']})" if one["organization"] and one["organization"] != one["title"] else ""
    return f"{one['title']}{by} · {one['code']}"


def _mean(value: float | None) -> str:
    """With one decimal place in every row, so that figures compare down the column."""
    return "–" if value is None else number_format(value, decimal_pos=1)


def interval(low: int | None, high: int | None) -> str:
    """Between which places somebody may well be."""
    return "–" if low is None or high is None else str(low) if low == high else f"{low}–{high}"


def _funding(one: Mapping[str, str]) -> dict[str, str]:
    if not one:
        return {"statement": "", "operation": "", "emblem": ""}
    return {
        "statement": str(translated(dict(one), "statement")), "operation": str(translated(dict(one), "operation")),
        "emblem": render_to_string("core/emblem.svg") if one["emblem"] == "eu" else "",
    }  # fmt: skip


def _compiled(given: Any, stamp: int) -> bytes:
    return bytes(  # type: ignore[arg-type]
        typst.compile(
            _TEMPLATE, sys_inputs={"content": json.dumps(given)}, pdf_standards=[*STANDARDS], timestamp=stamp,
            ignore_system_fonts=True,
        )
    )  # fmt: skip


def _latin(given: Any) -> Any:
    """Letters outside Latin, Greek and Cyrillic, and pictures, in Latin ones."""
    if isinstance(given, dict):
        return {key: one if key == "emblem" else _latin(one) for key, one in given.items()}
    if isinstance(given, list | tuple):
        return [_latin(one) for one in given]
    if not isinstance(given, str):
        return given
    return "".join(one if one < "\u0530" or "\u2000" <= one < "\u2070" else anyascii(one) for one in given)
