"""The front as a client meets it: over a real port, with a worker that the test writes."""

import threading
import time
from collections.abc import Iterator

import pytest

from kogge.core.tests.front_rig import FakeWorker, Rig, everything, private, public, running

BODY = b"<p>Kogge</p>" * 2000


@pytest.fixture
def rig() -> Iterator[Rig]:
    with running(FakeWorker(lambda head, body: public(BODY))) as running_rig:
        yield running_rig


def test_a_public_page_is_rendered_once_and_then_served_from_memory(rig):
    answers = [rig.get("/") for _ in range(5)]
    assert all(answer.endswith(b"\r\n\r\n" + BODY) for answer in answers)
    assert len(rig.worker.heads) == 1


def test_each_client_gets_the_encoding_it_accepts(rig):
    assert rig.get("/", Accept_Encoding="gzip").endswith(b"\r\n\r\ngz:" + BODY[:10])
    answer = rig.get("/", Accept_Encoding="br, gzip")
    assert b"Content-Encoding: br\r\n" in answer
    assert answer.endswith(b"\r\n\r\nbr:" + BODY[:10])
    assert len(rig.worker.heads) == 1


def test_who_has_the_page_already_gets_304_without_body(rig):
    answer = rig.get("/", If_None_Match='"i"')
    assert answer.startswith(b"HTTP/1.1 304 ")
    assert answer.endswith(b"\r\n\r\n")
    assert b'ETag: "i"' in answer
    assert rig.get("/", If_None_Match='"old"').startswith(b"HTTP/1.1 200 ")


def test_head_gets_the_same_head_and_no_body(rig):
    rig.get("/")
    answer = rig.send(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % rig.port)
    assert b"Content-Length: %d\r\n" % len(BODY) in answer
    assert answer.endswith(b"\r\n\r\n")


def test_head_on_a_page_that_is_not_kept_yet_has_no_body_either(rig):
    answer = rig.send(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % rig.port)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n")
    assert rig.worker.heads[0]["method"] == "GET"


def test_several_requests_sent_at_once_are_answered_in_order(rig):
    one = b"GET /%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
    last = b"GET /3 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % rig.port
    answer = rig.send(one % (1, rig.port) + one % (2, rig.port) + last)
    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert [head["target"] for head in rig.worker.heads] == ["/1", "/2", "/3"]


def test_nothing_names_the_server(rig):
    for answer in (rig.get("/"), rig.send(b"broken\r\n\r\n"), rig.get("/", Cookie="session=x")):
        assert b"\r\nserver:" not in answer.lower()


def test_who_is_signed_in_is_never_answered_from_memory(rig):
    rig.get("/")
    rig.get("/", Cookie="a=b; session=x")
    rig.get("/", Authorization="Basic x")
    assert [head["keep"] for head in rig.worker.heads] == [True, False, False]


def test_a_strange_host_is_never_kept(rig):
    rig.get("/", Host="evil.example")
    rig.get("/", Host="evil.example")
    assert [head["keep"] for head in rig.worker.heads] == [False, False]


def test_a_cookie_of_others_does_not_matter(rig):
    rig.get("/")
    rig.get("/", Cookie="theme=dark")
    assert len(rig.worker.heads) == 1


def test_a_new_revision_makes_the_page_old(rig):
    rig.get("/")
    rig.announced[0] = rig.worker.revision = 2
    rig.worker.answer = lambda head, body: public(b"new", revision=2)
    assert rig.get("/").endswith(b"\r\n\r\nnew")
    assert len(rig.worker.heads) == 2


def test_while_an_announced_change_is_not_committed_the_page_is_served_after_a_look(rig):
    rig.get("/")
    rig.announced[0] = 2
    assert rig.get("/").endswith(BODY)
    assert (len(rig.worker.heads), rig.worker.questions) == (1, 1)


def test_a_page_is_kept_no_longer_than_its_time(rig):
    rig.worker.answer = lambda head, body: public(b"now", keep_for=0.2)
    rig.get("/")
    time.sleep(0.8)
    rig.get("/")
    assert len(rig.worker.heads) == 2


def test_64_clients_who_ask_for_a_stale_page_render_it_once():
    def slowly(head, body):
        time.sleep(0.2)
        return public(BODY, revision=1)

    with running(FakeWorker(slowly)) as rig:
        answers: list[bytes] = []
        clients = [threading.Thread(target=lambda: answers.append(rig.get("/"))) for _ in range(64)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        assert len(rig.worker.heads) == 1
        assert all(answer.endswith(BODY) for answer in answers)


def test_who_comes_after_a_change_is_not_served_by_a_rendering_that_began_before_it():
    gate = threading.Event()
    rendered = []

    def render(head, body):
        rendered.append(1)
        if len(rendered) == 1:
            gate.wait(5)
            return public(b"old", revision=1)
        return public(b"new", revision=2)

    with running(FakeWorker(render)) as rig:
        answers: dict[str, bytes] = {}
        first = threading.Thread(target=lambda: answers.update(first=rig.get("/")))
        first.start()
        while not rendered:
            time.sleep(0.01)
        rig.announced[0] = rig.worker.revision = 2
        second = threading.Thread(target=lambda: answers.update(second=rig.get("/")))
        second.start()
        time.sleep(0.1)
        gate.set()
        first.join()
        second.join()
    assert answers["first"].endswith(b"old")
    assert answers["second"].endswith(b"new")


def test_with_several_machines_the_stored_revision_is_asked_at_each_request():
    with running(FakeWorker(lambda head, body: public(BODY)), ask_always=True) as rig:
        rig.get("/")
        rig.get("/")
        rig.worker.revision = 2
        rig.worker.answer = lambda head, body: public(b"new", revision=2)
        assert rig.get("/").endswith(b"new")
    assert (len(rig.worker.heads), rig.worker.questions) == (2, 2)


def test_when_nobody_can_tell_the_revision_the_kept_page_is_served(rig):
    rig.get("/")
    rig.announced[0] = 2
    rig.worker.revision = None
    assert rig.get("/").endswith(BODY)


def test_a_worker_that_dies_with_the_question_does_not_make_an_old_page_good(rig):
    rig.get("/")
    rig.announced[0] = rig.worker.revision = 2
    rig.worker.deaf = 3
    rig.worker.answer = lambda head, body: public(b"new", revision=2)
    assert rig.get("/").endswith(b"new")


def test_a_private_answer_goes_to_each_client_alone():
    with running(FakeWorker(lambda head, body: private(b"for you"))) as rig:
        assert rig.get("/").endswith(b"for you")
        assert rig.get("/").endswith(b"for you")
        assert len(rig.worker.heads) == 2
        assert len(rig.front.shelf) == 0


def test_a_stream_reaches_new_clients_in_chunks_and_old_ones_until_the_end():
    with running(FakeWorker(lambda head, body: private(b"streamed", length=None))) as rig:
        assert rig.get("/").endswith(b"\r\n\r\n8\r\nstreamed\r\n0\r\n\r\n")
        assert rig.send(b"GET / HTTP/1.0\r\n\r\n").endswith(b"\r\n\r\nstreamed")


def test_a_body_arrives_whole_at_the_worker():
    with running(FakeWorker(lambda head, body: private(b"%d" % len(body)))) as rig:
        start = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        assert rig.send(start + b"Content-Length: 300000\r\n\r\n" + b"x" * 300_000).endswith(b"300000")
        chunks = b"".join(b"%x\r\n%b\r\n" % (1000, b"y" * 1000) for _ in range(70))
        answer = rig.send(start + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")
        assert answer.endswith(b"70000")
        assert ["content-length", "70000"] in rig.worker.heads[1]["fields"]


def test_a_client_that_asks_first_is_told_to_continue():
    with running(FakeWorker(lambda head, body: private(body))) as rig, rig.connect() as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        )
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"hi")
        assert everything(connection).endswith(b"hi")


def test_too_much_is_refused_in_a_sentence_before_it_is_read(rig):
    answer = rig.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n" + b"x" * 100_000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"at most 64 MB" in answer
    assert rig.worker.heads == []


def test_a_head_without_end_is_refused(rig):
    answer = rig.send(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9000)
    assert answer.startswith(b"HTTP/1.1 431 ")


def test_a_worker_that_dies_is_replaced_by_the_next_for_reading():
    died = []

    def once(head, body):
        died.append(1)
        return None if len(died) == 1 else public(BODY)

    with running(FakeWorker(once)) as rig:
        assert rig.get("/").endswith(BODY)


def test_a_form_is_never_sent_twice_when_its_worker_dies():
    with running(FakeWorker(lambda head, body: None)) as rig:
        answer = rig.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"Please try again" in answer
        assert len(rig.worker.heads) == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "10.0.0.1", "127.0.0.1"),
    ],
)
def test_only_named_proxies_are_believed(proxies, forwarded, client):
    with running(FakeWorker(lambda head, body: private(b"")), trusted_proxies=proxies) as rig:
        rig.get("/", X_Forwarded_For=forwarded, X_Forwarded_Proto="https")
        head = rig.worker.heads[0]
        assert head["client"] == client
        assert head["scheme"] == ("https" if proxies else "http")
        assert not [name for name, _ in head["fields"] if name.startswith("x-forwarded")]


def test_fields_with_an_underscore_never_pass_for_others(rig):
    rig.get("/a", **{"Cookie": "session=1", "X_Real": "1"})
    rig.send(b"GET /b HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n")
    assert not [name for name, _ in rig.worker.heads[1]["fields"] if "_" in name]


def test_a_slow_reader_holds_back_its_worker_and_nobody_else():
    large = b"z" * 30_000_000
    with (
        running(
            FakeWorker(lambda head, body: private(large) if head["target"] == "/large" else public(BODY))
        ) as rig,
        rig.connect() as slow,
    ):
        slow.sendall(b"GET /large HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % rig.port)
        time.sleep(0.3)
        assert rig.get("/").endswith(BODY)
        waiting = sum(len(c._out) for c in rig.front.connections.values())
        assert waiting < 4_000_000
        assert len(everything(slow)) > len(large)


def test_stopping_lets_an_answer_finish():
    def slowly(head, body):
        time.sleep(0.5)
        return private(b"complete")

    answers: list[bytes] = []
    with running(FakeWorker(slowly)) as rig:
        client = threading.Thread(target=lambda: answers.append(rig.get("/")))
        client.start()
        time.sleep(0.2)
        rig.front.stop()
        client.join()
    assert answers[0].endswith(b"complete")
