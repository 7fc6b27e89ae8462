"""What the papers of a case say, filled in from the case (INC-6). Papers of a Japanese public office: always Japanese.

Prepared texts come from the playbook in force where it has one; facts stand beneath as a list. What is not known says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import translation

from sakimori.dates import add_business_days, wareki
from sakimori.foundation.access.context import TOKYO, Context
from sakimori.foundation.people.dated import covers
from sakimori.foundation.people.models import Appointment, Person
from sakimori.foundation.people.types import Role
from sakimori.measures.incidents.models import AffectedAsset, Case, Line, Task
from sakimori.measures.incidents.queries.settings import levels
from sakimori.measures.incidents.steps import playbook_of
from sakimori.measures.incidents.types import AssetEffect, Known, LineKind, Means, PaperKind, Whose, owner_label
from sakimori.measures.playbooks.merge import filled
from sakimori.registers.assets.types import AssetKind
from sakimori.registers.organization.models import EmergencyContact
from sakimori.registers.organization.types import ContactKind

UNKNOWN = "調査中"
ANSWER_DAYS = 3
"""Open days in which a contractor is asked to answer first."""
HIDDEN = "■■"
_ENDS_A_SENTENCE = re.compile(r"(?<=、)\{outline\}$", re.MULTILINE)
"""Where a letter goes on with what happened; elsewhere it stands behind a heading as it is."""
TEMPLATES = {
    PaperKind.PERSONS: "persons",
    PaperKind.RECIPIENTS: "recipients",
    PaperKind.MEMBERS: "members",
    PaperKind.VENDOR: "vendor",
    PaperKind.PUBLIC: "press",
}
TITLES = {
    PaperKind.INTERNAL: "事案の第{number}報",
    PaperKind.CHAIR: "事案の報告（第{number}報）",
    PaperKind.CSIRT: "事案の連絡（第{number}報）",
    PaperKind.PERSONS: "個人情報の取扱いに関するお知らせとお詫び",
    PaperKind.RECIPIENTS: "お願い",
    PaperKind.MEMBERS: "お知らせ",
    PaperKind.VENDOR: "事案の調査及び報告について（依頼）",
    PaperKind.PUBLIC: "報道発表資料",
    PaperKind.DISCLOSURE: "事案の経過の記録",
}
BODIES = {
    PaperKind.INTERNAL: "次のとおり、第{number}報を報告します。分かっていないことは「調査中」としています。",
    PaperKind.CHAIR: "次のとおり報告します。公表するかどうかなど、ご判断をお願いします。",
    PaperKind.CSIRT: "次の事案を連絡します。市の機器や回線への影響の確認と、助言をお願いします。",
    PaperKind.PERSONS: (
        "このたび、次のとおり、あなたの情報に関わる事案が起きました。ご心配をおかけし、深くお詫びします。"
        "二度と起きないよう、取扱いを改めます。"
    ),
    PaperKind.RECIPIENTS: "次の情報が、誤ってお手元に届いたおそれがあります。開かずに、議会事務局へご連絡ください。",
    PaperKind.MEMBERS: "次の事案が起き、対応しています。お問合せがあったときは、議会事務局におつなぎください。",
    PaperKind.VENDOR: (
        "次の事案について、貴社で調査し、分かったことを文書で報告してください。"
        "記録（ログ）や機器は、消さず、動かさずに残してください。"
    ),
    PaperKind.PUBLIC: "次の事案が起きました。ご迷惑をおかけし、お詫びします。",
    PaperKind.DISCLOSURE: "事案の経過を、個人や手口に関わることを除いて記録したものです。",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as the program fills it in."""

    kind: PaperKind
    to: str
    sender: str
    title: str
    body: str
    facts: list[list[str]]
    contact: str


@dataclass(slots=True)
class Material:
    """Everything that papers of a case may say, read once. Eleven SQL statements at most."""

    case: Case
    lines: Sequence[Line]
    tasks: Sequence[Task]
    assets: Sequence[AffectedAsset]
    names: dict[str, str] = field(default_factory=dict)
    """Role → name of its holder."""
    window: str = ""
    window_phone: str = ""
    vendor: str = ""
    level: str = ""
    place: str = ""
    prevention: str = ""
    sent: frozenset[datetime | None] = frozenset()
    """When papers of the case went out."""
    secrets: Sequence[str] = ()
    """What a paper for everybody must not hold: names, serial numbers, traces."""


def material(ctx: Context, case: Case) -> Material:
    """Read it."""
    held = Appointment.objects.filter(covers(ctx.today)).select_related("person", "post").order_by("post__order")
    contacts = list(EmergencyContact.objects.filter(covers(ctx.today)).order_by("order", "id"))
    window = next((row for row in contacts if row.kind == ContactKind.WINDOW), None)
    vendor = next((row for row in contacts if row.kind == ContactKind.VENDOR), None)
    assets = list(case.assets.select_related("asset", "loss").order_by("asset__number"))
    with translation.override("ja"):
        level = levels(ctx.today)[case.level]
        named = f"{level.number}（{level.name}）"
    lessons = [row.text for row in case.lessons.order_by("id")]
    return Material(
        case=case,
        lines=list(case.lines.select_related("person").order_by("at", "entered_at", "id")),
        tasks=list(case.tasks.order_by("order")),
        assets=assets,
        names={row.post.role: row.person.shown_name for row in reversed(list(held))},
        window=window.name if window else "議会事務局",
        window_phone=(window.phone_day or window.phone_night) if window else "",
        vendor=vendor.name if vendor else "",
        level=named,
        place=next((row.loss.where for row in assets if row.loss), ""),
        prevention="\n".join(lessons),
        sent=frozenset(case.papers.filter(sent_at__isnull=False).values_list("sent_at", flat=True)),
        secrets=_secrets(case, assets),
    )


def _secrets(case: Case, assets: Sequence[AffectedAsset]) -> list[str]:
    """Names of everybody on the register and in the case, serial numbers, traces: longest first."""
    found: set[str] = set()
    # A family name alone tells who it was, too.
    for name, public, former in Person.objects.values_list("name", "public_name", "former_name"):
        for text in (name, public, former):
            found |= {text, text.replace(" ", "").replace("　", ""), *text.replace("　", " ").split(" ")[:1]}
    found |= {row.name for row in case.parties.all()}
    found |= {row.value for row in case.indicators.all()}
    for row in assets:
        found |= {row.asset.serial, row.asset.phone_number, row.asset.number}
        if row.loss:
            found |= {row.loss.police_number}
    return sorted((text for text in found if len(text) > 1), key=len, reverse=True)


def moment(value: datetime | None) -> str:
    """令和8年11月20日 午前9時5分, as letters write it."""
    if value is None:
        return UNKNOWN
    local = value.astimezone(TOKYO)
    half, hour = ("午前", local.hour) if local.hour < 12 else ("午後", local.hour - 12)
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{wareki(local.date())} {half}{hour}時{minutes}"


def merge_values(ctx: Context, found: Material) -> dict[str, str]:
    """Every field of the playbooks' texts, from the case. What nobody can know yet stays out and becomes a blank."""
    case = found.case
    devices = [str(row.asset.name) for row in found.assets if row.asset.kind != AssetKind.SYSTEM]
    services = [str(row.asset.name) for row in found.assets if row.asset.kind == AssetKind.SYSTEM]
    stopped = next((row for row in found.assets if row.effect == AssetEffect.STOPPED), None)
    return {
        "today": wareki(ctx.today),
        "assembly": ctx.assembly.name,
        "chair": found.names.get(Role.CHAIR, ""),
        "window": found.window,
        "window_phone": found.window_phone,
        "case_number": case.code,
        "occurred": moment(case.happened_at) if case.happened_at else UNKNOWN,
        "known": moment(case.noticed_at),
        "place": found.place or UNKNOWN,
        "outline": case.title,
        "what_was_held": _whose(case),
        "count": _count(case),
        "course": course(_outward(found), (LineKind.FACT, LineKind.CONTACT, LineKind.DECISION), found.secrets),
        "cause": case.cause or UNKNOWN,
        "done": "\n".join(f"・{task.text}" for task in found.tasks if task.done_at) or "対応を始めました。",
        "prevention": found.prevention or "原因を調べ、決まり次第お知らせします。",
        "device": "、".join(devices) or UNKNOWN,
        "service": "、".join(services) or UNKNOWN,
        "vendor": found.vendor,
        "stopped_from": moment(case.happened_at) if stopped or case.happened_at else UNKNOWN,
        "back_on": "未定",
        "instead": "決まり次第お知らせします。",
        "answer_by": wareki(add_business_days(ctx.today, ANSWER_DAYS)),
    }


def _outward(found: Material) -> list[Line]:
    """What may be told outside of the course: not that one of these papers went out."""
    return [line for line in found.lines if line.means != Means.LETTER or line.at not in found.sent]


def _whose(case: Case) -> str:
    return "、".join(str(Whose(one).label) for one in case.whose) or UNKNOWN


def _count(case: Case) -> str:
    if case.has_persons == Known.NO:
        return "個人情報なし"
    return f"{case.persons_count}人" if case.persons_count is not None else UNKNOWN


def course(lines: Iterable[Line], kinds: Sequence[LineKind], secrets: Sequence[str] = ()) -> str:
    """The timeline as a list of times and texts; what was corrected stands as corrected."""
    rows = list(lines)
    corrected = {row.corrects_id for row in rows if row.corrects_id}
    return "\n".join(
        f"{row.at.astimezone(TOKYO):%-m月%-d日 %H:%M}　{masked(row.text, secrets)}"
        for row in rows
        if row.kind in kinds and row.pk not in corrected
    )


def masked(text: str, secrets: Sequence[str]) -> str:
    """The text without any of these."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text


def draft(ctx: Context, case: Case, kind: PaperKind | str) -> Draft:
    """A paper, filled in. Thirteen SQL statements at most."""
    with translation.override("ja"):
        kind = PaperKind(kind)
        found = material(ctx, case)
        number = case.papers.filter(kind=kind).count() + 1
        values = merge_values(ctx, found) | {"number": str(number)}
        prepared = playbook_of(case.kind, ctx.today).template(TEMPLATES[kind]) if kind in TEMPLATES else None
        title = TITLES[kind].replace("{number}", str(number)).replace("{outline}", case.title)
        title = ("【訓練】" if case.is_exercise else "") + title
        if kind == PaperKind.DISCLOSURE:
            return _disclosure(ctx, found)
        if prepared is not None:
            # The prepared text is a whole letter: date, addressee and sender stand in it.
            words = _ENDS_A_SENTENCE.sub("{outline_said}", prepared.text)
            text = filled(words, values | _spoken(found, values, kind))
            return Draft(kind=kind, to="", sender="", title=title, body=text, facts=[], contact="")
        return Draft(
            kind=kind,
            to=_addressee(ctx, found, kind),
            sender=_sender(ctx, found, kind),
            title=title,
            body=BODIES[kind].replace("{number}", str(number)),
            facts=_facts(found, kind, values),
            contact=" ".join(part for part in (found.window, found.window_phone) if part),
        )


def _spoken(found: Material, values: dict[str, str], kind: PaperKind) -> dict[str, str]:
    """Fields as sentences of a letter want them; what is not known is a blank to fill in by hand."""
    done = [f"「{task.text}」" for task in found.tasks if task.done_at][:4]
    held = [row.asset.name for row in found.assets if row.asset.kind in {AssetKind.INFORMATION, AssetKind.DOCUMENT}]
    unknown = ("occurred", "place", "device", "service", "stopped_from", "back_on", "instead")
    blanks = {key: "" for key in unknown if values[key] in {UNKNOWN, "未定"}}
    return blanks | {
        "addressee": {PaperKind.PERSONS: "ご本人", PaperKind.VENDOR: found.vendor}.get(kind, ""),
        "outline_said": f"「{found.case.title}」という事案が起きました。",
        "done": "と".join(done) + "を済ませました。" if done else "対応を始めました。",
        "what_was_held": "、".join(held),
        "course": f"\n{values['course']}\n" if values["course"] else "",
    }


def _addressee(ctx: Context, found: Material, kind: PaperKind) -> str:
    return {
        PaperKind.INTERNAL: f"事務局長　{found.names.get(Role.SECRETARY_GENERAL, '')}".strip("　") + "　様",
        PaperKind.CHAIR: f"{ctx.assembly.name}議長　{found.names.get(Role.CHAIR, '')}".strip("　") + "　様",
        PaperKind.CSIRT: f"{ctx.assembly.body_name}　情報部門（CSIRT）　御中",
        PaperKind.PERSONS: "ご本人　様",
        PaperKind.RECIPIENTS: "お受け取りになった方　様",
        PaperKind.MEMBERS: "議員各位",
        PaperKind.VENDOR: f"{found.vendor or '委託先'}　御中",
    }.get(kind, "")


def _sender(ctx: Context, found: Material, kind: PaperKind) -> str:
    chair = f"{ctx.assembly.name}議長　{found.names.get(Role.CHAIR, '')}".strip("　")
    if kind in {PaperKind.PERSONS, PaperKind.VENDOR, PaperKind.RECIPIENTS}:
        return chair
    return f"{ctx.assembly.name}" if kind == PaperKind.PUBLIC else f"{ctx.assembly.name}事務局"


def _facts(found: Material, kind: PaperKind, values: dict[str, str]) -> list[list[str]]:
    case = found.case
    to_persons = kind in {PaperKind.PERSONS, PaperKind.RECIPIENTS, PaperKind.MEMBERS, PaperKind.PUBLIC}
    rows = [
        ["事案", f"{case.code}　{case.title}"],
        ["種類", str(case.get_kind_display())],
        ["起きた日時", values["occurred"]],
        ["知った日時", values["known"]],
        ["だれの情報か", values["what_was_held"]],
        ["個人情報", f"{case.get_has_persons_display()}（{values['count']}）"],
    ]
    if kind == PaperKind.RECIPIENTS:
        # Strangers hear what they are asked to do, not what happened inside.
        return [
            *rows[2:4],
            ["お願いすること", "開かない、写さない、人に渡さない。返し方、消し方は、事務局がご相談します。"],
        ]
    if to_persons:
        return [*rows[2:], ["経緯", values["course"]], ["対応", values["done"]], ["再発防止", values["prevention"]]]
    rows += [
        ["程度", found.level],
        ["関係する資産", _asset_lines(found) or UNKNOWN],
        ["経緯", course(found.lines, (LineKind.FACT, LineKind.CONTACT, LineKind.DECISION)) or UNKNOWN],
        ["したこと", values["done"]],
        ["これからすること", _next(found) or "なし"],
    ]
    if kind == PaperKind.CHAIR:
        rows.append(["ご判断いただくこと", "公表するかどうか。本人へのお知らせ。議会の運営への影響。"])
    if kind == PaperKind.CSIRT:
        traces = "\n".join(f"{row.get_kind_display()}: {row.value}" for row in case.indicators.order_by("id"))
        rows.append(["手がかり", traces or UNKNOWN])
    if kind == PaperKind.VENDOR:
        rows = [*rows[:4], rows[7], ["求めること", "原因、影響の範囲、記録の保全、再発防止、次の報告の日時"]]
    return rows


def _asset_lines(found: Material) -> str:
    return "\n".join(f"{row.asset}（{row.get_effect_display()}）" for row in found.assets)


def _next(found: Material) -> str:
    waiting = [task for task in found.tasks if task.ended_on is None][:6]
    return "\n".join(f"・{task.text}（{owner_label(task.owner)}）" for task in waiting)


def _disclosure(ctx: Context, found: Material) -> Draft:
    """The version that may be given to anybody: no names, numbers or traces; of a restricted case no text at all."""
    case = found.case
    kinds = (LineKind.FACT, LineKind.DECISION, LineKind.CONTACT, LineKind.TASK)
    # Steps are the playbook's own words; facts, decisions and calls of a restricted case are about somebody.
    shown = (
        "\n".join(
            f"{task.done_at.astimezone(TOKYO):%-m月%-d日 %H:%M}　{task.text}" for task in found.tasks if task.done_at
        )
        if case.is_restricted
        else course(found.lines, kinds, found.secrets)
    )
    facts = [
        ["番号", case.code],
        ["種類", "取扱いを限った事案" if case.is_restricted else str(case.get_kind_display())],
        ["知った日", wareki(case.noticed_at.astimezone(TOKYO).date())],
        ["程度", found.level],
        ["個人情報", case.get_has_persons_display() if not case.is_restricted else "非公開"],
        ["経過", shown or "なし"],
        ["原因", "非公開" if case.is_restricted else masked(case.cause, found.secrets) or UNKNOWN],
        ["再発防止", "非公開" if case.is_restricted else masked(found.prevention, found.secrets) or UNKNOWN],
    ]
    title = TITLES[PaperKind.DISCLOSURE] + ("" if case.is_restricted else f"（{masked(case.title, found.secrets)}）")
    return Draft(
        kind=PaperKind.DISCLOSURE,
        to="",
        sender=ctx.assembly.name,
        title=("【訓練】" if case.is_exercise else "") + title,
        body=BODIES[PaperKind.DISCLOSURE],
        facts=facts,
        contact=" ".join(part for part in (found.window, found.window_phone) if part),
    )
