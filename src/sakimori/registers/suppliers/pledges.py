"""The words with which third parties pledge secrecy, and what is kept of the link by which they do."""

from __future__ import annotations

import hashlib

STATEMENT = """1. 議会の仕事を通じて知ったことや、お預かりした情報を、ほかの人に話したり見せたりしません。
2. お預かりした物や情報は、頼まれた仕事だけに使い、許しなく写したり持ち出したりしません。
3. 頼まれた仕事に要る場所と情報のほかには、立ち入らず、触れません。
4. なくした、漏れたかもしれないと気づいたときは、すぐに議会事務局へ知らせます。
5. 仕事が終わったら、お預かりした物をすべて返し、手元の写しを消します。
6. 上の1は、仕事が終わったあとも守ります。"""
"""Shipped wording in our own words. It is kept with every pledge and is part of the evidence, so it is not translated."""


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
