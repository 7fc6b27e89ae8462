"""Pages of classes: three questions, the decision, limits, what lies where, retention."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakimori.registers.assets import actions
from sakimori.registers.assets.models import Asset, ClassChange, HandlingLimit, Holding
from sakimori.registers.assets.tests.test_classes import chain, classed, make
from sakimori.registers.assets.types import AssetKind
from sakimori.testing import TODAY, Cast


def seen(cast: Cast, path: str, role: str = "staff", **query) -> str:
    answer = cast.client(role).get(cast.url(f"assets/{path}"), query)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    return page


def sent(cast: Cast, path: str, **values):
    return cast.client("staff").post(cast.url(f"assets/{path}"), values)


def test_questions_propose_and_show_what_changes_before_anybody_decides(cast: Cast):
    row = make(cast, name="相談の記録")
    assert "提案: 自治体機密性2" in seen(cast, f"{row.pk}/classify/")
    page = seen(cast, f"{row.pk}/classify/", people="yes", harm="no", stops="no")
    assert "提案: 自治体機密性3C" in page
    assert "【機密性3C・関係者限り・個人情報】" in page
    assert "生成AIには入れない" in page
    part = cast.client("staff").get(
        cast.url(f"assets/{row.pk}/classify/"), {"people": "no", "harm": "no"}, headers={"HX-Request": "true"}
    )
    assert "<h1" not in part.content.decode()
    assert "提案: 自治体機密性1" in part.content.decode()
    assert not ClassChange.objects.exists()


def test_the_decision_is_kept_and_wrong_input_is_said(cast: Cast):
    row = make(cast, name="相談の記録")
    values = {"confidentiality": "3C", "has_personal_data": "True", "integrity": "2", "availability": "1"}
    answer = sent(cast, f"{row.pk}/classify/", **values)
    assert answer.status_code == 422
    assert "id_reason_error" in answer.content.decode()
    answer = sent(cast, f"{row.pk}/classify/", **values, reason="氏名がある")
    assert answer.status_code == 302
    page = seen(cast, f"{row.pk}/classify/")
    assert "氏名がある" in page
    assert "未分類 → <strong>機密性3C・完全性2・可用性1・個人情報あり" in page
    assert sent(cast, f"{row.pk}/classify/", confidentiality="9").status_code == 422


def test_the_next_step_of_an_unclassified_asset_is_to_classify_it(cast: Cast):
    row = make(cast, custodian_post=cast.post["staff"])
    assert "分類する" in seen(cast, f"{row.pk}/")
    tablet, _service, _names = chain(cast)
    page = seen(cast, f"{tablet.pk}/")
    assert "入っているもの ・ 自治体機密性2" in page


def test_holders_below_their_content_are_raised_from_the_overview(cast: Cast):
    tablet, service, _names = chain(cast)
    page = seen(cast, "classes/")
    assert "を通じて" in page
    answer = sent(cast, "classes/raise/", asset=[str(tablet.pk), str(service.pk), "x"])
    assert answer.status_code == 302
    assert set(Asset.objects.exclude(kind="information").values_list("confidentiality", flat=True)) == {"3C"}
    assert "を通じて" not in seen(cast, "classes/")


def test_classifying_content_higher_leads_to_what_must_be_raised(cast: Cast):
    service = make(cast, AssetKind.SYSTEM, confidentiality="2", integrity="2", availability="2")
    paper = classed(cast, "2")
    actions.put_in(cast.ctx("staff"), holder=service, content=paper)
    values = {"confidentiality": "3C", "has_personal_data": "True", "integrity": "1", "availability": "1"}
    answer = sent(cast, f"{paper.pk}/classify/", **values, reason="住所を足した")
    assert answer.url.endswith(f"{paper.pk}/holdings/")
    assert "中身に合わせて引き上げる" in seen(cast, f"{paper.pk}/holdings/")


def test_content_is_put_in_and_taken_out_by_page(cast: Cast):
    tablet, names = make(cast, AssetKind.DEVICE, confidentiality="2"), classed(cast, "3C")
    good = {"content": str(names.pk), "from_date": TODAY.isoformat()}
    assert sent(cast, f"{tablet.pk}/holdings/new/", **good).status_code == 302
    assert "すでに登録されています" in sent(cast, f"{tablet.pk}/holdings/new/", **good).content.decode()
    page = seen(cast, f"{tablet.pk}/holdings/")
    assert "機密性3C以上が必要です" in page
    assert sent(cast, "classes/raise/", asset=str(tablet.pk)).status_code == 302
    assert "中身に合わせて引き上げる" not in seen(cast, f"{tablet.pk}/holdings/")
    held = Holding.objects.get()
    assert sent(cast, f"holdings/{held.pk}/end/", on="2020-01-01").status_code == 422
    assert sent(cast, f"holdings/{held.pk}/end/", on=TODAY.isoformat()).status_code == 302
    assert "ひとりでには下がりません" in seen(cast, f"{tablet.pk}/holdings/")


def test_limits_are_read_by_everybody_and_worded_by_the_office(cast: Cast):
    assert "取扱注意" in seen(cast, "limits/", role="member")
    assert "直す" not in seen(cast, "limits/", role="member")
    assert sent(cast, "limits/2/cloud/", text="認めたものだけ使う。").status_code == 302
    page = seen(cast, "limits/")
    assert "認めたものだけ使う。" in page
    assert "議会の文言" in page
    assert sent(cast, "limits/2/cloud/reset/").status_code == 302
    assert not HandlingLimit.objects.exists()
    shipped = cast.client("staff").get(cast.url("assets/limits/2/cloud/")).context["form"].initial["text"]
    assert sent(cast, "limits/2/cloud/", text=shipped).status_code == 302
    assert not HandlingLimit.objects.exists(), "the shipped wording is no wording of one's own"
    assert cast.client("staff").get(cast.url("assets/limits/9/cloud/")).status_code == 404


@pytest.mark.parametrize("path", ["limits.pdf", "map.pdf"])
def test_papers_of_an_empty_register(cast: Cast, path: str):
    answer = cast.client("staff").get(cast.url(f"assets/{path}"))
    assert answer.content.startswith(b"%PDF")


def test_the_cover_sheet_needs_a_class(cast: Cast):
    row = make(cast)
    assert cast.client("staff").get(cast.url(f"assets/{row.pk}/marking.pdf")).status_code == 302
    for level in ("1", "3C"):
        other = classed(cast, level)
        answer = cast.client("staff").get(cast.url(f"assets/{other.pk}/marking.pdf"))
        assert answer.content.startswith(b"%PDF")


def test_retention_by_page(cast: Cast):
    row = make(cast, name="受付票")
    assert "受付票" in seen(cast, "retention/")
    good = {"event": "completed", "happened_on": "2020-05-01", "years": "1", "end": "review"}
    assert sent(cast, f"{row.pk}/retention/", **good | {"years": "0"}).status_code == 422
    assert sent(cast, f"{row.pk}/retention/", **good).status_code == 302
    page = seen(cast, "retention/")
    assert "令和4年3月31日" in page
    until_then = {"event": "contract", "happened_on": "", "years": "5", "end": "review"}
    lease = make(cast, name="賃貸借契約書")
    assert sent(cast, f"{lease.pk}/retention/", **until_then).status_code == 302
    assert "契約の終了から5年" in seen(cast, "retention/"), "nothing is over while its event has not come"
    assert sent(cast, f"{lease.pk}/retention/", **until_then | {"happened_on": "2026-10-01"}).status_code == 302
    assert "契約の終了から5年" not in seen(cast, "retention/")
    decide = f"{row.pk}/retention/decide/"
    assert sent(cast, decide, decision="extend", reason="使う").status_code == 422
    assert sent(cast, decide, decision="hold", reason="訴訟").status_code == 302
    assert "訴訟" in seen(cast, "retention/")
    assert sent(cast, decide, decision="destroy", reason="満了").status_code == 422
    assert sent(cast, f"{row.pk}/retention/release/", reason="終わった").status_code == 302
    assert sent(cast, decide, decision="destroy", reason="満了").status_code == 302
    assert "廃棄の手続きへ" in seen(cast, "retention/")
    assert sent(cast, decide, decision="extend", years="10", reason="まだ使う").status_code == 302
    assert "満了したものはありません" in seen(cast, "retention/")


def test_members_do_not_see_classes_of_the_register(cast: Cast):
    row = make(cast)
    paths = ("classes/", "map/", "copies/", "retention/", f"{row.pk}/classify/", f"{row.pk}/holdings/")
    for path in paths:
        assert cast.client("member").get(cast.url(f"assets/{path}")).status_code == 403, path


def test_more_rows_never_mean_more_statements(cast: Cast):
    def counted() -> list[int]:
        found = []
        for path in ("classes/", "map/", "copies/", "retention/", f"{tablet.pk}/holdings/", f"{tablet.pk}/"):
            client, url = cast.client("staff"), cast.url(f"assets/{path}")
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found.append(len(queries))
        return found

    def more() -> None:
        ctx = cast.ctx("staff")
        _tablet, service, names = chain(cast)
        actions.put_in(ctx, holder=tablet, content=service)
        actions.connect(ctx, source=tablet, target=service)
        actions.hand_out(ctx, asset=names, persons=[cast.person["chair"]], due_on=TODAY)
        make(cast)

    tablet = make(cast, AssetKind.DEVICE, confidentiality="2")
    more()
    few = counted()
    more()
    more()
    assert counted() == few
    if connection.vendor == "sqlite":
        assert max(few) <= 12
