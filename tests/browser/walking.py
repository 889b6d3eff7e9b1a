"""A visitor in a browser: fills in and presses by what stands on the page, and looks at every page with a critical eye."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.core import mail
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from inspired.core.running import work_off

# Where scripts are off, no timer ever fires; axe needs those that wait for nothing.
TIMERS = "window.setTimeout = (act, wait) => { if (!wait) Promise.resolve().then(act); return 0; };"
AXE = (Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js").read_text()
VIOLATIONS = """async () => (await axe.run(document, {preload: false, rules: {"target-size": {enabled: true}}})).violations
    .map(found => `axe ${found.id}: ${found.nodes.map(node => node.target.join(" ")).slice(0, 3).join(", ")}`)"""
SHAPE = """() => ({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll("h1").length,
    crumbs: document.querySelectorAll("nav.crumbs li").length,
    words: document.body.innerText,
})"""
STOP = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    return {tag: at.tagName, words: (at.innerText || "").trim(), outline: style.outlineStyle,
            shadow: style.boxShadow !== "none"};
}"""
MIRRORED = """() => {
    const main = document.querySelector("main h1");
    return getComputedStyle(main).direction + (document.dir === "rtl" ? "" : " on a page that says " + document.dir);
}"""
RESIDUE = re.compile(r"\{\{|\{%|\bNone\b(?! (?:of|yet|is)\b)|\b[a-z]+_[a-z_]+\b|&(?:amp|lt|quot);")
PICTURES = os.environ.get("INSPIRED_PICTURES", "")  # a folder that gets a picture of every page that was looked at


def mailed(to: str, pattern: str = "") -> str:
    """Do what is queued, and give the newest message to an address in which the pattern is found."""
    work_off()
    bodies = [str(message.body) for message in mail.outbox if message.to == [to]]
    return [body for body in bodies if re.search(pattern, body, re.MULTILINE)][-1]


@dataclass(frozen=True)
class Screen:
    """How somebody comes here: the width of the screen, and whether scripts run on it."""

    name: str
    width: int
    scripts: bool


PHONE = Screen("phone without scripts", 360, scripts=False)
DESK = Screen("desk with scripts", 1280, scripts=True)


class Visitor:
    """One person at one screen. Faults of pages are collected, so that one walk names them all."""

    def __init__(self, browser: Browser, address: str, screen: Screen, faults: list[str], language: str = "en") -> None:
        self.address, self.screen, self.faults = address, screen, faults
        context = browser.new_context(
            viewport={"width": screen.width, "height": 800},
            java_script_enabled=screen.scripts,
            locale=language,
            accept_downloads=True,
        )
        context.set_default_timeout(30_000)
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.note(f"script error: {error}"))
        self.page.on("response", self._answered)

    def note(self, fault: str) -> None:
        place = self.page.url.removeprefix(self.address)
        self.faults.append(f"[{self.screen.name}] {place}: {fault}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.note(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.note(f"{response.status} for {response.url.removeprefix(self.address)}")

    def go(self, place: str) -> Visitor:
        self.page.goto(place if place.startswith("http") else self.address + place)
        return self

    def fill(self, label: str, value: str) -> Visitor:
        written = self.page.locator("textarea, input:not([type=radio]):not([type=checkbox])")
        self.page.get_by_label(label).and_(written).first.fill(value)
        return self

    def pick(self, label: str, option: str) -> Visitor:
        """Choose from a drop-down."""
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def tick(self, label: str, kind: str = "radio") -> Visitor:
        """Choose a radio button or tick a box by the beginning of its label."""
        pattern = re.compile(rf"^\s*{re.escape(label)}")
        self.page.get_by_role(kind, name=pattern).first.check()  # type: ignore[arg-type]
        return self

    def unfold(self) -> Visitor:
        """Open whatever is folded beside the rows of a list."""
        for fold in self.page.locator("details.more > summary").all():
            fold.click()
        return self

    def press(self, label: str | re.Pattern[str]) -> Visitor:
        return self._leave_by("button", label)

    def follow(self, label: str | re.Pattern[str]) -> Visitor:
        return self._leave_by("link", label)

    def _leave_by(self, role: Literal["button", "link"], label: str | re.Pattern[str]) -> Visitor:
        """Click the first such thing and wait until the page it leads to has loaded."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("main").get_by_role(role, name=label, exact=True).first.click()
        return self

    def sees(self, *sentences: str) -> Visitor:
        words = " ".join(self.page.inner_text("body").split())
        for sentence in sentences:
            assert sentence in words, f"{sentence!r} is not on {self.page.url}:\n{words[:3000]}"
        return self

    def sign_in(self, email: str, password: str) -> Visitor:
        self.go("/accounts/login/").fill("E-mail address", email).fill("Password", password)
        return self.press("Sign in")

    def download(self, label: str | re.Pattern[str], role: Literal["button", "link"] = "link") -> bytes:
        with self.page.expect_download() as arriving:
            self.page.get_by_role("main").get_by_role(role, name=label).first.click()
        return Path(arriving.value.path()).read_bytes()

    def reaches(self, label: str) -> Visitor:
        """Walk there with the tabulator key alone; each stop on the way must show where it is."""
        self.page.goto(self.page.url)
        for _stop in range(120):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop["outline"] == "none" and not stop["shadow"]:
                self.note(f"no visible focus on {stop['words'] or stop['tag']!r}")
            if label in stop["words"]:
                return self
        self.note(f"the tabulator key does not reach {label!r}")
        return self

    def in_arabic(self, name: str) -> Visitor:
        """Look at the same page in Arabic, which runs from right to left, and come back to English."""
        place, cookie = self.page.url, {"name": "language", "value": "ar", "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]
        self.go(place).look(f"{name}-arabic")
        shape = self.page.evaluate(MIRRORED)
        if shape != "rtl":
            self.note(f"the page in Arabic runs {shape}")
        self.page.context.add_cookies([{**cookie, "value": "en"}])  # type: ignore[list-item]
        return self.go(place)

    def look(self, name: str, *, crumbs: bool = True) -> Visitor:
        """Look at the page: axe, one heading, nothing sideways, no residue of code; keep a picture when asked to."""
        shape: dict[str, Any] = self.page.evaluate(SHAPE)
        if shape["sideways"] > 0:
            self.note(f"scrolls sideways by {shape['sideways']} px")
        if shape["headings"] != 1:
            self.note(f"{shape['headings']} h1")
        if crumbs and not shape["crumbs"]:
            self.note("no breadcrumb")
        if residue := sorted(set(RESIDUE.findall(shape["words"]))):
            self.note(f"residue of code: {residue}")
        self.page.evaluate(AXE if self.screen.scripts else TIMERS + AXE)
        for fault in self.page.evaluate(VIOLATIONS):
            self.note(fault)
        if PICTURES:
            folder = Path(PICTURES) / str(self.screen.width)
            folder.mkdir(parents=True, exist_ok=True)
            number = len(list(folder.iterdir())) + 1
            self.page.screenshot(path=folder / f"{number:02}-{name}.png", full_page=True)
        return self
