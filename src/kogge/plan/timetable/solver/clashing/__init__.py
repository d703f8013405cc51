"""Wishes that clash: what a move changes about them, known before it is made."""
