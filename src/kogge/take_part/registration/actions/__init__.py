"""The verbs of registration. Each runs in one transaction, gives freed seats to those who wait, and writes history.

Announced as "registration" with `what`, `registration`, `by` and facts, after the change, before COMMIT:
"asked to confirm", "confirmed", "waiting", "requested", "approved" (look at the state), "declined" (reason),
"already registered" (email, language, admission), "offered" (send_after), "offer lapsed", "expired", "cancelled"
(because), "seat cancelled" (seat), "seat named" (seat, swapped), "handed over" (former_name, former_email,
former_language), "changed", "erased" (email, language), "consent withdrawn" (consent).
Of a party's sessions, those that changed with it are not announced by themselves: read `registration.parts`.
"""

from .answering import accept_offer, answer_invitation, confirm, decline_offer
from .changing import change_answers, correct_email, correct_name, hand_over, name_seat, set_heads
from .consents import give_consent, withdraw_consent
from .deciding import approve, decline, move_up, seat_anyway, set_seats
from .leaving import cancel, cancel_all, cancel_seat, erase, expire_due
from .parts import book_session
from .registering import admit_walk_in, enter, register
from .terms import add_capacity, change_admission, open_admission, put_capacities, remove_capacity

__all__ = [
    "accept_offer", "add_capacity", "admit_walk_in", "answer_invitation", "approve", "book_session",
    "cancel", "cancel_all", "cancel_seat", "change_admission", "change_answers", "confirm",
    "correct_email", "correct_name", "decline", "decline_offer", "enter", "erase", "expire_due", "give_consent",
    "hand_over", "move_up", "name_seat", "open_admission", "put_capacities", "register", "remove_capacity",
    "seat_anyway", "set_heads", "set_seats", "withdraw_consent",
]  # fmt: skip
