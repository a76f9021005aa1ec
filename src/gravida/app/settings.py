"""Django's settings, made from a few variables that ``serving`` sets. No accounts, no sessions, no admin of Django's.

GRAVIDA_DATA       the folder of the record
GRAVIDA_PORT       the port, so that two records on one machine do not share cookies
GRAVIDA_MODE       "home": this machine only; "own": under an address of her own; "hosted": many people on one server
GRAVIDA_DATABASE   the database of PostgreSQL, where it is hosted
GRAVIDA_ADDRESS    the https address it is reached under; TLS ends in a program before this one, on the same machine;
                   without it, only from the machine itself
GRAVIDA_DEMO       the passphrase of a made-up record, which every page then says
GRAVIDA_ENDS       "yes": locking also ends the worker, so that nothing stays in its memory
GRAVIDA_KDF_KIB    how much memory one guess at the passphrase costs
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from gravida.app.vault import postgresql
from gravida.app.vault.database import PRAGMAS

HERE = Path(__file__).parent

DATA_FOLDER = Path(os.environ.get("GRAVIDA_DATA", "."))
PORT = int(os.environ.get("GRAVIDA_PORT", "8437"))
MODE = os.environ.get("GRAVIDA_MODE", "home")
DEMO_PASSPHRASE = os.environ.get("GRAVIDA_DEMO", "")
DATABASE_URL = os.environ.get("GRAVIDA_DATABASE", "")
ADDRESS = os.environ.get("GRAVIDA_ADDRESS", "")
LOCK_ENDS_WORKER = os.environ.get("GRAVIDA_ENDS") == "yes"

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(64)  # signs nothing that outlives the process
ALLOWED_HOSTS = [urlsplit(ADDRESS).hostname] if ADDRESS else ["127.0.0.1", "localhost", "[::1]"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ADDRESS else None  # TLS ends before this program
ROOT_URLCONF = "gravida.app.urls"
WSGI_APPLICATION = "gravida.app.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = ["gravida.app.vault"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "gravida.app.web.headers.Headers",
    "gravida.app.web.limits.Limits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gravida.app.web.origin.SameOrigin",
    "gravida.app.vault.middleware.Sessions",
    "gravida.app.web.failures.Failures",
    "django.middleware.csrf.CsrfViewMiddleware",
]

ROOMS_TO_READ = ("today", "record", "reading", "blood", "care", "photos", "outside")
"""What somebody may open whom she lets read; everything else is hers alone, also a room that is added later."""

# --- Where it is kept ----------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_FOLDER / "notes.sqlite3"),
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": PRAGMAS},
    "CONN_MAX_AGE": None,
}
DATABASES = {"default": postgresql.settings_of(DATABASE_URL) if DATABASE_URL else SQLITE}

# --- Cookies: neutral names, nothing that outlives the browser -----------------------------------------------------

COOKIE_SUFFIX = "" if PORT == 8437 or MODE == "hosted" else f"-{PORT}"  # several programs serve one address
COOKIE_PREFIX = "__Host-" if ADDRESS else ""
VAULT_COOKIE_NAME = f"{COOKIE_PREFIX}notes{COOKIE_SUFFIX}"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}form{COOKIE_SUFFIX}"
CSRF_COOKIE_SECURE = bool(ADDRESS)
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "gravida.app.web.errors.refused"

# --- How much is taken in ------------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never a temporary file
UPLOADS = {  # where a file is taken, and how much with the form around it
    "/pictures/": 20 * 1024 * 1024 + 64 * 1024,
    "/take/in/": 64 * 1024 * 1024 + 64 * 1024,
}
if MODE == "home":  # elsewhere a record is not begun by whoever comes first
    UPLOADS["/begin/copy/"] = UPLOADS["/take/in/"]
FILE_UPLOAD_MAX_MEMORY_SIZE = max(UPLOADS.values())
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# --- How hard a guess is -------------------------------------------------------------------------------------------

KDF_MEMORY_KIB = int(os.environ.get("GRAVIDA_KDF_KIB", 256 * 1024))  # never less than the floor of ``slots``

# --- Pages ---------------------------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", *sorted(HERE.glob("*/templates"))],
        "OPTIONS": {
            "builtins": ["gravida.app.outside.tags"],
            "context_processors": ["gravida.app.web.context.page", "gravida.app.record.context.page"],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = str(HERE / "static")
WHITENOISE_MAX_AGE = 0  # always asked for again: a newer version is never hidden by an older copy

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# Django writes nothing down: a request's path, address or text never reaches a log. ``web.errors`` names the events.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {name: {"handlers": ["nowhere"], "propagate": False} for name in ("django", "django.server")},
}
