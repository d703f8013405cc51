"""Spellings people mean alike: case, accents and odd spaces do not count."""

import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


def folded(text: str) -> str:
    """The text without case, accents and repeated or odd spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def holds_words(query: str, *texts: str) -> bool:
    """Whether each word of the query stands somewhere in the texts, spaces between them apart."""
    here = folded(" ".join(texts))
    squeezed = here.replace(" ", "").replace("-", "")
    return all(word in here or word.replace("-", "") in squeezed for word in folded(query).split())
