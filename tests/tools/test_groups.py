"""Groups of values: the glossary's parts of the world, and what an owner calls several values together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quwei.agent.wording import Wording
from quwei.index.catalogue import load_catalogue
from quwei.index.constraint import Constraint
from quwei.index.glossary import groups_among, value_domains
from quwei.index.infer import infer_schema
from quwei.index.languages import LANGUAGES
from quwei.index.opened import Index, LiveIndex
from quwei.tools.interests import extract_interests


def test_a_group_holds_the_values_that_are_there_as_the_rows_write_them() -> None:
    found = groups_among(["France", "日本", "Korea", "Narnia"], "countries")
    assert found["Europe"]["values"] == ["France"]
    assert found["Asia"]["values"] == ["日本", "Korea"]
    assert found["Japan and South Korea"]["values"] == ["日本", "Korea"]
    assert "Africa" not in found
    assert groups_among(["France"], "moods") == groups_among(["France"], None) == {}


def test_every_country_of_the_glossary_is_in_a_part_of_the_world_and_every_group_has_both_languages() -> None:
    countries = list(value_domains()["countries"])
    found = groups_among(countries, "countries")
    continents = ("Asia", "Europe", "Africa", "The Americas", "Oceania")
    assert {value for each in continents for value in found[each]["values"]} == set(countries)
    assert all(each["words"].get(language) for each in found.values() for language in LANGUAGES)


def test_groups_are_inferred_for_countries_under_any_name() -> None:
    rows = [{"id": str(n), "title": f"t{n}", "made_in": each} for n, each in enumerate(["Italy", "Spain", "Japan"] * 3)]
    assert infer_schema(rows).attributes["made_in"].groups["Europe"].values == ["Italy", "Spain"]


@pytest.mark.parametrize("message", ["European thrillers", "欧洲的惊悚片", "欧洲 thriller", "a thriller from Europe"])
def test_a_group_is_any_of_its_values_in_both_languages(films: Index, message: str) -> None:
    europe = tuple(films.catalogue.schema.attributes["countries"].groups["Europe"].values)
    said = {each.attribute: (each.op, each.value) for each in extract_interests(films, message).constraints}
    assert said["countries"] == ("contains_any", europe)
    assert said["genres"] == ("contains", "Thriller")


@pytest.mark.parametrize(
    "message", ["nothing European", "不要欧洲的", "除了欧洲都行", "anything but Europe", "非欧洲的"]
)
def test_a_refused_group_leaves_out_all_of_it(films: Index, message: str) -> None:
    (limit,) = extract_interests(films, message).constraints
    kept = films.columns.mask([limit])
    europe = films.catalogue.schema.attributes["countries"].groups["Europe"].values
    assert limit.op == "not_contains"
    assert kept.any()
    for row in kept.nonzero()[0]:
        held = films.catalogue.items[row].attributes["countries"]
        assert isinstance(held, tuple)
        assert not set(held) & set(europe)


@pytest.mark.parametrize(("message", "more"), [("Europe or Japan", "Japan"), ("日本或者欧洲", "Japan")])
def test_a_group_and_a_value_are_one_choice(films: Index, message: str, more: str) -> None:
    (limit,) = extract_interests(films, message).constraints
    europe = films.catalogue.schema.attributes["countries"].groups["Europe"].values
    assert limit.op == "contains_any"
    assert set(limit.values) == {*europe, more}


def test_words_name_a_group_where_all_of_it_is_meant_and_its_values_otherwise(films: Index) -> None:
    attribute = films.catalogue.schema.attributes["countries"]
    wording = Wording(films.catalogue, "en")
    everything = Constraint(
        attribute="countries", op="contains_any", value=(*attribute.groups["Europe"].values, "Japan")
    )
    assert wording.constraint(everything) == "country: Europe or Japan"
    assert wording.value("countries", ("France", "Japan")) == "France or Japan"
    assert Wording(films.catalogue, "zh").value("countries", ("Japan", "South Korea")) == "日韩"


def test_an_owner_groups_values_under_words_of_their_own(tmp_path: Path) -> None:
    items = tmp_path / "shop.jsonl"
    rows = [f'{{"id": "{n}", "title": "t{n}", "kind": "{kind}"}}' for n, kind in enumerate(["tent", "stove", "sofa"])]
    items.write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "shop.schema.toml").write_text(
        "[attributes.kind.groups.camping]\n"
        'words = { zh = ["露营装备"], en = ["camping gear"] }\nvalues = ["tent", "stove"]\n',
        encoding="utf-8",
    )
    group = load_catalogue(items).schema.attributes["kind"].groups["camping"]
    assert (group.words["zh"], group.values) == (["露营装备"], ["tent", "stove"])


def test_a_city_is_of_its_country_and_continent(live: Callable[[str], LiveIndex]) -> None:
    jobs = live("jobs").get()
    (limit,) = extract_interests(jobs, "a job in Europe").constraints
    assert (limit.attribute, limit.op) == ("city", "in")
    assert {"London", "Berlin"} == set(limit.values)


@pytest.mark.parametrize(
    ("message", "count"), [("we've been to Sanya", 1), ("去过三亚了", 1), ("I've been to China", 0)]
)
def test_a_city_somebody_has_been_to_is_known_to_them_and_a_country_is_too_much(
    live: Callable[[str], LiveIndex], message: str, count: int
) -> None:
    assert len(extract_interests(live("places").get(), message).seen) == count


def test_kinds_of_food_have_the_names_that_people_refuse_them_by() -> None:
    found = groups_among(["pork", "salmon", "shrimp", "tofu", "butter"], "ingredients")
    assert found["All meat"]["values"] == ["pork"]
    assert found["All seafood"]["values"] == ["salmon", "shrimp"]
    assert found["All dairy"]["values"] == ["butter"]
    assert groups_among(["vegan", "keto"], "diets")["Meat-free"]["values"] == ["vegan"]
