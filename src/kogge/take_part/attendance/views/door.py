"""The door of an event: gates, devices, who is inside, what to look at."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, is_office, requires
from kogge.take_part.checkin import actions
from kogge.take_part.checkin.models import Device, Door, Gate, Scan
from kogge.take_part.checkin.reports import presence
from kogge.take_part.tickets import codes, keys
from kogge.take_part.tickets.models import SigningKey

from .. import queries
from ..forms import DeviceForm, GateForm
from ..scope import context_of, door_page


@door_page("door.run")
def show(request: StaffRequest, door: Door) -> HttpResponse:
    """Who is inside, the gates, the devices. `?part=live` answers the part that refreshes itself."""
    gates = list(door.gates.filter(retired_at=None).select_related("session"))
    devices = list(door.devices.prefetch_related("gates"))
    context = context_of(
        request, door, "door", gates=gates, devices=devices, areas=presence(door), now=timezone.now(),
        conflicts=len(queries.conflicts(door)), scans=Scan.objects.filter(door=door).count(),
    )  # fmt: skip
    part = request.GET.get("part") == "live"
    return page(request, "attendance/parts/live.html" if part else "attendance/door_page.html", context)


@door_page("door.run")
def conflicts(request: StaffRequest, door: Door) -> HttpResponse:
    """Facts that a person should look at."""
    rows = [(one, queries.name_of(one.scan)) for one in queries.conflicts(door)]
    return page(request, "attendance/conflicts_page.html", context_of(request, door, "door", rows=rows))


@door_page("door.manage")
def gate(request: StaffRequest, door: Door, pk: int = 0) -> HttpResponse:
    """Add or change a gate, or close it."""
    one = get_object_or_404(Gate, pk=pk, door=door, retired_at=None) if pk else Gate()
    if request.method == "POST" and "close" in request.POST and pk:
        actions.retire_gate(one, by=request.user)
        return redirect("attendance:door", slug=door.event.slug)
    form = GateForm(door, request.POST or None, instance=one)
    if form.is_bound and form.is_valid():
        try:
            actions.save_gate(door, form.instance, by=request.user)
            return redirect("attendance:door", slug=door.event.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = context_of(request, door, "door", form=form, gate=one if pk else None)
    return page(request, "attendance/gate_page.html", context)


@door_page("door.manage")
def device_add(request: StaffRequest, door: Door) -> HttpResponse:
    """Name a phone; its pairing code follows."""
    form = DeviceForm(door, request.POST or None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        device = actions.add_device(door, values["name"], list(values["gates"]), by=request.user)
        return redirect("attendance:device", slug=door.event.slug, pk=device.pk)
    title = _("Add a device")
    return page(
        request, "attendance/form_page.html", context_of(request, door, "door", form=form, title=title)
    )


@door_page("door.manage")
def device(request: StaffRequest, door: Door, pk: int) -> HttpResponse:
    """One phone: show a pairing code once, or lock the phone."""
    one = get_object_or_404(Device, pk=pk, door=door)
    link = ""
    if request.method == "POST":
        if "revoke" in request.POST:
            actions.revoke_device(one, by=request.user)
            messages.success(request, _("“%(device)s” is locked.") % {"device": one.name})
            return redirect("attendance:door", slug=door.event.slug)
        link = actions.pairing_link(one, by=request.user)
    code = codes.svg(link, _("Code that pairs the device")) if link else ""
    context = context_of(request, door, "door", device=one, link=link, code=code)
    return page(request, "attendance/device_page.html", context | {"minutes": actions.PAIRING_MINUTES})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("door.manage")
def ticket_keys(request: StaffRequest) -> HttpResponse:
    """The keys that sign tickets; the office lets a new one sign."""
    if not is_office(request.user):
        raise Http404
    if request.method == "POST":
        try:
            keys.rotate(by=request.user)
            messages.success(request, _("A new key signs from now on. Tickets signed before stay valid."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("attendance:ticket_keys")
    rows = [
        [str(key.key_id), key.created_at, bytes(key.public).hex(), _("signs") if key.signs else _("verifies")]
        for key in SigningKey.objects.all()
    ]
    head = [_("Number"), _("Made"), _("Public half"), _("Use")]
    return page(request, "attendance/keys_page.html", {"rows": rows, "head": head})
