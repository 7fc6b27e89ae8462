"""Drafts are looked through and not kept; posts are decided with one tap and kept as they were posted."""

from __future__ import annotations

from hashlib import sha256

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sakimori.foundation.files.models import StoredFile
from sakimori.foundation.files.queries import read_file
from sakimori.measures.social import actions
from sakimori.measures.social.checking import Register, check_picture, check_text
from sakimori.measures.social.models import Post, PostRecord, PublishRange
from sakimori.measures.social.shipped import EXAMPLES, TEXT
from sakimori.measures.social.tests.things import account, adopted, jpeg_with_place, png
from sakimori.registers.assets.actions import register_asset
from sakimori.registers.assets.types import AssetKind
from sakimori.testing import TODAY

DAY = TODAY.isoformat()
NOBODY = Register((), ())


def kinds(text: str, known: Register = NOBODY) -> list[tuple[str, str]]:
    return [(hit.kind.value, hit.found) for hit in check_text(text, known)]


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("お問い合わせは０４５－１２３－４５６７まで", ("phone", "045-123-4567")),
        ("携帯 09012345678", ("phone", "09012345678")),
        ("mail: soudan@example.jp へ", ("mail", "soudan@example.jp")),
        ("〒231-0005", ("address", "〒231-0005")),
        ("みなと野市南浜3丁目の方", ("address", "みなと野市南浜3丁目")),
        ("未校正の 会議録を載せます", ("minutes", "未校正")),
    ],
)
def test_what_words_may_give_away(text, found):
    assert found in kinds(text)


def test_plain_announcements_have_no_hits():
    assert kinds("12月3日（木）午前10時から本会議を開きます。傍聴できます。第4回定例会 #議会") == []


def test_names_and_titles_of_the_register():
    known = Register(("髙橋 恵", "𠮷田 豊"), ("議員名簿（住所入り）", "名簿"))
    assert kinds("髙橋恵さんと名簿を作りました", known) == [("name", "髙橋 恵")]
    assert kinds("議員名簿(住所入り)を更新", known) == [("title", "議員名簿（住所入り）")]


def test_where_and_when_a_picture_was_taken():
    assert [hit.kind.value for hit in check_picture(jpeg_with_place())] == ["place", "camera"]
    assert "2026:11:20" in check_picture(jpeg_with_place())[1].found
    assert check_picture(png()) == []
    assert check_picture(b"\xff\xd8\xff\xe1\xff\xffExif") == []


def test_a_member_only_looks_and_nothing_is_kept(cast):
    register_asset(cast.ctx("staff"), kind=AssetKind.INFORMATION, name="政務活動費の領収書", confidentiality="2")
    text = f"{cast.person['chair'].name}議長と政務活動費の領収書を整理しました。090-1234-5678"
    file = SimpleUploadedFile("p.jpg", jpeg_with_place(), "image/jpeg")
    member = cast.client("member")
    page = member.post(cast.url("social/draft/"), {"text": text, "picture": file, "act": "look"}).content.decode()
    assert "人の名前" in page
    assert "電話番号" in page
    assert "写真の撮影場所" in page
    # Titles of what is not public are compared only for whoever has a part in an account.
    assert "公開していないものの題名" not in page
    assert not Post.objects.exists()
    assert not StoredFile.objects.exists()
    assert member.post(cast.url("social/draft/"), {"text": text, "act": "send"}).status_code == 200
    assert not Post.objects.exists()


def test_a_post_from_draft_to_archive(cast, django_capture_on_commit_callbacks):
    found = account(cast, approver="chair")
    member = cast.client("member")
    draft = {"account": found.pk, "text": "髙橋 恵議員が質問します。", "act": "send"}
    assert "受け持ちに登録された人です" in member.post(cast.url("social/draft/"), draft).content.decode()
    assert not Post.objects.exists()
    actions.give_part(cast.ctx("staff"), account=found, part="poster", person=cast.person["member"], from_date=TODAY)
    stopped = member.post(cast.url("social/draft/"), draft)
    assert stopped.status_code == 422
    assert "どう確かめたか書いてください" in stopped.content.decode()
    file = SimpleUploadedFile("p.jpg", jpeg_with_place(), "image/jpeg")
    draft |= {"hits_answer": "本人の承諾あり。位置情報は消した。", "picture": file, "picture_words": "議場"}
    assert member.post(cast.url("social/draft/"), draft).status_code == 302
    post = Post.objects.get()
    assert {hit["kind"] for hit in post.hits} == {"name", "place", "camera"}
    assert b"Exif" not in read_file(post.picture)
    url = cast.url(f"social/posts/{post.pk}/")
    assert member.post(url + "posted/", {"done_on": DAY}).status_code == 422

    chair = cast.client("chair")
    desk = cast.url(f"applications/{post.application.pk}/")
    page = chair.get(desk).content.decode()
    assert "髙橋 恵議員が質問します。" in page
    assert "本人の承諾あり" in page
    with django_capture_on_commit_callbacks(execute=True):
        chair.post(desk, {"is_approval": "yes"})
    assert member.post(url + "posted/", {"done_on": DAY, "address": "https://x.example/1"}).status_code == 302
    record = PostRecord.objects.get()
    data = read_file(record.archive)
    assert sha256(data).hexdigest() == record.archive.sha256
    assert "髙橋 恵議員が質問します。" in words_of(data)
    assert "議場" in words_of(data)
    page = member.get(url).content.decode()
    assert record.archive.sha256[:16] in page
    assert member.get(cast.url(f"social/records/{record.pk}/archive/")).status_code == 200
    assert cast.client("caucus_head").get(url).status_code == 404

    mend = {"kind": "corrected", "done_on": DAY, "text": "髙橋 恵議員は質問を取りやめました。", "reason": ""}
    assert member.post(url + "mend/", mend).status_code == 422
    assert member.post(url + "mend/", {**mend, "reason": "日程の変更"}).status_code == 302
    assert member.post(url + "mend/", {"kind": "removed", "done_on": DAY, "reason": "会期の終わり"}).status_code == 302
    assert [row.kind for row in PostRecord.objects.order_by("id")] == ["posted", "corrected", "removed"]


def test_a_refused_post_stays_unposted(cast, django_capture_on_commit_callbacks):
    found = account(cast, approver="secretary_general")
    post = actions.submit_post(cast.ctx("staff"), account=found, text="本会議を開きます。")
    head = cast.client("secretary_general")
    with django_capture_on_commit_callbacks(execute=True):
        head.post(cast.url(f"applications/{post.application.pk}/"), {"is_approval": "no", "note": "日が違う"})
    post.refresh_from_db()
    assert post.state == "refused"
    assert "日が違う" in cast.client("staff").get(cast.url(f"social/posts/{post.pk}/")).content.decode()


def test_without_an_approver_it_may_be_posted_at_once(cast):
    post = actions.submit_post(cast.ctx("staff"), account=account(cast), text="本会議を開きます。")
    assert post.state == "approved"
    with pytest.raises(PermissionDenied):
        actions.submit_post(cast.ctx("member"), account=post.account, text="勝手な投稿")
    page = cast.client("staff").get(cast.url("social/posts/")).content.decode()
    assert "本会議を開きます。" in page


def test_a_file_that_is_no_picture_is_refused(cast):
    file = SimpleUploadedFile("x.jpg", b"\x00\x01", "image/jpeg")
    sent = cast.client("staff").post(cast.url("social/draft/"), {"text": "本会議", "picture": file, "act": "look"})
    assert sent.status_code == 422


def test_the_range_is_adopted_and_printed_as_a_card(cast):
    staff, member = cast.client("staff"), cast.client("member")
    assert "まだありません" in member.get(cast.url("social/range/")).content.decode()
    values = {"text": TEXT, "examples": EXAMPLES, "decision": "議運", "decided_on": DAY, "effective_on": DAY}
    assert staff.post(cast.url("social/range/adopt/"), {**values, "examples": "よい"}).status_code == 422
    assert staff.post(cast.url("social/range/adopt/"), values).status_code == 302
    assert "傍聴のしかた" in member.get(cast.url("social/range/")).content.decode()
    assert "傍聴のしかた" in words_of(member.get(cast.url("social/range/card.pdf")).content)
    adopted(cast)
    assert PublishRange.objects.count() == 2
