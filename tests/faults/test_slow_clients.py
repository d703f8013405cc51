"""Slow clients wait by themselves; others do not notice."""

import socket
import time

import pytest


@pytest.mark.slow
def test_300_slow_heads_and_300_slow_bodies_slow_nobody(site):
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
        durations = []
        for turn in range(100):
            begin = time.perf_counter()
            if turn % 10 == 0:
                site.count("slow")
            else:
                site.show("slow")
            durations.append(time.perf_counter() - begin)
            for sleeper in sleepers[turn::100]:
                sleeper.sendall(b"y")
        assert sorted(durations)[94] < 0.25
        assert site.show("slow") == 11
    finally:
        for sleeper in sleepers:
            sleeper.close()
