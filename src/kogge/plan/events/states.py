"""The life of an event: which state may follow which."""

from .models import Event

State = Event.State

NEXT_STATES: dict[Event.State, tuple[Event.State, ...]] = {
    State.IDEA: (State.PLANNED, State.CANCELLED),
    State.PLANNED: (State.IDEA, State.HELD, State.POSTPONED, State.CANCELLED),
    State.PUBLISHED: (State.HELD, State.POSTPONED, State.CANCELLED),
    State.HELD: (State.PLANNED,),
    State.REPORTED: (State.HELD,),
    State.CANCELLED: (State.PLANNED,),
    State.POSTPONED: (State.PLANNED, State.CANCELLED),
}


def needs_reason(state: str) -> bool:
    """Whether people are told why."""
    return state in {State.CANCELLED, State.POSTPONED}
