"""Vendor what the door needs where a browser cannot do it: a reader of QR codes and a check of signatures.

    npm pack zxing-wasm@3.1.4 && tar xzf zxing-wasm-3.1.4.tgz && mv package zxing
    npm pack @noble/ed25519@3.2.0 && tar xzf noble-ed25519-3.2.0.tgz && mv package noble
    .venv/bin/python tools/vendor_scanner.py zxing noble

Copies the reader (script and .wasm, not the writer) and the signature script below static/vendor/, with licences,
VERSION and sha256. The .wasm holds zxing-cpp, which is under the Apache licence: its text lies beside it. Only
maintainers run it, when one of the two has a new version.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/kogge/core/static/vendor"
APACHE = Path("/usr/share/common-licenses/Apache-2.0")


def vendor(package: Path, folder: str, files: dict[str, str]) -> None:
    """Copy `files` (name in the package → name here) and write down what they are."""
    target = TARGET / folder
    target.mkdir(parents=True, exist_ok=True)
    about = json.loads((package / "package.json").read_text("utf-8"))
    for source, name in files.items():
        shutil.copyfile(package / source, target / name)
    shutil.copyfile(package / "LICENSE", target / "LICENSE")
    (target / "VERSION").write_text(f"{about['name']} {about['version']}\n", "utf-8")
    sums = [
        f"{hashlib.sha256((target / name).read_bytes()).hexdigest()}  {name}\n" for name in files.values()
    ]
    (target / "sha256").write_text("".join(sums), "utf-8")
    for name in files.values():
        print(f"{folder}/{name}: {(target / name).stat().st_size} bytes")


def main(zxing: Path, noble: Path) -> None:
    """Vendor both unpacked npm packages."""
    vendor(
        zxing,
        "zxing",
        {"dist/iife/reader/index.js": "reader.js", "dist/reader/zxing_reader.wasm": "zxing_reader.wasm"},
    )
    shutil.copyfile(APACHE, TARGET / "zxing" / "LICENSE-zxing-cpp")
    vendor(noble, "noble", {"index.js": "ed25519.js"})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Say where the unpacked npm packages are: tools/vendor_scanner.py zxing noble")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
