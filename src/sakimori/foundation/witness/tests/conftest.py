"""The time-stamping authority that openssl plays in the tests of evidence."""

from sakimori.evidence.tests.test_timestamp import authority

__all__ = ["authority"]
