"""The scene of the frozen lists."""

from kogge.prove.lists.tests.conftest import (
    Scene,
    come,
    emil,
    english,
    folders,
    freeze,
    funded,
    make_event,
    make_operation,
    midday,
    olga,
    operation,
    scene,
)  # fmt: skip

__all__ = [
    "Scene", "come", "emil", "english", "folders", "freeze", "funded", "make_event", "make_operation", "midday",
    "olga", "operation", "scene",
]  # fmt: skip
