"""Every model whose rows are compared with the history, in the order somebody would ask for them."""

from django.db import models

from kogge.core.reactions import announce
from kogge.prove.auditors.models import Access, Sample, SampleItem
from kogge.prove.certificates.models import Assessment, Certificate, RuleVersion
from kogge.prove.conversations.models import Entry
from kogge.prove.evidence.models import EvidenceFile
from kogge.prove.hours.models import Holder, Participant
from kogge.prove.indicators.models import Estimate, Report, Target
from kogge.prove.lists.models import AttendanceList, OperationRequest
from kogge.prove.questionnaires.models import Aim, Entity, Paper, Questionnaire, Response

from .facts import FACTS

Model = type[models.Model]
WATCHED: tuple[Model, ...] = (
    *FACTS,
    Holder,
    Participant,
    Questionnaire,
    Response,
    Paper,
    Entity,
    Aim,
    Entry,
    RuleVersion,
    Certificate,
    Assessment,
    Report,
    Target,
    Estimate,
    AttendanceList,
    EvidenceFile,
    OperationRequest,
    Access,
    Sample,
    SampleItem,
)


def watched() -> list[Model]:
    """These, and those of later apps (they answer to "watched asked")."""
    found = list(WATCHED)
    announce("watched asked", models=found)
    return found
