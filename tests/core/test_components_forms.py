"""Forms: label above, hint, error, control, joined for screen readers; a summary on top leads to each fault."""

import re

from crispy_forms.utils import render_crispy_form

from tests.core import look


def test_summary_leads_to_every_fault_and_typed_text_survives() -> None:
    html = render_crispy_form(look.answer_form(wrong=True))
    assert 'role="alert"' in html
    summary = html[html.index('class="summary"') : html.index("</ul>")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_name", "id_position_0", "id_category", "id_until", "id_read"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "Because &lt;b&gt;" in html


def test_a_right_form_has_no_summary() -> None:
    assert "summary" not in render_crispy_form(look.answer_form())


def test_hints_and_errors_are_named_by_their_control() -> None:
    html = render_crispy_form(look.answer_form(wrong=True))
    for names in re.findall(r'aria-describedby="([^"]+)"', html):
        for name in names.split():
            assert f'id="{name}"' in html, name
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_each_choice_carries_its_meaning() -> None:
    html = render_crispy_form(look.answer_form())
    assert (
        '<b class="reserve">Endorse with a reservation</b><small>We stand behind it, except where we say so.</small>'
        in html
    )
    assert html.count('type="radio"') == 3


def test_only_what_may_stay_empty_is_marked() -> None:
    html = render_crispy_form(look.answer_form())
    assert html.count("(optional)") == 4
    assert "asterisk" not in html
    assert " required" not in html


def test_the_page_writes_form_tag_and_token() -> None:
    html = render_crispy_form(look.answer_form())
    assert "<form" not in html
    assert "csrf" not in html
