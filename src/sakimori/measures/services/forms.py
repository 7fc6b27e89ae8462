"""Forms of cloud services and generative AI."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.people.models import Person, Post
from sakimori.foundation.ui.fields import Pick
from sakimori.foundation.ui.forms import DateInput
from sakimori.measures.services.actions import Wish
from sakimori.measures.services.rules import TASKS, Answers
from sakimori.measures.services.types import (
    DataPlace,
    FoundState,
    Known,
    Listing,
    ReviewOutcome,
    ServiceKind,
    Side,
    Source,
    TermsKind,
    Users,
)
from sakimori.registers.assets.examples import Limit
from sakimori.registers.assets.models import Asset
from sakimori.registers.suppliers.models import Contract

AREA = forms.Textarea(attrs={"rows": 3})
UNKNOWN = _("（わからない）")
OWN_TASKS = 3
"""Empty lines for tasks of the assembly's own."""


class RequestForm(forms.Form):
    """Five plain questions."""

    name = forms.CharField(
        label=_("1. 何を使いたいですか（サービスの名前）"), max_length=120, help_text=_("アプリやホームページの名前。")
    )
    kind = forms.ChoiceField(
        label=_("生成AIですか"),
        choices=(
            (ServiceKind.CLOUD, _("いいえ")),
            (ServiceKind.AI, _("はい（質問に文章や画像で答えるサービス）")),
        ),
        widget=forms.RadioSelect,
        initial=ServiceKind.CLOUD,
    )
    purpose = forms.CharField(label=_("何のために使いますか"), max_length=300, widget=AREA)
    limit = forms.ChoiceField(label=_("2. どんな情報を入れますか"), choices=Limit.choices, widget=forms.RadioSelect)
    users = forms.ChoiceField(label=_("3. だれが使いますか"), choices=Users.choices, widget=forms.RadioSelect)
    terms = forms.ChoiceField(
        label=_("4. どのように申し込みますか"),
        choices=TermsKind.choices,
        widget=forms.RadioSelect,
        help_text=_("分からなければ「画面で規約に同意するだけ」を選んでください。"),
    )
    place = forms.ChoiceField(
        label=_("5. データはどこに置かれますか"), choices=DataPlace.choices, widget=forms.RadioSelect
    )
    can_leave = forms.ChoiceField(
        label=_("やめるとき、データを取り出して消せますか"), choices=Known.choices, widget=forms.RadioSelect
    )
    is_trained = forms.ChoiceField(
        label=_("生成AIのとき: 入れたものが学習に使われますか"),
        choices=Known.choices,
        widget=forms.RadioSelect,
        initial=Known.UNKNOWN,
    )
    despite_reason = forms.CharField(
        label=_("使えない見込みのときに、それでも使いたい理由"), required=False, max_length=400, widget=AREA
    )
    applicant = Pick(label=_("申請する人"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        if offered:
            self.fields["applicant"].offer(offered, lambda person: person.shown_name, empty=_("（自分）"))  # type: ignore[attr-defined]
        else:
            del self.fields["applicant"]


def answers_of(values: dict[str, Any]) -> Answers:
    """The answers among the values of the form."""
    names = ("kind", "limit", "users", "terms", "place", "can_leave", "is_trained")
    return Answers(**{name: values[name] for name in names})


def wish_of(values: dict[str, Any]) -> Wish:
    """What is wished for, of the values of the form."""
    return Wish(name=values["name"], purpose=values["purpose"], answers=answers_of(values))


class ServiceForm(forms.Form):
    """The facts of a service."""

    name = forms.CharField(label=_("サービスの名称"), max_length=120)
    kind = forms.ChoiceField(label=_("種類"), choices=ServiceKind.choices)
    provider = forms.CharField(label=_("提供者"), max_length=120, required=False)
    address = forms.URLField(label=_("開くアドレス"), max_length=300, required=False, assume_scheme="https")
    purpose = forms.CharField(label=_("使う目的"), max_length=300, widget=AREA)
    limit = forms.ChoiceField(label=_("入れる情報"), choices=[("", UNKNOWN), *Limit.choices], required=False)
    terms = forms.ChoiceField(label=_("契約の形"), choices=TermsKind.choices)
    listing = forms.ChoiceField(label=_("登録の制度"), choices=Listing.choices, required=False)
    contract = Pick(label=_("契約"), required=False, help_text=_("契約の台帳にあるものから選びます。"))
    asset = Pick(label=_("資産台帳のシステム"), required=False)
    started_on = forms.DateField(label=_("使い始めた日"), widget=DateInput, required=False)

    def __init__(self, *args: Any, systems: Iterable[Asset], contracts: Iterable[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract"].offer(  # type: ignore[attr-defined]
            contracts, lambda row: f"{row.title}（{row.supplier.name}）", empty=_("（つながない）")
        )
        self.fields["asset"].offer(systems, str, empty=_("（つながない）"))  # type: ignore[attr-defined]


class SafeguardsForm(forms.Form):
    """Where the data lies, and the way out."""

    place = forms.ChoiceField(label=_("データの置き場所"), choices=DataPlace.choices)
    place_note = forms.CharField(
        label=_("置き場所の説明"), max_length=200, required=False, help_text=_("国や地域、確かめた資料など。")
    )
    exit_plan = forms.CharField(
        label=_("やめるときの段取り"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("だれが、いつまでに、どの形でデータを取り出し、どこへ移すか。"),
    )
    erasure_plan = forms.CharField(
        label=_("データの消し方"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("だれが消し、何で証明するか。控え（バックアップ）が消えるまでの日数も。"),
    )


class ManagerForm(forms.Form):
    """Who looks after it."""

    post = Pick(label=_("職で決める"), required=False)
    person = Pick(label=_("人で決める"), required=False)
    from_date = forms.DateField(label=_("いつから"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = _("（選ばない）")
        self.fields["post"].offer(posts, lambda post: f"{post.unit.name} {post.title}", empty=none)  # type: ignore[attr-defined]
        self.fields["person"].offer(people, lambda person: person.shown_name, empty=none)  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Who does what: a task, a side and a note a line."""

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = list(rows) or [(str(task), side, "") for task, side in TASKS]
        self.count = len(given) + OWN_TASKS
        for number in range(self.count):
            task, side, note = given[number] if number < len(given) else ("", Side.ASSEMBLY, "")
            n = number + 1
            self.fields[f"task_{number}"] = forms.CharField(
                label=_("%(n)s. すること") % {"n": n}, max_length=120, required=False, initial=task
            )
            self.fields[f"side_{number}"] = forms.ChoiceField(
                label=_("%(n)s. 受け持つ側") % {"n": n}, choices=Side.choices, initial=side
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("%(n)s. 補足") % {"n": n}, max_length=200, required=False, initial=note
            )

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each line."""
        return [(self[f"task_{n}"], self[f"side_{n}"], self[f"note_{n}"]) for n in range(self.count)]

    @property
    def given(self) -> list[tuple[str, str, str]]:
        """What was entered, line by line."""
        values = self.cleaned_data
        return [(values[f"task_{n}"], values[f"side_{n}"], values[f"note_{n}"]) for n in range(self.count)]


class LoginForm(forms.Form):
    """A log-in of the service."""

    name = forms.CharField(label=_("ログインID"), max_length=120, help_text=_("パスワードは書かないでください。"))
    person = Pick(label=_("使う人"), required=False)
    shared_by = forms.CharField(label=_("共有している範囲"), max_length=120, required=False)
    is_admin = forms.BooleanField(label=_("管理者の権限がある"), required=False)
    from_date = forms.DateField(label=_("いつから"), widget=DateInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, lambda person: person.shown_name, empty=_("（共有している）"))  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """The last day."""

    to_date = forms.DateField(label=_("最後の日"), widget=DateInput)


class TermsForm(forms.Form):
    """The terms as they are today."""

    taken_on = forms.DateField(label=_("写した日"), widget=DateInput)
    file = forms.FileField(
        label=_("規約のファイル"), required=False, help_text=_("PDF・Word・HTML・テキスト。20 MBまで。")
    )
    text = forms.CharField(label=_("規約の文（貼り付ける）"), required=False, widget=forms.Textarea(attrs={"rows": 10}))


class ReviewForm(forms.Form):
    """What whoever read them thinks."""

    reviewed_on = forms.DateField(label=_("読んだ日"), widget=DateInput)
    outcome = forms.ChoiceField(label=_("判断"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("気づいたこと"), required=False, max_length=600, widget=AREA)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("取り消す理由"), max_length=300, widget=AREA)


class EndForm(forms.Form):
    """The end of a service."""

    ended_on = forms.DateField(label=_("使うのをやめた日"), widget=DateInput)
    end_reason = forms.CharField(label=_("やめた理由"), max_length=300, widget=AREA)


class ErasedForm(forms.Form):
    """Proof of erasure."""

    erased_on = forms.DateField(label=_("データを消した日"), widget=DateInput)
    file = forms.FileField(label=_("消去の証明（PDF・画像）"), required=False)
    erasure_note = forms.CharField(label=_("消去の確かめ方"), required=False, max_length=300, widget=AREA)


class FoundForm(forms.Form):
    """A use that the office learnt of."""

    name = forms.CharField(label=_("サービスの名称"), max_length=120)
    kind = forms.ChoiceField(label=_("種類"), choices=ServiceKind.choices)
    source = forms.ChoiceField(label=_("分かったきっかけ"), choices=Source.choices)
    where = forms.CharField(label=_("どこで"), max_length=160, required=False)
    purpose = forms.CharField(label=_("使う目的"), max_length=300, required=False)
    limit = forms.ChoiceField(label=_("入れる情報"), choices=[("", UNKNOWN), *Limit.choices], required=False)


class SoftwareForm(forms.Form):
    """A list of programs, to be looked through."""

    where = forms.CharField(
        label=_("どの端末の一覧ですか"), max_length=80, required=False, help_text=_("例: 事務局の共用パソコン")
    )
    source = forms.ChoiceField(
        label=_("一覧の種類"),
        choices=((Source.SOFTWARE, Source.SOFTWARE.label), (Source.DEVICE, Source.DEVICE.label)),
    )
    text = forms.CharField(
        label=_("一覧（一行に一つ）"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("「アプリと機能」の画面やMDMの一覧を写して貼り付けます。一覧そのものは残しません。"),
    )


class CloseForm(forms.Form):
    """How it was settled."""

    state = forms.ChoiceField(
        label=_("どうなりましたか"),
        choices=[(state.value, state.label) for state in (FoundState.STOPPED, FoundState.MISTAKEN)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("片づけ方"), max_length=300, widget=AREA)


class AskForm(forms.Form):
    """A request to everyone."""

    due_on = forms.DateField(label=_("期限"), widget=DateInput)
    message = forms.CharField(label=_("お願いの文"), required=False, max_length=200, widget=AREA)


class AiRulesForm(forms.Form):
    """The rules that the assembly decided."""

    text = forms.CharField(label=_("ルールの文"), max_length=4000, widget=forms.Textarea(attrs={"rows": 12}))
    examples = forms.CharField(
        label=_("例"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一行に一つ、「よい／聞く／だめ｜情報の区分（1・2・3）｜題材｜例」の順に、｜で区切って書きます。"),
    )
    decision = forms.CharField(label=_("決めた会議・決裁"), max_length=120, help_text=_("例: 議会運営委員会、議長決裁"))
    decided_on = forms.DateField(label=_("決めた日"), widget=DateInput)
    effective_on = forms.DateField(label=_("使い始める日"), widget=DateInput)
