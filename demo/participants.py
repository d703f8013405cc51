"""Loads a fictional operation with everything that has to be proved of it.

What must come out of it, counted by hand, stands in `proof-2024/expected.yaml`. Papers are typed by two people, rules
issue certificates, a list and a report are frozen, and one list comes too late.
"""

import io
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from kogge.network.directory import actions as directory
from kogge.network.grants.models import Operation
from kogge.prove.badges.earning import Conditions
from kogge.prove.certificates import actions as certificates
from kogge.prove.certificates import queries as earned
from kogge.prove.certificates.models import Certificate, CertificateRule
from kogge.prove.conversations import actions as conversations
from kogge.prove.evidence import files as evidence
from kogge.prove.hours import settling
from kogge.prove.hours.models import Participant
from kogge.prove.indicators import actions as reports
from kogge.prove.indicators.models import Estimate, Report, Target
from kogge.prove.lists import freezing
from kogge.prove.lists.models import AttendanceList
from kogge.prove.questionnaires import actions as asking
from kogge.prove.questionnaires import due
from kogge.prove.questionnaires.models import Questionnaire, Stage, Way
from kogge.prove.targets import actions as plans

from .fictional_operation import FICTIONAL, NUMBERS, Scene

HERE = Path(__file__).resolve().parent / "proof-2024"


def plan() -> dict[str, Any]:
    """What is to be loaded."""
    return dict(yaml.safe_load((HERE / "people.yaml").read_text(encoding="utf-8")))


def expected() -> dict[str, Any]:
    """What must come out of it, counted by hand."""
    return dict(yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")))


@transaction.atomic
def load(by: str = "demo") -> int:
    """Load the operation; a second time changes nothing. Returns how many people were registered."""
    proof = Proof(plan(), by)
    if Operation.objects.filter(slug=proof.plan["operation"]["slug"]).exists():
        return len(proof.plan["people"])
    proof.build()
    proof.register()
    proof.let_in()
    proof.ask()
    proof.talk()
    proof.certify()
    proof.report()
    proof.hand_in_late()
    return len(proof.registrations)


class Proof(Scene):
    """What follows from who was there."""

    # What the funder asks

    def ask(self) -> None:
        """The threshold decides who is asked; answers come by link and on paper; one company is the aim."""
        company = [(key, row["company"]) for key, row in self.plan["people"].items() if "company" in row]
        for key, name in company:
            asking.decide(
                [self._participant(key)], by=self.host, reason="Beratung des Betriebs (fiktiv)",
                reasons={"skills": False, "support": True, "replaceable": True},
                entity={"name": name, "kind": "company", "size": "micro", "postcode": "99999"},
            )  # fmt: skip
        due.bring_in_step(self.operation, today=timezone.localdate())
        for key, row in self.plan["people"].items():
            if "late" not in row:
                self._ask(key, row)

    def _ask(self, key: str, row: Mapping[str, Any]) -> None:
        names = ("gender", "birth_year", "employment", "education")
        answers = {
            name: value for name, value in zip(names, row.get("entry", ()), strict=False) if value is not None
        }
        if "paper" in row:
            self._paper(self._questionnaire(key, Stage.ENTRY), answers, row["paper"])
        elif "entry" in row or row.get("asked"):
            asked = asking.invite(self._questionnaire(key, Stage.ENTRY), by=self.host, way=Way.LETTER)
            if answers:
                asking.answer(asked, answers)
        if "exit" in row:
            came, status, qualification = row["exit"]
            left = {"leaving_status": status, "qualification": qualification}
            self._paper(self._questionnaire(key, Stage.EXIT), left, came)

    def _paper(self, row: Questionnaire, answers: Mapping[str, Any], came: date) -> None:
        """One types, another checks."""
        paper = asking.take_in(row, content=_sheet(), kind="image/png", received_on=came, by=self.host)
        asking.type_in(paper, answers, by=self.host)
        paper.refresh_from_db()
        asking.check(paper, answers, differences=0, by=self.office)

    def _participant(self, key: str) -> Participant:
        return Participant.objects.get(operation=self.operation, person=self.person(key))

    def _questionnaire(self, key: str, stage: str) -> Questionnaire:
        return Questionnaire.objects.get(participant=self._participant(key), stage=stage)

    # What is counted

    def talk(self) -> None:
        """Conversations of both centres, and what a volunteer did."""
        row = self.plan["volunteer"]
        values = {
            "name": row["name"],
            "office_terms": [{"kind": row["office"], "valid_from": date(2023, 1, 1)}],
        }
        volunteer = directory.put_person(by=self.by, slug=row["slug"], values=values)
        for slug, said in self.plan["conversations"].items():
            for number, (day, kind, minutes, aim, organization) in enumerate(said):
                self._log(
                    slug, number, on=day, kind=kind, minutes=minutes, aim=aim, organization=organization
                )
        for slug, done in self.plan["activities"].items():
            for number, (day, kind, minutes) in enumerate(done):
                self._log(slug, number, on=day, kind=kind, minutes=minutes, aim="", volunteer=volunteer)

    def _log(self, slug: str, number: int, **values: Any) -> None:
        uid = uuid.uuid5(NUMBERS, f"{slug}:{number}:{values['kind']}:{values['on']}")
        usual = {"centre": self.centre(slug), "operation": self.operation}
        conversations.log(by=self.host, uid=uid, values=usual | values)

    def certify(self) -> None:
        """Three of four dates, by a rule; one name is corrected."""
        for series in self.series.values():
            rule = certificates.create_rule(
                by=self.host, organization=series.organizers.get(), series=series, conditions=Conditions(3, 0, False),
                out_of=4, values={"title_de": series.title_de, "title_en": series.title_en},
            )  # fmt: skip
            certificates.begin_run(rule, self._round(rule), by=self.host, by_itself=True)
        certificates.work_off()
        wrong = Certificate.objects.get(rule__series=self.series["A"], person=self.person("a5"))
        name = f"{wrong.content['name']}-Probe"
        certificates.correct_name(wrong, by=self.host, name=name, reason="Doppelname fehlte (fiktiv)")

    def _round(self, rule: CertificateRule) -> earned.Round:
        [found] = earned.rounds_of(earned.with_dates().get(pk=rule.pk))
        return found

    def report(self) -> None:
        """What was planned and estimated; a list and a report are frozen."""
        phase = self.plan["targets"]
        for slug, what, value in phase["planned"]:
            plans.put_target(by=self.office, target=Target(
                operation=self.operation, organization=self.centre(slug) if slug else None, what=what, value=value,
                phase=phase["phase"], since=phase["since"], until=phase["until"], note=FICTIONAL,
            ))  # fmt: skip
        made = Estimate(operation=self.operation, **self.plan["estimate"])
        plans.put_estimate(made, by=self.office)
        freezing.freeze(self.events["A4"], by=self.host)
        reports.freeze(self._draft("frozen"), by=self.office)

    def _draft(self, which: str) -> Report:
        return reports.draft(self.operation, by=self.office, **self.plan[which])

    def hand_in_late(self) -> None:
        """A paper list that comes weeks too late: the frozen report stays, the next one shows the correction."""
        for key, row in self.plan["people"].items():
            if "late" in row:
                self._type(row["late"], [key], reason="Die Liste lag in einem anderen Ordner (fiktiv)")
        settling.bring_in_step(self.events.values())
        due.bring_in_step(self.operation, today=timezone.localdate())
        for key, row in self.plan["people"].items():
            if "late" in row:
                self._ask(key, row)
                self._file_scan(freezing.freeze(
                    self.events[row["late"]], by=self.host, reason="Eine Liste auf Papier kam später (fiktiv)"
                ))  # fmt: skip
        self._draft("next")

    def _file_scan(self, frozen: AttendanceList) -> None:
        """The signed paper beside the list, so that an auditor comes from a number to a scan."""
        values = {"kind": "scan", "title": "Unterschriebene Liste (fiktiv)", "on": frozen.event.starts_on}
        paper = SimpleUploadedFile("liste-fiktiv.png", _sheet())
        evidence.add(frozen.event, paper, values=values | {"attendance_list": frozen}, by=self.host)


def _sheet() -> bytes:
    """What stands for the scan of a sheet."""
    picture = Image.new("L", (240, 340), 255)
    ImageDraw.Draw(picture).text((40, 150), "FIKTIVER BOGEN", fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
