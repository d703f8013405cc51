"""What the page measurement needs around it: an nginx with the same bytes, wrk, and 600 slow clients."""

import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INSTALL = "apt-get install nginx-light wrk"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_SET_BY_NGINX = {"date", "content-length", "connection", "content-type", "etag"}


@dataclass(frozen=True)
class Fetched:
    """A page as it comes over the wire with brotli."""

    body: bytes
    headers: list[tuple[str, str]]
    kind: str


@dataclass(frozen=True)
class Load:
    """What wrk says of one run."""

    per_second: float
    p99_ms: float
    errors: int


def missing_program() -> str | None:
    """The first program that is not installed."""
    return next((name for name in ("nginx", "wrk") if not find(name)), None)


def find(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")


def fetch(address: str) -> Fetched:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return Fetched(answer.read(), answer.getheaders(), answer.headers["Content-Type"])


def load(address: str, seconds: float, *, connections: int = 64) -> Load:
    """Ask for one page as fast as it comes, over `connections` connections that stay open."""
    command = [
        str(find("wrk")), "-t2", f"-c{connections}", f"-d{seconds:g}s", "--latency", "-H", "Accept-Encoding: br",
        address,
    ]  # fmt: skip
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", printed)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    broken = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", printed)
    if rate is None or tail is None:
        raise RuntimeError(printed)
    errors = int(failed.group(1)) if failed else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    return Load(float(rate.group(1)), float(tail.group(1)) * _UNITS[tail.group(2)], errors)


@contextmanager
def nginx(folder: Path, port: int, pages: dict[str, Fetched]) -> Iterator[str]:
    """Serve the very same compressed bytes with the very same headers as static files, as fast as nginx can."""
    root = folder / "www"
    root.mkdir()
    folder.chmod(0o755)
    for name, page in pages.items():
        (root / name).write_bytes(page.body)
    configuration = folder / "nginx.conf"
    configuration.write_text(_configuration(folder, port, pages), encoding="utf-8")
    command = [str(find("nginx")), "-c", str(configuration), "-p", str(folder), "-g", "daemon off;"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _configuration(folder: Path, port: int, pages: dict[str, Fetched]) -> str:
    places = []
    for name, page in pages.items():
        kept = [(field, value) for field, value in page.headers if field.lower() not in _SET_BY_NGINX]
        headers = " ".join(f'add_header {field} "{value}";' for field, value in kept)
        places.append(f'location = /{name} {{ default_type "{page.kind}"; types {{ }} {headers} }}')
    return f"""
worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; open_file_cache max=100 inactive=60s;
  keepalive_requests 100000000; server_tokens off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port} backlog=1024; root {folder}/www; {" ".join(places)} }}
}}
"""


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("nginx does not answer")


@contextmanager
def slow_clients(port: int, *, heads: int = 300, bodies: int = 300) -> Iterator[None]:
    """Keep so many connections open that send a byte now and then and never finish; new ones replace those closed."""
    starts = [b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "] * heads
    starts += [b"POST /feedback/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nx"] * bodies
    open_now = [(_slow(port, start), start) for start in starts]
    ended = threading.Event()

    def drip() -> None:
        while not ended.wait(1.0):
            for index, (client, start) in enumerate(open_now):
                try:
                    client.send(b"y")
                except OSError:
                    client.close()
                    open_now[index] = (_slow(port, start), start)

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        for client, _start in open_now:
            client.close()


def _slow(port: int, start: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=10)
    client.sendall(start)
    return client
