"""Signs tickets and draws their codes. A ticket proves itself without a network.

Knows nothing of events or people: it signs a serial, a scope and a period (docs/tickets.md).
"""
