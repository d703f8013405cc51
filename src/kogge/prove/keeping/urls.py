"""Addresses, in the order somebody meets them."""

from django.urls import path

from .views import erasures, own, plan

app_name = "keeping"
urlpatterns = [
    path("desk/keeping/", plan.show, name="start"),
    path("desk/keeping/operations/<slug:slug>/", plan.term, name="term"),
    path("desk/keeping/erasures/", erasures.listed, name="erasures"),
    path("desk/keeping/erasures/<int:pk>/", erasures.one, name="erasure"),
    path("desk/keeping/erasures/<int:pk>/request/", erasures.ask, name="ask"),
    path("desk/keeping/erasures/<int:pk>/letter/", erasures.letter, name="letter"),
    path("r/<str:secret>/everything/", own.ask, name="own_ask"),
    path("erasure/<str:secret>/", own.erase, name="own"),
]
