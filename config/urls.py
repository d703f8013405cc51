"""All addresses. German stands at the root, English under /en/; machines and staff find theirs beside."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

PROVING = ("profiles", "hours", "answering", "conversations", "badges", "certificates", "indicators", "targets",
           "evidence", "audit", "keeping", "duplicates")  # fmt: skip

PLANNING = ("speakers", "calls", "applying", "call_desk", "juries", "jury_desk", "decisions", "outcomes", "pitches",
            "nominations", "event_requests", "teams", "timetable_desk", "solving")  # fmt: skip

urlpatterns = [
    path("", include("kogge.publish.feeds.urls")),
    path("assets/", include("kogge.core.asset_urls")),
    path("", include("kogge.take_part.my_day.root_urls")),
    path("", include("kogge.prove.certificates.root_urls")),
    path("door/", include("kogge.take_part.checkin.urls")),
    *i18n_patterns(
        path("", include("kogge.website.urls")),
        path("", include("kogge.publish.programme.urls")),
        path("", include("kogge.publish.feeds.page_urls")),
        path("", include("kogge.take_part.sign_up.urls")),
        path("", include("kogge.take_part.self_service.urls")),
        path("", include("kogge.take_part.my_day.urls")),
        path("", include("kogge.take_part.feedback.urls")),
        path("", include("kogge.take_part.correspondence.stop_urls")),
        *(path("", include(f"kogge.prove.{app}.urls")) for app in PROVING),
        *(path("", include(f"kogge.plan.{app}.urls")) for app in PLANNING),
        path("", include("kogge.publish.schedules.urls")),
        path("", include("kogge.tell.yearbook.urls")),
        path("", include("kogge.ask.search.urls")),
        path("account/", include("kogge.network.accounts.sign_in_urls")),
        path("desk/", include("kogge.network.accounts.urls")),
        path("desk/", include("kogge.network.directory.urls")),
        path("desk/", include("kogge.network.grants.urls")),
        path("desk/", include("kogge.take_part.admissions.urls")),
        path("desk/", include("kogge.take_part.guests.urls")),
        path("desk/", include("kogge.take_part.attendance.urls")),
        path("desk/", include("kogge.take_part.correspondence.urls")),
        path("desk/import/", include("kogge.plan.events.imports.urls")),
        path("desk/", include("kogge.plan.events.urls")),
        path("components/", include("kogge.core.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "kogge.core.views.bad_request"
handler500 = "kogge.core.views.server_error"
