"""Addresses, in the order somebody meets them."""

from django.urls import path

from .views import hub, plans, reports

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
    path("desk/reports/<slug:slug>/targets/", plans.targets_page, name="targets"),
    path("desk/reports/<slug:slug>/targets/new/", plans.target, name="target_new"),
    path("desk/reports/<slug:slug>/targets/<int:pk>/", plans.target, name="target"),
    path("desk/reports/<slug:slug>/estimates/", plans.estimates_page, name="estimates"),
    path("desk/reports/<slug:slug>/estimates/new/", plans.estimate, name="estimate_new"),
    path("desk/reports/<slug:slug>/estimates/<int:pk>/", plans.estimate, name="estimate"),
    path("desk/reports/<slug:slug>/estimates/<int:pk>/deletion/", plans.drop_estimate, name="estimate_drop"),
]
