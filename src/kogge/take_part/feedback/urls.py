"""Addresses, in the order somebody meets them."""

from django.urls import path

from . import desk, views

app_name = "feedback"
urlpatterns = [
    path("f/results/<str:secret>/", views.shared, name="shared"),
    path("f/<str:secret>/", views.give, name="give"),
    path("f/<str:secret>/thanks/", views.thanks, name="thanks"),
    path("f/<str:secret>/<slug:session>/", views.give, name="give_session"),
    path("f/<str:secret>/<slug:session>/thanks/", views.thanks, name="thanks_session"),
    path("desk/events/<slug:slug>/feedback/", desk.results, name="results"),
    path("desk/events/<slug:slug>/feedback/open/", desk.open_boxes, name="open"),
    path("desk/events/<slug:slug>/feedback/sheets/", desk.sheets, name="sheets"),
    path("desk/events/<slug:slug>/feedback/<int:pk>/", desk.box, name="box"),
    path("desk/events/<slug:slug>/feedback/<int:pk>/state/", desk.state, name="state"),
    path("desk/events/<slug:slug>/feedback/<int:pk>/answers.csv", desk.answers_csv, name="csv"),
    path("desk/events/<slug:slug>/feedback/<int:pk>/speaker/", desk.speaker, name="speaker"),
    path("desk/events/<slug:slug>/feedback/<int:pk>/texts/", desk.remove_text, name="text"),
]
