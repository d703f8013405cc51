"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import archives, files, lists, operations, requests

app_name = "evidence"
urlpatterns: list[URLPattern] = [
    path("desk/events/<slug:slug>/proof/", lists.show, name="event"),
    path("desk/events/<slug:slug>/proof/freeze/", lists.freeze, name="freeze"),
    path("desk/events/<slug:slug>/proof/new/", files.add_to_event, name="event_file_add"),
    path("desk/events/<slug:slug>/proof/operation/", requests.ask, name="ask"),
    path("desk/events/<slug:slug>/proof/archive/", archives.of_event, name="event_archive"),
    path("desk/evidence/", operations.start, name="start"),
    path("desk/evidence/operations/<slug:slug>/", operations.show, name="operation"),
    path("desk/evidence/operations/<slug:slug>/new/", files.add_to_operation, name="operation_file_add"),
    path("desk/evidence/operations/<slug:slug>/archive/", archives.of_operation, name="operation_archive"),
    path("desk/evidence/lists/<slug:code>/", lists.show_list, name="list"),
    path("desk/evidence/lists/<slug:code>.pdf", lists.download, {"ending": "pdf"}, name="list_pdf"),
    path("desk/evidence/lists/<slug:code>.csv", lists.download, {"ending": "csv"}, name="list_csv"),
    path("desk/evidence/files/<slug:code>/", files.remove, name="file_remove"),
    path("desk/evidence/files/<slug:code>/file/", files.download, name="file"),
    path("desk/evidence/requests/", requests.listing, name="requests"),
    path("desk/evidence/requests/<int:pk>/", requests.decide, name="request"),
    path("desk/evidence/archives/<slug:code>/", archives.show, name="archive"),
    path("desk/evidence/archives/<slug:code>/file/", archives.download, name="archive_file"),
    path("desk/evidence/check/", archives.check, name="check"),
]
