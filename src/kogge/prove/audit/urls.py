"""Addresses, in the order somebody meets them. What auditors read stands twice: on the desk and under a link."""

from django.urls import URLPattern, path

from kogge.prove.auditors.doors import both
from kogge.prove.auditors.views import desk as auditors
from kogge.prove.auditors.views import reading, samples

from .views import desk

app_name = "audit"
_RECORD = "operations/<slug:slug>/records/<str:code>/"
urlpatterns: list[URLPattern] = [
    path("desk/audit/verification/", desk.verification, name="verification"),
    path("desk/audit/verification/now/", desk.verify_now, name="verify_now"),
    path("desk/audit/auditors/", auditors.accesses, name="accesses"),
    path("desk/audit/auditors/new/", auditors.grant, name="grant"),
    path("desk/audit/auditors/<int:pk>/", auditors.access, name="access"),
    *both("", desk.start, "start"),
    *both("operations/<slug:slug>/", reading.operation, "operation"),
    *both("operations/<slug:slug>/sample/", samples.new, "sample_new", "GET", "HEAD", "POST"),
    *both(_RECORD, reading.record, "record", "GET", "HEAD", "POST"),
    *both("operations/<slug:slug>/events/<slug:event_slug>/", reading.event, "event"),
    *both("operations/<slug:slug>/lists/<slug:code>.<str:ending>", reading.frozen_list, "list"),
    *both("operations/<slug:slug>/files/<slug:code>/", reading.file, "file"),
    *both("reports/<uuid:uid>/", reading.report, "report"),
    *both("reports/<uuid:uid>/<str:code>/", reading.number, "number"),
    *both("samples/<int:pk>/", samples.sample, "sample", "GET", "HEAD", "POST"),
    *both("samples/<int:pk>.csv", samples.sample_csv, "sample_csv"),
]
