"""Typed readers for the environment. A wrong value stops the start with a sentence.

A secret may come from a file: `KOGGE_SECRET_KEY_FILE=/run/secrets/key` is read when
`KOGGE_SECRET_KEY` is not set.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class WrongSetting(SystemExit):
    """Stops the start; its text says which variable is wrong and what would be right."""


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that `<name>_FILE` points to."""
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE: {path} cannot be read ({error.strerror}).") from error


def flag(name: str, *, default: bool) -> bool:
    value = text(name, str(default)).strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise WrongSetting(f"{name} is {value!r}; write yes or no.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = text(name, str(default)).strip()
    if value.lstrip("-").isdigit() and least <= int(value) <= most:
        return int(value)
    raise WrongSetting(f"{name} is {value!r}; write a whole number from {least} to {most}.")


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def database(url: str, data: Path) -> dict[str, object]:
    """Turn `postgresql://user:secret@host:port/name` or an empty string (SQLite) into Django's form."""
    if not url:
        return {
            "ENGINE": "kogge.core.sqlite",
            "NAME": data / "kogge.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSetting("KOGGE_DATABASE_URL must look like postgresql://user:secret@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
