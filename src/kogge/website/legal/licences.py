"""Whose work this software builds on. A test compares the list with the dependencies and vendored files."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Work(NamedTuple):
    """Something others made and let us use."""

    name: str
    use: object
    licence: str
    address: str


WORKS = (
    Work("KERN design system", _("Look and components"), "EUPL-1.2", "https://www.kern-ux.de"),
    Work("Fira Sans", _("Typeface"), "OFL-1.1", "https://github.com/mozilla/Fira"),
    Work("htmx", _("Less reloading at the desk"), "0BSD", "https://htmx.org"),
    Work("zxing-wasm", _("Reading codes at the door"), "MIT", "https://github.com/Sec-ant/zxing-wasm"),
    Work("zxing-cpp", _("Reading codes at the door"), "Apache-2.0", "https://github.com/zxing-cpp/zxing-cpp"),
    Work("noble-ed25519", _("Signatures in older browsers"), "MIT", "https://github.com/paulmillr/noble-ed25519"),
    Work("Django", _("Framework"), "BSD-3-Clause", "https://www.djangoproject.com"),
    Work("django-allauth", _("Sign-in"), "MIT", "https://allauth.org"),
    Work("argon2-cffi", _("Password hashes"), "MIT", "https://github.com/hynek/argon2-cffi"),
    Work("whitenoise", _("Static files"), "MIT", "https://github.com/evansd/whitenoise"),
    Work("Brotli", _("Compression"), "MIT", "https://github.com/google/brotli"),
    Work("psycopg", _("PostgreSQL"), "LGPL-3.0-only", "https://www.psycopg.org"),
    Work("pysqlite3", _("SQLite"), "Zlib", "https://github.com/coleifer/pysqlite3"),
    Work("icalendar", _("Calendar files"), "BSD-2-Clause", "https://github.com/collective/icalendar"),
    Work(
        "recurring-ical-events", _("Recurring dates"), "LGPL-3.0-or-later",
        "https://github.com/niccokunzmann/python-recurring-ical-events",
    ),
    Work("PyYAML", _("Regions and formats as text files"), "MIT", "https://pyyaml.org"),
    Work("python-calamine", _("Reading spreadsheets"), "MIT", "https://github.com/dimastbk/python-calamine"),
    Work("xlsxwriter", _("Writing spreadsheets"), "BSD-2-Clause", "https://github.com/jmcnamara/XlsxWriter"),
    Work("defusedxml", _("XML from others"), "PSF-2.0", "https://github.com/tiran/defusedxml"),
    Work("Pillow", _("Pictures"), "MIT-CMU", "https://python-pillow.github.io"),
    Work("nh3", _("Cleaning of formatted text"), "MIT", "https://github.com/messense/nh3"),
    Work("markdown-it-py", _("Formatted text"), "MIT", "https://github.com/executablebooks/markdown-it-py"),
    Work("snowballstemmer", _("Word stems for the search"), "BSD-3-Clause", "https://snowballstem.org"),
    Work("segno", _("QR codes"), "BSD-3-Clause", "https://github.com/heuer/segno"),
    Work("typst", _("Documents as PDF"), "Apache-2.0", "https://typst.app"),
    Work("joserfc", _("Signatures"), "BSD-3-Clause", "https://jose.authlib.org"),
    Work("anyascii", _("Names in Latin letters"), "ISC", "https://github.com/anyascii/anyascii"),
    Work("NumPy", _("Timetables and juries"), "BSD-3-Clause", "https://numpy.org"),
    Work("SciPy", _("Timetables and juries"), "BSD-3-Clause", "https://scipy.org"),
    Work("OR-Tools", _("Timetables and juries"), "Apache-2.0", "https://github.com/google/or-tools"),
    Work("numba", _("Timetables and juries"), "BSD-2-Clause", "https://numba.pydata.org"),
    Work("cryptography", _("Signatures"), "Apache-2.0 OR BSD-3-Clause", "https://cryptography.io"),
)  # fmt: skip
