"""Mails and calendar entries about a registration, each written in the transaction that causes it."""
