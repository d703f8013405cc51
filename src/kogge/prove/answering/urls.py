"""Addresses, in the order somebody meets them."""

from django.urls import path

from .views import case, desk, public

app_name = "answering"
_CASE = "desk/questionnaires/cases/<slug:code>/<slug:stage>/"

urlpatterns = [
    path("q/<str:secret>/", public.answer, name="answer"),
    path("q/<str:secret>/somebody-else/", public.not_me, name="not_me"),
    path("desk/questionnaires/", desk.start, name="start"),
    path(_CASE, case.case, name="case"),
    path(f"{_CASE}sheet.pdf", case.sheet_pdf, name="sheet"),
    path(f"{_CASE}scan/", case.scan, name="scan"),
    path(f"{_CASE}scan/file/", case.scan_file, name="scan_file"),
    path(f"{_CASE}typing/", case.typing, name="typing"),
    path(f"{_CASE}<slug:step>/", case.act, name="act"),
    path("desk/questionnaires/<slug:slug>/", desk.operation, name="operation"),
    path("desk/questionnaires/<slug:slug>/person-or-company/", desk.people_aims, name="aims"),
    path("desk/questionnaires/<slug:slug>/person-or-company/default/", desk.default_aim, name="default_aim"),
]
