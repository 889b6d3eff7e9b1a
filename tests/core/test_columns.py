"""Cells of tables in texts name their column, which a telephone shows in place of the head."""

from inspired.core.columns import with_named_cells
from inspired.core.text import to_html

SOURCE = '| At the end of | Phase "one" & <b> | *Two* |\n|---|:-:|---|\n| Issues | policies | [a](https://a.example) |\n| Alone |\n'


def test_each_cell_carries_the_name_of_its_column() -> None:
    shown = with_named_cells(to_html(SOURCE))
    assert (
        '<tr><th scope="row">Issues</th><td data-label="Phase &quot;one&quot; &amp; &lt;b&gt;">policies</td>' in shown
    )
    assert '<td data-label="Two"><a href="https://a.example"' in shown
    assert '<tr><th scope="row">Alone</th>' in shown
    assert "<th>At the end of</th>" in shown and "<script" not in shown


def test_a_text_without_a_table_stays_as_it_is() -> None:
    shown = to_html("Some *words*\n\n- one\n")
    assert with_named_cells(shown) == shown
