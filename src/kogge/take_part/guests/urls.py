"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from kogge.take_part.admissions.urls import twice

from .views import consents, lists, needs, overview, registrations, waiting

app_name = "guests"
urlpatterns: list[URLPattern] = [
    path("registrations/", overview.show, name="overview"),
    path("registrations/personal-data/", overview.personal_data, name="personal_data"),
    *twice((
        ("list/", lists.show, "list"),
        ("list/new/", registrations.add, "add"),
        ("list/export.<slug:kind>", lists.export, "export"),
        ("list/<slug:reference>/", registrations.show, "registration"),
        ("list/<slug:reference>/answers/", registrations.change_answers, "answers"),
        ("list/<slug:reference>/files/<int:pk>/", registrations.file, "file"),
        ("waiting/", waiting.show, "waiting"),
        ("consents/", consents.show, "consents"),
        ("needs/", needs.show, "needs"),
    )),
]  # fmt: skip
