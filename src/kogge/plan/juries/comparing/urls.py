"""Addresses of comparing, of the ranking and of the audience's vote."""

from django.urls import URLPattern, path

from kogge.plan.juries.seats import both

from . import audience, desk, views

COMPARING: list[URLPattern] = [
    *both("phase/<int:phase>/compare/", views.compare, "compare"),
    *both("phase/<int:phase>/compare/state/", views.state, "compare_state"),
    *both("phase/<int:phase>/compare/votes/", views.take, "compare_votes"),
    *both("phase/<int:phase>/compare/turn/", views.turn, "compare_turn"),
    *both("phase/<int:phase>/compare/worker.js", views.worker, "compare_worker"),
    *both("phase/<int:phase>/compare/<str:code>/conflict/", views.conflict, "compare_conflict"),
    *both("phase/<int:phase>/compare/<str:code>/files/<str:question>/", views.attachment, "compare_file"),
    path("desk/calls/<slug:slug>/jury/ranking/", desk.ranking, name="ranking"),
    path("desk/calls/<slug:slug>/jury/ranking.<str:kind>", desk.export, name="ranking_export"),
    path("desk/calls/<slug:slug>/jury/audience/", desk.arrange, name="audience"),
    path("desk/calls/<slug:slug>/jury/audience/codes/", desk.codes, name="audience_codes"),
    path("desk/calls/<slug:slug>/jury/audience/reveal/", desk.reveal, name="audience_reveal"),
    path("vote/<slug:slug>/", audience.cast, name="vote"),
]
