"""Password hashing tuned for a small office PC (OWASP: argon2id, 19 MiB, 2 passes, 1 lane)."""

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    """argon2id with the memory of `SAKIMORI_ARGON2_MEMORY_KIB`; old hashes are renewed at log-in."""

    time_cost = 2
    memory_cost = settings.ENV.argon2_memory_kib
    parallelism = 1
