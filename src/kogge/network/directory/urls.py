"""Addresses of the directory's desk, in the order the team meets them."""

from django.urls import URLPattern, path

from .desk import profiles, records, rows
from .desk.words import URLS

app_name = "directory"


def _paths(noun: str, plural: str) -> list[URLPattern]:
    """The four addresses of a noun."""
    fixed = {"noun": noun}
    return [
        path(f"{plural}/", records.listed, fixed, name=plural),
        path(f"{plural}/new/", records.create, fixed, name=f"{noun}_new"),
        path(f"{plural}/<slug:slug>/", records.edit, fixed, name=noun),
        path(f"{plural}/<slug:slug>/deletion/", records.delete, fixed, name=f"{noun}_deletion"),
    ]


_ROWS = "<slug:noun>/<slug:slug>/rows/<slug:key>"

urlpatterns = [
    *(one for noun, plural in URLS.items() for one in _paths(noun, plural)),
    path("people/<slug:slug>/profile/", profiles.profile, name="profile"),
    path("people/<slug:slug>/profile/release/", profiles.release, name="profile_release"),
    path("people/<slug:slug>/profile/withdrawal/", profiles.withdraw, name="profile_withdrawal"),
    path("people/<slug:slug>/merging/", profiles.merging, name="merging"),
    path("merges/<int:pk>/undoing/", profiles.undo, name="merge_undoing"),
    path(f"{_ROWS}/new/", rows.new, name="row_new"),
    path(f"{_ROWS}/<int:pk>/", rows.edit, name="row"),
    path(f"{_ROWS}/<int:pk>/removal/", rows.remove, name="row_removal"),
]
