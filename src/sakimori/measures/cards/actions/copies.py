"""Cards are printed, given out, fetched back (THR-9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.access.context import Context
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.notices.actions import queue_notice
from sakimori.foundation.people.models import Person
from sakimori.measures.cards.contents import card_key, digest_of, open_entrance, sources
from sakimori.measures.cards.models import CardBatch, CardCopy
from sakimori.measures.cards.types import MOST_STEPS, Ended, Shape
from sakimori.registers.premises.models import Place

MANAGE = Permission.PLAN_MANAGE


@action("cards.print", permission=MANAGE, sentence=_("緊急時カード・掲示を印刷しました"))
def print_batch(
    ctx: Context,
    *,
    shape: Shape | str,
    copies: int,
    contact_kinds: Sequence[str],
    kinds: Sequence[str] = (),
    has_night: bool = True,
    language: str = "ja",
    replaces: CardBatch | None = None,
) -> CardBatch:
    """Note what is printed, how many, and the hash of what it says today. The batch it replaces is recalled."""
    if len(kinds) > MOST_STEPS:
        raise ValidationError({"kinds": _t("手順を載せるのは%(most)sつまでです。") % {"most": MOST_STEPS}})
    open_entrance(ctx)
    batch = CardBatch(
        number=(CardBatch.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        shape=Shape(shape),
        language=language,
        contact_kinds=list(contact_kinds),
        kinds=list(kinds),
        has_night=has_night,
        copies=copies,
        printed_on=ctx.today,
        printed_by_id=ctx.actor.person_id,
    )
    content = sources(ctx.assembly, ctx.today).content(batch)
    if not content.lines:
        raise ValidationError({"contact_kinds": _t("載せる連絡先がありません。緊急連絡網を先に登録してください。")})
    batch.content_sha256 = content.sha256
    batch.digest = digest_of(card_key(ctx.assembly.pk, batch.pk))
    batch.full_clean()
    batch.save()
    if replaces is not None:
        replaces.replaced_by = batch
        replaces.save()
        if replaces.recalled_on is None:
            recall_batch(ctx, batch=replaces, reason=_t("内容が変わり、%(batch)sに替わりました。") % {"batch": batch})
    return batch


@action("cards.give", permission=MANAGE, sentence=_("緊急時カード・掲示を配りました"))
def give_copies(
    ctx: Context,
    *,
    batch: CardBatch,
    people: Iterable[Person] = (),
    places: Iterable[Place] = (),
    where: str = "",
    count: int = 1,
) -> list[CardCopy]:
    """Who got a copy, where one hangs."""
    if batch.recalled_on is not None:
        raise ValidationError(_t("回収中の刷です。新しく印刷したものを配ってください。"))
    found = [CardCopy(batch=batch, person=person, given_on=ctx.today) for person in people]
    found += [CardCopy(batch=batch, place=place, given_on=ctx.today) for place in places]
    if where.strip():
        found.append(CardCopy(batch=batch, where=where.strip(), count=count, given_on=ctx.today))
    if not found:
        raise ValidationError({"people": _t("渡した人か、貼った場所を選んでください。")})
    already = sum(row.count for row in batch.given.all())
    if already + sum(row.count for row in found) > batch.copies:
        raise ValidationError(_t("印刷した部数（%(copies)s）より多くなります。") % {"copies": batch.copies})
    for row in found:
        row.full_clean(exclude=["assembly"])
    return list(CardCopy.objects.bulk_create(found))


@action("cards.end", permission=MANAGE, sentence=_("緊急時カード・掲示を回収しました"))
def end_copy(ctx: Context, *, copy: CardCopy, ended: Ended | str = Ended.BACK) -> CardCopy:
    """A copy came back and was shredded, or nobody finds it."""
    copy.ended_on, copy.ended = ctx.today, Ended(ended)
    copy.full_clean()
    copy.save()
    return copy


@action("cards.recall", permission=MANAGE, sentence=_("緊急時カード・掲示の回収を始めました"))
def recall_batch(ctx: Context, *, batch: CardBatch, reason: str) -> CardBatch:
    """The page behind its QR code shows no numbers any more and asks to give the card back; who has one is told."""
    if not reason.strip():
        raise ValidationError({"reason": _t("回収する理由を入力してください。")})
    batch.recalled_on, batch.recall_reason = ctx.today, reason.strip()[:200]
    batch.full_clean()
    batch.save()
    for copy in batch.given.filter(ended_on__isnull=True, person__isnull=False).select_related("person"):
        assert copy.person is not None  # the filter says so
        queue_notice(
            ctx,
            person=copy.person,
            key=f"cards:{batch.pk}:{copy.person_id}",
            subject=_t("緊急時カードの取替えのお願い"),
            body=_t(
                "お持ちの緊急時カード（%(batch)s）は古くなりました。お手数ですが、議会事務局にお返しください。"
                "新しいカードと取り替えます。"
            )
            % {"batch": batch},
        )
    return batch
