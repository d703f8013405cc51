"""What follows at once when something earlier happens, named here and nowhere else."""

from kogge.ask.search import reactions as search
from kogge.core.reactions import on
from kogge.network.accounts import organizations
from kogge.network.directory.models import Organization
from kogge.plan.events.desk import waiting_invitations
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
from kogge.take_part.admissions.actions import forget_terms
from kogge.take_part.attendance import reactions as attendance
from kogge.take_part.correspondence.attendance_letter import attendance_confirmed
from kogge.take_part.correspondence.dead_letters import waiting_mails
from kogge.take_part.guests.desk import waiting_decisions
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters import reactions as letters
from kogge.take_part.my_day import reactions as my_day
from kogge.website.legal.desk import waiting_feedback

on("event released", search.event_released)
on("event released", plan_changes.event_released)
on("event deleted", forget_terms)
on("event deleted", audit.event_deleted)
on("operation of event changes", operation_of_event_changes)
on("registration", letters.registration_changed)
on("registration", my_day.registration_changed)
on("registration", keeping.registration_changed)
on("mail failed", letters.mail_failed)
on("attendance confirmed", attendance_confirmed)
on("directory changed", programme.person_changed)
on("directory changed", search.directory_changed)
on("directory changed", hours.directory_changed)
on("times kept in step", attendance.times_kept_in_step)
on("registration", attendance.registration_changed)
on("attendance changed", hours.attendance_changed)
on("person known", hours.person_known)
on("operation of event changes", hours.event_changed)
on("event released", hours.event_changed)
on("invariants asked", hours.invariants_asked)
on("event counted", hours.event_counted)
on("person erased", hours.person_erased)
on("retention asked", hours.retention_asked)
on("facts recorded", audit.recorded)
on("desk opened", auditing.desk_opened)
on("invariants asked", auditing.invariants_asked)
on("retention asked", auditing.retention_asked)
on("attendance changed", lists.attendance_changed)
on("registration", lists.registration_changed)
on("person erased", evidence.person_erased)
on("retention asked", evidence.retention_asked)
on("year changed", search.year_changed)
on("desk opened", waiting_invitations)
on("desk opened", waiting_decisions)
on("desk opened", waiting_feedback)
on("desk opened", waiting_mails)
on("own data asked", attendance.own_data_asked)
on("own data asked", my_day.own_data_asked)
on("personal page asked", certificates.personal_page_asked)
on("own data asked", certificates.own_data_asked)
on("person erased", certificates.person_erased)
on("personal page asked", questionnaires.personal_page_asked)
on("own data asked", questionnaires.own_data_asked)
on("mail failed", questionnaires.mail_failed)
on("person erased", questionnaires.person_erased)
on("retention asked", questionnaires.retention_asked)
on("retention asked", certificates.retention_asked)
on("invariants asked", certificates.invariants_asked)
on("verification asked", certificates.verification_asked)
on("invariants asked", attendance.invariants_asked)
on("invariants asked", backups.invariants_asked)
on("retention asked", keeping.retention_asked)
on("personal page asked", keeping.personal_page_asked)
on("watched asked", keeping.watched_asked)
on("name of participant asked", keeping.name_of_participant_asked)
on("invariants asked", evidence.invariants_asked)
on("retention asked", conversations.retention_asked)
on("person erased", conversations.person_erased)
on("list typed", indicators.list_typed)
on("locks asked", indicators.locks_asked)
on("retention asked", indicators.retention_asked)
on("person erased", indicators.person_erased)

organizations.know(lambda: dict(Organization.objects.values_list("slug", "name")))
