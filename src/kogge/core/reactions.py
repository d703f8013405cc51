"""How a later stage learns at once of something an earlier one did.

The earlier action announces a happening inside its transaction; `config/reactions.py` is the one place that
says who reacts. No registration anywhere else, no Django signals.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_reactions: dict[str, list[Callable[..., None]]] = defaultdict(list)


def on(happening: str, *reactions: Callable[..., None]) -> None:
    """Name reactions in the order they run. Called from `config/reactions.py` only."""
    for reaction in reactions:
        if reaction not in _reactions[happening]:
            _reactions[happening].append(reaction)


def announce(happening: str, **facts: Any) -> None:
    """Run the reactions to `happening` now, in the caller's transaction."""
    for reaction in _reactions[happening]:
        reaction(**facts)
