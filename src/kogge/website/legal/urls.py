"""Legal pages and feedback, in the order a visitor meets them."""

from django.urls import path

from . import desk, views

urlpatterns = [
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("leichte-sprache/", views.easy_language, name="easy_language"),
    path("gebaerdensprache/", views.sign_language, name="sign_language"),
    path("lizenzen/", views.licences, name="licences"),
    path("feedback/", views.feedback, name="feedback"),
    path("feedback/<str:reference>/", views.feedback_received, name="feedback_received"),
    path(".well-known/security.txt", views.security_contact, name="security_contact"),
    path("desk/feedback/", desk.feedback_list, name="feedback_list"),
    path("desk/feedback/<str:reference>/", desk.feedback_answer, name="feedback_answer"),
]
