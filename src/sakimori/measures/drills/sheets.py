"""Papers of drills: scenario cards, results, the year, the desk exercise, posters."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sakimori.dates import wareki
from sakimori.foundation.access.context import Context
from sakimori.foundation.papers.days import reader_language, year_text
from sakimori.foundation.papers.render import QrCode, render
from sakimori.measures.drills.content import Lure, Scenario, lure, scenario, wall_notice
from sakimori.measures.drills.models import Drill
from sakimori.measures.drills.queries import KindRow
from sakimori.measures.drills.types import GroupMeans

FOLDER = "measures/drills/papers"


def _minutes(count: int) -> str:
    return ngettext("%(count)s分", "%(count)s分", count) % {"count": count}


def _after(count: int) -> str:
    return ngettext("%(count)s分後", "%(count)s分後", count) % {"count": count}


def cards_pdf(
    ctx: Context, title: str, found: Scenario | None, *, own: str = "", objectives: str = "", lang: str = ""
) -> bytes:
    """First the facilitator's sheet, then the participants' sheet, which gives nothing away."""
    injects = found.injects if found else ()
    data = {
        "title": title,
        "assembly": ctx.assembly.name,
        "length": _minutes(found.minutes) if found else "",
        "situation": "\n\n".join(part for part in (found.situation if found else "", own) if part),
        "objectives": objectives,
        "injects": [[_after(minute), text, ""] for minute, text in injects],
        "questions": list(found.questions) if found else [],
        "good": list(found.good) if found else [],
        "lessons": list(found.lessons) if found else [],
    }
    return render(f"{FOLDER}/cards.typ", data, lang=lang or reader_language())


def result_pdf(ctx: Context, drill: Drill) -> bytes:
    """The result of one drill, for the chair and the file."""
    day = wareki if reader_language() == "ja" else lambda value: value.isoformat()
    chosen = scenario(drill.scenario_key)
    phishing = getattr(drill, "phishing", None)
    mail = lure(phishing.lure_key) if phishing else None
    facts = [
        *([[_("訓練メールの文面"), mail.title]] if mail else []),
        [_("訓練の種類"), drill.get_kind_display()],
        [_("実施日") if drill.held_on else _("予定日"), day(drill.held_on or drill.planned_on)],
        [_("目的"), drill.objectives or "—"],
    ]
    story = "\n".join(part for part in (chosen.title if chosen else "", drill.scenario) if part)
    if story:
        facts.append([_("筋書き"), story])
    names = [row.words for row in drill.participants.select_related("unit", "person").order_by("unit__order", "id")]
    if names:
        facts.append([_("参加者"), "、".join(names)])
    data = {
        "title": _("訓練の結果"),
        "subtitle": drill.title,
        "assembly": ctx.assembly.name,
        "date": day(ctx.today),
        "facts": facts,
        "result": drill.result,
        "figures": _figures(drill),
        "course": [[_after(row.minute), row.text] for row in drill.course.order_by("minute")],
        "lessons": [
            [row.text, _consequence(row.improvement.due_on, day) if row.improvement else row.nothing_because]
            for row in drill.lessons.select_related("improvement").order_by("id")
        ],
        "nothing": drill.nothing_because,
        **_phishing_figures(drill),
    }
    return render(f"{FOLDER}/result.typ", data, lang=reader_language())


def _consequence(due: object, day: object) -> str:
    return _("改善措置 期限 %(day)s") % {"day": day(due)}  # type: ignore[operator]


def _figures(drill: Drill) -> list[list[str]]:
    rows = []
    if drill.first_report_minutes is not None:
        rows.append([_("最初の報告まで"), _minutes(drill.first_report_minutes)])
    if drill.persons_called is not None:
        rows.append([_("連絡がついた人数"), f"{drill.persons_reached or 0} / {drill.persons_called}"])
    if drill.figures:
        rows.append([_("そのほかの数字"), drill.figures])
    return rows


def _phishing_figures(drill: Drill) -> dict[str, object]:
    found = getattr(drill, "phishing", None)
    if found is None or found.finished_on is None:
        return {"groups": [], "note": ""}
    rows = [
        [
            row.name if row.means == GroupMeans.MAIL else _("掲示: %(room)s") % {"room": row.name},
            "—" if row.means == GroupMeans.POSTER else str(row.sent),
            "—" if row.means == GroupMeans.POSTER else str(row.reported),
            "—" if row.median_minutes is None else str(row.median_minutes),
            str(row.clicked),
            str(row.learnt),
        ]
        for row in found.results.order_by("means", "name")
    ]
    note = _("数は5人以上の単位だけを示します。だれが開いたかの記録は、どこにもありません。")
    return {"groups": rows, "note": note}


def year_pdf(ctx: Context, year: int, kinds: Sequence[KindRow], drills: Sequence[Drill]) -> bytes:
    """Which kinds were chosen and why, and every drill of the year."""
    day = wareki if reader_language() == "ja" else lambda value: value.isoformat()
    data = {
        "title": _("訓練の一覧"),
        "subtitle": year_text(year),
        "assembly": ctx.assembly.name,
        "date": day(ctx.today),
        "kinds": [
            [
                row.kind.label,
                "—" if row.choice is None else _("行う") if row.choice.is_chosen else _("行わない"),
                row.choice.reason if row.choice else "",
            ]
            for row in kinds
        ],
        "drills": [
            [
                day(row.held_on or row.planned_on),
                row.title,
                row.get_kind_display(),
                row.result or _("まだ行っていない"),
                _("済み") if row.closed_on else "—",
            ]
            for row in drills
        ],
    }
    return render(f"{FOLDER}/year.typ", data, lang=reader_language())


def desk_pdf(ctx: Context, lures: Sequence[Lure]) -> bytes:
    """Mails on paper to find the signs on, and the answers at the end (TRN-9). One sheet a mail."""
    data = {
        "title": _("不審なメールの机上演習"),
        "assembly": ctx.assembly.name,
        "mails": [
            {
                "title": row.title,
                "sender": row.sender,
                "subject": row.subject,
                "body": row.body.replace("{link}", "https://gikai-portal.example/page?id=3f9a"),
                "signs": list(row.signs),
                "instead": row.instead,
            }
            for row in lures
        ],
    }
    return render(f"{FOLDER}/desk.typ", data, lang=reader_language())


def bait_poster_pdf(ctx: Context, link: str) -> bytes:
    """A notice with a QR code that people should not scan without asking: it names nobody and looks official."""
    notice = wall_notice()
    data = {
        "assembly": "",
        "qr": QrCode(link, notice.subject),
        "title": notice.subject,
        "text": notice.body,
        "sender": notice.sender,
    }
    return render(f"{FOLDER}/bait.typ", data, lang="ja")


def report_poster_pdf(ctx: Context) -> bytes:
    """How to report, for the wall."""
    path = reverse("lesson:public-report", kwargs={"assembly": ctx.assembly.slug})
    link = f"{settings.ENV.address}{path}"
    data = {
        "title": _("おかしなメールに気づいたら"),
        "assembly": ctx.assembly.name,
        "qr": QrCode(link, _("不審なメールを報告する")),
        "link": link,
        "steps": [
            _("リンクや添付を開かない。返信もしない。"),
            _("二次元コードを読み取って報告する。電話でも構いません。"),
            _("開いてしまったら、ネットワークから外して、すぐ電話する。とがめられることはありません。"),
        ],
        "phone": _("議会事務局の電話"),
    }
    return render(f"{FOLDER}/report.typ", data, lang=reader_language())
