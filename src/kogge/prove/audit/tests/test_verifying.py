"""What the walk finds: every row that was changed behind the program's back, and no row that was not."""

import pytest
from django.db import connection

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.plan.events.models import Event
from kogge.prove.audit import anchor, facts, jobs
from kogge.prove.audit.models import Verification
from kogge.prove.audit.verifying import verify
from kogge.take_part.attendance import actions
from kogge.take_part.attendance.models import Attendance, Correction, HeadCount
from kogge.take_part.checkin.models import Door, Scan
from kogge.take_part.checkin.tests.conftest import Scene

pytestmark = pytest.mark.django_db
