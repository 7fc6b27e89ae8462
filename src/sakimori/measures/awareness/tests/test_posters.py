"""The office shows a poster each month and can prove it; months are exchanged, words changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action, registered_actions
from sakimori.measures.awareness import actions, queries
from sakimori.measures.awareness.dates import DATES
from sakimori.measures.awareness.models import PosterDisplay
from sakimori.measures.awareness.shipped import MONTHS, posters
from sakimori.registers.premises.models import Place
from sakimori.testing import SINCE, TODAY

NOVEMBER = "awareness/2026/11/"

if "test.build-lobby" not in registered_actions():

    @action("test.build-lobby", permission=Permission.ASSET_MANAGE, sentence="a room for a test")
    def build_lobby(ctx):
        """A place where a poster may hang."""
        return Place.objects.create(kind="gallery", name="議会棟ロビー", from_date=SINCE)


@pytest.fixture
def lobby(cast):
    return build_lobby(cast.ctx("staff"))


def test_the_office_prints_shows_and_takes_down_a_poster(cast, lobby):
    staff = cast.client("staff")
    year = staff.get(cast.url("awareness/")).content.decode()
    assert "急がせるメールほど、ゆっくり。" in year and "今月の掲示の記録が、まだありません" in year
    pdf = staff.get(cast.url(NOVEMBER + "poster.pdf"))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    sent = {
        "places": [str(lobby.pk)],
        "where": "全議員へのメール",
        "from_date": TODAY.isoformat(),
        "put_up_by": str(cast.person["staff"].pk),
    }
    answer = staff.post(cast.url(NOVEMBER + "displays/new/"), sent)
    assert answer.status_code == 302 and answer["Location"] == cast.url(NOVEMBER)
    page = staff.get(cast.url(NOVEMBER)).content.decode()
    assert "議会棟ロビー" in page and "全議員へのメール" in page and "・差出人の、本当のアドレスを見ます。" in page
    assert "2か所に掲示" in staff.get(cast.url("awareness/")).content.decode()
    hung = PosterDisplay.objects.get(place=lobby)
    assert (hung.poster_key, hung.sentence) == ("slow-down", "急がせるメールほど、ゆっくり。")
    down = cast.url(f"awareness/displays/{hung.pk}/down/")
    assert staff.post(down, {"to_date": TODAY.isoformat()}).status_code == 302
    assert staff.get(down).status_code == 404  # it is down
    hung.refresh_from_db()
    assert hung.to_date == TODAY


def test_months_exchange_their_posters_and_take_own_words(cast):
    staff = cast.client("staff")
    sent = {"poster_key": "paper", "sentence": "配った紙は、机に残さない。"}
    assert staff.post(cast.url(NOVEMBER + "plan/"), sent).status_code == 302
    november, december = queries.months_of(2026, only=[11, 12])
    assert (november.poster.key, november.sentence, november.is_own) == ("paper", "配った紙は、机に残さない。", True)
    assert (december.poster.key, december.is_own) == ("slow-down", False)
    assert sorted(row.poster.key for row in queries.months_of(2026)) == sorted(row.key for row in posters())
    assert queries.month_of(2027, 11).poster.key == "slow-down"  # another year is another plan
    assert "配った紙は、机に残さない。" in staff.get(cast.url(NOVEMBER)).content.decode()
    refused = staff.post(cast.url(NOVEMBER + "plan/"), {"poster_key": "unheard-of", "sentence": "あ" * 61})
    assert refused.status_code == 422
    with pytest.raises(ValidationError):
        actions.plan_month(cast.ctx("staff"), year=2026, month=11, poster_key="unheard-of")


def test_what_hung_stays_what_it_was_when_the_plan_changes(cast, lobby):
    ctx = cast.ctx("staff")
    (hung,) = actions.record_display(ctx, year=2026, month=11, from_date=TODAY, places=[lobby])
    actions.plan_month(ctx, year=2026, month=11, poster_key="paper")
    hung.refresh_from_db()
    assert hung.poster_key == "slow-down"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"from_date": TODAY}, "places"),
        ({"from_date": TODAY + timedelta(days=1), "where": "メール"}, "from_date"),
        ({"from_date": TODAY, "to_date": TODAY - timedelta(days=1), "where": "メール"}, "to_date"),
    ],
)
def test_a_display_that_cannot_be_is_refused_at_its_field(cast, values, field):
    with pytest.raises(ValidationError) as caught:
        actions.record_display(cast.ctx("staff"), year=2026, month=11, **values)
    assert field in caught.value.message_dict and not PosterDisplay.objects.exists()


def test_a_poster_cannot_come_down_before_it_hung(cast, lobby):
    ctx = cast.ctx("staff")
    (hung,) = actions.record_display(ctx, year=2026, month=11, from_date=TODAY, places=[lobby])
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(ValidationError):
            actions.take_down(ctx, display=hung, to_date=day)
    actions.take_down(ctx, display=hung, to_date=TODAY)
    with pytest.raises(ValidationError):
        actions.take_down(ctx, display=hung, to_date=TODAY)


@pytest.mark.parametrize("path", ["2026/13/", "1999/4/", "2026/0/poster.pdf"])
def test_months_that_are_none_are_not_found(cast, path):
    assert cast.client("staff").get(cast.url(f"awareness/{path}")).status_code == 404


def test_members_read_the_posters_on_the_wall_not_here(cast):
    assert cast.client("member").get(cast.url("awareness/")).status_code == 403
    assert cast.client("chair").get(cast.url(NOVEMBER)).status_code == 200
    assert cast.client("chair").get(cast.url(NOVEMBER + "plan/")).status_code == 403


def test_the_calendar_shows_each_month_and_what_is_done(cast):
    ctx = cast.ctx("staff")
    actions.record_display(ctx, year=2026, month=11, from_date=TODAY, where="メール")
    found = list(DATES.between(ctx, date(2026, 4, 1), date(2027, 4, 30)))
    assert [thing.day.month for thing in found] == [*MONTHS, 4]
    assert [thing.day for thing in found if thing.is_done] == [date(2026, 11, 1)]


def test_twelve_posters_in_both_languages():
    with translation.override("ja"):
        japanese = posters()
    with translation.override("en"):
        english = posters()
    assert [row.month for row in japanese] == list(MONTHS) == [row.month for row in english]
    for ja, en in zip(japanese, english, strict=True):
        assert ja.key == en.key and len(ja.steps) == len(en.steps) == 3
        assert len(ja.sentence) <= 60 and len(en.sentence) <= 60 and ja.alt != en.alt
        assert f"<title>{ja.alt}</title>" in ja.svg and 'role="img"' in ja.svg
