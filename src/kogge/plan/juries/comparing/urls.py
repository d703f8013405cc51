"""Addresses of comparing and of the audience's vote."""

from django.urls import URLPattern, path

from kogge.plan.juries.seats import both

from . import audience, views

COMPARING: list[URLPattern] = [
    *both("phase/<int:phase>/compare/", views.compare, "compare"),
    *both("phase/<int:phase>/compare/state/", views.state, "compare_state"),
    *both("phase/<int:phase>/compare/votes/", views.take, "compare_votes"),
    *both("phase/<int:phase>/compare/turn/", views.turn, "compare_turn"),
    *both("phase/<int:phase>/compare/worker.js", views.worker, "compare_worker"),
    *both("phase/<int:phase>/compare/<str:code>/conflict/", views.conflict, "compare_conflict"),
    *both("phase/<int:phase>/compare/<str:code>/files/<str:question>/", views.attachment, "compare_file"),
    path("vote/<slug:slug>/", audience.cast, name="vote"),
]
