"""The stored ledger: one Merkle tree per assembly. Entries never change; personal payloads can be erased (LED-6)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.records import AssemblyRow


class Entry(AssemblyRow):
    """One act. `line` is the leaf of the tree, byte for byte; it holds commitments, never personal data."""

    append_only: ClassVar[bool] = True

    sequence = models.PositiveBigIntegerField(_("通し番号"))
    at = models.DateTimeField(_("日時"))
    actor = models.CharField(_("操作者"), max_length=60)
    person_id = models.UUIDField(null=True)
    post = models.CharField(_("職"), max_length=200, blank=True)
    channel = models.CharField(_("経路"), max_length=12)
    action = models.CharField(_("操作"), max_length=80)
    request = models.CharField(max_length=40, blank=True)
    line = models.TextField()
    leaf = models.BinaryField(max_length=32)

    class Meta(AssemblyRow.Meta):
        verbose_name = verbose_name_plural = _("操作の記録")
        constraints = [models.UniqueConstraint(fields=["assembly", "sequence"], name="ledger_entry_sequence")]
        indexes = [models.Index(fields=["assembly", "at"]), models.Index(fields=["assembly", "action"])]

    def __str__(self) -> str:
        return str(self.sequence)


class Detail(AssemblyRow):
    """What an act changed in one row. The entry keeps a salted commitment to `payload`; erasing both leaves the proof."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="details")
    position = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=16, null=True)
    payload = models.TextField(null=True)  # noqa: DJ001 — null says erased, which an empty text would not
    erased_at = models.DateTimeField(null=True)
    erased_reason = models.CharField(max_length=200, blank=True)
    erased_by = models.UUIDField(null=True)

    class Meta(AssemblyRow.Meta):
        verbose_name = verbose_name_plural = _("変更の内容")
        indexes = [models.Index(fields=["assembly", "model", "object_id"])]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class Head(AssemblyRow):
    """The tree's size and frontier: what an append needs, O(log n)."""

    size = models.PositiveBigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)
    last_at = models.DateTimeField(null=True)

    class Meta(AssemblyRow.Meta):
        constraints = [models.UniqueConstraint(fields=["assembly"], name="ledger_one_head")]

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(AssemblyRow):
    """A signed statement of the tree's size and root; printed and mailed copies bear witness (LED-2)."""

    append_only: ClassVar[bool] = True

    size = models.PositiveBigIntegerField(_("件数"))
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField(_("作成日時"))
    key_id = models.CharField(_("鍵"), max_length=80)
    note = models.TextField(_("署名付きの文面"))

    class Meta(AssemblyRow.Meta):
        verbose_name = verbose_name_plural = _("記録の控え（チェックポイント）")
        indexes = [models.Index(fields=["assembly", "size"])]

    def __str__(self) -> str:
        return str(self.size)
