"""Base45 by RFC 9285: bytes as the 45 signs that QR codes store most tightly, two bytes in three signs."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


def encode(content: bytes) -> str:
    """The bytes as text."""
    text = ""
    for at in range(0, len(content) - 1, 2):
        high, rest = divmod(content[at] << 8 | content[at + 1], 45 * 45)
        text += ALPHABET[rest % 45] + ALPHABET[rest // 45] + ALPHABET[high]
    if len(content) % 2:
        text += ALPHABET[content[-1] % 45] + ALPHABET[content[-1] // 45]
    return text


def decode(text: str) -> bytes:
    """The bytes of the text; ValueError when it is not base45."""
    if len(text) % 3 == 1:
        raise ValueError("a single sign is left over")
    content = bytearray()
    for at in range(0, len(text), 3):
        part = text[at : at + 3]
        try:
            number = sum(_VALUES[sign] * 45**place for place, sign in enumerate(part))
        except KeyError as error:
            raise ValueError("a sign that base45 does not have") from error
        length = len(part) - 1
        if number >= 1 << 8 * length:
            raise ValueError("a group that no bytes give")
        content += number.to_bytes(length, "big")
    return bytes(content)
