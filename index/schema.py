"""The schema of a catalogue: what its attributes are called, in both languages, and what their values mean."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from quwei.index.errors import CatalogueError
from quwei.index.languages import LANGUAGES, Language, Words, shown

AttributeType = Literal["number", "date", "bool", "string", "list"]


def _both_languages(value: object) -> object:
    """Accept one unit for both languages."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


class Group(BaseModel):
    """Name several values of an attribute together: Europe, outdoor wear."""

    model_config = ConfigDict(extra="forbid")

    words: Words = Field(
        {}, description="names of the group; the first is shown, that of the schema when there is none"
    )
    values: list[str]


class Attribute(BaseModel):
    """Describe one attribute; everything but its type may be left out of a schema file."""

    model_config = ConfigDict(extra="forbid")

    type: AttributeType
    unit: Annotated[dict[Language, str], BeforeValidator(_both_languages)] = {}
    labels: Words = Field({}, description="names of the attribute; the first is shown")
    synonyms: Words = Field({}, description="other words that point at it")
    low: Words = Field({}, description="vague words for a low value: cheap, short, old")
    high: Words = Field({}, description="vague words for a high value: expensive, long, new")
    values: dict[str, Words] = Field({}, description="words for single values; the first is shown")
    ordered: list[str] = Field([], description="values from the least to the most: PG, PG-13, R")
    groups: dict[str, Group] = Field({}, description="values that have a name together")
    people: bool = Field(False, description="values are persons, also known by their family name")
    asked: bool = Field(True, description="may the agent ask about it?")
    ease: float = Field(0.7, ge=0, le=1, description="how readily people can say what they want of it")
    exact: bool = Field(True, description="false for loose tags: a wish for one is a preference, not a filter")
    separator: str | None = Field(None, description="splits a string such as 'a, b' into a list")

    def label(self, language: Language, default: str) -> str:
        """Return the name to show."""
        return shown(self.labels, language, default)

    def value_label(self, value: str, language: Language) -> str:
        """Return the word to show for `value`, which is itself the last resort."""
        return shown(self.values.get(value, {}), language, value)

    def labels_of(self, values: Sequence[str], language: Language) -> list[str]:
        """Return the words to show for several values: a group where all of it is among them, else each of them."""
        left, labels = list(dict.fromkeys(values)), []
        for name, group in sorted(self.groups.items(), key=lambda each: -len(each[1].values)):
            members = set(group.values)
            if len(members) > 1 and members <= set(left):
                labels.append(shown(group.words, language, name))
                left = [each for each in left if each not in members]
        return labels + [self.value_label(each, language) for each in left]


class Fields(BaseModel):
    """Say which columns hold what every item has; the rest are attributes."""

    model_config = ConfigDict(extra="forbid")

    id: str = "id"
    title: str = "title"
    text: list[str] = Field(["text"], description="read by the encoder, in this order")
    image: str = "image"
    url: str = "url"
    nouns: Words = Field({}, description="what items are called: film, movie")
    popularity: str | None = Field(None, description="a number attribute used as a gentle prior, for example votes")


class Schema(BaseModel):
    """Describe a catalogue: `fields`, its `attributes`, and the columns it leaves aside."""

    model_config = ConfigDict(extra="forbid")

    fields: Fields = Fields()
    attributes: dict[str, Attribute] = {}
    ignored: list[str] = []

    def dump(self, path: Path) -> None:
        """Write the schema as TOML, leaving out what is empty."""
        content = self.model_dump(exclude_none=True, exclude_defaults=True)
        path.write_text(tomli_w.dumps(content), encoding="utf-8")


def schema_path(catalogue: Path) -> Path:
    """Return where the schema of `items.jsonl` lies: `items.schema.toml` beside it."""
    return catalogue.with_name(f"{catalogue.stem}.schema.toml")


def read_partial(path: Path) -> dict[str, Any]:
    """Return a schema file's content, in which everything is optional.

    Raises CatalogueError when it is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"{path} is not readable as TOML: {error}.",
            "A schema file is UTF-8 TOML.",
            f"Mend it, or delete it to have it inferred again: {path}",
        ) from error


def _check_tables(given: dict[str, Any], path: Path) -> None:
    """Raise CatalogueError where a schema has something else in the place of a table or a list."""
    attributes = given.get("attributes", {})
    wrong = [] if isinstance(attributes, dict) else ["attributes"]
    if not wrong:
        for name, each in attributes.items():
            if not isinstance(each, dict):
                wrong.append(f"attributes.{name}")
            elif not isinstance(each.get("values", {}), dict):
                wrong.append(f"attributes.{name}.values")
            elif not isinstance(each.get("groups", {}), dict):
                wrong.append(f"attributes.{name}.groups")
    wrong += [] if isinstance(given.get("fields", {}), dict) else ["fields"]
    wrong += [] if isinstance(given.get("ignored", []), list) else ["ignored"]
    if wrong:
        raise CatalogueError(
            f"{path} has no table or list at: {', '.join(wrong)}.",
            "[fields] and [attributes.NAME] are tables, ignored is a list of column names.",
            f"Correct {path}, or delete it to have it inferred again.",
        )


def _joined(own: Any, common: dict[str, list[str]]) -> Any:
    """Return the owner's words and the common ones after them."""
    if not isinstance(own, dict):
        return own
    both = {}
    for language in {**own, **common}:
        words = own.get(language, [])
        both[language] = list(
            dict.fromkeys([*([words] if isinstance(words, str) else words), *common.get(language, [])])
        )
    return both


def merge(inferred: Schema, given: dict[str, Any], path: Path) -> Schema:
    """Lay the owner's `given` schema over what was inferred from the rows.

    Raises CatalogueError naming every key that is wrong.
    """
    _check_tables(given, path)
    content = inferred.model_dump(exclude_defaults=True)
    content["fields"] = {**content.get("fields", {}), **given.get("fields", {})}
    attributes = content.setdefault("attributes", {})
    for name, attribute in given.get("attributes", {}).items():
        known = attributes.get(name, {})
        tables = {
            table: both
            for table in ("values", "groups")
            if (both := {**known.get(table, {}), **attribute.get(table, {})})
        }
        degrees = {side: _joined(attribute[side], known.get(side, {})) for side in ("low", "high") if side in attribute}
        attributes[name] = {**known, **attribute, **degrees, **tables}
    content["ignored"] = [name for name in content.get("ignored", []) if name not in given.get("attributes", {})]
    content["ignored"] += given.get("ignored", [])
    content.update({key: value for key, value in given.items() if key not in ("fields", "attributes", "ignored")})
    try:
        schema = Schema.model_validate(content)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise CatalogueError(
            f"{path} has keys that are not understood: {wrong}.",
            "Known keys per attribute: " + ", ".join(Attribute.model_fields) + ".",
            f"Correct {path}, or delete it to have it inferred again.",
        ) from error
    fields = schema.fields
    for name in (*schema.ignored, fields.id, fields.title, fields.image, fields.url, *fields.text):
        schema.attributes.pop(name, None)
    return schema
