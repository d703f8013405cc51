"""A closed call with six files, a jury with three criteria, one running phase and four jurors."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization, Topic
from kogge.plan.calls.models import Applicant, Call, Submission

from ..actions import people, rules
from ..models import Assignment, Juror, Jury, Phase


@dataclass
class Scene:
    """What every test of juries stands on."""

    call: Call
    jury: Jury
    phase: Phase
    files: list[Submission]
    jurors: list[Juror]
    emil: User
    topics: list[Topic] = field(default_factory=list)


def submission(call: Call, number: int, *, organization: str = "", mail: str = "") -> Submission:
    """One file that was handed in."""
    row = Submission.objects.create(
        call=call, title=f"Idea {number}", abstract=f"What idea {number} is about", state="submitted",
        submitted_at=timezone.now(), organization_name=organization,
    )  # fmt: skip
    mail = mail or f"founder{number}@startup{number}.example"
    Applicant.objects.create(
        submission=row, name=f"Founder {number}", email=mail, email_key=mail, organization_name=organization
    )
    return row


def juror(jury: Jury, name: str, **more: object) -> Juror:
    """Somebody invited who promised confidentiality."""
    values = {
        "name": name, "email": f"{name.lower()}@{name.lower()}-office.example", "organization_name": "",
        "language": "en", "expertise": [], "most": None,
    }  # fmt: skip
    row = people.add(jury, values | more, by="test")
    Juror.objects.filter(pk=row.pk).update(confidential_at=timezone.now())
    return row


def make(files: int = 6, names: str = "Ada Ben Cleo Dan") -> Scene:
    """The scene, without anybody reading anything yet."""
    now = timezone.now()
    harbour = Organization.objects.create(slug=cast.HARBOUR, name="Harbour Centre", kind="centre")
    call = Call.objects.create(
        slug="pitch", kind="startups", organization=harbour, title_de="Pitch", title_en="Pitch contest",
        state="published", opens_at=now - timedelta(days=30), closes_at=now + timedelta(hours=1),
    )  # fmt: skip
    jury = rules.create(call, by="test")
    Call.objects.filter(pk=call.pk).update(closes_at=now - timedelta(hours=1))
    jury = Jury.objects.select_related("call__organization").get(pk=jury.pk)
    rows = [submission(call, number) for number in range(1, files + 1)]
    values = {
        "title": "First round", "opens_at": now - timedelta(minutes=30), "closes_at": now + timedelta(days=7),
        "mode": "scores", "per_submission": 2, "one_per_organization": False, "hidden_fields": [], "rights": {},
    }  # fmt: skip
    phase = rules.save_phase(jury, None, values, by="test")
    emil = cast.editor()
    return Scene(jury.call, jury, phase, rows, [juror(jury, name) for name in names.split()], emil)


def give(scene: Scene, juror: Juror, file: Submission) -> Assignment:
    """Hand one file to one juror."""
    return Assignment.objects.create(phase=scene.phase, juror=juror, submission=file)


FULL = {"innovation": 4, "market": 3, "team": 5, "feasibility": 2}
