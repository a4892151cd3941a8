"""Our own HTML tables."""

from ui.tables import Column, table


def test_every_cell_is_escaped():
    html = table([{"x": "<script>"}], [Column("<b>", lambda r: r["x"])])
    assert "<script>" not in html and "&lt;script&gt;" in html and "&lt;b&gt;" in html


def test_markup_of_our_own_passes_where_a_column_says_so():
    html = table([{}], [Column("图", lambda r: "<img>", html=True)])
    assert '<td class="left"><img></td>' in html


def test_a_group_gets_one_heading_and_no_group_none():
    rows = [{"g": "城区组"}, {"g": "城区组"}, {"g": "城郊组"}, {"g": ""}]
    html = table(rows, [Column("组", lambda r: "")], group_of=lambda r: r["g"])
    assert html.count('class="group"') == 2


def test_totals_stand_in_the_foot():
    html = table([{"n": "1"}], [Column("行数", lambda r: r["n"], "right")], foot={"n": "7"})
    assert '<tfoot><tr><td class="right">7</td></tr></tfoot>' in html


def test_a_table_sorts_where_it_has_more_than_a_few_rows_and_is_no_tree():
    columns, rows = [Column("行数", lambda r: r["n"], "right")], [{"n": "1"}] * 4
    assert 'tabindex="0" aria-sort="none"' in table(rows, columns)
    assert "sort" not in table(rows[:3], columns) + table(rows, columns, tree=True)
