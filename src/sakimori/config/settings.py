"""Django's settings: only a translation of `config.env`. Options of one assembly are records, not settings."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from sakimori.config.databases import database_from
from sakimori.config.env import load_env

ENV = load_env()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = [*(ENV.allowed_hosts or ("127.0.0.1", "localhost", "[::1]")), *([ENV.host] if ENV.host else [])]
ROOT_URLCONF = "sakimori.config.urls"
WSGI_APPLICATION = "sakimori.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "sakimori.foundation.assemblies",
    "sakimori.foundation.people",
    "sakimori.foundation.access",
    "sakimori.foundation.ledger",
    "sakimori.foundation.actions",
    "sakimori.foundation.files",
    "sakimori.foundation.witness",
    "sakimori.foundation.jobs",
    "sakimori.foundation.notices",
    "sakimori.foundation.papers",
    "sakimori.foundation.exchange",
    "sakimori.foundation.charts",
    "sakimori.foundation.ui",
    "sakimori.foundation.lists",
    "sakimori.foundation.asks",
    "sakimori.foundation.approvals",
    "sakimori.foundation.duties",
    "sakimori.foundation.improvements",
    "sakimori.policy.clauses",
    "sakimori.registers.organization",
    "sakimori.registers.premises",
    "sakimori.registers.assets",
    "sakimori.registers.suppliers",
    "sakimori.registers.upkeep",
    "sakimori.registers.lending",
    "sakimori.registers.stocktaking",
    "sakimori.registers.disposal",
    "sakimori.registers.turnover",
    "sakimori.measures.drills",
    "sakimori.measures.learning",
    "sakimori.measures.awareness",
    "sakimori.measures.assessments",
    "sakimori.measures.services",
    "sakimori.measures.social",
    "sakimori.measures.playbooks",
    "sakimori.measures.exceptions",
    "sakimori.measures.continuity",
    "sakimori.measures.risks",
    "sakimori.measures.safety",
    "sakimori.measures.intake",
    "sakimori.measures.cards",
    "sakimori.measures.incidents",
    "sakimori.assurance.conformance",
    "sakimori.assurance.inspections",
    "sakimori.assurance.audits",
    "sakimori.assurance.reviews",
    "sakimori.front.home",
    "sakimori.front.links",
    "sakimori.front.labels",
    "sakimori.front.accounts",
    "sakimori.front.records",
    "sakimori.front.exchange",
    "sakimori.front.public",
    "sakimori.front.api",
    "sakimori.front.help",
    "sakimori.front.handover",
    "sakimori.front.calendar",
    "sakimori.front.scans",
    "sakimori.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sakimori.front.accounts.middleware.LastSeen",
    "sakimori.front.accounts.middleware.ForgetAtLogout",
    "django_htmx.middleware.HtmxMiddleware",
    "sakimori.foundation.access.middleware.DeclaredAccess",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "foundation" / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sakimori.foundation.ui.nav.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database_from(ENV)}
# PostgreSQL wraps a scope in its own transaction (foundation/assemblies/scope.py); SQLite must not hold a write lock
# while it only reads, so requests are not atomic as a whole: actions are.
ATOMIC_REQUESTS = False

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}}
SESSION_COOKIE_AGE = ENV.session_hours * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_HSTS_SECONDS = 31536000 if ENV.https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENV.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [ENV.address]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "static/"
STATIC_ROOT = ENV.data / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns at every start when it is missing
# Files are served from the packages themselves: one PC needs no collectstatic; a server may still run it.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = ENV.debug
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["sakimori.foundation.access.hashers.SmallArgon2"]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sakimori.front.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "sakimori.front.accounts.adapters.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https
MFA_TOTP_ISSUER = "Sakimori"
# A page view must not cost a write: `LastSeen` notes the use of a log-in at most every ten minutes.
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL_HOST = ENV.smtp_host
EMAIL_PORT = ENV.smtp_port
EMAIL_HOST_USER = ENV.smtp_user
EMAIL_HOST_PASSWORD = ENV.smtp_password
EMAIL_USE_TLS = ENV.smtp_tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from or "sakimori@localhost"

NINJA_PAGINATION_PER_PAGE = 100
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENV.log_level},
}
