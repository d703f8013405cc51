"""Django's settings. What an operator may change is in docs/settings.md, nothing else."""

import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import env
from .sign_in import *  # noqa: F403  how staff sign in

ROOT = Path(__file__).resolve().parent.parent
DATA = env.folder("KOGGE_DATA", ROOT / "data")
KEYS = env.folder("KOGGE_KEYS", DATA / "keys")  # of answers and evidence: kept apart from backups
ERASURES = KEYS / "erasures.jsonl"
BACKUPS = env.text("KOGGE_BACKUPS")
REGION = env.folder("KOGGE_REGION", ROOT / "demo" / "region")
DEMO = env.flag("KOGGE_DEMO", default=False)
DEBUG = env.flag("KOGGE_DEBUG", default=False)
SECOND_FACTOR_REQUIRED = env.flag("KOGGE_SECOND_FACTOR", default=not DEMO)

if sys.platform != "win32" and not env.text("KOGGE_DATABASE_URL"):
    from kogge.core import sqlite as _sqlite

    _sqlite.prefer_bundled_library()

SITE_URL = env.text("KOGGE_SITE_URL", "http://localhost:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in the data directory."""
    if key := env.text("KOGGE_SECRET_KEY"):
        return key
    path = DATA / "secret-key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        try:
            DATA.mkdir(parents=True, exist_ok=True)
            path.write_text(get_random_secret_key(), encoding="utf-8")
            path.chmod(0o600)
        except OSError as error:
            raise env.WrongSetting(
                f"The data directory {DATA} cannot be written ({error.strerror}). "
                "Choose another with KOGGE_DATA=/some/folder."
            ) from error
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("KOGGE_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.number("KOGGE_TRUSTED_PROXIES", 0, most=9)
NODES = env.number("KOGGE_NODES", 1, least=1)

_STAGES = {
    "network": "accounts directory grants",
    "plan": "events speakers calls applying call_desk juries jury_desk decisions outcomes pitches nominations "
    "event_requests teams timetable timetable_desk solving",
    "publish": "programme feeds schedules",
    "take_part": "tickets registration letters sign_up self_service admissions guests my_day feedback checkin "
    "attendance correspondence reseating",
    "prove": "seals profiles hours questionnaires answering conversations badges certificates indicators targets "
    "lists evidence auditors audit keeping duplicates backups",
    "tell": "yearbook",
    "ask": "search",
}
INSTALLED_APPS = [
    "config",
    "kogge.core",
    *(f"kogge.{stage}.{app}" for stage, apps in _STAGES.items() for app in apps.split()),
    "kogge.website",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "kogge.core.middleware.readable_body",
    "kogge.core.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kogge.network.accounts.middleware.session_limits",
    "kogge.network.accounts.middleware.second_factor",
    "kogge.core.middleware.moved_addresses",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "kogge.core.views.csrf_failure"
# Parts of the one style sheet that belong to an app; the rest is in kogge.core.stylesheet.
STYLE_SHEETS = ["programme/sessions.css"]
FORM_RENDERER = "kogge.core.forms.KernRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kogge.core.page.frame",
            ],
            "builtins": [
                "kogge.core.templatetags.kogge",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("KOGGE_DATABASE_URL"), DATA)}
CACHES = {  # counts failed sign-ins, so it must be one for all processes
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_sharedcount",
        "TIMEOUT": 24 * 3600,  # counting on renews it, so it must outlast every period that is counted
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_HANDLERS = ["kogge.take_part.sign_up.sent_names.SentNames"]

FORMS_URLFIELD_ASSUME_HTTPS = True  # "beispiel.example" means https, as in Django 6

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
USE_TZ = True
FORMAT_MODULE_PATH = "kogge.core.formats"
TIME_ZONE = "Europe/Berlin"
LOCALE_PATHS: list[Path] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("KOGGE_MAIL_HOST")
EMAIL_PORT = env.number("KOGGE_MAIL_PORT", 587, most=65535)
EMAIL_HOST_USER = env.text("KOGGE_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("KOGGE_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("KOGGE_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("KOGGE_MAIL_FROM", "kogge@localhost")
MAIL_BOUNCES = env.text("KOGGE_MAIL_BOUNCES")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
