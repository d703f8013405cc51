"""Addresses of the door's desk, in the order an event goes through them."""

from django.urls import URLPattern, path

from .views import door, entering, results

app_name = "attendance"
urlpatterns: list[URLPattern] = [
    path("ticket-keys/", door.ticket_keys, name="ticket_keys"),
    path("events/<slug:slug>/door/", door.show, name="door"),
    path("events/<slug:slug>/door/gates/new/", door.gate, name="gate_add"),
    path("events/<slug:slug>/door/gates/<int:pk>/", door.gate, name="gate"),
    path("events/<slug:slug>/door/devices/new/", door.device_add, name="device_add"),
    path("events/<slug:slug>/door/devices/<int:pk>/", door.device, name="device"),
    path("events/<slug:slug>/door/conflicts/", door.conflicts, name="conflicts"),
    path("events/<slug:slug>/door/walk-in/", entering.walk_in, name="walk_in"),
    path("events/<slug:slug>/door/paper/", entering.typed, name="typed"),
    path("events/<slug:slug>/door/list.pdf", entering.printed_list, name="printed_list"),
    path("events/<slug:slug>/door/badges.pdf", entering.badges, name="badges"),
    path("events/<slug:slug>/attendance/", results.show, name="list"),
    path("events/<slug:slug>/attendance/heads/", results.heads, name="heads"),
    path("events/<slug:slug>/attendance/online/", results.online, name="online"),
    path("events/<slug:slug>/attendance/online/<int:pk>/", results.match, name="match"),
    path("events/<slug:slug>/attendance/confirmation/", results.confirm, name="confirm"),
    path("events/<slug:slug>/attendance/<int:area>/<slug:serial>/", results.person, name="person"),
]
