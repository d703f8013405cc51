"""Timetables whose sessions have lengths, people, allowed starts and rooms, and visitors with wishes."""
