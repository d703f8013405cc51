"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import desk, own, public

app_name = "teams"
urlpatterns: list[URLPattern] = [
    path("challenges/<slug:slug>/teams/found/", public.found, name="found"),
    path("challenges/<slug:slug>/teams/link/", public.lost_link, name="lost_link"),
    path("challenges/<slug:slug>/teams/<int:pk>/", public.join, name="join"),
    path("challenges/<slug:slug>/results/<slug:result>/", public.result, name="result"),
    path("challenges/<slug:slug>/results/<slug:result>/file/", public.result_file, name="result_file"),
    path("team/<str:secret>/", own.mine, name="mine"),
    path("team/<str:secret>/file/", own.file, name="my_file"),
    path("desk/challenges/<slug:slug>/teams/", desk.teams, name="desk"),
    path("desk/challenges/<slug:slug>/teams/list.<slug:kind>", desk.export, name="export"),
    path("desk/challenges/<slug:slug>/teams/<int:pk>/", desk.team, name="team"),
    path("desk/challenges/<slug:slug>/teams/<int:pk>/file/", desk.file, name="file"),
]
