"""Django's settings, derived from the environment. No setting is read anywhere else."""

import mimetypes

from lintas.config.environment import ROOT, database, read_environment
from lintas.foundation.secrets import generated_secret

ENVIRONMENT = read_environment()
VAR_DIR = ENVIRONMENT.var_dir
SECRETS_DIR = ENVIRONMENT.secrets_path
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEMONSTRATION = ENVIRONMENT.mode != "production"
"""Specimen people only: population numbers with the prefix that does not exist are accepted, and only those."""

SECRET_KEY = generated_secret(SECRETS_DIR, "django.key", size=48).hex()
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts.split(",")
PUBLIC_URL = ENVIRONMENT.public_url.rstrip("/")
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

WINGS = [
    "lintas.foundation.outbox",
    "lintas.foundation.jobs",
    "lintas.foundation.live",
    "lintas.foundation.limits",
    "lintas.foundation.idempotency",
    "lintas.foundation.vault",
    "lintas.foundation.ledger",
    "lintas.ui",
    "lintas.directory.offices",
    "lintas.directory.people",
    "lintas.directory.catalogue",
    "lintas.exchange.messaging",
    "lintas.exchange.payments",
    "lintas.exchange.agencies",
    "lintas.visit.appointments",
    "lintas.visit.needs",
    "lintas.visit.draws",
    "lintas.visit.queueing",
    "lintas.visit.alarms",
    "lintas.visit.kiosks",
    "lintas.casework.documents",
    "lintas.casework.applications",
    "lintas.config.front",
    "lintas.config",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *WINGS,
]

MIDDLEWARE = [
    "lintas.config.callers.CallerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lintas.config.sharing.SharingMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "lintas.ui.policy.PolicyMiddleware",
    "lintas.config.bodies.BodyLimitMiddleware",
    "lintas.casework.applications.rush.door.RushMiddleware",
    "lintas.directory.people.session_cookies.SessionCookies",
    "lintas.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lintas.config.edge.RefusalMiddleware",
    "lintas.directory.people.gate.AccessMiddleware",
]

ROOT_URLCONF = "lintas.config.urls"
WSGI_APPLICATION = "lintas.config.wsgi.application"

DATABASES = {
    "default": database(ENVIRONMENT.database_url, fallback=VAR_DIR / "lintas.sqlite3"),
    "keys": database(ENVIRONMENT.keys_database_url, fallback=VAR_DIR / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["lintas.foundation.vault.router.KeyStoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "lintas.ui.jinja.RoomTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "lintas.ui.jinja.environment",
            "context_processors": ["lintas.config.shell.shell", "lintas.visit.alarms.frame.silent_call"],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "people:sign-in"
PASSWORD_HASHERS = [
    "lintas.config.hashing.DemonstrationHasher" if DEMONSTRATION else "django.contrib.auth.hashers.ScryptPasswordHasher"
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src/lintas/config/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/aset/"
STATIC_ROOT = VAR_DIR / "aset"
VOICE_DIR = VAR_DIR / "suara"
"""Clips that the office recorded itself (`lintas voices take`); each comes before ours of the same name."""
VOICE_DIR.mkdir(exist_ok=True)
STATICFILES_DIRS = [("queueing/voice", VOICE_DIR)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT.mode == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A test looks up the few files it asks for; elsewhere they are collected, and all are known from the beginning.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = ENVIRONMENT.mode == "test"
mimetypes.add_type("text/javascript", ".js")

SESSION_ENGINE = "lintas.directory.people.session_store"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
STAFF_SESSION_COOKIE_NAME = "staffid"
"""Officers' sessions only; always ``SameSite=Strict``, see `lintas.directory.people.session_cookies`."""
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lintas.config.edge.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.mode == "production":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-lintas"
    STAFF_SESSION_COOKIE_NAME = "__Host-lintas-staff"
    CSRF_COOKIE_NAME = "__Host-lintas-form"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

MEBIBYTE = 1024 * 1024
LARGEST_FORM = DATA_UPLOAD_MAX_MEMORY_SIZE = MEBIBYTE // 2
"""Bytes of a form without files."""
LARGEST_UPLOAD = 60 * MEBIBYTE + LARGEST_FORM
"""Bytes of one request with files: as much as a case may hold, and its form. Security guide, "Uploads"."""
DATA_UPLOAD_MAX_NUMBER_FILES = 20
"""Security guide, "Uploads"."""
PICTURES_AT_ONCE = ENVIRONMENT.pictures_at_once
FILE_UPLOAD_MAX_MEMORY_SIZE = MEBIBYTE

SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "lintas.config.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    "loggers": {
        # Expected refusals are not news; paths carry references only, never personal data.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
    },
}

SIMPONI_URL = ENVIRONMENT.simponi_url
DUKCAPIL_URL = ENVIRONMENT.dukcapil_url
CORE_URL = ENVIRONMENT.core_url
SMS_URL = ENVIRONMENT.sms_url
POSTBOX_URL = ENVIRONMENT.postbox_url
EMAIL_HOST = ENVIRONMENT.smtp_host
EMAIL_PORT = ENVIRONMENT.smtp_port
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "Lintas <jangan-balas@lintas.example>"

REPOSITORY_ROOT = ROOT
