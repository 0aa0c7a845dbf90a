"""Show what an index, a catalogue or a profile holds."""

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quwei.agent.reply import about_you
from quwei.agent.wording import Wording
from quwei.index.catalogue import BUILT_IN, SAMPLES, Catalogue, load_catalogue
from quwei.index.errors import CatalogueError
from quwei.index.opened import Index
from quwei.index.profile import Profile
from quwei.tools.behaviour import unknown_item

NEIGHBOURS = 5


def item_facts(index: Index, item_id: str) -> dict[str, Any]:
    """Return an item, its features, its vector's first numbers, and its nearest neighbours.

    Raises QuweiError naming the nearest ids when there is no such item.
    """
    if item_id not in index.catalogue:
        raise unknown_item(index, item_id)
    row = index.catalogue.rows[item_id]
    item, features = index.catalogue.items[row], index.features[row]
    cosines = index.cosines(index.vectors[row][None])[0]
    near = [int(each) for each in (-cosines).argsort()[: NEIGHBOURS + 1] if each != row][:NEIGHBOURS]
    return {
        "id": item.id,
        "title": dict(item.titles),
        "text": dict(item.texts),
        "attributes": dict(item.attributes),
        "features": features.model_dump(),
        "vector": [round(float(x), 4) for x in index.vectors[row][:8]],
        "dimensions": index.vectors.shape[1],
        "nearest": [{"id": index.catalogue.items[each].id, "cosine": round(float(cosines[each]), 3)} for each in near],
    }


def index_facts(index: Index) -> dict[str, Any]:
    """Return what an index holds and where it comes from."""
    return {
        "catalogue": index.catalogue.name,
        "items": len(index.catalogue),
        "encoder": index.encoder.name,
        "dimensions": index.vectors.shape[1],
        "version": index.version,
        "source": index.source.split("|")[0],
        "languages": list(index.catalogue.languages),
        "attributes": {name: each.type for name, each in index.catalogue.schema.attributes.items()},
    }


def catalogue_facts(catalogue: Catalogue) -> dict[str, Any]:
    """Return the size, languages and attributes of a catalogue that was read without problems."""
    return {
        "catalogue": catalogue.name,
        "items": len(catalogue),
        "languages": list(catalogue.languages),
        "attributes": {name: each.type for name, each in catalogue.schema.attributes.items()},
        "left aside": catalogue.schema.ignored,
        "problems": 0,
    }


def problem_facts(error: CatalogueError) -> dict[str, Any]:
    """Return every problem of a catalogue."""
    problems = [
        {"line": each.line, "field": each.field, "seen": each.seen, "expected": each.expected}
        for each in error.problems
    ]
    return {"problems": problems, "seen": error.seen, "next": error.next_step}


def built_in_facts() -> list[dict[str, Any]]:
    """Return a line on each built-in catalogue."""
    return [
        {
            "name": name,
            "items": len(catalogue := load_catalogue(name)),
            "data": "invented samples" if name in SAMPLES else "real",
            "attributes": ", ".join(catalogue.schema.attributes),
        }
        for name in BUILT_IN
    ]


def print_table(rows: list[dict[str, Any]], console: Console) -> None:
    """Print rows of the same keys as a table."""
    table = Table()
    for name in rows[0]:
        table.add_column(name)
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row.values()))
    console.print(table)


def print_facts(facts: dict[str, Any], console: Console) -> None:
    """Print names and values, one a line."""
    table = Table(show_header=False, box=None)
    for name, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} ({each})" for key, each in value.items())
        elif isinstance(value, list | tuple):
            value = ", ".join(map(str, value))
        table.add_row(Text(name, style="bold"), Text(str(value)))
    console.print(table)


def print_item(facts: dict[str, Any], console: Console) -> None:
    """Print an item for a person to read."""
    aside = ("features", "dimensions")
    flat = {name: value for name, value in {**facts, **facts["features"]}.items() if name not in aside}
    flat["nearest"] = [f"{each['id']} ({each['cosine']})" for each in facts["nearest"]]
    flat["vector"] = f"{facts['vector']} … {facts['dimensions']} numbers"
    print_facts(flat, console)


def print_profile(profile: Profile, index: Index, console: Console) -> None:
    """Print what is known of a person, in the catalogue's first language."""
    wording = Wording(index.catalogue, index.catalogue.languages[0])
    for sentence in about_you(profile, wording):
        console.print(sentence, markup=False)
    for item, thumb in profile.thumbs.items():
        if item in index.catalogue:
            console.print(f"{'👍' if thumb == 'up' else '👎'} {wording.title(item)}", markup=False)
