"""Every setting that a site may want to change comes from the environment; the README names them all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def switch(name, default=False):
    """True where the environment says 1, true, yes or on; the default where it says nothing."""
    word = os.environ.get(name, "").strip().lower()
    if word not in {"", "0", "false", "no", "off", "1", "true", "yes", "on"}:
        raise ImproperlyConfigured(f"{name} is {word!r}: write 1 or 0.")
    return word in {"1", "true", "yes", "on"} if word else default


def words(name):
    """The comma-separated words of an environment variable."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def kept_secret_key():
    """The key in var/, made on the first call; two processes that start at once keep the same one."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        ours = VAR_DIR / f"secret_key.{os.getpid()}"
        with open(os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(ours, path)  # whole or not at all
        ours.unlink()
    return path.read_text().strip()


def reachable(host):
    """The host as it stands in an address; where the server listens everywhere, this machine's own."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is what we replace
    return f"[{host}]" if ":" in host else host


HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
SITE_URL = (os.environ.get("SITE_URL") or f"http://{reachable(HOST)}:{PORT}").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}: write it as https://programme.example.org")

DEBUG = switch("DEBUG")
HTTPS = switch("HTTPS")
OFFLINE = switch("OFFLINE", default=True)
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or [
    "localhost",
    "127.0.0.1",
    "[::1]",
    reachable(HOST),
    reachable(urlsplit(SITE_URL).hostname),
]

INSTALLED_APPS = [
    "conference.organizers",
    "conference.programme",
    "conference.tex",
    "conference.timezones",
    "conference.attendees",
    "conference.calendars",
    "conference.search",
    "conference.releases",
    "conference.exports",
    "conference.live",
    "conference.conflicts",
    "conference.imports",
    "conference.offline",
    "conference.logins",
    "conference.organizers.site.Config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "simple_history",
]

MIDDLEWARE = [
    "conference.shelf.packing",
    "conference.incoming.heard",
    "conference.attendees.stitching.stitched",
    "conference.programme.built.built",
    "conference.headers.headers",
    "conference.incoming.received",
    "conference.writers.writing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "conference.programme.moved.moved",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "conference.timezones.middleware.chosen_zone",
    "conference.stored.caching",
    "conference.trouble.trouble",
]

ROOT_URLCONF = "conference.urls"
WSGI_APPLICATION = "conference.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["conference.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conference.programme.context.year",
                "conference.timezones.context.clock",
                "conference.attendees.context.kept",
            ],
        },
    }
]

try:
    DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'plenary.sqlite3'}")}
except ValueError as error:
    raise ImproperlyConfigured("DATABASE_URL cannot be read: write postgres://user:password@host/name.") from error
database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    database["CONN_MAX_AGE"] = None
    database["OPTIONS"] = {
        # Writers wait for each other instead of failing; readers never wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif database["ENGINE"] == "django.db.backends.postgresql":
    database.setdefault("OPTIONS", {}).update(
        # Who finds the database away tries again soon: the pool by itself would wait longer each time, up to minutes.
        pool={"min_size": 1, "max_size": 8, "timeout": 2, "reconnect_timeout": 2},
        # What each connection is asked again and again is planned once. A statement takes 65,535 values at most so.
        server_side_binding=True,
        prepare_threshold=5,
        # A database that vanishes without a word, as its machine or the network does, is given up after seconds; by
        # itself, the system would let each connection in use wait for a quarter of an hour.
        tcp_user_timeout=3000,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=2,
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "conference.bundles.Storage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# What each process may keep of the pages, feeds and exports that it built.
SHELF_MEGABYTES = 128

# A session of some hundred talks is one form in the admin.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = ["conference.incoming.NoFiles"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# The cookies of a visitor: what they keep is told at /cookies/.
PREFIX = "__Host-" if HTTPS else ""
ATTENDEE_COOKIE = PREFIX + "attendee"
ZONE_COOKIE = PREFIX + "time_zone"
SESSION_COOKIE_NAME = PREFIX + "session"
CSRF_COOKIE_NAME = PREFIX + "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "conference.trouble.csrf_failure"

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
# Whether the domain's other names speak HTTPS too is for the domain's owner to say, not for one site on it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "conference.trouble.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
