"""Reads the texts that are shipped: one TOML file for each tool and page, with English and French side by side."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.models import CatalogueItem, GuidePage, Reading, SitePage, Tool
from toolkit.models.catalogue import languages
from toolkit.states import Source

FOLDER = Path(__file__).resolve().parent / "seed"
Shipped = tuple[type[CatalogueItem], Any, dict[str, Any], dict[str, Any]]


def shipped(folder: Path = FOLDER) -> Iterator[Shipped]:
    """Yield model, key, columns that never change, and values by key; pages that others belong under come first."""
    for path in sorted((folder / "tools").glob("*.toml")):
        yield _item(Tool, tomllib.loads(path.read_text()), fixed=("slug",))
    pages = [tomllib.loads(path.read_text()) for path in sorted((folder / "guide").glob("*.toml"))]
    for page in sorted(pages, key=lambda page: bool(page.get("parent_id"))):
        yield _item(GuidePage, {"parent_id": None, **page})
    readings = folder / "readings.toml"
    for reading in tomllib.loads(readings.read_text())["reading"] if readings.exists() else []:
        yield _item(Reading, reading)
    for path in sorted((folder / "about").glob("*.toml")):
        yield _item(SitePage, tomllib.loads(path.read_text()))


def _item(model: type[CatalogueItem], said: dict[str, Any], fixed: tuple[str, ...] = ()) -> Shipped:
    """Turn a file into flat values. What a file does not mark as ours is from the method; what it ships is published."""
    ours = said.get("ours", [])
    values = {"is_published": True, **{name: said[name] for name in model.FACTS if name in said}}
    values |= {f"source.{field}": Source.OURS if field in ours else Source.METHOD for field in model.SOURCED}
    values |= {
        f"{field}.{code}": words.strip()
        for code in languages()
        for field, words in said.get(code, {}).items()
        if field in model.TEXTS
    }
    values = {key: str(value) if isinstance(value, Source) else value for key, value in values.items()}
    return model, said[model.KEY], {name: said[name] for name in fixed}, values
