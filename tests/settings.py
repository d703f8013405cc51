"""Settings for tests: fast passwords, mail in memory, no files in the data directory, names per run."""

import os
import tempfile

os.environ.setdefault("KOGGE_DATA", tempfile.mkdtemp(prefix="kogge-test-"))
os.environ.setdefault("KOGGE_SECRET_KEY", "for tests only")
os.environ.setdefault("KOGGE_DEMO", "yes")
os.environ.setdefault("KOGGE_SITE_URL", "http://127.0.0.1:8000")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # static files are not collected for tests
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if DATABASES["default"]["ENGINE"] == "kogge.core.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # one per process of a parallel run
elif name := os.environ.get("KOGGE_TEST_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": name}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
