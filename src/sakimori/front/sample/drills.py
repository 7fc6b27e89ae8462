"""What the sample practised: a desk exercise, a round of calls, and a phishing drill of which only figures are left."""

from __future__ import annotations

from datetime import timedelta

from sakimori.foundation.approvals.actions import ApplicationDecided, decide_application
from sakimori.foundation.people.queries import people_in_office
from sakimori.front.sample.story import Story
from sakimori.measures.drills import actions
from sakimori.measures.drills.actions.visits import Visit
from sakimori.measures.drills.models import PhishingDrill
from sakimori.measures.drills.rules import dated
from sakimori.measures.drills.types import DrillKind, Means

STAFF = "小坂 彩"
REASONS = {
    DrillKind.INCIDENT: "事務局と会派の役割を、机の上で確かめておくため。",
    DrillKind.PHISHING: "不審なメールが増えているため。報告の早さを見る。",
    DrillKind.CONTACT: "改選までに、連絡網の番号を確かめておくため。",
    DrillKind.CONTINUITY: "市の防災訓練に合わせて行うので、議会だけでは行わない。",
}


def fill(story: Story) -> None:
    """The kinds of the year; in summer a desk exercise with two lessons."""
    decided = story.day(2026, 6, 10)
    actions.choose_kinds(
        story.acting(STAFF, decided, 16),
        year=2026,
        choices={kind: (kind != DrillKind.CONTINUITY, reason) for kind, reason in REASONS.items()},
        decided_on=decided,
    )
    day = story.day(2026, 8, 6)
    ctx = story.acting(STAFF, day, 16)
    drill = actions.plan_drill(
        ctx,
        kind=DrillKind.INCIDENT,
        title="宛先の間違いの机上演習",
        planned_on=day,
        scenario_key="to-instead-of-bcc",
        objectives="最初の10分にだれが何をするかを決める。",
        people=[story.person[name] for name in ("磯貝 直美", "渚 美咲", "細江 誠")],
    )
    actions.add_course_note(ctx, drill=drill, minute=6, text="窓口の担当者に伝わった。")
    actions.add_course_note(ctx, drill=drill, minute=14, text="おわびの文案を二人で確かめた。")
    actions.record_result(
        ctx,
        drill=drill,
        held_on=day,
        result="窓口までは6分で届いた。おわびの文のひな形がなく、文案に時間がかかった。",
        first_report_minutes=6,
    )
    actions.add_lesson(
        ctx,
        drill=drill,
        text="大勢に送るとき、二人で宛先を見る決まりがない。",
        owner=story.person["細江 誠"],
        due_on=story.day(2026, 12, 11),
    )
    actions.add_lesson(ctx, drill=drill, text="窓口の番号は全員が知っていた。", nothing_because="できていた。")
    actions.close_drill(ctx, drill=drill)
    _phishing(story)


def autumn(story: Story) -> None:
    """A round of calls in November; one number was out of date. A real suspicious mail came in."""
    day = story.day(2026, 11, 14)
    ctx = story.acting(STAFF, day, 12)
    drill = actions.plan_drill(
        ctx,
        kind=DrillKind.CONTACT,
        title="休日の連絡の訓練",
        planned_on=day,
        scenario_key="phone-tree",
        units=[story.unit["議会"]],
    )
    actions.record_result(
        ctx,
        drill=drill,
        held_on=day,
        result="60分で25人につながった。2人は番号が変わっていた。",
        persons_called=27,
        persons_reached=25,
    )
    actions.add_lesson(
        ctx,
        drill=drill,
        text="番号の変わった人がいる。連絡先の確認を半年に一度行う。",
        owner=story.person["浅瀬 洋平"],
        due_on=story.day(2026, 12, 25),
    )
    actions.report_mail(
        story.acting(STAFF, story.day(2026, 11, 19), 11), means=Means.PHONE, text="市の振込先が変わったという知らせ"
    )


def _phishing(story: Story) -> None:
    """September and October: decision, announcement, mails, reports; then every token is destroyed."""
    planned, first = story.day(2026, 9, 1), story.day(2026, 9, 28)
    last, end = first + timedelta(days=9), first + timedelta(days=16)
    phishing = actions.plan_phishing(
        story.acting(STAFF, planned),
        title="不審メール訓練（第1回）",
        lure_key="password-expiry",
        starts_on=first,
        last_on=last,
        ends_on=end,
        objectives="気づいた人が、ためらわずに報告できるようにする。",
    )
    actions.apply_for_phishing(story.acting(STAFF, planned, 11), phishing=phishing)
    chair = story.acting("seat:1", story.day(2026, 9, 3), 14)
    assert phishing.application is not None
    decide_application(chair, application=phishing.application, is_approval=True)
    event = ApplicationDecided(phishing.application.pk, phishing.application.kind, phishing.pk, True)
    actions.adopt_decided_phishing(chair, event=event)
    told = story.day(2026, 9, 7)
    phishing = actions.announce(
        story.acting(STAFF, told, 15),
        phishing=PhishingDrill.objects.get(pk=phishing.pk),
        announcement="近いうちに、不審なメールを見分けて報告する訓練を行います。だれが開いたかは記録しません。",
        announced_on=told,
        announced_by="全員協議会",
    )
    people = list(people_in_office(first).exclude(email="").order_by("kana", "id"))
    phishing = actions.launch_phishing(
        story.acting(STAFF, first - timedelta(days=1), 9), phishing=phishing, people=people
    )
    _sent_and_reported(story, phishing)
    actions.finish_phishing(story.acting(STAFF, end, 17), phishing=phishing)


def _sent_and_reported(story: Story, phishing: PhishingDrill) -> None:
    """As if mails had left: every third is reported within the hour, every eighth opened and read."""
    at = story.at(phishing.last_on, 18)
    ctx, number = story.system(phishing.last_on, 18), 0
    while (leaving := actions.take_next(ctx)) is not None:
        number += 1
        actions.count_sent(ctx, leaving=leaving)
        carried = dated(leaving.token, at - timedelta(minutes=4 + number))
        if number % 8 == 0:
            actions.note_visit(ctx, phishing=phishing, carried=carried, what=Visit.OPEN)
            actions.note_visit(ctx, phishing=phishing, carried=carried, what=Visit.READ)
        if number % 3 != 1:
            actions.note_visit(ctx, phishing=phishing, carried=carried, what=Visit.REPORT)
