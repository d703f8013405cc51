"""What came of it: attendance, corrections, online times, head counts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest
from kogge.plan.events.models import Session
from kogge.take_part.checkin.door_plan import plan_of
from kogge.take_part.checkin.models import Door, Scan
from kogge.take_part.checkin.reports import presence
from kogge.take_part.checkin.subjects import everybody
from kogge.take_part.checkin.verdicts import VERDICTS

from .. import actions, matching, online_files, queries
from ..forms import CorrectionForm, CountForm, OnlineFileForm
from ..models import Attendance, Correction, OnlineStay
from ..scope import context_of, door_page

PER_PAGE = 100


@door_page("attendance.correct")
def show(request: StaffRequest, door: Door) -> HttpResponse:
    """Who was there, for the event or one session, with minutes and how it was proved."""
    rows = queries.attendance(door.event)
    session = _session(request, door)
    rows = rows.filter(area=session.pk if session else 0)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = context_of(
        request, door, "attendance", listed=listed, session=session,
        rows=[(row, queries.name_of(row)) for row in listed],
        sessions=Session.objects.filter(event=door.event, attendances__isnull=False).distinct(),
    )  # fmt: skip
    return page(request, "attendance/list_page.html", context)


@door_page("attendance.correct")
def person(request: StaffRequest, door: Door, area: int, serial: str) -> HttpResponse:
    """One attendance with all its facts, both times of each, and its corrections."""
    queries.attendance(door.event)
    rows = Attendance.objects.select_related("registration", "seat")
    row = get_object_or_404(rows, door=door, area=area, serial=serial)
    form = CorrectionForm(request.POST or None, initial={"attended": row.attended})
    if form.is_bound and form.is_valid():
        try:
            actions.correct(door, area, serial, by=request.user, **form.cleaned_data)
            messages.success(request, _("Corrected."))
            return redirect(request.path)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    scans = Scan.objects.filter(door=door, area=area, serial=serial).select_related("gate", "device")
    stays = OnlineStay.objects.filter(door=door, area=area, serial=serial)
    context = context_of(
        request, door, "attendance", row=row, name=queries.name_of(row), form=form, stays=stays,
        facts=[(scan, VERDICTS[scan.verdict][2] if scan.verdict in VERDICTS else "–") for scan in scans],
        corrections=Correction.objects.filter(door=door, area=area, serial=serial).order_by("-pk"),
    )  # fmt: skip
    return page(request, "attendance/person_page.html", context)


@door_page("attendance.correct")
def heads(request: StaffRequest, door: Door) -> HttpResponse:
    """Counts and estimates, and what the clickers say."""
    form = CountForm(door, request.POST or None, initial={"counted_at": timezone.now()})
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        values["low"] = values["value"] if values["low"] is None else values["low"]
        values["high"] = values["value"] if values["high"] is None else values["high"]
        try:
            actions.count_heads(door, values.pop("session"), by=request.user, **values)
            messages.success(request, _("Stored."))
            return redirect("attendance:heads", slug=door.event.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = context_of(
        request, door, "attendance", form=form, counts=queries.head_counts(door.event), areas=presence(door)
    )
    return page(request, "attendance/heads_page.html", context)


@door_page("attendance.correct")
def online(request: StaffRequest, door: Door) -> HttpResponse:
    """Bring in a video tool's file; decide who those are whom nobody recognised."""
    form = OnlineFileForm(door, request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and _bring_in(request, door, form):
        return redirect("attendance:online", slug=door.event.slug)
    waiting = OnlineStay.objects.filter(door=door, serial="", dismissed=False).select_related("session")
    people = [one for one in everybody(plan_of(door).scopes) if not one.ended and one.kind != "group"]
    known = OnlineStay.objects.filter(door=door).exclude(serial="")
    context = context_of(
        request, door, "attendance", form=form, waiting=waiting, people=people,
        matched=known.count(), areas=sorted(set(known.values_list("area", flat=True))),
    )  # fmt: skip
    return page(request, "attendance/online_page.html", context)


def _bring_in(request: StaffRequest, door: Door, form: OnlineFileForm) -> bool:
    day = door.event.starts_on or timezone.localdate()
    session = form.cleaned_data["session"]
    if session is not None and session.starts_at:
        day = timezone.localdate(session.starts_at)
    try:
        content = form.cleaned_data["file"].read()
        stays = online_files.read(content, on=day, zone=timezone.get_current_timezone())
    except online_files.NoTable:
        sentence = _(
            "This file has no table with names and times. Please choose the list of participants as CSV."
        )
        form.add_error("file", sentence)
        return False
    scopes = plan_of(door, fresh=True).scopes
    matches = matching.matched(stays, everybody(scopes), scopes)
    area = session.pk if session else 0
    count = actions.bring_in_stays(door, area, stays, matches, by=request.user)
    text = ngettext("%(count)d stay is new.", "%(count)d stays are new.", count)
    messages.success(request, text % {"count": count})
    return True


@door_page("attendance.correct")
def match(request: StaffRequest, door: Door, pk: int) -> HttpResponse:
    """Decide who one person of the video room is."""
    stay = get_object_or_404(OnlineStay, pk=pk, door=door)
    if request.method == "POST":
        try:
            actions.match_stay(stay, request.POST.get("serial", "")[:16], by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("attendance:online", slug=door.event.slug)


@door_page("attendance.correct")
def confirm(request: StaffRequest, door: Door) -> HttpResponse:
    """Tell people by mail what was noted for them."""
    session = _session(request, door)
    if request.method == "POST":
        count = actions.confirm_by_mail(door, session.pk if session else 0, by=request.user)
        text = ngettext("%(count)d person is told by mail.", "%(count)d people are told by mail.", count)
        messages.success(request, text % {"count": count})
    return redirect("attendance:list", slug=door.event.slug)


def _session(request: StaffRequest, door: Door) -> Session | None:
    number = request.GET.get("session") or request.POST.get("session") or ""
    return Session.objects.filter(event=door.event, pk=number).first() if number.isdigit() else None
