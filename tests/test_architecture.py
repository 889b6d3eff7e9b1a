"""Enforces docs/architecture.md: floors, rooms, limits, the access door, and what templates may hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from inspired.core.access import RULES, Policy
from tests.architecture import FLOORS, ROOMS, ROOT, Module, floor_of, modules, room_of, templates

MODULES = modules()
SLOW = {
    "weasyprint",
    "docx",
    "openpyxl",
    "xlsxwriter",
    "rapidfuzz",
    "icalendar",
    "qrcode",
}  # slow to import and seldom needed: paid where they are used, never at start
FOREIGN_VIEWS = (
    "allauth.",
    "django.contrib.admin.",
    "django.contrib.staticfiles.",
)  # their own doors, walked by other tests
NAMELESS = {"utils", "helpers", "common", "base"}


def faults(found: Iterator[str]) -> str:
    """Join what was found, for one assertion that names everything at once."""
    return "\n".join(found)


def each(*rooms: str) -> list[Module]:
    return [module for module in MODULES if module.room in rooms]


def test_imports_go_down_only() -> None:
    def upward() -> Iterator[str]:
        for module in MODULES:
            for found in [*module.imports(), *module.references()]:
                target = floor_of(found.target)
                if target and FLOORS.index(target) > FLOORS.index(module.floor):
                    yield f"{module.place}:{found.line} imports {found.target}, which stands above"

    assert not faults(upward())


def test_nothing_leans_on_what_stands_beside_the_application() -> None:
    assert not faults(
        f"{module.place}:{found.line} imports {found.target}"
        for module in MODULES
        for found in module.imports()
        if found.target.split(".")[0] in {"tests", "bench", "bin"}
    )


def test_the_root_package_imports_only_celery() -> None:
    root = next(module for module in MODULES if module.name == "inspired")
    assert {found.target for found in root.imports()} == {"inspired.celery.app"}


def test_no_import_hides_inside_a_function() -> None:
    def hidden() -> Iterator[str]:
        for module in MODULES:
            for found in module.imports():
                if found.is_nested and found.target.split(".")[0] not in SLOW:
                    yield f"{module.place}:{found.line} imports {found.target} inside a function"

    assert not faults(hidden())


def test_rooms_are_entered_from_the_right_only() -> None:
    def wrong() -> Iterator[str]:
        for module in MODULES:
            if module.floor == "inspired":
                continue
            for found in module.imports():
                if floor_of(found.target) != module.floor:
                    continue
                room = room_of(found.target)
                if ROOMS.index(room) > ROOMS.index(module.room):
                    yield f"{module.place}:{found.line} ({module.room}) imports {found.target} ({room})"

    assert not faults(wrong())


def test_states_import_nothing_of_ours() -> None:
    assert not faults(
        f"{module.place}: {found.target}"
        for module in each("states")
        for found in module.imports()
        if floor_of(found.target) and module.floor != "inspired.core"
    )


def test_services_know_no_pages() -> None:
    pages = (
        *("django.http", "django.forms", "django.template", "django.shortcuts", "django.contrib.messages"),
        *("crispy_forms", "inspired.core.forms", "inspired.core.formlayout", "inspired.core.listing"),
    )
    assert not faults(
        f"{module.place}:{found.line} {found.target}"
        for module in each("services", "models", "permissions", "states")
        for found in module.imports()
        if found.target.startswith(pages) and module.name != "inspired.core.access"  # the door itself
    )


def test_files_have_names_that_say_something() -> None:
    assert not faults(module.place for module in MODULES if module.path.stem in NAMELESS)


def test_questions_of_querysets_are_described() -> None:
    assert not faults(
        f"{module.place}:{question.lineno} {question.name} has no docstring"
        for module in MODULES
        for question in questions_of(module)
        if not ast.get_docstring(question)
    )


def questions_of(module: Module) -> Iterator[ast.FunctionDef]:
    """Yield the public methods of a module's querysets."""
    for kind in module.tree.body:
        if isinstance(kind, ast.ClassDef) and kind.name.endswith("QuerySet"):
            yield from (
                node for node in kind.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            )


def test_modules_and_public_functions_are_described() -> None:
    def undescribed() -> Iterator[str]:
        for module in MODULES:
            if module.text.strip() and not ast.get_docstring(module.tree):
                yield f"{module.place} has no docstring"
            if module.room in {"services", "permissions", "tasks"}:
                for function in module.functions():
                    if not function.name.startswith("_") and not ast.get_docstring(function):
                        yield f"{module.place}:{function.lineno} {function.name} has no docstring"

    assert not faults(undescribed())


def test_sizes_keep_their_limits() -> None:
    def large() -> Iterator[str]:
        for module in MODULES:
            if (lines := module.text.count("\n")) > 300:
                yield f"{module.place}: {lines} lines"
            limit = 25 if module.room == "views" and "templatetags" not in module.path.parts else 40
            for function in module.functions():
                if (lines := (function.end_lineno or 0) - function.lineno + 1) > limit:
                    yield f"{module.place}:{function.lineno} {function.name}: {lines} lines"
        for template in templates():
            if (lines := template.read_text().count("\n")) > 120:
                yield f"{template.relative_to(ROOT)}: {lines} lines"

    assert not faults(large())


def test_views_leave_roles_to_the_rules() -> None:
    asked = re.compile(r"\.(is_team|is_host|is_donor|is_participant|is_superuser|is_staff|signing|speaking)\b")
    assert not faults(
        f"{module.place}:{number} {line.strip()}"
        for module in each("views")
        if "templatetags" not in module.path.parts
        for number, line in enumerate(module.text.splitlines(), 1)
        if asked.search(line)
    )


FORBIDDEN = re.compile(
    r"csrf_exempt|\.raw\(|RawSQL|\.extra\(|form\.save\(|\.delay\(|\.apply_async\(|filter\(\*\*request\.|order_by\(request\."
    r"|except Exception|except:|except BaseException|import pickle|pickle\.|\beval\(|django\.dispatch|(?<!celery\.)signals import|post_save|pre_save"
)


def test_forbidden_calls_do_not_occur() -> None:
    assert not faults(
        f"{module.place}:{number} {line.strip()}"
        for module in MODULES
        for number, line in enumerate(module.text.splitlines(), 1)
        if FORBIDDEN.search(line) and "# reason:" not in line
    )


def test_scripts_store_nothing_and_run_no_text() -> None:
    unwanted = re.compile(
        r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|\beval\(|https?://"
    )
    assert not faults(
        f"{path.name}:{number} {line.strip()[:80]}"
        for path in (ROOT / "static").glob("*.js")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if unwanted.search(line)
    )


def test_markup_is_never_marked_safe_by_hand() -> None:
    assert not faults(
        f"{module.place}:{number}"
        for module in MODULES
        for number, line in enumerate(module.text.splitlines(), 1)
        if "mark_safe(" in line and "# reason:" not in line
    )


def own_routes(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield every route whose view is ours."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue  # has a table of its own
            yield from own_routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif not _module_of(pattern).startswith(FOREIGN_VIEWS):
            yield prefix + str(pattern.pattern), pattern


def _module_of(pattern: URLPattern) -> str:
    return getattr(pattern.callback, "__module__", "") or ""


def test_every_view_declares_its_policy() -> None:
    assert not faults(
        f"{route} ({_module_of(pattern)})"
        for route, pattern in own_routes()
        if not isinstance(getattr(pattern.callback, "policy", None), Policy)
    )


def test_every_required_rule_exists() -> None:
    asked = {pattern.callback.policy.rule for _route, pattern in own_routes() if pattern.callback.policy.rule}
    assert asked <= set(RULES)


def test_views_go_by_their_url_name() -> None:
    assert not faults(
        f"{route}: view {pattern.callback.__name__}, name {pattern.name}"
        for route, pattern in own_routes()
        if _module_of(pattern).startswith(("dialogues", "inspired", "toolkit", "workinggroups"))
        and pattern.callback.__name__ != pattern.name
    )


def test_rows_behind_the_door_can_be_scoped() -> None:
    models = {pattern.callback.policy.model for _route, pattern in own_routes() if pattern.callback.policy.model}
    assert not faults(str(model) for model in models if not hasattr(model._default_manager, "visible_to"))


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rules_are_named_app_dot_verb_noun(rule: str) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", rule)


INLINE = re.compile(
    r"(\s)style\s*=|<style|<script(?![^>]*\b(?:src|type=\"application/json\"))|\son[a-z]+\s*=\s*[\"']|(?<!totp_svg)\|safe\b|\{% autoescape off",
    re.I,
)
PHYSICAL = re.compile(
    r"(margin|padding|border)-(left|right)\b|\b(text-align|float):\s*(left|right)|[^-]\b(left|right):\s*[\d-]"
)


def test_templates_hold_no_inline_style_or_script() -> None:
    assert not faults(
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(line)
    )


def own_styles() -> list[Path]:
    return list((ROOT / "static").glob("*.css"))


def test_styles_are_logical_so_that_arabic_mirrors() -> None:
    assert not faults(
        f"{path.name}:{number} {line.strip()[:80]}"
        for path in own_styles()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if PHYSICAL.search(line)
    )


def test_styles_fetch_nothing_and_embed_nothing() -> None:
    vendored = (ROOT / "static" / "vendor").rglob("*.css")
    assert not faults(
        str(path.name)
        for path in [*own_styles(), *vendored]
        if re.search(r"url\([\"']?(data:|https?:|//)", path.read_text())
    )
