"""Addresses, in the order somebody meets them."""

from django.urls import path

from .views import answers, files, group, invitation, lost, mode, page, privacy, seat, sessions

app_name = "self_service"
urlpatterns = [
    path("registrations/lost/", lost.lost, name="lost"),
    path("registrations/lost/sent/", lost.sent, name="lost_sent"),
    path("i/<str:secret>/", invitation.show, name="invitation"),
    path("r/<str:secret>/", page.mine, name="mine"),
    path("r/<str:secret>/confirmation/", page.confirm, name="confirm"),
    path("r/<str:secret>/offer/", page.offer, name="offer"),
    path("r/<str:secret>/cancellation/", page.cancel, name="cancel"),
    path("r/<str:secret>/hand-over/", page.hand_over, name="hand_over"),
    path("r/<str:secret>/answers/", answers.change, name="answers"),
    path("r/<str:secret>/sessions/", sessions.choose, name="sessions"),
    path("r/<str:secret>/mode/", mode.change, name="mode"),
    path("r/<str:secret>/people/", group.heads, name="heads"),
    path("r/<str:secret>/people/<int:position>/", group.head, name="head"),
    path("r/<str:secret>/people/<int:position>/cancellation/", group.cancel_head, name="cancel_head"),
    path("r/<str:secret>/people/<int:position>/link/", group.send_link, name="send_link"),
    path("r/<str:secret>/ticket/", files.ticket, name="ticket"),
    path("r/<str:secret>/calendar.ics", files.calendar, name="calendar"),
    path("r/<str:secret>/data/", files.own_data_file, name="data"),
    path("r/<str:secret>/consents/", privacy.consents, name="consents"),
    path("r/<str:secret>/erasure/", privacy.erasure, name="erasure"),
    path("s/<str:secret>/", seat.show, name="seat"),
    path("s/<str:secret>/ticket/", seat.ticket, name="seat_ticket"),
    path("s/<str:secret>/calendar.ics", seat.calendar, name="seat_calendar"),
    path("s/<str:secret>/cancellation/", seat.cancel, name="seat_cancel"),
    path("s/<str:secret>/data/", seat.own_data_file, name="seat_data"),
]
