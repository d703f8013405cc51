"""Exactly N winners and ranked reserves without gaps: the rules of choosing, without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

WINNER, RESERVE, NONE = "winner", "reserve", "none"


class CannotChoose(Exception):  # noqa: N818  reads as a sentence where it is caught
    """A step that the rules forbid. `why` is "full", "no room" or "unknown"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Choice:
    """Who wins and who waits, each in order. Places are positions, so there can be no gap and no tie."""

    seats: int
    benches: int
    winners: tuple[int, ...] = ()
    reserves: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether exactly as many win as may."""
        return len(self.winners) == self.seats

    def kind(self, one: int) -> str:
        """Where somebody stands."""
        return WINNER if one in self.winners else RESERVE if one in self.reserves else NONE

    def place(self, one: int) -> int | None:
        """The place within the winners or the reserves."""
        row = self.winners if one in self.winners else self.reserves
        return row.index(one) + 1 if one in row else None

    def put(self, one: int, kind: str) -> "Choice":
        """Move somebody to the end of the winners or of the reserves, or out. One winner more than seats is refused."""
        if self.kind(one) == kind:
            return self
        without = self._without(one)
        if kind == WINNER:
            if len(without.winners) >= self.seats:
                raise CannotChoose("full")
            return replace(without, winners=(*without.winners, one))
        if kind == RESERVE:
            if len(without.reserves) >= self.benches:
                raise CannotChoose("no room")
            return replace(without, reserves=(*without.reserves, one))
        return without

    def shift(self, one: int, by: int) -> "Choice":
        """Move somebody up (-1) or down (+1) within their own row; at its end nothing changes."""
        return replace(
            self, winners=_shifted(self.winners, one, by), reserves=_shifted(self.reserves, one, by)
        )

    def withdraw(self, one: int) -> tuple["Choice", int | None]:
        """Take somebody out for good. When a winner goes, the first reserve takes the last winner's place."""
        was_winner, left = one in self.winners, self._without(one)
        if not was_winner or not left.reserves:
            return left, None
        risen, *others = left.reserves
        return replace(left, winners=(*left.winners, risen), reserves=tuple(others)), risen

    def _without(self, one: int) -> "Choice":
        return replace(
            self,
            winners=tuple(other for other in self.winners if other != one),
            reserves=tuple(other for other in self.reserves if other != one),
        )


def proposed(ranked: Iterable[int], seats: int, benches: int) -> Choice:
    """The ranking's own choice: the first N win, the next ones wait."""
    order = tuple(ranked)
    return Choice(seats, benches, order[:seats], order[seats : seats + benches])


def against(choice: Choice, ranking: Mapping[int, int]) -> set[int]:
    """Winners before whom the ranking puts somebody who does not win. Each of them needs a reason."""
    passed_over = [place for one, place in ranking.items() if one not in choice.winners]
    best = min(passed_over, default=None)
    return {one for one in choice.winners if best is not None and ranking.get(one, best + 1) > best}


def _shifted(row: tuple[int, ...], one: int, by: int) -> tuple[int, ...]:
    if one not in row:
        return row
    at = row.index(one)
    to = min(max(at + by, 0), len(row) - 1)
    rest = [other for other in row if other != one]
    return (*rest[:to], one, *rest[to:])
