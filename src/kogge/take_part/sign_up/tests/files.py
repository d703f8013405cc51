"""Small files of the kinds that are taken."""

import io

from PIL import Image

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R>>\n"
    b"startxref\n45\n%%EOF\n"
)


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture in one colour."""
    file = io.BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", size).save(file, kind)
    return file.getvalue()


PNG = picture("PNG")
