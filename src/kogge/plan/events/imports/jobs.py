"""An uploaded file on its way in: tried first, then imported piece by piece so that progress is seen.

Each request does one piece, so nothing runs behind anybody's back, a restart loses nothing, and it can be stopped.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization, Place

from ..models import ImportJob
from . import reading
from .importing import Import, import_file, import_rows, refuse_stranger
from .rows import Found, Outcome, Report

PIECE = 50
KEPT_DAYS = 7


@transaction.atomic
def try_file(
    content: bytes, name: str, *, by: User, organization: Organization, format_key: str, source: str,
    place: Place | None, strict: bool,
) -> ImportJob:  # fmt: skip
    """Do a dry run and keep the file with its report until somebody confirms. Old files are thrown away."""
    report = import_file(
        content, name, by=by, organization=organization, format_key=format_key, source=source, place=place,
        dry_run=True, strict=strict,
    )  # fmt: skip
    ImportJob.objects.filter(created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    options = {
        "format_key": format_key,
        "source": source,
        "place": place.slug if place else "",
        "strict": strict,
    }
    return ImportJob.objects.create(
        user_id=by.pk, name=name[:200], content=content, organization_slug=organization.slug, options=options,
        total=len(reading.read(content, name).rows), report=report.as_dict(),
    )  # fmt: skip


def import_piece(job: ImportJob, *, by: User) -> ImportJob:
    """Import the next piece of the file, or all of it when it is all or nothing."""
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().get(pk=job.pk)
        if job.state in {ImportJob.State.DONE, ImportJob.State.STOPPED}:
            return job
        if job.state == ImportJob.State.TRIED:
            job.state, job.report = ImportJob.State.RUNNING, Report().as_dict()
        run = _run(job, by)
        found = reading.read(bytes(job.content), job.name)
        strict = job.options["strict"]
        end = job.total if strict else min(job.done + PIECE, job.total)
        part = Found(found.kind, found.rows[job.done : end], found.notes if job.done == 0 else [])
        done = import_rows(run, part, strict=strict)
        _add(job, done)
        job.done = end
        if job.done >= job.total:
            job.state, job.content = ImportJob.State.DONE, b""
        job.save()
    return job


def stop(job: ImportJob) -> None:
    """Import no further. What was imported stays; the file is thrown away."""
    ImportJob.objects.filter(pk=job.pk).exclude(state=ImportJob.State.DONE).update(
        state=ImportJob.State.STOPPED, content=b""
    )


def _run(job: ImportJob, by: User) -> Import:
    organization = Organization.objects.filter(slug=job.organization_slug).first()
    if organization is None:
        raise Refused(_("The organisation does not exist any more."))
    refuse_stranger(by, organization)
    place = Place.objects.filter(slug=job.options["place"]).first() if job.options["place"] else None
    return Import(by, organization, job.options["format_key"], job.options["source"], place)


def _add(job: ImportJob, done: Report) -> None:
    report = Report.from_dict(job.report)
    report.kind, report.saved = done.kind, done.saved
    report.notes += done.notes
    report.outcomes += [one for one in done.outcomes if isinstance(one, Outcome)]
    job.report = report.as_dict()
