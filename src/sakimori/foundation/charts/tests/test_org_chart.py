"""Organisation charts: every post is drawn once, nothing overlaps, the words are there for a screen reader."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from sakimori.foundation.charts.layout import BOX, Block, Node, lay_out
from sakimori.foundation.charts.org_chart import PAGE_WIDTH, org_chart, outline

SVG = "{http://www.w3.org/2000/svg}"

leaf = st.builds(
    Node, st.sampled_from(["議員", "情報セキュリティ責任者（事務局長）", "担当"]), st.sampled_from(["山田 太郎", ""])
)
trees = st.recursive(
    leaf,
    lambda inner: st.builds(Node, st.just("長"), st.just("髙橋"), children=st.lists(inner, max_size=7).map(tuple)),
    max_leaves=60,
)


def count(node: Node) -> int:
    return 1 + sum(count(child) for child in node.children)


def overlaps(block: Block) -> list[tuple[str, str]]:
    boxes = block.boxes
    return [
        (a.node.title, b.node.title)
        for number, a in enumerate(boxes)
        for b in boxes[number + 1 :]
        if a.x < b.x + BOX and b.x < a.x + BOX and a.y < b.y + b.height and b.y < a.y + a.height
    ]


def crossings(block: Block) -> list[tuple[object, object]]:
    """Lines that run through the inside of a box."""
    found: list[tuple[object, object]] = []
    for path in block.paths:
        for (x1, y1), (x2, y2) in pairwise(path):
            assert x1 == x2 or y1 == y2, "lines are orthogonal"
            for box in block.boxes:
                inside_x = min(x1, x2) < box.x + BOX - 1 and max(x1, x2) > box.x + 1
                inside_y = min(y1, y2) < box.y + box.height - 1 and max(y1, y2) > box.y + 1
                if inside_x and inside_y:
                    found.append((path, box.node.title))
    return found


@given(trees)
@settings(max_examples=150, deadline=None)
def test_every_post_once_without_overlap(tree: Node) -> None:
    block = lay_out([tree], PAGE_WIDTH)
    assert len(block.boxes) == count(tree)
    assert overlaps(block) == []
    assert crossings(block) == []
    assert max(box.y + box.height for box in block.boxes) <= block.height + 0.01


def test_fits_the_page_however_wide_the_tree() -> None:
    flat = Node("議長", "髙橋", children=tuple(Node("議員", f"氏名{number}") for number in range(60)))
    caucuses = Node(
        "議長",
        "髙橋",
        children=tuple(Node("会派", f"会派{size}", children=flat.children[:size]) for size in range(13)),
    )
    for tree in (flat, caucuses, Node("市", "市", children=(flat, caucuses))):
        block = lay_out([tree], PAGE_WIDTH)
        assert min(box.x for box in block.boxes) >= 0
        assert max(box.x + BOX for box in block.boxes) <= PAGE_WIDTH


def test_a_small_chart_is_a_plain_row() -> None:
    tree = Node("議長", "髙橋", children=(Node("副議長", "山田"), Node("事務局長", "佐藤")))
    top, left, right = lay_out([tree], PAGE_WIDTH).boxes
    assert left.y == right.y > top.y
    assert top.x == (left.x + right.x) / 2


def test_text_of_users_is_escaped_and_readable() -> None:
    drawn = org_chart(Node("<script>", "a\"&'", "x]]>"), title="<b>", chart_id='"><i>')
    root = ET.fromstring(drawn)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert texts == ["<script>", "a\"&'", "x]]>"]
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "<b>"
    assert "style=" not in drawn


def test_the_whole_tree_is_in_words() -> None:
    tree = Node("議長", "髙橋 辻󠄀子", children=(Node("副議長", vacant=True, sub="内線 2"),))
    root = ET.fromstring(org_chart(tree, title="組織図", chart_id="c1"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c1-title c1-desc"
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    assert desc.text == "議長 髙橋 辻󠄀子\n　副議長 空席 内線 2"
    assert outline(tree) == [(0, "議長 髙橋 辻󠄀子"), (1, "副議長 空席 内線 2")]


def test_classes_on_pages_and_attributes_on_paper() -> None:
    tree = Node("議長", vacant=True)
    page, paper = org_chart(tree, title="図"), org_chart(tree, title="図", embed_css=True)
    assert 'class="org-chart-box org-chart-vacant"' in page
    assert "fill=" not in page
    assert "class=" not in paper
    assert "stroke-dasharray" in paper
    assert "BIZ UDPGothic" in paper


def test_on_paper_the_letters_come_out_as_large_as_can_be() -> None:
    caucuses = Node(
        "議長", children=tuple(Node("会派", children=tuple(Node("議員") for _ in range(9))) for _ in range(8))
    )

    def size(drawn: str) -> tuple[float, float]:
        _x, _y, width, height = (ET.fromstring(drawn).get("viewBox") or "").split()
        return float(width), float(height)

    usual, fitted = size(org_chart(caucuses, title="図")), size(org_chart(caucuses, title="図", fit_ratio=1.75))
    assert usual[0] == PAGE_WIDTH
    assert max(fitted[0], fitted[1] * 1.75) < max(usual[0], usual[1] * 1.75)
