"""A film of somebody holding a ticket into the camera, for a browser whose camera is a file."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from kogge.take_part.tickets import codes

SIZE = (640, 480)
FRAMES = 10


def write_video(path: Path, ticket: str) -> Path:
    """Ten frames of the code, a little askew, as YUV4MPEG2."""
    code = (
        Image.open(BytesIO(codes.png(ticket)))
        .convert("L")
        .resize((300, 300))
        .rotate(6, expand=True, fillcolor=255)
    )
    frame = Image.new("L", SIZE, 140)
    frame.paste(code, ((SIZE[0] - code.width) // 2, (SIZE[1] - code.height) // 2))
    picture = b"FRAME\n" + frame.tobytes() + bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    path.write_bytes(f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F10:1 Ip A1:1 C420mpeg2\n".encode() + picture * FRAMES)
    return path
