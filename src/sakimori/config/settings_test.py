"""Settings of tests: the same translation of `config.env`, with a throw-away place for data."""

import os
import tempfile

os.environ.update(
    SAKIMORI_PROFILE="test",
    SAKIMORI_DATA=os.environ.get("SAKIMORI_TEST_DATA") or tempfile.mkdtemp(prefix="sakimori-test-"),
    SAKIMORI_DATABASE_URL=os.environ.get("SAKIMORI_TEST_DATABASE", ""),
    SAKIMORI_MFA_REQUIRED="false",
    SAKIMORI_ARGON2_MEMORY_KIB="64",
    SAKIMORI_JOBS="off",
    SAKIMORI_ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    SAKIMORI_COMPONENTS="true",
)

from sakimori.config.settings import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in the product: threads that share a database in memory do not wait for each other's locks.
    DATABASES["default"]["TEST"] = {"NAME": str(ENV.data / "test.db")}  # noqa: F405
