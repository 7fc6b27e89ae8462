"""The vocabulary of permissions and the one table role × permission. Shown to users on a page and in docs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.types import Role


class Permission(models.TextChoices):
    """What may be done. Names are `subject:act`; the label is what users read."""

    BOARD_READ = "board:read", _("遵守状況を見る")
    EVIDENCE_READ = "evidence:read", _("条項ごとの記録（証跡）を見る")
    ASK_ANSWER = "ask:answer", _("自分へのお願いに答える")
    ASK_MANAGE = "ask:manage", _("お願いを出す・紙の回答を入力する")
    POLICY_READ = "policy:read", _("方針と改定の準備を見る")
    POLICY_PREPARE = "policy:prepare", _("方針を取り込む・案を作る")
    POLICY_DECIDE = "policy:decide", _("方針の決定を記録する")
    POLICY_PUBLISH = "policy:publish", _("方針を公表する")
    ORGANIZATION_READ = "organization:read", _("体制と名簿を見る")
    ORGANIZATION_CONTACT = "organization:contact", _("連絡先（個人の電話など）を見る")
    ORGANIZATION_MANAGE = "organization:manage", _("名簿・会派・任命を変える")
    ASSET_READ = "asset:read", _("資産・貸与・場所の台帳を見る")
    ASSET_MANAGE = "asset:manage", _("資産を登録し、貸し、棚卸しし、廃棄する")
    ASSET_DOCUMENT = "asset:document", _("システム関連文書の中身を開く")
    LEARNING_READ = "learning:read", _("研修と訓練の実施状況を見る")
    LEARNING_MANAGE = "learning:manage", _("研修と訓練を計画し、記録する")
    INCIDENT_REPORT = "incident:report", _("事故・ヒヤリハットを知らせる")
    INCIDENT_READ = "incident:read", _("事故・ヒヤリハットの記録を見る")
    INCIDENT_MANAGE = "incident:manage", _("事故・ヒヤリハットに対応し、記録する")
    INCIDENT_RESTRICTED = "incident:restricted", _("取扱いを限った事案を見る")
    PLAN_READ = "plan:read", _("対応手順・業務継続の備え・安否確認の状況を見る")
    PLAN_MANAGE = "plan:manage", _("対応手順・業務継続の備えを整え、安否を確認する")
    SAFETY_READ = "safety:read", _("だれがどう答えたか（安否の回答）を見る")
    SUPPLIER_READ = "supplier:read", _("委託・クラウド・SNSの台帳を見る")
    SUPPLIER_MANAGE = "supplier:manage", _("委託・クラウド・SNSを登録し、確認する")
    INSPECTION_READ = "inspection:read", _("自己点検の状況と結果を見る")
    INSPECTION_MANAGE = "inspection:manage", _("自己点検を計画し、記録する")
    AUDIT_READ = "audit:read", _("監査の計画と結果を見る")
    AUDIT_MANAGE = "audit:manage", _("監査を計画し、回答し、記録する")
    AUDIT_CONDUCT = "audit:conduct", _("割り当てられた監査の範囲を調べ、指摘を書く")
    IMPROVEMENT_READ = "improvement:read", _("改善措置の一覧を見る")
    IMPROVEMENT_MANAGE = "improvement:manage", _("改善措置を起こし、割り当てる")
    IMPROVEMENT_VERIFY = "improvement:verify", _("改善措置の完了を確かめる")
    REVIEW_READ = "review:read", _("見直しの会議・年次報告・調査回答を見る")
    REVIEW_MANAGE = "review:manage", _("見直しの会議・年次報告・調査回答を用意する")
    PEOPLE_WRITE = "people:write", _("人事システムなどから名簿に書き込む（API）")
    APPROVAL_APPLY = "approval:apply", _("申請する")
    FILE_STORE = "file:store", _("ファイルを登録する")
    APPROVAL_DECIDE = "approval:decide", _("申請を承認する")
    DUTY_SETTINGS = "duty:settings", _("期限や頻度などを決める")
    LEDGER_READ = "ledger:read", _("操作の記録を見る")
    LEDGER_EXPORT = "ledger:export", _("証拠一式を書き出す")
    LEDGER_ERASE = "ledger:erase", _("記録の個人情報を法令に基づいて消去する")
    ACCOUNT_SELF = "account:self", _("自分のログイン方法を管理する")
    ACCOUNT_MANAGE = "account:manage", _("利用者と権限を管理する")
    API_TOKEN = "api:token", _("API の鍵を発行する")
    ASSEMBLY_MANAGE = "assembly:manage", _("議会を登録・設定する")


_SEE = {
    Permission.BOARD_READ,
    Permission.POLICY_READ,
    Permission.ORGANIZATION_READ,
    Permission.ACCOUNT_SELF,
    Permission.PLAN_READ,
}
_MEMBER = {
    Permission.ASK_ANSWER,
    Permission.BOARD_READ,
    Permission.POLICY_READ,
    Permission.APPROVAL_APPLY,
    Permission.FILE_STORE,
    Permission.INCIDENT_REPORT,
    Permission.PLAN_READ,
    Permission.ACCOUNT_SELF,
}
_STAFF = (
    _SEE
    | _MEMBER
    | {
        Permission.EVIDENCE_READ,
        Permission.ASK_MANAGE,
        Permission.POLICY_PREPARE,
        Permission.POLICY_DECIDE,
        Permission.POLICY_PUBLISH,
        Permission.ORGANIZATION_CONTACT,
        Permission.ORGANIZATION_MANAGE,
        Permission.ASSET_READ,
        Permission.ASSET_MANAGE,
        Permission.LEDGER_READ,
        Permission.LEARNING_READ,
        Permission.LEARNING_MANAGE,
        Permission.INCIDENT_READ,
        Permission.INCIDENT_MANAGE,
        Permission.PLAN_MANAGE,
        Permission.SAFETY_READ,
        Permission.SUPPLIER_READ,
        Permission.SUPPLIER_MANAGE,
        Permission.INSPECTION_READ,
        Permission.INSPECTION_MANAGE,
        Permission.AUDIT_READ,
        Permission.AUDIT_MANAGE,
        Permission.IMPROVEMENT_READ,
        Permission.IMPROVEMENT_MANAGE,
        Permission.IMPROVEMENT_VERIFY,
        Permission.REVIEW_READ,
        Permission.REVIEW_MANAGE,
    }
)
_HEAD_OF_OFFICE = _STAFF | {
    Permission.ASSET_DOCUMENT,
    Permission.INCIDENT_RESTRICTED,
    Permission.APPROVAL_DECIDE,
    Permission.DUTY_SETTINGS,
    Permission.LEDGER_EXPORT,
    Permission.LEDGER_ERASE,
    Permission.ACCOUNT_MANAGE,
    Permission.API_TOKEN,
    Permission.PEOPLE_WRITE,
}
_CHAIR = (
    _SEE
    | _MEMBER
    | {
        Permission.EVIDENCE_READ,
        Permission.POLICY_DECIDE,
        Permission.APPROVAL_DECIDE,
        Permission.DUTY_SETTINGS,
        Permission.LEDGER_READ,
        Permission.LEDGER_EXPORT,
        Permission.ORGANIZATION_CONTACT,
        Permission.ASSET_READ,
        Permission.ASSET_DOCUMENT,
        Permission.LEARNING_READ,
        Permission.INCIDENT_READ,
        Permission.INCIDENT_RESTRICTED,
        Permission.SAFETY_READ,
        Permission.SUPPLIER_READ,
        Permission.INSPECTION_READ,
        Permission.AUDIT_READ,
        Permission.IMPROVEMENT_READ,
        Permission.IMPROVEMENT_VERIFY,
        Permission.REVIEW_READ,
    }
)

MATRIX: Mapping[Role, frozenset[Permission]] = {
    Role.CHAIR: frozenset(_CHAIR),
    Role.DEPUTY: frozenset(_CHAIR),
    Role.SECRETARY_GENERAL: frozenset(_HEAD_OF_OFFICE),
    Role.MANAGER: frozenset(_HEAD_OF_OFFICE),
    Role.STAFF: frozenset(_STAFF),
    Role.CAUCUS_HEAD: frozenset(_SEE | _MEMBER),
    Role.MEMBER: frozenset(_MEMBER),
    # No general right to read: an auditor sees the scope of their audits in their period, on the pages of those audits.
    Role.AUDITOR: frozenset({Permission.AUDIT_CONDUCT, Permission.ACCOUNT_SELF}),
    Role.CITY_IT: frozenset(
        _SEE
        | {
            Permission.ORGANIZATION_CONTACT,
            Permission.ASSET_READ,
            Permission.INCIDENT_REPORT,
            Permission.AUDIT_CONDUCT,
        }
    ),
    Role.OPERATOR: frozenset({Permission.ASSEMBLY_MANAGE, Permission.ACCOUNT_SELF}),
}
"""Who may do what. A person's permissions are the union over the roles held on the day (ORG-7)."""


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything the roles allow together."""
    return frozenset().union(*(MATRIX[role] for role in roles)) if roles else frozenset()
