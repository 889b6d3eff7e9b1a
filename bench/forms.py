"""Reads a page as a browser does: the fields of its form, and what else it loads."""

from __future__ import annotations

from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


class Page(HTMLParser):
    """The forms with their values, and the addresses of what the page loads."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, str]] = []
        self.loads: list[str] = []
        self._area = self._select = ""
        self.feed(html)

    def main_form(self) -> dict[str, str]:
        """Return the values of the form with the most fields: what the page is for."""
        return max(self.forms, key=len)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note a field or an address."""
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "link" and values.get("rel") in {"stylesheet", "icon", "preload"}:
            self._load(values.get("href"))
        elif tag in {"script", "img"}:
            self._load(values.get("src"))
        elif tag == "use":
            self._load(values.get("href", "").partition("#")[0])
        elif self.forms:
            self._field(tag, values)

    def handle_data(self, data: str) -> None:
        """Take the words of a textarea."""
        if self._area:
            self.forms[-1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a textarea or a choice."""
        if tag == "textarea":
            self.forms[-1][self._area] = self.forms[-1][self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _load(self, address: str | None) -> None:
        if address and not address.startswith("data:") and address not in self.loads:
            self.loads.append(address)

    def _field(self, tag: str, values: dict[str, str]) -> None:
        form, name = self.forms[-1], values.get("name", "")
        if tag == "input" and name:
            kind = values.get("type", "text")
            if kind in {"hidden", "text", "date", "email", "number"} or "checked" in values:
                form[name] = values.get("value", "")
            elif kind in {"radio", "checkbox"}:
                form.setdefault(name, "")
        elif tag == "textarea":
            self._area = name
            form[name] = ""
        elif tag == "select":
            self._select = name
            form[name] = ""
        elif tag == "option" and self._select and "selected" in values:
            form[self._select] = values.get("value", "")
