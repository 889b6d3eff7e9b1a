"""Every page with a list leads to its files, CSV and XLSX, or says here why it has none."""

from __future__ import annotations

from tests.policy import table
from tests.policy.reading import ROUTES, declared, url_of

WITHOUT = {
    "messages": "what is said in confidence leaves the site only by hand",
    "letter_run_new": "chooses from the contact list, which has its own files",
    "notice_preview": "chooses from the seats, which have their own files",
    "section_cite": "chooses from the inputs, which have their own files",
    "my_inputs": "shows one's own words",
    "toolkit": "is the catalogue of tools, the same for everybody",
    "library": "is public and leads to the documents themselves",
}


def test_every_list_leads_to_its_files(world, ask):
    seen, without = set(), set()
    for name in sorted(ROUTES):
        row = table.ROWS[name]
        if declared(row)["host"][0] != "page":
            continue
        answer = ask("host", "GET", url_of(name, row, world))
        page = "" if answer.streaming else answer.content.decode(errors="replace")
        if 'class="controls"' in page and 'class="count"' in page:
            seen.add(name)
            if "format=csv" not in page or "format=xlsx" not in page:
                without.add(name)
    assert len(seen) > 25, sorted(seen)
    assert without <= set(WITHOUT), sorted(without - set(WITHOUT))
