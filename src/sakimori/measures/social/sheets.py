"""Papers of social media: the poster's pocket card, the hand-over sheet, the archive of a post."""

from __future__ import annotations

import base64
from hashlib import sha256

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.files.kinds import JPEG, PNG
from sakimori.foundation.files.pictures import picture_size
from sakimori.foundation.papers.days import day_text
from sakimori.foundation.papers.render import Drawing, render
from sakimori.measures.social.models import AccountHandover, PostRecord, PublishRange
from sakimori.measures.social.queries import holder_of
from sakimori.registers.assets.examples import Verdict

FOLDER = "measures/social/papers"
MOST = 6
LONGEST_WORD = 32
LARGEST_PICTURE = 3_000_000
"""Larger pictures stay a file of their own; the archive names their hash."""


def range_card(ctx: Context, current: PublishRange) -> bytes:
    """Two cards on a page, to be cut out: yes, ask, no."""
    rows = sorted(current.examples.all(), key=lambda row: row.order)
    data = {
        "title": _("SNSに投稿するときのカード"),
        "assembly": ctx.assembly.name,
        "version": _("第%(number)s版（%(day)s）") % {"number": current.number, "day": day_text(current.decided_on)},
        "groups": [
            {
                "verdict": verdict.value,
                "word": str(verdict.label),
                "rows": [row.text for row in rows if row.verdict == verdict.value][:MOST],
            }
            for verdict in Verdict
        ],
        "before": _("投稿の前に: 名前・顔・位置情報・写り込みを見る。迷ったら責任者に聞く。"),
        "ask": _("間違えたとき、おかしいと思ったときは、すぐ議会事務局へ"),
    }
    return render(f"{FOLDER}/card.typ", data, lang=get_language() or "ja")


def handover_sheet(ctx: Context, handover: AccountHandover) -> bytes:
    """What to change when somebody stops doing their part. A form of the office: it stays Japanese."""
    account = handover.account
    steps = (
        ("パスワードを替え、新しい人だけが知るようにした", handover.password_changed_on),
        ("二要素認証を新しい人の端末に移し、古い端末の登録を消した", handover.mfa_moved_on),
        ("復旧用のメールアドレス・電話番号を替えた", handover.recovery_changed_on),
        ("古い端末・ブラウザのログインをすべて切った", handover.sessions_ended_on),
        ("つないでいるアプリを見て、要らないものを外した", None),
        ("予約している投稿と、返事を待っている連絡を引き継いだ", None),
        ("発信の範囲のカードを渡し、一緒に読んだ", None),
    )
    with translation.override("ja"):
        data = {
            "title": "SNSアカウント引継書",
            "assembly": ctx.assembly.name,
            "date": day_text(ctx.today),
            "facts": [
                ["サービス", account.shown_network],
                ["アカウント", f"{account.name}（{account.handle}）"],
                ["アドレス", _in_lines(account.address)],
                ["目的", account.purpose],
                ["受け持ち", str(handover.old.get_part_display())],
                ["引き継ぐ人", f"{holder_of(handover.old)}（{day_text(handover.last_day)}まで）"],
                ["引き継がれる人", holder_of(handover.new) if handover.new else "なし"],
            ],
            "steps": [[text, day_text(day) if day else ""] for text, day in steps],
            "note": "この紙には、パスワードや復旧用の符号を書かないでください。",
        }
        return render(f"{FOLDER}/handover.typ", data)


def archive_pdf(ctx: Context, record: PostRecord, picture: bytes = b"") -> bytes:
    """What was posted, as it was posted. It is evidence: it stays Japanese."""
    post = record.entry
    with translation.override("ja"):
        data = {
            "title": "SNSの投稿の記録",
            "assembly": ctx.assembly.name,
            "facts": [
                ["アカウント", str(post.account)],
                ["したこと", str(record.get_kind_display())],
                ["した日", day_text(record.done_on)],
                ["投稿のアドレス", _in_lines(record.address) or "—"],
                ["理由", record.reason or "—"],
                ["文のSHA-256", _in_lines(sha256(record.text.encode()).hexdigest())],
                ["写真のSHA-256", _in_lines(post.picture.sha256) if picture and post.picture else "—"],
                ["写真の説明", post.picture_words or "—"],
            ],
            "text": record.text,
            "picture": _drawing(picture, post.picture_words or "写真"),
        }
        return render(f"{FOLDER}/archive.typ", data)


def _in_lines(text: str) -> str:
    """A long word without blanks, broken so that it stays on the paper."""
    return "\n".join(text[at : at + LONGEST_WORD] for at in range(0, len(text), LONGEST_WORD))


def _drawing(picture: bytes, alt: str) -> Drawing | None:
    """A stored picture, bare of everything else, as a drawing that a paper can hold."""
    if not picture or len(picture) > LARGEST_PICTURE:
        return None
    kind = PNG if picture.startswith(b"\x89PNG") else JPEG
    width, height = picture_size(kind, picture)
    code = base64.b64encode(picture).decode()
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{kind.media_type};base64,{code}"/></svg>',
        alt,
    )
