"""Recording that data were made unreadable (6(4))."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.people.models import Person
from sakimori.registers.assets.models import Asset
from sakimori.registers.disposal.models import DisposalCase, Erasure
from sakimori.registers.disposal.queries import class_held
from sakimori.registers.disposal.rules import Proof, plain_serial, shortcomings
from sakimori.registers.disposal.types import Method, Occasion
from sakimori.registers.lending.models import Loan


@action("disposal.record-erasure", permission=Permission.ASSET_MANAGE, sentence=_("データの消去を記録しました"))
def record_erasure(
    ctx: Context,
    *,
    asset: Asset,
    occasion: Occasion | str,
    method: Method | str,
    erased_on: date,
    operator: str,
    loan: Loan | None = None,
    case: DisposalCase | None = None,
    witness: Person | None = None,
    certificate: StoredFile | None = None,
    certificate_serial: str = "",
    photo: StoredFile | None = None,
    lock_released: bool | None = None,
    exception_reason: str = "",
    exception_by: Person | None = None,
    note: str = "",
) -> Erasure:
    """Keep method, day, operator and proof. What falls short of the class is refused unless an exception is recorded:
    a reason and who allowed it. Raises ValidationError with what is missing at its field."""
    if erased_on > ctx.today:
        raise ValidationError({"erased_on": _t("消去日に先の日付は入力できません。")})
    held = class_held(asset, erased_on)
    names_serial = bool(asset.serial) and plain_serial(certificate_serial) == plain_serial(asset.serial)
    proof = Proof(witness is not None, certificate is not None or bool(certificate_serial), names_serial)
    lacking = shortcomings(asset.kind, asset.category, held, method, proof)
    excused = bool(exception_reason.strip()) and exception_by is not None
    if lacking and not excused:
        hint = _t("例外とするときは、その理由と認めた人を入力してください。")
        errors = {field: [f"{text} {hint}"] for field, text in lacking}
        raise ValidationError(errors)
    erasure = Erasure(
        asset=asset,
        loan=loan,
        case=case,
        occasion=occasion,
        method=method,
        erased_on=erased_on,
        operator=operator.strip(),
        witness=witness,
        certificate=certificate,
        certificate_serial=certificate_serial.strip(),
        photo=photo,
        lock_released=lock_released,
        exception_reason=exception_reason.strip() if lacking else "",
        exception_by=exception_by if lacking else None,
        note=note.strip(),
        confidentiality=held,
        is_sufficient=True,
    )
    erasure.full_clean()
    erasure.save()
    return erasure


@action(
    "disposal.record-erasures", permission=Permission.ASSET_MANAGE, sentence=_("データの消去をまとめて記録しました")
)
def record_erasures(
    ctx: Context,
    *,
    loans: Sequence[Loan],
    method: Method | str,
    erased_on: date,
    operator: str,
    witness: Person | None = None,
    certificate: StoredFile | None = None,
    note: str = "",
) -> list[Erasure]:
    """Returned things erased in the same way on the same day; a certificate names the serial of each of them.

    Raises ValidationError that names every thing for which this is not enough; then nothing is recorded.
    """
    if not loans:
        raise ValidationError({"loans": _t("消去した物を一つ以上選んでください。")})
    made: list[Erasure] = []
    problems: dict[str, list[str]] = {}
    for loan in loans:
        try:
            made.append(
                record_erasure(
                    ctx,
                    asset=loan.asset,
                    loan=loan,
                    occasion=Occasion.RETURN,
                    method=method,
                    erased_on=erased_on,
                    operator=operator,
                    witness=witness,
                    certificate=certificate,
                    certificate_serial=loan.asset.serial if certificate else "",
                    note=note,
                )
            )
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                at = name if name in {"method", "erased_on", "operator", "witness"} else "loans"
                problems.setdefault(at, []).extend(f"{loan.asset}: {text}" for text in texts)
    if problems:
        raise ValidationError(problems)
    return made
