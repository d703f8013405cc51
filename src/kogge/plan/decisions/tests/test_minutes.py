"""The minutes, looked at with tools that are not ours: pikepdf, pypdf."""

import io
from typing import Any

import pikepdf
import pypdf
import pytest

from kogge.plan.juries.models import Declaration

from .. import actions, content, minutes
from ..models import Version
from .scene import Contest

NAMES = ("Jörg Ünal-O’Neill", "Анна Жукова", "王小明", "José 😀 Ñandú", "#[*x*] \\ $y$ <b>")


def frozen(scene: Contest) -> Version:
    Declaration.objects.create(
        juror=scene.jurors[0], submission=scene.answers[5], kind="conflict", source="found"
    )
    decision = scene.voted(scene.decision())
    actions.note(decision, {scene.answers[0].pk: ("Clear and tested", "")}, by=scene.emil)
    return actions.freeze(decision, by=scene.emil)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_they_are_accessible_and_made_to_last(scene: Contest, language: str) -> None:
    version = frozen(scene)
    pdf = pikepdf.open(io.BytesIO(minutes.pdf(version.content, version.digest, language)))
    meta = pdf.open_metadata()
    assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (language, True)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= set(_tags(pdf.Root.StructTreeRoot))


def test_they_say_who_decided_what_and_why(scene: Contest) -> None:
    """PL-09: who, conflicts and abstentions, criteria, ranking, decision, reasons, votes, digest."""
    version = frozen(scene)
    said = text_of(minutes.pdf(version.content, version.digest, "en"))
    for part in ("Minutes: Main prize", "Contest", "Hafenzentrum", "Emil Editor", "Jana", "2 in favour, 0 against",
                 "1 abstained", "Gischt", "found by the platform", "Idea", "87.5", "89.0", "Clear and tested",
                 "As ranked", scene.answers[4].code, version.digest[:20]):  # fmt: skip
        assert part in said, part


def test_places_nobody_ranked_do_not_claim_a_ranking(scene: Contest) -> None:
    """PL-09: without a jury no place is "as ranked"; every mean of a ranking has its decimal place."""
    alone = scene.decision(phase=None)
    for one in scene.answers[:2]:
        actions.step(alone, one.pk, "winner", by=scene.emil)
    said = {}
    for decision in (alone, scene.decision()):
        facts = content.gather(decision, reason="", frozen_at="2026-05-01T10:00:00+00:00", frozen_by="")
        said[decision] = {one["title"]: one["rows"] for one in minutes.sheet(facts, "", "en")["sections"]}
    bare, ranked = said.values()
    assert bare["Ranking"] == [] and {row[2] for row in bare["Winners"]} == {"–"}
    assert {row[2] for row in ranked["Winners"]} == {"As ranked"}
    assert ranked["Ranking"][0][3:] == ["89.0", "87.5", "3"]


def test_a_draft_says_that_it_is_one(scene: Contest) -> None:
    decision = scene.decision()
    facts = content.gather(decision, reason="", frozen_at="2026-05-01T10:00:00+00:00", frozen_by="")
    assert minutes.sheet(facts, "", "en")["draft"].startswith("Draft")
    assert "Draft" in text_of(minutes.pdf(facts, "", "en"))


def test_what_was_invented_for_the_demo_says_so_on_the_sheet_and_in_the_file(scene: Contest) -> None:
    """Nobody takes the minutes of an invented contest for real ones; real minutes bear no such line."""
    real = frozen(scene).content
    scene.call.organization.facts = {"fictional": True}
    facts = content.gather(scene.decision(), reason="", frozen_at="2026-05-01T10:00:00+00:00", frozen_by="")
    assert (real["fictional"], facts["fictional"]) == (False, True)
    assert minutes.sheet(real, "", "en")["fictional"] == ""
    assert "Fictional data" in text_of(minutes.pdf(facts, "", "en"))


def test_the_same_version_is_the_same_file_and_its_digest_fits(scene: Contest) -> None:
    version = Version.objects.get(pk=frozen(scene).pk)
    assert content.digest(version.content) == version.digest
    first, second = (minutes.pdf(version.content, version.digest, "de") for _turn in range(2))
    assert first == second


@pytest.mark.parametrize("name", NAMES)
def test_words_in_any_script_keep_the_file_accessible(scene: Contest, name: str) -> None:
    version = frozen(scene)
    facts = {**version.content, "rows": [{**one, "title": name} for one in version.content["rows"]]}
    meta = pikepdf.open(io.BytesIO(minutes.pdf(facts, version.digest, "de"))).open_metadata()
    assert (meta["pdfuaid:part"], meta["pdfaid:part"]) == ("1", "2")


def _tags(node: Any) -> list[str]:
    found = [str(node.S)] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += _tags(child)
    return found
