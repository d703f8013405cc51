"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import desk, own

app_name = "speakers"
urlpatterns: list[URLPattern] = [
    path("speaker/<str:secret>/", own.mine, name="mine"),
    path("speaker/<str:secret>/profile/", own.profile, name="profile"),
    path("speaker/<str:secret>/<slug:event>/times/", own.times, name="times"),
    path("speaker/<str:secret>/<slug:event>/cannot-come/", own.cannot_come, name="cannot_come"),
    path("speaker/<str:secret>/slides/<int:session>/", own.slides, name="slides"),
    path("desk/events/<slug:slug>/speakers/", desk.listed, name="list"),
    path("desk/events/<slug:slug>/speakers/letters/", desk.letters, name="letters"),
    path("desk/events/<slug:slug>/speakers/<int:person>/", desk.speaker, name="speaker"),
    path(
        "desk/events/<slug:slug>/speakers/<int:person>/cannot-come/",
        desk.cannot_come,
        name="desk_cannot_come",
    ),
    path("desk/events/<slug:slug>/slides/<int:pk>/", desk.slides_file, name="slides_file"),
]
