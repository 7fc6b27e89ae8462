"""The ledger can be proven to strangers; whoever rewrites, restores or loses something leaves a visible seam."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from cryptography import x509
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from sakimori.evidence.errors import EvidenceError
from sakimori.evidence.note import VerifierKey
from sakimori.evidence.timestamp import timestamp_request
from sakimori.evidence.tree import verify_consistency, verify_inclusion
from sakimori.evidence.verification import verify_bundle
from sakimori.foundation.access.permissions import Permission
from sakimori.foundation.actions.core import action
from sakimori.foundation.actions.sentences import sentence_of
from sakimori.foundation.assemblies.scope import scope
from sakimori.foundation.files.actions import store_file
from sakimori.foundation.ledger import queries as ledger
from sakimori.foundation.ledger.models import Detail, Entry, Head
from sakimori.foundation.people.models import Person
from sakimori.foundation.witness import checkpoints, keyfile, queries
from sakimori.foundation.witness.actions import erase_payloads
from sakimori.foundation.witness.bundles import write_ledger_bundle
from sakimori.testing import NOW, TODAY


@action("test.rename", permission=Permission.ORGANIZATION_MANAGE, sentence="氏名を変えました")
def rename(ctx, *, person, name):
    person = Person.objects.get(pk=person.pk)
    person.name = name
    person.save()


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    """Keys and copies of checkpoints are of this test alone."""
    env = settings.ENV
    kept = env.data
    object.__setattr__(env, "data", tmp_path)
    yield tmp_path
    object.__setattr__(env, "data", kept)


def bundle(cast, tmp_path, name="b.zip", role="chair", **days):
    out = io.BytesIO()
    write_ledger_bundle(cast.ctx(role), out, **days)
    path = tmp_path / name
    path.write_bytes(out.getvalue())
    return path


def acts(cast, count=5):
    for number in range(count):
        rename(cast.ctx("staff"), person=cast.person["member"], name=f"髙橋 {number}")


@pytest.fixture
def sign(cast, django_capture_on_commit_callbacks):
    """Make a checkpoint and let the transaction end, as it does outside tests."""

    def make():
        with django_capture_on_commit_callbacks(execute=True):
            return checkpoints.make_checkpoint(cast.system())

    return make


def rewrite(sql, *values):
    """What someone with the database in hand can do, past every wall of ours."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            pytest.skip("the application's role cannot do this on PostgreSQL")
        cursor.execute("select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'ledger_entry'")
        walls = cursor.fetchall()
        for wall, _text in walls:
            cursor.execute(f'drop trigger "{wall}"')
        cursor.execute(sql, values)
        for _wall, text in walls:
            cursor.execute(text)


def test_whole_log_verifies_with_files(cast, tmp_path):
    acts(cast)
    store_file(cast.ctx("staff"), name="決裁.txt", data="決裁".encode())
    report = verify_bundle(bundle(cast, tmp_path))
    assert not report.problems
    assert report.entries == ledger.head().size
    assert b"attachments/00001.txt" in (tmp_path / "b.zip").read_bytes()


def test_some_days_verify_with_proofs(cast, tmp_path):
    acts(cast)
    report = verify_bundle(bundle(cast, tmp_path, since=TODAY, until=TODAY))
    assert not report.problems
    assert 0 < report.entries < ledger.head().size


def test_change_in_the_database_is_named(cast, tmp_path):
    acts(cast)
    path = bundle(cast, tmp_path)
    assert not verify_bundle(path).problems
    changed = Detail.objects.filter(model="people.person", entry__action="test.rename").last()
    Detail.objects.filter(pk=changed.pk).update(payload=changed.payload.replace("髙橋", "高橋"))
    report = verify_bundle(bundle(cast, tmp_path, "c.zip"))
    assert [problem.sequence for problem in report.problems] == [changed.entry.sequence]


def test_rewritten_line_is_not_signed(cast):
    acts(cast)
    rewrite("update ledger_entry set line = replace(line, 'test.rename', 'test.nothing') where sequence = 3")
    with pytest.raises(checkpoints.LogBroken):
        checkpoints.make_checkpoint(cast.system())


def test_dropped_entry_is_not_signed(cast):
    acts(cast)
    rewrite("delete from ledger_detail where entry_id in (select id from ledger_entry where sequence = 3)")
    rewrite("delete from ledger_entry where sequence = 3")
    with pytest.raises(checkpoints.LogBroken):
        checkpoints.make_checkpoint(cast.system())


def test_same_log_is_signed_once_and_copied_outside(cast, sign):
    first = sign()
    assert sign().pk == first.pk
    assert checkpoints.outside_path(cast.assembly).read_text() == first.note
    key = VerifierKey.parse(queries.current_key().public)
    assert keyfile.installed().verifier == key
    assert (keyfile.folder() / "ledger.key").stat().st_mode & 0o777 == 0o600


def test_proofs(cast):
    first = checkpoints.make_checkpoint(cast.system())
    acts(cast)
    size, path = ledger.inclusion_proof(2)
    root = ledger.frontier().root()
    leaf = bytes(Entry.objects.get(sequence=2).leaf)
    assert verify_inclusion(leaf, 1, size, path, root)
    size, path = ledger.consistency_proof(first.size)
    assert verify_consistency(first.size, size, path, bytes(first.root), root)


def test_copy_outside_is_never_ahead_of_what_is_committed(cast):
    checkpoints.make_checkpoint(cast.system())
    assert not checkpoints.outside_path(cast.assembly).exists()


def test_restored_backup_leaves_one_seam(cast, sign, tmp_path):
    """The database goes back to an older state while the copy outside stays ahead."""
    acts(cast, 2)
    older = ledger.frontier()
    acts(cast, 3)
    ahead = sign()
    rewrite("delete from ledger_detail where entry_id in (select id from ledger_entry where sequence > %s)", older.size)
    rewrite("delete from ledger_entry where sequence > %s", older.size)
    Head.objects.update(size=older.size, frontier=older.to_bytes())
    made = sign()
    seam = queries.seams().get()
    assert seam.action == "ledger.restored"
    about = ledger.contents([seam])[seam.pk][1][0].after["about"]
    assert about == {"outside_size": ahead.size, "outside_root": bytes(ahead.root).hex(), "size": older.size}
    kept = [path.read_text() for path in checkpoints.outside_path(cast.assembly).parent.glob("*.before-restore-*")]
    assert kept == [ahead.note]
    assert checkpoints.outside_path(cast.assembly).read_text() == made.note
    report = verify_bundle(bundle(cast, tmp_path), checkpoint=ahead.note.encode())
    told = [problem for problem in report.problems if problem.code == "kept_restored"]
    assert [str(seam.sequence) in problem.text("ja") for problem in told] == [True]
    sign()
    assert queries.seams().count() == 1


def test_clock_that_goes_back_leaves_a_seam(cast):
    acts(cast, 1)
    rename(cast.ctx("staff", at=NOW - timedelta(minutes=4)), person=cast.person["member"], name="a")
    assert not queries.seams().exists()
    rename(cast.ctx("staff", at=NOW - timedelta(days=1)), person=cast.person["member"], name="b")
    seam = queries.seams().get()
    assert (seam.action, sentence_of(seam.action)[:2]) == ("ledger.clock-jumped", "時計")
    assert Entry.objects.get(sequence=seam.sequence + 1).action == "test.rename"


def test_key_rotation_is_vouched_for(cast, neighbour, tmp_path):
    acts(cast)
    first = checkpoints.make_checkpoint(cast.system())
    with scope(neighbour.assembly.pk):
        checkpoints.make_checkpoint(neighbour.system())
    old = keyfile.installed().verifier
    secret = (keyfile.folder() / "ledger.key").read_text()
    checkpoints.rotate_everywhere([cast.system(), neighbour.system()])
    assert secret not in [path.read_text() for path in keyfile.folder().iterdir()]
    acts(cast)
    chain = queries.keychain(cast.assembly)
    assert chain.current() == keyfile.installed().verifier != old
    assert chain.unbroken(0, 1)
    assert queries.seams().get().action == "ledger.key-rotated"
    report = verify_bundle(bundle(cast, tmp_path), key=old, checkpoint=first.note.encode())
    assert not report.problems
    with scope(neighbour.assembly.pk):
        assert queries.keychain(neighbour.assembly).current() == chain.current()


def test_interrupted_rotation_goes_on(cast, neighbour):
    for each in (cast, neighbour):
        with scope(each.assembly.pk):
            checkpoints.make_checkpoint(each.system())
    new = keyfile.prepare_next()
    from sakimori.foundation.witness.actions import rotate_key

    rotate_key(cast.system(), old=keyfile.installed(), new=new)
    acts(cast)
    checkpoints.make_checkpoint(cast.system())
    checkpoints.rotate_everywhere([cast.system(), neighbour.system()])
    assert keyfile.installed().verifier == new.verifier
    for each in (cast, neighbour):
        with scope(each.assembly.pk):
            assert len(queries.keychain(each.assembly).links) == 2


def test_lost_key_is_a_visible_break(cast, tmp_path):
    acts(cast)
    checkpoints.make_checkpoint(cast.system())
    old = keyfile.installed().verifier
    (keyfile.folder() / "ledger.key").unlink()
    acts(cast)
    with pytest.raises(keyfile.KeyMissing):
        checkpoints.make_checkpoint(cast.system())
    checkpoints.replace_lost_everywhere([cast.system()])
    chain = queries.keychain(cast.assembly)
    assert not chain.unbroken(0, 1)
    assert queries.seams().get().action == "ledger.key-lost"
    assert verify_bundle(bundle(cast, tmp_path)).notices
    assert verify_bundle(tmp_path / "b.zip", key=old).problems


def test_erasure_keeps_the_proof(cast, tmp_path):
    acts(cast, 2)
    person = cast.person["member"]
    ctx = cast.ctx("manager")
    with pytest.raises(ValidationError, match="理由"):
        erase_payloads(ctx, model="people.Person", object_id=person.pk)
    with pytest.raises(PermissionDenied):
        erase_payloads(cast.ctx("staff").because("請求"), model="people.Person", object_id=person.pk)
    count = erase_payloads(ctx.because("本人からの消去の請求"), model="people.Person", object_id=person.pk)
    assert count == 3
    assert not Detail.objects.filter(object_id=person.pk, payload__isnull=False).exists()
    path = bundle(cast, tmp_path)
    report = verify_bundle(path)
    assert not report.problems
    assert report.notices
    assert "髙橋".encode() not in path.read_bytes()
    history = ledger.history_of("people.Person", person.pk, sentence_of)
    assert all(change.erased_at for row in history for change in row.changes if change.object_id == str(person.pk))
    with pytest.raises(ValidationError, match="消去する内容がありません"):
        erase_payloads(ctx.because("再度"), model="people.Person", object_id=person.pk)


def test_history_of_a_row(cast, django_assert_num_queries):
    acts(cast, 3)
    rename(cast.ctx("staff").because("改姓の届出"), person=cast.person["member"], name="新 姓")
    with django_assert_num_queries(1):
        history = ledger.history_of("people.person", cast.person["member"].pk, sentence_of)
    assert [row.sentence for row in history[:4]] == ["氏名を変えました"] * 4
    assert history[0].reason == "改姓の届出"
    assert history[0].changes[0].before == {"name": "髙橋 2"}
    assert history[0].changes[0].after == {"name": "新 姓"}
    assert history[0].person_id == cast.person["staff"].pk


def test_bundle_needs_permission_and_shows_only_its_own(cast, neighbour, tmp_path):
    with pytest.raises(PermissionDenied):
        bundle(cast, tmp_path, role="staff")
    path = bundle(cast, tmp_path, role="chair")
    assert str(neighbour.assembly.pk).encode() not in path.read_bytes()


def test_stamped_checkpoint_goes_into_the_bundle(cast, tmp_path, authority):
    root, stamp = authority
    acts(cast, 2)
    made = checkpoints.make_checkpoint(cast.system())
    answer = stamp(timestamp_request(made.note.encode()))
    acts(cast, 2)
    path = bundle(cast, tmp_path, timestamp=answer)
    report = verify_bundle(path, authorities=x509.load_pem_x509_certificates(root.read_bytes()))
    assert not report.problems
    assert (report.size, "timestamp_holds" in {notice.code for notice in report.notices}) == (made.size, True)
    with pytest.raises(EvidenceError):
        bundle(cast, tmp_path, timestamp=stamp(timestamp_request(b"something else")))
