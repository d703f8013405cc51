"""What backups add when others ask what must always hold."""

from collections.abc import Callable, Iterable

from . import again, copies


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of erased people and of backups."""
    checks["I15"] = again.erased_stay_erased
    checks["I19"] = copies.newest_is_fresh
