"""Every model whose rows are compared with the history, in the order somebody would ask for them."""

from django.db import models

from kogge.prove.evidence.models import AttendanceList, EvidenceFile, OperationRequest
from kogge.prove.hours.models import Holder, Participant

from .facts import FACTS
from .models import Access, Sample, SampleItem

WATCHED: tuple[type[models.Model], ...] = (
    *FACTS,
    Holder,
    Participant,
    AttendanceList,
    EvidenceFile,
    OperationRequest,
    Access,
    Sample,
    SampleItem,
)
