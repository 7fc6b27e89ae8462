"""Keys, seams and lawful erasure. Each leaves its visible entry (LED-6, LED-7)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.evidence.entry import format_time
from sakimori.evidence.keychain import loss_statement, rotation_statement
from sakimori.evidence.note import SignerKey, VerifierKey
from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.ledger import queries as ledger
from sakimori.foundation.ledger.models import Detail
from sakimori.foundation.witness.models import LedgerKey, Seam, SeamKind
from sakimori.foundation.witness.queries import current_key, origin_of


@action("ledger.key-introduced", permission=Permission.ASSEMBLY_MANAGE, sentence=_("記録に署名する鍵を決めました"))
def introduce_key(ctx: Context, *, key: VerifierKey) -> LedgerKey:
    """The first key of this assembly's log."""
    return LedgerKey.objects.create(position=0, public=str(key), from_size=0, from_time=ctx.at)


@action(
    "ledger.key-rotated", permission=Permission.ASSEMBLY_MANAGE, sentence=_("記録に署名する鍵を交代しました（継ぎ目）")
)
def rotate_key(ctx: Context, *, old: SignerKey, new: SignerKey) -> LedgerKey:
    """The old key hands over to the new one; both sign the statement."""
    size = ledger.head().size
    text = rotation_statement(origin_of(ctx.assembly), old, new, from_size=size, time=format_time(ctx.at))
    return _succeed(ctx, new, size, text.decode())


@action(
    "ledger.key-lost", permission=Permission.ASSEMBLY_MANAGE, sentence=_("署名の鍵を失ったため作り直しました（継ぎ目）")
)
def replace_lost_key(ctx: Context, *, lost: VerifierKey, new: SignerKey) -> LedgerKey:
    """A new key takes over without the old one's word; people bridge this seam by a printed fingerprint."""
    size = ledger.head().size
    text = loss_statement(origin_of(ctx.assembly), lost, new, from_size=size, time=format_time(ctx.at))
    return _succeed(ctx, new, size, text.decode())


def _succeed(ctx: Context, new: SignerKey, size: int, statement: str) -> LedgerKey:
    before = current_key()
    position = before.position + 1 if before else 0
    return LedgerKey.objects.create(
        position=position, public=str(new.verifier), from_size=size, from_time=ctx.at, statement=statement
    )


@action(
    "ledger.restored",
    permission=Permission.ASSEMBLY_MANAGE,
    sentence=_("記録が控えより前に戻されたことを検知しました（継ぎ目）"),
)
def note_restored(ctx: Context, *, outside_size: int, outside_root: bytes, size: int) -> Seam:
    """The checkpoint kept outside the database is not a beginning of the log that the database holds."""
    about = {"outside_size": outside_size, "outside_root": outside_root.hex(), "size": size}
    return Seam.objects.create(kind=SeamKind.RESTORED, about=about)


@action(
    "ledger.payload-erased", permission=Permission.LEDGER_ERASE, sentence=_("記録から個人情報を消去しました（継ぎ目）")
)
def erase_payloads(ctx: Context, *, model: str, object_id: object) -> int:
    """Erase what the ledger keeps about one row (個人情報の保護に関する法律 第98条 利用停止・消去). The proofs stay.

    Needs `ctx.because(reason)`. Gives the number of contents erased. Raises ValidationError.
    """
    if not ctx.reason.strip():
        raise ValidationError({"reason": _t("消去の理由と根拠（請求の日付や法令の条項など）を入力してください。")})
    found = Detail.objects.filter(model=model.lower(), object_id=str(object_id), payload__isnull=False)
    sequences = sorted(found.values_list("entry__sequence", flat=True))
    if not sequences:
        raise ValidationError({"object_id": _t("消去する内容がありません。すでに消去されているか、対象が違います。")})
    seam = Seam.objects.create(
        kind=SeamKind.ERASED, about={"model": model.lower(), "id": str(object_id), "entries": sequences}
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Freed pages are overwritten, so that the erased text is not left in the file.
            cursor.execute("PRAGMA secure_delete=ON")
    found.update(payload=None, salt=None, erased_at=ctx.at, erased_reason=ctx.reason[:200], erased_by=seam.pk)
    return len(sequences)
