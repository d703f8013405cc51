"""The server's front: one process that speaks HTTP, answers published pages from memory and waits for slow clients.

`loop` holds the connections, `requests` reads heads and bodies strictly, `pages` keeps what is published, `flights`
decides when a page is fresh and renders each once, `upstream` hands complete requests to the workers over a Unix
socket, `worker` runs Django there. Only `worker` knows Django. Why it is built so: docs/decisions/0002-server.md.
"""
