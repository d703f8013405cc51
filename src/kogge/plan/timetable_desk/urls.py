"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, URLResolver, path

from .views import delay, grid, session, settings, wishes

app_name = "timetable"
BASE = "desk/events/<slug:slug>/timetable/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(BASE, grid.grid, name="grid"),
    path(f"{BASE}compare/", grid.compare, name="compare"),
    path(f"{BASE}state/", grid.state, name="state"),
    path(f"{BASE}move/", grid.move, name="move"),
    path(f"{BASE}undo/", grid.undo, name="undo"),
    path(f"{BASE}sessions/<int:key>/", session.show, name="session"),
    path(f"{BASE}sessions/<int:key>/needs/", session.needs, name="needs"),
    path(f"{BASE}sessions/<int:key>/order/", session.order, name="order"),
    path(f"{BASE}sessions/<int:key>/runs/", session.runs, name="runs"),
    path(f"{BASE}delay/", delay.delay, name="delay"),
    path(f"{BASE}settings/", settings.show, name="settings"),
    path(f"{BASE}settings/rooms/", settings.rooms, name="rooms"),
    path(f"{BASE}settings/breaks/", settings.breaks, name="breaks"),
    path(f"{BASE}wishes/", wishes.show, name="wishes"),
]
