"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import public_views, views

app_name = "outcomes"
_DESK = "desk/calls/<slug:slug>/decision/"
urlpatterns: list[URLPattern] = [
    path(f"{_DESK}list/", views.show_list, name="list"),
    path(f"{_DESK}list/results/", views.set_results, name="set"),
    path(f"{_DESK}letters/", views.letters, name="letters"),
    path(f"{_DESK}letters/<int:stage>/", views.preview, name="preview"),
    path(f"{_DESK}letters/<int:stage>/sending/", views.sending, name="sending"),
    path(f"{_DESK}letters/words/<slug:kind>/", views.text, name="text"),
    path(f"{_DESK}runs/<int:pk>/", views.run_page, name="run"),
    path("calls/result/<str:secret>/", public_views.reply, name="reply"),
    path("calls/<slug:slug>/results/", public_views.results, name="results"),
]
