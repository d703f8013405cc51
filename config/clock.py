"""What the clock starts. Each job has a thread of its own in one worker, so a slow one holds up no other."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections

from kogge.ask.search import upkeep as search
from kogge.core import freshness, links, outbox
from kogge.network.accounts import jobs
from kogge.network.directory.jobs import forget_old_merges
from kogge.plan.applying import reminding
from kogge.plan.call_desk import news
from kogge.plan.calls import forgetting as calls
from kogge.plan.juries.actions import rules as juries
from kogge.plan.jury_desk import handing_out
from kogge.plan.nominations import actions as nominations
from kogge.plan.outcomes import actions as outcomes
from kogge.plan.solving import running as solving
from kogge.plan.speakers import jobs as speakers
from kogge.plan.teams import forgetting as teams
from kogge.prove.audit import facts as audit
from kogge.prove.audit import jobs as auditing
from kogge.prove.backups import again, copies
from kogge.prove.certificates import actions as certificates
from kogge.prove.certificates import jobs as certifying
from kogge.prove.evidence import archives
from kogge.prove.hours import settling as hours
from kogge.prove.keeping import retention
from kogge.prove.lists import freezing
from kogge.prove.questionnaires import jobs as questionnaires
from kogge.take_part.attendance import jobs as attendance
from kogge.take_part.checkin import jobs as door
from kogge.take_part.correspondence import actions as correspondence
from kogge.take_part.correspondence.follow_up import follow_up
from kogge.take_part.feedback.jobs import forget_old_responses
from kogge.take_part.letters import jobs as letters
from kogge.take_part.letters import plan_changes
from kogge.take_part.my_day import jobs as my_day
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.known_people import link_people
from kogge.website.legal.jobs import forget_old_feedback

log = logging.getLogger("kogge.clock")


@dataclass(frozen=True)
class Job:
    """Runs `action` every so many seconds."""

    name: str
    seconds: float
    action: Callable[[], object]


JOBS = [
    Job("send mail", 1, outbox.send_waiting),
    Job("bring the search index in step", 1, search.work_off),
    Job("take back announcements that were rolled back", 2, freshness.settle),
    Job("give back seats that nobody confirmed or took in time", 20, registration.expire_due),
    Job("link registrations to people", 30, link_people),
    Job("tell people what a release changed for them", 2, plan_changes.work_off),
    Job("remind people of what begins soon", 60, letters.remind),
    Job("write to many people what staff wrote", 2, correspondence.send_waiting),
    Job("set results and write letters for many answers", 2, outcomes.work_off),
    Job("ask people how it was", 600, follow_up),
    Job("bring attendance in step with the door", 30, attendance.settle_doors),
    Job("compute timetables that somebody asked for", 2, solving.work_off),
    Job("forget timetables that were computed long ago", 6 * 3600, solving.forget_old),
    Job("forget nominations that came to nothing", 6 * 3600, nominations.forget_old),
    Job("forget teams whose time is over", 3600, teams.forget_old),
    Job("bring hours in step with attendance", 60, hours.bring_in_step),
    Job("ask the funder's questions", 600, questionnaires.ask_due),
    Job("issue certificates whose last date is over", 120, certifying.issue_due),
    Job("issue many certificates piece by piece", 2, certificates.work_off),
    Job("compare frozen lists with what is known now", 60, freezing.compare_waiting),
    Job("make archives of evidence", 2, archives.work_off),
    Job("seal in the history what the door stored", 60, audit.seal_scans),
    Job("verify that nothing was changed behind the program's back", 5, auditing.work_off),
    Job("keep the head of the history outside the database", 60, auditing.keep_anchor),
    Job("fix the rules of juries whose call has closed", 30, juries.lock_due),
    Job("hand out files to jurors", 2, handing_out.work_off),
    Job("forget links that ended long ago", 6 * 3600, links.forget_old),
    Job("forget what the data map promises to forget", 3600, jobs.forget_expired),
    Job("forget what people wrote long ago", 6 * 3600, forget_old_feedback),
    Job("forget what anonymous feedback said long ago", 6 * 3600, forget_old_responses),
    Job("forget what undid old merges", 6 * 3600, forget_old_merges),
    Job("tell what changed in chosen sessions", 20, my_day.tell_changes),
    Job("remind people of drafts before a call ends", 600, reminding.remind),
    Job("tell organisers what came in to their calls", 1800, news.tell_organisers),
    Job("forget what calls no longer need", 6 * 3600, calls.forget_old),
    Job("forget what speakers needed at events long over", 6 * 3600, speakers.forget_needs),
    Job("forget days of events long over", 6 * 3600, my_day.forget_old_plans),
    Job("delete what the retention plan says is due", 6 * 3600, retention.run),
    Job("erase again whom a restored backup brought back", 3600, again.replay),
    Job("make the nightly backup, where one is configured", 1800, copies.nightly),
    Job("forget what the door no longer needs", 6 * 3600, door.forget_old),
    Job("forget archives after a week", 6 * 3600, archives.forget_old),
    Job("forget names from video rooms", 6 * 3600, attendance.forget_names),
    Job("forget sessions that ended", 6 * 3600, SessionStore.clear_expired),
]


def start() -> None:
    """Start every job in a thread that ends with the process."""
    for job in JOBS:
        threading.Thread(target=_repeat, args=[job], name=job.name, daemon=True).start()


def _repeat(job: Job) -> None:
    while True:
        try:
            job.action()
        except Exception:
            log.exception("%s failed and is tried again", job.name)
        finally:
            close_old_connections()
        time.sleep(job.seconds)
