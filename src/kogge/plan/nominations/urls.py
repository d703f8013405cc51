"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import public_views, views

app_name = "nominations"
urlpatterns: list[URLPattern] = [
    path("propose-somebody/", public_views.propose, name="propose"),
    path("nomination/<str:secret>/", public_views.mine, name="mine"),
    path("nomination/<str:secret>/certificate.pdf", public_views.certificate, name="own_certificate"),
    path("offices/", public_views.offices, name="offices"),
    path("desk/nominations/", views.nomination_list, name="list"),
    path("desk/nominations/new/", views.create, name="create"),
    path("desk/nominations/<int:pk>/", views.nomination, name="nomination"),
    path("desk/nominations/<int:pk>/certificate.pdf", views.certificate, name="certificate"),
]
