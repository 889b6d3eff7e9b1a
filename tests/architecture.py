"""Reads the source as text and syntax trees, for the architecture test: which module imports what, from where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [  # from the lowest to the highest; the longest prefix decides where a module stands
    "inspired.core",
    "toolkit",
    "dialogues",
    "dialogues.convening",
    "dialogues.ledger",
    "workinggroups",
    "dialogues.activities",
    "dialogues.inputs",
    "dialogues.documents",
    "dialogues.indicators",
    "dialogues.assessment",
    "dialogues.consensus",
    "dialogues.monitoring",
    "dialogues.isf",
    "inspired.front",
    "inspired",
]
LABELS = {floor.rsplit(".", 1)[-1]: floor for floor in FLOORS if floor != "inspired"}
ROOMS = ["states", "permissions", "models", "worker", "services", "tasks", "forms", "views", "admin", "urls", "apps"]
GROUND = {"access", "ports", "memory", "canonical", "commit"}  # core's ground: no models of their own, below every room
BESIDE = {"templatetags": "views", "management": "views", "demo": "tasks"}


@dataclass(frozen=True)
class Import:
    """One import statement, or a string that counts as one."""

    target: str
    line: int
    is_nested: bool = False


@dataclass(frozen=True)
class Module:
    """One Python file of ours."""

    path: Path

    @property
    def name(self) -> str:
        """Dotted name; a package goes by the name of its folder."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    @property
    def place(self) -> str:
        """Path relative to the repository, for messages."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def floor(self) -> str:
        """The floor this module stands on."""
        return floor_of(self.name)

    @property
    def room(self) -> str:
        """The room within its app."""
        return room_of(self.name)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[Import]:
        """Every import statement, nested ones marked; ``TYPE_CHECKING`` blocks and string references left out."""
        skipped = {id(child) for block in _type_checking(self.tree) for child in ast.walk(block)}
        nested = {id(child) for function in self.functions() for child in ast.walk(function)}
        for node in ast.walk(self.tree):
            if id(node) in skipped:
                continue
            for target in _targets(node, self.name, self.path.name == "__init__.py"):
                yield Import(target, node.lineno, id(node) in nested)

    def references(self) -> Iterator[Import]:
        """Strings that count as imports: foreign keys by name, ``get_model``, ``import_string``, ``include``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and (called := _called(node)) in REFERRING:
                yield from (Import(target, node.lineno) for target in _named(node, called))


RELATED = {"ForeignKey", "OneToOneField", "ManyToManyField"}
BY_PATH = {"import_string", "import_module", "__import__", "include"}
REFERRING = {*RELATED, *BY_PATH, "get_model"}
WRITING = {"save", "create", "get_or_create", "update_or_create", "delete"}


NAMING = {"to", "through", "app_label"}  # arguments that may name what is referred to


def floor_of(name: str) -> str:
    """Return the floor with the longest matching prefix; empty for foreign packages."""
    fits = [floor for floor in FLOORS if name == floor or name.startswith(floor + ".")]
    return max(fits, key=len, default="")


def room_of(name: str) -> str:
    """Return the room a dotted name stands in within its app."""
    floor = floor_of(name)
    first = name.removeprefix(floor).lstrip(".").split(".")[0]
    first = BESIDE.get(first, first)
    if floor == "inspired.core" and first in GROUND:
        return "states"
    return first if first in ROOMS else "worker"


def _type_checking(tree: ast.Module) -> Iterator[ast.If]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield node


def _targets(node: ast.AST, name: str, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        parts = name.split(".") if is_package else name.split(".")[:-1]
        parts = parts[: len(parts) - (node.level - 1)]
        base = ".".join([*parts, base]) if base else ".".join(parts)
    return [f"{base}.{alias.name}" for alias in node.names]


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _named(node: ast.Call, called: str) -> Iterator[str]:
    given = [*node.args, *(named.value for named in node.keywords if named.arg in NAMING)]
    words = [arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if called in BY_PATH:
        yield from (word for word in words if "." in word)
    elif called == "get_model" and words:
        yield LABELS.get(words[0].split(".")[0], words[0])
    elif words and "." in words[0]:
        label = words[0].split(".")[0]
        yield LABELS.get(label, label)


def is_write(call: ast.Call) -> bool:
    """Tell whether a call writes rows: what has the same name on dictionaries, pictures and stores takes an argument."""
    name = _called(call)
    named_alone = not call.args and (name in WRITING or (name == "update" and bool(call.keywords)))
    return isinstance(call.func, ast.Attribute) and (named_alone or name in {"bulk_create", "bulk_update"})


def modules() -> list[Module]:
    """Every Python file of the application, migrations left out."""
    found = [
        path for top in ("inspired", "dialogues", "workinggroups", "toolkit") for path in (ROOT / top).rglob("*.py")
    ]
    return [Module(path) for path in sorted(found) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every HTML template of ours, those for the PDF left out."""
    return [path for path in sorted((ROOT / "templates").rglob("*.html")) if "pdf" not in path.parts]
