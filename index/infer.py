"""Infer the schema of a catalogue from its rows and from what common columns usually mean."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from quwei.index.column_units import measured
from quwei.index.glossary import domain_of, goes_by, groups_among, known_attribute, nouns_for, ordered_among, words_for
from quwei.index.languages import Words
from quwei.index.rows import Row
from quwei.index.schema import Attribute, AttributeType, Fields, Group, Schema

ID_COLUMNS = ("id", "item_id", "sku", "code", "编号")
TITLE_COLUMNS = ("title", "name", "headline", "标题", "名称", "片名", "书名")
TEXT_COLUMNS = (
    "text",
    "description",
    "plot",
    "overview",
    "summary",
    "content",
    "body",
    "abstract",
    "简介",
    "描述",
    "内容",
    "剧情",
    "摘要",
)
IMAGE_COLUMNS = ("image", "image_url", "picture", "cover", "poster", "图片")
URL_COLUMNS = ("url", "link", "链接")
POPULARITY_COLUMNS = ("popularity", "rating_count", "votes", "num_ratings", "review_count", "评分人数")

MOST_ASKED_VALUES = 60
"""An attribute with more common values than this is not something to ask a person about."""
_STARS: Words = {"zh": ["星级"], "en": ["stars"]}
LONG_TEXT = 60
"""Strings of at least this mean length are prose, not values."""
SEPARATORS = ("|", ";", "；", "、", ", ", "，", ",")


def infer_schema(rows: Sequence[Row]) -> Schema:
    """Return the schema that fits `rows`; columns of prose, of numbers that identify, and empty ones are left aside."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    fields = _infer_fields(columns)
    taken = {fields.id, fields.title, fields.image, fields.url, *fields.text}
    schema = Schema(fields=fields)
    for name in columns:
        if name in taken:
            continue
        attribute = _infer_attribute(name, [row[name] for row in rows if not is_missing(row.get(name))], len(rows))
        if attribute is None:
            schema.ignored.append(name)
        else:
            schema.attributes[name] = attribute
    _tell_stars_from_scores(schema)
    popular = [name for name in POPULARITY_COLUMNS if name in schema.attributes]
    if popular and schema.attributes[popular[0]].type == "number":
        fields.popularity = popular[0]
    return schema


def is_missing(value: object) -> bool:
    """Tell whether a cell says nothing."""
    return value is None or value in ("", [], {}, ()) or (isinstance(value, float) and value != value)


def split_list(value: str, separator: str) -> list[str]:
    """Split a cell such as 'a, b' into its parts."""
    return [part.strip() for part in value.split(separator) if part.strip()]


def _infer_fields(columns: Sequence[str]) -> Fields:
    lower = {name.casefold(): name for name in columns}

    def first(candidates: Sequence[str], default: str) -> str:
        return next((lower[name] for name in candidates if name in lower), default)

    return Fields(
        id=first(ID_COLUMNS, "id"),
        title=first(TITLE_COLUMNS, "title"),
        text=[first(TEXT_COLUMNS, "text")],
        image=first(IMAGE_COLUMNS, "image"),
        url=first(URL_COLUMNS, "url"),
        nouns=nouns_for(columns),
    )


def _tell_stars_from_scores(schema: Schema) -> None:
    """Leave the words for what people think of an item to its score, where it has stars of an authority as well."""
    others = [name for name in schema.attributes if name != "stars" and goes_by(name, "rating")]
    if others and "stars" in schema.attributes:
        schema.attributes["stars"] = schema.attributes["stars"].model_copy(
            update={"labels": _STARS, "synonyms": {}, "low": {}, "high": {}}
        )


def _infer_attribute(name: str, values: list[Any], n_rows: int) -> Attribute | None:
    if not values:
        return None
    if re.fullmatch(r".+_id|.*编号|uuid|guid", name.casefold()):
        return None
    by_unit = None if known_attribute(name) else measured(name)
    known = known_attribute(by_unit.name) | {"unit": by_unit.unit} if by_unit else known_attribute(name)
    domain = known.pop("domain", None)
    inferred = _type_of(values)
    if inferred is None:
        return None
    kind, separator = inferred
    if kind != "number":  # "year" may hold words in somebody's catalogue
        known = {key: value for key, value in known.items() if key not in ("unit", "low", "high")}
    attribute = Attribute(type=kind, separator=separator, **known)
    if not attribute.labels:
        attribute.labels = {"en": [(by_unit.name if by_unit else name).replace("_", " ")]}
    if kind in ("string", "list"):
        counts = Counter(part for value in values for part in _parts(value, separator))
        if kind == "string" and len(counts) > 0.9 * len(values) and len(counts) > MOST_ASKED_VALUES:
            return None
        domain = domain_of(list(counts), domain)
        attribute.values = {value: words for value in counts if (words := words_for(value, domain))}
        attribute.ordered = ordered_among(counts, domain)
        attribute.groups = {name: Group(**each) for name, each in groups_among(counts, domain).items()}
        attribute.asked = attribute.asked and _worth_asking(counts, len(values), n_rows)
    return attribute


def _type_of(values: list[Any]) -> tuple[AttributeType, str | None] | None:
    """Return the type and, for strings that hold lists, their separator; None for prose and other structures."""
    if all(isinstance(value, bool) for value in values) or _all_match(values, r"true|false|yes|no|是|否"):
        return "bool", None
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return "number", None
    if _all_match(values, r"-?\d+(\.\d+)?") and not any(re.match(r"0\d", str(value)) for value in values):
        return "number", None
    if all(isinstance(value, date) for value in values) or _all_match(values, r"\d{4}-\d\d-\d\d"):
        return "date", None
    if all(isinstance(value, list | tuple) for value in values):
        return "list", None
    if _all_match(values, r"[\[{].*[\]}]"):  # another structure, written as text
        return None
    if not all(isinstance(value, str) for value in values):
        return ("string", None) if all(isinstance(value, str | int | dict) for value in values) else None
    separator = next((each for each in SEPARATORS if _is_separator(values, each)), None)
    if separator:
        return "list", separator
    return None if sum(map(len, values)) >= LONG_TEXT * len(values) else ("string", None)


def _all_match(values: list[Any], pattern: str) -> bool:
    return all(isinstance(value, str) and re.fullmatch(pattern, value.strip(), re.IGNORECASE) for value in values)


def _is_separator(values: list[str], separator: str) -> bool:
    """Tell whether `separator` splits many cells into short parts that come again elsewhere."""
    parts = [split_list(value, separator) for value in values]
    flat = [part for each in parts for part in each]
    many = sum(len(each) > 1 for each in parts)
    short = sum(len(part) <= 30 for part in flat)
    return many >= 0.3 * len(values) and short >= 0.97 * len(flat) and len(set(flat)) <= 0.7 * len(flat)


def _parts(value: Any, separator: str | None) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(part) for part in value if isinstance(part, str | int)]
    return split_list(value, separator) if separator and isinstance(value, str) else [str(value)]


def _worth_asking(counts: Counter[str], n_values: int, n_rows: int) -> bool:
    """Ask about what most rows have and what splits them into a few common groups."""
    common = sum(count >= max(2, n_values // 200) for count in counts.values())
    codes = sum(bool(re.search(r"_|\d", value)) for value in counts)
    return n_values >= n_rows / 2 and 2 <= common <= MOST_ASKED_VALUES and codes < len(counts) / 2
