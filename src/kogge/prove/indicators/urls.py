"""Addresses, in the order somebody meets them."""

from django.urls import path

from .views import hub, reports

app_name = "indicators"
urlpatterns = [
    path("desk/proof/", hub.start, name="start"),
    path("desk/reports/", reports.listing, name="reports"),
    path("desk/reports/<slug:slug>/", reports.operation, name="operation"),
    path("desk/reports/<slug:slug>/definitions/", reports.definitions, name="definitions"),
    path("desk/reports/<slug:slug>/records/", reports.records, name="records"),
    path("desk/reports/<slug:slug>/indicators.<str:kind>", reports.export, name="export"),
    path("desk/reports/<slug:slug>/begin/", reports.begin, name="begin"),
    path("desk/reports/<slug:slug>/<int:pk>/", reports.report, name="report"),
    path("desk/reports/<slug:slug>/<int:pk>/report.<str:kind>", reports.report_file, name="report_file"),
    path("desk/reports/<slug:slug>/<int:pk>/freeze/", reports.act, {"step": "freeze"}, name="freeze"),
    path("desk/reports/<slug:slug>/<int:pk>/drop/", reports.act, {"step": "drop"}, name="drop"),
    path(
        "desk/reports/<slug:slug>/<int:pk>/recompute/", reports.act, {"step": "recompute"}, name="recompute"
    ),
]
