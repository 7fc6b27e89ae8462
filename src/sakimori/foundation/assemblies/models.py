"""The assembly: the tenant to which every other row belongs."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.assemblies.ids import uuid7


class Kind(models.TextChoices):
    """What kind of body the assembly is (地方自治法 第1条の3, 第284条)."""

    PREFECTURE = "prefecture", _("都道府県議会")
    CITY = "city", _("市議会")
    WARD = "ward", _("特別区議会")
    TOWN = "town", _("町村議会")
    UNION = "union", _("一部事務組合・広域連合の議会")


class Assembly(models.Model):
    """A local assembly. Not scoped itself: which of them a person sees is decided by `foundation.access`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(
        _("識別名"),
        unique=True,
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("英小文字・数字・ハイフンで入力してください。"))],
        help_text=_(
            "ページのアドレスに使います（例: minatono-shi）。あとから変えると、公開済みのアドレスも変わります。"
        ),
    )
    name = models.CharField(_("議会の名称"), max_length=80)
    body_name = models.CharField(_("団体の名称"), max_length=80, help_text=_("例: みなと野市"))
    kind = models.CharField(_("種別"), max_length=12, choices=Kind.choices, default=Kind.CITY)
    code = models.CharField(_("全国地方公共団体コード"), max_length=6, blank=True)
    joined_on = models.DateField(_("利用開始日"))
    is_active = models.BooleanField(_("利用中"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("議会")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
