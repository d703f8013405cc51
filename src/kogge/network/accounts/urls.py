"""Addresses in the order a member of staff meets them."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("welcome/<str:secret>/", views.accept, name="accept"),
    path("profile/", views.profile, name="profile"),
    path("team/", views.team, name="team"),
    path("team/invite/", views.invite, name="invite"),
    path("team/<int:pk>/", views.membership, name="membership"),
    path("team/<int:pk>/end/", views.end, name="end"),
    path("team/<int:pk>/invitation/", views.invite_again, name="invite_again"),
    path("team/<int:pk>/second-factor/removal/", views.second_factor_removal, name="second_factor_removal"),
    path("history/", views.history, name="history"),
]
