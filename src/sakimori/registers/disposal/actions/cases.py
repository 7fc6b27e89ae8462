"""A disposal file from its opening to the last serial told (AST-8, AST-14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.approvals.actions import ApplicationDecided, apply_for
from sakimori.foundation.approvals.models import ApplicationState
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.files.models import Disclosure, StoredFile
from sakimori.foundation.people.models import Person
from sakimori.foundation.people.types import Role
from sakimori.registers.assets.actions import change_state, destroy_files
from sakimori.registers.assets.models import Asset
from sakimori.registers.assets.types import ENDED_STATES, AssetState, RetentionEnd
from sakimori.registers.disposal import queries
from sakimori.registers.disposal.models import CaseFile, DisposalCase, DisposalItem, ListedSerial
from sakimori.registers.disposal.rules import plain_serial
from sakimori.registers.disposal.types import CaseKind

MANAGE = Permission.ASSET_MANAGE
APPROVAL = "disposal.case"
"""Kind of the application by which a disposal is decided."""


@action("disposal.open", permission=MANAGE, sentence=_("廃棄・返却の記録を作りました"))
def open_case(
    ctx: Context,
    *,
    kind: CaseKind | str,
    title: str,
    contractor: str = "",
    subcontractors: str = "",
    planned_on: date | None = None,
    note: str = "",
    assets: Sequence[Asset] = (),
) -> DisposalCase:
    """Begin a file; its number counts up in the fiscal year."""
    case = DisposalCase(
        number=queries.next_number(ctx.today),
        kind=kind,
        title=title.strip(),
        contractor=contractor.strip(),
        subcontractors=subcontractors.strip(),
        planned_on=planned_on,
        opened_on=ctx.today,
        note=note.strip(),
    )
    case.full_clean()
    case.save()
    if assets:
        add_items(ctx, case=case, assets=assets)
    return case


@action("disposal.change", permission=MANAGE, sentence=_("廃棄・返却の記録を直しました"))
def change_case(
    ctx: Context,
    *,
    case: DisposalCase,
    title: str,
    contractor: str,
    subcontractors: str,
    planned_on: date | None,
    note: str,
) -> DisposalCase:
    """Contractor and chain, planned day, note."""
    _must_be_open(case)
    case.title, case.contractor, case.subcontractors = title.strip(), contractor.strip(), subcontractors.strip()
    case.planned_on, case.note = planned_on, note.strip()
    case.full_clean()
    case.save()
    return case


@action("disposal.add-items", permission=MANAGE, sentence=_("廃棄・返却する資産を加えました"))
def add_items(ctx: Context, *, case: DisposalCase, assets: Sequence[Asset]) -> list[DisposalItem]:
    """Put assets into the file; they wait for disposal from now on. What is lent must come back first."""
    _must_be_open(case)
    if case.handed_on:
        raise ValidationError(_t("引渡しのあとは、資産を加えられません。別の記録を作ってください。"))
    if case.approved_on or _is_waiting(case):
        raise ValidationError(
            _t(
                "決裁を申請したあとは、資産を加えられません。決裁を受けた一覧だけを廃棄・返却します。別の記録を作ってください。"
            )
        )
    _refuse_unfit(case, assets, ctx.today)
    known = set(case.items.values_list("asset_id", flat=True))
    made = []
    for asset in assets:
        if asset.pk in known:
            continue
        item = DisposalItem(case=case, asset=asset, serial=asset.serial)
        item.full_clean()
        item.save()
        made.append(item)
        if asset.state != AssetState.RETIRED:
            change_state(ctx, asset=asset, state=AssetState.RETIRED, reason=case.title)
    return made


def _is_waiting(case: DisposalCase) -> bool:
    return case.application is not None and case.application.state == ApplicationState.WAITING


def _refuse_held(case: DisposalCase) -> None:
    """A hold that came after the decision stops what was decided."""
    held = [item.asset for item in case.items.exclude(asset__hold_reason="").select_related("asset")]
    if held:
        raise ValidationError(
            _t("廃棄を止める理由が登録されています。一覧から外すか、先に解除してください: %(numbers)s")
            % {"numbers": _numbers(held)}
        )


def _refuse_unfit(case: DisposalCase, assets: Sequence[Asset], on: date) -> None:
    lent = queries.lent_among(assets)
    other = queries.in_open_cases(assets)
    held = [asset for asset in assets if asset.hold_reason]
    problems = []
    if lent:
        problems.append(_t("貸出し中です。先に返納を記録してください: %(numbers)s") % {"numbers": _numbers(lent)})
    if other:
        problems.append(_t("別の廃棄・返却の記録にあります: %(numbers)s") % {"numbers": _numbers(other)})
    gone = [asset for asset in assets if asset.state in ENDED_STATES]
    if gone:
        problems.append(_t("すでに廃棄・返却済みです: %(numbers)s") % {"numbers": _numbers(gone)})
    if held:
        problems.append(_t("廃棄を止める理由が登録されています: %(numbers)s") % {"numbers": _numbers(held)})
    if case.kind == CaseKind.RECORDS:
        early = [asset for asset in assets if asset.retention_until is not None and asset.retention_until >= on]
        if early:
            problems.append(_t("保存期間がまだ満了していません: %(numbers)s") % {"numbers": _numbers(early)})
        elsewhere = [asset for asset in assets if asset.retention_end == RetentionEnd.TRANSFER]
        if elsewhere:
            problems.append(_t("移管すると決めています: %(numbers)s") % {"numbers": _numbers(elsewhere)})
    if problems:
        raise ValidationError({"assets": problems})


def _numbers(assets: Sequence[Asset]) -> str:
    return "、".join(asset.number for asset in assets)


@action("disposal.remove-item", permission=MANAGE, sentence=_("廃棄・返却から資産を外しました"))
def remove_item(ctx: Context, *, item: DisposalItem, reason: str) -> None:
    """The asset stays after all; it is kept as a spare."""
    _must_be_open(item.case)
    if item.case.handed_on:
        raise ValidationError(_t("引渡しのあとは外せません。照合できない理由を記録してください。"))
    if not reason.strip():
        raise ValidationError({"reason": _t("外す理由を入力してください。")})
    asset = item.asset
    item.delete()
    change_state(ctx, asset=asset, state=AssetState.SPARE, reason=reason.strip())


@action("disposal.apply", permission=MANAGE, sentence=_("廃棄・返却の決裁を申請しました"))
def ask_for_approval(ctx: Context, *, case: DisposalCase, route: Sequence[Role]) -> DisposalCase:
    """Hand the file in for decision."""
    _must_be_open(case)
    if not case.items.exists():
        raise ValidationError(_t("廃棄・返却する資産がありません。先に資産を加えてください。"))
    if _is_waiting(case):
        raise ValidationError(_t("すでに申請しています。承認を待ってください。"))
    case.application = apply_for(ctx, kind=APPROVAL, title=case.title, subject=case, route=route)
    case.save()
    return case


@action("disposal.approve", permission=Permission.APPROVAL_APPLY, sentence=_("廃棄・返却が承認されました"))
def adopt_decided_case(ctx: Context, event: ApplicationDecided) -> None:
    """Reaction: the application of a disposal file came to its end."""
    if event.kind != APPROVAL or not event.is_approved:
        return
    case = DisposalCase.objects.get(pk=event.subject_id)
    case.approved_on = ctx.today
    case.save()


@action("disposal.hand-over", permission=MANAGE, sentence=_("廃棄・返却する資産を引き渡しました"))
def hand_over(ctx: Context, *, case: DisposalCase, handed_on: date) -> DisposalCase:
    """Everything of the file left the building."""
    _must_be_open(case)
    if handed_on > ctx.today:
        raise ValidationError({"handed_on": _t("引渡し日に先の日付は入力できません。")})
    if case.approved_on is None:
        raise ValidationError(_t("まだ承認されていません。決裁を受けてから引き渡してください。"))
    _refuse_held(case)
    case.handed_on = handed_on
    case.save()
    return case


@action("disposal.reconcile", permission=MANAGE, sentence=_("事業者の一覧と照合しました"))
def reconcile(
    ctx: Context, *, case: DisposalCase, serials: Sequence[tuple[int, str]], file: StoredFile | None = None
) -> DisposalCase:
    """Compare serial by serial with the contractor's list, given as (row, serial); a newer list replaces the last one."""
    _must_be_open(case)
    listed = [(row, text.strip()) for row, text in serials if plain_serial(text)]
    if not listed:
        raise ValidationError({"serials": _t("製造番号が一つも読み取れません。一行に一つずつ書いてください。")})
    case.listed.all().delete()
    items = {plain_serial(item.serial): item for item in case.items.all() if plain_serial(item.serial)}
    found = {plain_serial(text) for _row, text in listed}
    ListedSerial.objects.bulk_create(
        [
            ListedSerial(
                case=case,
                item=items.get(plain_serial(text)),
                serial=text[:120],
                row=row,
                file=file,
                listed_on=ctx.today,
            )
            for row, text in listed
        ]
    )
    for mark, item in items.items():
        matched_on = (item.matched_on or ctx.today) if mark in found else None
        if item.matched_on != matched_on:
            item.matched_on = matched_on
            item.save()
    return case


@action("disposal.excuse", permission=MANAGE, sentence=_("照合できない資産の理由を記録しました"))
def excuse_item(ctx: Context, *, item: DisposalItem, reason: str, allowed_by: Person) -> DisposalItem:
    """A recorded exception: why the file may close although this serial was not confirmed, and who allowed it."""
    _must_be_open(item.case)
    if not reason.strip():
        raise ValidationError({"reason": _t("理由を入力してください。")})
    item.exception_reason, item.exception_by = reason.strip(), allowed_by
    item.full_clean()
    item.save()
    return item


@action("disposal.add-file", permission=MANAGE, sentence=_("廃棄・返却の書類を加えました"))
def add_file(ctx: Context, *, case: DisposalCase, name: str, data: bytes, title: str) -> CaseFile:
    """A certificate, photo, contract or delivery note."""
    stored = store_file(ctx, name=name, data=data, disclosure=Disclosure.INTERNAL)
    made = CaseFile(case=case, file=stored, title=title.strip() or stored.name, added_on=ctx.today)
    made.full_clean()
    made.save()
    return made


@action("disposal.close", permission=MANAGE, sentence=_("廃棄・返却を完了しました"))
def close_case(ctx: Context, *, case: DisposalCase, closed_on: date) -> DisposalCase:
    """Everything left and is proven. Refused, naming every asset, while a serial or an erasure is open."""
    _must_be_open(case)
    if case.handed_on is None or closed_on < case.handed_on:
        raise ValidationError({"closed_on": _t("引渡しを記録し、完了日は引渡し日以後の日にしてください。")})
    if closed_on > ctx.today:
        raise ValidationError({"closed_on": _t("完了日に先の日付は入力できません。")})
    _refuse_held(case)
    open_points = queries.open_points(queries.items_of(case))
    if open_points:
        raise ValidationError(
            [
                _t("%(number)s（製造番号 %(serial)s）: %(point)s")
                % {"number": point.number, "serial": point.serial or "—", "point": point.text}
                for point in open_points
            ]
        )
    ended = AssetState.DISPOSED if case.kind in {CaseKind.DESTROY, CaseKind.RECORDS} else AssetState.RETURNED
    items = list(case.items.select_related("asset"))
    for item in items:
        change_state(ctx, asset=item.asset, state=ended, on=closed_on, reason=case.title)
    if case.kind == CaseKind.RECORDS:
        destroy_files(ctx, assets=[item.asset for item in items])
    case.closed_on = closed_on
    case.save()
    return case


def _must_be_open(case: DisposalCase) -> None:
    if case.closed_on is not None:
        raise ValidationError(_t("この記録は、すでに完了しています。"))
