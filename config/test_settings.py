"""Settings for tests: fast passwords, mail in memory, no files in the data directory, names per run."""

import os
import tempfile

os.environ.setdefault("KOGGE_DATA", tempfile.mkdtemp(prefix="kogge-test-"))
os.environ.setdefault("KOGGE_SECRET_KEY", "for tests only")
os.environ.setdefault("KOGGE_DEMO", "yes")

from .settings import *  # noqa: F403
from .settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if name := os.environ.get("KOGGE_TEST_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": name}
