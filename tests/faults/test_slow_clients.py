"""Slow clients wait by themselves; others are answered. How fast, `bench/` measures against a named reference."""

import select
import socket

import pytest


def heard(sleepers: list[socket.socket]) -> int:
    """How many of them were answered or hung up on."""
    listening = select.poll()
    for sleeper in sleepers:
        listening.register(sleeper, select.POLLIN)
    return len(listening.poll(0))


@pytest.mark.slow
def test_300_slow_heads_and_300_slow_bodies_stand_in_nobodys_way(site):
    site.count("slow")
    sleepers = []
    try:
        for number in range(600):
            sleeper = socket.create_connection(("127.0.0.1", site.port), timeout=10)
            start = (
                b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "
                if number % 2
                else b"POST /count/b/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nx"
            )
            sleeper.sendall(start)
            sleepers.append(sleeper)
        for turn in range(100):
            if turn == 5:
                assert heard(sleepers) == 0
            if turn % 10 == 0:
                site.count("slow")
            else:
                site.show("slow")
            for sleeper in sleepers[turn::100]:
                sleeper.sendall(b"y")
        assert site.show("slow") == 11
    finally:
        for sleeper in sleepers:
            sleeper.close()
