"""Operations (funded projects) and funder profiles, as data.

Reads the directory; decides which statement and emblem a funded activity owes.
"""
