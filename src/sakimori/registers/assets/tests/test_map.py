"""The system map: nothing is lost, nothing overlaps, no line runs behind a box (AST-13)."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sakimori.registers.assets import actions, queries_classes
from sakimori.registers.assets.map_layout import BOX_HEIGHT, BOX_WIDTH, Line, Node, lay_out
from sakimori.registers.assets.models import Asset, Connection
from sakimori.registers.assets.types import AssetKind, AssetState, Category, OwnerKind, Zone
from sakimori.testing import TODAY, Cast

ZONES = ("cloud", "lan", "")


@st.composite
def maps(draw):
    count = draw(st.integers(0, 14))
    nodes = [Node(str(key), f"n{key}", (), draw(st.sampled_from(ZONES))) for key in range(count)]
    keys = st.sampled_from([str(key) for key in range(count + 1)])
    pairs = draw(st.lists(st.tuples(keys, keys), max_size=20))
    lines = [Line(number, *pair) for number, pair in enumerate(pairs, start=1)]
    return nodes, lines, draw(st.integers(1, 6))


def crosses(start, end, box) -> bool:
    """Whether a piece of a line runs through the inside of a box."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < box.x + BOX_WIDTH and right > box.x and top < box.y + BOX_HEIGHT and bottom > box.y


@given(maps())
def test_every_box_and_line_is_there_and_free_of_the_others(given_map):
    nodes, lines, columns = given_map
    chart = lay_out(nodes, lines, ZONES, columns)
    assert {box.node.key for box in chart.boxes} == {node.key for node in nodes}
    known = {node.key for node in nodes}
    wanted = {line.number for line in lines if {line.source, line.target} <= known and line.source != line.target}
    assert {route.line.number for route in chart.routes} == wanted
    for box in chart.boxes:
        band = next(band for band in chart.bands if band.zone == box.node.zone)
        assert band.y < box.y
        assert box.y + BOX_HEIGHT < band.y + band.height <= chart.height
        assert box.x > 0
        assert box.x + BOX_WIDTH < chart.width
    for one, other in combinations(chart.boxes, 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    for route in chart.routes:
        for start, end in pairwise(route.points):
            assert start[0] == end[0] or start[1] == end[1]
            assert not any(crosses(start, end, box) for box in chart.boxes)
            assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in (start, end))


@given(maps())
def test_numbers_of_lines_never_cover_each_other(given_map):
    chart = lay_out(*given_map[:2], ZONES, given_map[2])
    for one, other in combinations(chart.routes, 2):
        (x1, y1), (x2, y2) = one.mark, other.mark
        assert max(abs(x1 - x2), abs(y1 - y2)) >= 17


@given(maps())
def test_the_same_map_looks_the_same(given_map):
    nodes, lines, columns = given_map
    assert lay_out(nodes, lines, ZONES, columns) == lay_out(nodes, lines, ZONES, columns)


def node(cast: Cast, name: str, zone: str, **values) -> Asset:
    given_values = {"kind": AssetKind.SYSTEM, "name": name, "zone": zone} | values
    return actions.register_asset(cast.ctx("staff"), **given_values)


def network(cast: Cast) -> tuple[Asset, Asset, Asset]:
    share = node(cast, "文書共有 <b>", Zone.CLOUD)
    router = node(cast, "ルーター", Zone.CITY_LAN, kind=AssetKind.DEVICE, category=Category.NETWORK)
    bare = node(cast, "ネットワーク不明", "")
    return share, router, bare


def test_systems_are_drawn_joined_and_listed(cast: Cast):
    share, router, bare = network(cast)
    staff = cast.client("staff")
    page = staff.get(cast.url("assets/map/")).content.decode()
    assert "接続は、まだ登録されていません" in page
    good = {
        "source": str(router.pk),
        "target": str(share.pk),
        "label": "閉域回線",
        "owner_kind": "city",
        "from_date": TODAY.isoformat(),
    }
    wrong = staff.post(cast.url("assets/map/connect/"), good | {"target": str(router.pk)})
    assert wrong.status_code == 422
    assert "別のものを選んでください" in wrong.content.decode()
    assert staff.post(cast.url("assets/map/connect/"), good).status_code == 302
    page = staff.get(cast.url("assets/map/")).content.decode()
    assert page.count("<h1") == 1
    assert page.count("<svg xmlns") >= 1
    assert "文書共有 &lt;b&gt;" in page
    assert "<b>" not in page
    for words in ("クラウド", "庁内LAN", "ネットワークが未登録", "閉域回線", "1: ルーター – 文書共有", bare.name):
        assert words in page, words
    assert 'class="system-map-line" stroke-dasharray="9 4"' in page
    assert staff.get(cast.url("assets/map.pdf")).content.startswith(b"%PDF")
    line = Connection.objects.get()
    assert staff.post(cast.url(f"assets/map/{line.pk}/end/"), {"on": TODAY.isoformat()}).status_code == 302
    assert not Connection.objects.exists()


def test_what_has_left_the_register_is_not_on_the_map(cast: Cast):
    share, router, _bare = network(cast)
    actions.connect(cast.ctx("staff"), source=router, target=share, owner_kind=OwnerKind.CITY)
    tablet = node(cast, "端末", Zone.MOBILE, kind=AssetKind.DEVICE, category=Category.TABLET)
    assert tablet not in queries_classes.map_nodes(TODAY), "thirty tablets would hide the network"
    actions.connect(cast.ctx("staff"), source=tablet, target=share)
    assert tablet in queries_classes.map_nodes(TODAY)
    actions.change_state(cast.ctx("staff"), asset=share, state=AssetState.DISPOSED, reason="終了")
    assert set(queries_classes.map_nodes(TODAY).values_list("name", flat=True)) == {"ルーター", "ネットワーク不明"}
    assert queries_classes.lines_of_map(TODAY) == []


def test_a_line_needs_two_ends(cast: Cast):
    share, _router, _bare = network(cast)
    with pytest.raises(ValidationError):
        actions.connect(cast.ctx("staff"), source=share, target=share)
