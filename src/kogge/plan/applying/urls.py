"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from .views import mine, public

app_name = "applying"
urlpatterns: list[URLPattern] = [
    path("calls/", public.call_list, name="list"),
    path("calls/links/", public.all_links, name="links"),
    path("calls/mine/<str:secret>/", mine.mine, name="mine"),
    path("calls/mine/<str:secret>/files/<int:pk>/", mine.file, name="my_file"),
    path("calls/together/<str:secret>/", mine.together, name="together"),
    path("calls/<slug:slug>/", public.call_page, name="page"),
    path("calls/<slug:slug>/answer/", public.answer, name="answer"),
    path("calls/<slug:slug>/proposals/", public.proposals, name="proposals"),
]
