"""How many files each juror reads when the load is even. Standard library only."""


def even_loads(places: int, caps: list[int], held: list[int]) -> tuple[list[int], list[int]]:
    """(least, most) for each juror: as even as their caps and what they hold already allow (water filling)."""
    level = 0
    while sum(_load(level, *pair) for pair in zip(caps, held, strict=True)) < places and level < max(
        caps, default=0
    ):
        level += 1
    low = level if sum(_load(level, *pair) for pair in zip(caps, held, strict=True)) == places else level - 1
    pairs = list(zip(caps, held, strict=True))
    return [_load(max(low, 0), *pair) for pair in pairs], [_load(level, *pair) for pair in pairs]


def _load(level: int, cap: int, held: int) -> int:
    return max(min(level, cap), held)
