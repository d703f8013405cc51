"""What follows at once when something earlier happens, named here and nowhere else."""

from kogge.ask.search import reactions as search
from kogge.core.reactions import on
from kogge.network.accounts import organizations
from kogge.network.directory.models import Organization
from kogge.plan.call_desk import reactions as call_desk
from kogge.plan.calls import forgetting as calls
from kogge.plan.decisions import reactions as decisions
from kogge.plan.event_requests import reactions as event_requests
from kogge.plan.events.desk import waiting_invitations
from kogge.plan.jury_desk import reactions as jury_desk
from kogge.plan.nominations import reactions as nominations
from kogge.plan.outcomes import reactions as outcomes
from kogge.plan.pitches import reactions as pitches
from kogge.plan.speakers import reactions as speakers
from kogge.plan.teams import reactions as teams
from kogge.plan.timetable import reactions as timetable
from kogge.prove.audit import facts as audit
from kogge.prove.audit import reactions as auditing
from kogge.prove.backups import reactions as backups
from kogge.prove.certificates import reactions as certificates
from kogge.prove.conversations import reactions as conversations
from kogge.prove.evidence import reactions as evidence
from kogge.prove.hours import reactions as hours
from kogge.prove.indicators import reactions as indicators
from kogge.prove.keeping import reactions as keeping
from kogge.prove.lists import reactions as lists
from kogge.prove.lists.requests import operation_of_event_changes
from kogge.prove.questionnaires import reactions as questionnaires
from kogge.publish.programme import reactions as programme
from kogge.publish.schedules import reactions as schedules
from kogge.take_part.admissions.actions import forget_terms
from kogge.take_part.attendance import reactions as attendance
from kogge.take_part.correspondence.attendance_letter import attendance_confirmed
from kogge.take_part.correspondence.dead_letters import waiting_mails
from kogge.take_part.guests.desk import waiting_decisions
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters import reactions as letters
from kogge.take_part.my_day import reactions as my_day
from kogge.take_part.self_service import voting
from kogge.website.legal.desk import waiting_feedback

on(
    "event released",
    search.event_released, plan_changes.event_released, schedules.event_released, hours.event_changed,
)  # fmt: skip
on("speaker cannot come", schedules.speaker_cannot_come)
on("speaker page asked", schedules.speaker_page_asked)
on("wishes asked", my_day.wishes_asked)
on("released places asked", schedules.released_places_asked)
on("event deleted", forget_terms, audit.event_deleted)
on("operation of event changes", operation_of_event_changes, hours.event_changed)
on(
    "registration",
    letters.registration_changed, my_day.registration_changed, keeping.registration_changed,
    attendance.registration_changed, lists.registration_changed,
)  # fmt: skip
on("mail failed", letters.mail_failed, questionnaires.mail_failed)
on("attendance confirmed", attendance_confirmed)
on("directory changed", programme.person_changed, search.directory_changed, hours.directory_changed)
on(
    "times kept in step", speakers.times_kept_in_step, timetable.times_kept_in_step, attendance.times_kept_in_step
)  # fmt: skip
on("attendance changed", hours.attendance_changed, lists.attendance_changed)
on("bookings asked", my_day.bookings_asked)
on("person known", hours.person_known)
on(
    "invariants asked",
    hours.invariants_asked, auditing.invariants_asked, certificates.invariants_asked,
    attendance.invariants_asked, backups.invariants_asked, evidence.invariants_asked,
)  # fmt: skip
on("event counted", hours.event_counted)
on("participants asked", questionnaires.participants_asked)
on(
    "person erased",
    calls.person_erased, nominations.person_erased, speakers.person_erased, schedules.person_erased,
    hours.person_erased, evidence.person_erased, certificates.person_erased, questionnaires.person_erased,
    conversations.person_erased, indicators.person_erased, teams.person_erased,
)  # fmt: skip
on(
    "retention asked",
    hours.retention_asked, auditing.retention_asked, evidence.retention_asked,
    questionnaires.retention_asked, certificates.retention_asked, keeping.retention_asked,
    conversations.retention_asked, indicators.retention_asked,
)  # fmt: skip
on("facts recorded", audit.recorded)
on(
    "desk opened", nominations.desk_opened, conversations.desk_opened,
    auditing.desk_opened, waiting_invitations, call_desk.desk_opened, event_requests.desk_opened, waiting_decisions,
    waiting_feedback, waiting_mails,
)  # fmt: skip
on("call list asked", event_requests.call_list_asked, nominations.call_list_asked)
on("call desk list asked", event_requests.call_desk_list_asked)
on("call page asked", outcomes.call_page_asked, jury_desk.call_page_asked)
on(
    "call desk asked", event_requests.call_desk_asked, jury_desk.call_desk_asked, decisions.call_desk_asked,
    nominations.call_desk_asked,
)  # fmt: skip
on("submission columns asked", jury_desk.submission_columns_asked)
on("submission desk asked", event_requests.submission_desk_asked, jury_desk.submission_desk_asked)
on("submission handed in", jury_desk.submission_changed, event_requests.submission_handed_in,
   nominations.submission_handed_in)  # fmt: skip
on("own answer asked", teams.own_answer_asked)
on("challenge page asked", teams.challenge_page_asked)
on("challenge results asked", teams.results_asked)
on("challenge changed", teams.challenge_changed)
on("year changed", search.year_changed)
on("name taken out", search.name_taken_out)
on(
    "own data asked",
    attendance.own_data_asked, my_day.own_data_asked, certificates.own_data_asked, questionnaires.own_data_asked,
)  # fmt: skip
on(
    "personal page asked", voting.personal_page_asked,
    certificates.personal_page_asked, questionnaires.personal_page_asked, keeping.personal_page_asked,
)  # fmt: skip
on("ticket asked", voting.ticket_asked)
on("verification asked", certificates.verification_asked)
on("watched asked", keeping.watched_asked)
on("name of participant asked", keeping.name_of_participant_asked)
on("office holder asked", conversations.office_holder_asked)
on("own office asked", conversations.own_office_asked)
on("list typed", indicators.list_typed)
on("locks asked", indicators.locks_asked)
on("submission withdrawn", decisions.submission_withdrawn, nominations.submission_withdrawn)
on("submission excluded", decisions.submission_withdrawn, nominations.submission_withdrawn)
on("decided", outcomes.decided, nominations.decided)
on("number of winners asked", decisions.number_of_winners_asked)
on("juror page asked", pitches.juror_page_asked)

organizations.know(lambda: dict(Organization.objects.values_list("slug", "name")))
