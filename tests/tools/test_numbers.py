"""Bounds on numbers: what "under two hours" and "九十年代" mean, and which numbers mean nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.index.schema import Attribute, Schema
from quwei.tools.numbers import find_bounds
from quwei.tools.quantities import number_of

FILMS = Schema(
    attributes={
        "year": Attribute(type="number", labels={"zh": ["年份"], "en": ["year"]}),
        "runtime": Attribute(type="number", unit={"zh": "分钟", "en": "minutes"}, labels={"en": ["runtime"]}),
        "rating": Attribute(type="number", labels={"zh": ["评分"], "en": ["rating"]}),
        "price": Attribute(type="number", unit={"zh": "元", "en": "yuan"}, labels={"zh": ["价格"], "en": ["price"]}),
        "genres": Attribute(type="list", labels={"zh": ["类型"], "en": ["genre"]}),
    }
)
NEWS = Schema(attributes={"date": Attribute(type="date", labels={"zh": ["日期"], "en": ["date"]})})
Found = set[tuple[str, str, object]]


def bounds(text: str, schema: Schema = FILMS) -> Found:
    found = [each.constraint for each in find_bounds(text, schema)]
    return {(each.attribute, each.op, each.value) for each in found}


@pytest.mark.parametrize(
    ("text", "attribute", "op", "value"),
    [
        ("under two hours", "runtime", "<=", 120),
        ("under 2 hours please", "runtime", "<=", 120),
        ("Less than 1.5 hours", "runtime", "<=", 90),
        ("at most 90 minutes", "runtime", "<=", 90),
        ("no more than 120 minutes", "runtime", "<=", 120),
        ("not longer than two hours", "runtime", "<=", 120),
        ("longer than 90 minutes", "runtime", ">=", 90),
        ("over an hour", "runtime", ">=", 60),
        ("half an hour", "runtime", "<=", 30),
        ("two hours or less", "runtime", "<=", 120),
        ("两小时以内", "runtime", "<=", 120),
        ("两个小时以内的电影", "runtime", "<=", 120),
        ("不到两小时", "runtime", "<=", 120),
        ("不要超过两小时", "runtime", "<=", 120),
        ("别超过90分钟", "runtime", "<=", 90),
        ("一个半小时以内", "runtime", "<=", 90),
        ("三个半小时以内", "runtime", "<=", 210),
        ("一百二十分钟以内", "runtime", "<=", 120),
        ("120分钟以上", "runtime", ">=", 120),
        ("at least 7.5", "rating", ">=", 7.5),
        ("rated at least 7.5", "rating", ">=", 7.5),
        ("评分8以上", "rating", ">=", 8),
        ("不超过三百块", "price", "<=", 300),
        ("三百块以下", "price", "<=", 300),
        ("两万元以内", "price", "<=", 20_000),
        ("under $50", "price", "<=", 50),
        ("under ¥1,200", "price", "<=", 1200),
        ("price under 3k", "price", "<=", 3000),
        ("1990年以前", "year", "<=", 1989),
        ("2000年以后", "year", ">=", 2000),
        ("since 2000", "year", ">=", 2000),
        ("from 1999 on", "year", ">=", 1999),
        ("in 1999", "year", "==", 1999),
        ("1999年的电影", "year", "==", 1999),
        ("五十年代以前", "year", "<=", 1949),
        ("七十年代以后", "year", ">=", 1970),
    ],
)
def test_a_bound_is_one_constraint(text: str, attribute: str, op: str, value: object) -> None:
    assert bounds(text) == {(attribute, op, value)}


@pytest.mark.parametrize(
    ("text", "edge"), [("before 1990", 1989), ("movies made before 1990", 1989), ("before the fifties", 1949)]
)
def test_before_a_time_leaves_that_time_out(text: str, edge: int) -> None:
    assert bounds(text) == {("year", "<=", edge)}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("90s", 1990), ("the 90s", 1990), ("something from the 90s", 1990), ("films from 90s", 1990),
        ("the 1980's", 1980), ("2010s", 2010), ("九十年代", 1990), ("90年代的老片", 1990), ("1990年代", 1990),
        ("20世纪90年代", 1990), ("八十年代的电影", 1980),
    ],
)  # fmt: skip
def test_a_decade_is_ten_years(text: str, first: int) -> None:
    assert bounds(text) == {("year", ">=", first), ("year", "<=", first + 9)}


@pytest.mark.parametrize(
    ("text", "op", "value"),
    [("before the 60s", "<=", 1959), ("since the 1980s", ">=", 1980)],
)
def test_an_article_before_a_decade_changes_nothing(text: str, op: str, value: int) -> None:
    assert bounds(text) == {("year", op, value)}


@pytest.mark.parametrize(
    "text",
    [
        "I have 2 kids", "top 10", "the top 10 by rating", "give me 3 films", "show me five movies", "the second one",
        "第二个", "来三部", "一部电影", "一起看", "十大经典", "两个人看", "I watched it 3 times", "we are 4 people",
        "周末两天", "my son is 7 years old", "for a 5 year old", "my kids are under 5", "三个孩子", "007", "第一次约会",
    ],
)  # fmt: skip
def test_a_number_that_is_no_bound_is_left_alone(text: str) -> None:
    assert bounds(text) == set()


@pytest.mark.parametrize("text", ["under 90 min", "90 min max", "under 90 mins", "a 90-minute film", "under 90 minute"])
def test_minutes_may_be_shortened(text: str) -> None:
    assert bounds(text) == {("runtime", "<=", 90)}


@pytest.mark.parametrize(
    ("text", "value"),
    [("an hour and a half", 90), ("under an hour and a half", 90), ("two and a half hours or less", 150)],
)
def test_half_hours_are_counted_in_english_too(text: str, value: int) -> None:
    assert bounds(text) == {("runtime", "<=", value)}


@pytest.mark.parametrize("text", ["8分以上", "评分8分以上", "不低于8分", "至少8分"])
def test_points_are_a_rating(text: str) -> None:
    assert bounds(text) == {("rating", ">=", 8)}


@pytest.mark.parametrize("text", ["between 1990 and 2000", "from 1990 to 2000", "1990到2000年", "1990年到2000年之间"])
def test_two_years_are_a_range(text: str) -> None:
    assert bounds(text) == {("year", ">=", 1990), ("year", "<=", 2000)}


def test_two_bounds_in_one_message_are_both_found() -> None:
    assert bounds("90年代的，两小时以内，评分7以上") == {
        ("year", ">=", 1990), ("year", "<=", 1999), ("runtime", "<=", 120), ("rating", ">=", 7),
    }  # fmt: skip


def test_a_bound_knows_the_words_that_said_it() -> None:
    text = "Something light, under two hours, please"
    (found,) = find_bounds(text, FILMS)
    assert text[found.start : found.end] == "under two hours"
    text = "想看两小时以内的"
    (found,) = find_bounds(text, FILMS)
    assert text[found.start : found.end] == "两小时以内"


def test_a_number_needs_an_attribute_to_be_about() -> None:
    assert bounds("under two hours, before 1990, 90s, under $50, at least 7.5", Schema()) == set()
    assert bounds("不超过三百块", NEWS) == set()


@pytest.mark.parametrize(
    ("text", "op", "value"),
    [("since 2025", ">=", date(2025, 1, 1)), ("2025年以后", ">=", date(2025, 1, 1)), ("2024年以前", "<=", None)],
)
def test_a_year_bounds_a_date(text: str, op: str, value: date | None) -> None:
    ((name, operator, bound),) = bounds(text, NEWS)
    assert (name, operator) == ("date", op)
    assert bound == value or (value is None and bound in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31)))


@pytest.mark.parametrize("text", ["2025年的新闻", "news of the year 2025"])
def test_a_year_of_dates_is_the_whole_year(text: str) -> None:
    found = [each.constraint for each in find_bounds(text, NEWS)]

    def holds(day: date) -> bool:
        return all(
            each.holds_for(Item("x", {"en": "x"}, {}, {"date": day}))
            for each in found
        )  # fmt: skip

    assert found == [] or (holds(date(2025, 3, 1)) and holds(date(2025, 12, 31)) and not holds(date(2024, 12, 31)))


@pytest.mark.parametrize(
    ("words", "number"),
    [("7.5", 7.5), ("1,200", 1200), ("3k", 3), ("two", 2), ("a hundred", 100), ("half an", 0.5), ("十", 10),
     ("十五", 15), ("两百", 200), ("一百零五", 105), ("三千", 3000), ("两万五千", 25_000), ("二零一二", 2012),
     ("一半", 1.5), ("半", 0.5), ("twelve", 12), ("ninety-five", 95), ("two hundred fifty", 250),
     ("three hundred and five", 305), ("a thousand", 1000), ("five thousand three hundred", 5300),
     ("two thousand and ten", 2010), ("words", None)],
)  # fmt: skip
def test_a_number_may_be_said_in_digits_english_or_chinese(words: str, number: float | None) -> None:
    assert number_of(words) == number


def chinese(number: int) -> str:
    """Write a number below a hundred thousand in Chinese."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    if number >= 10_000:
        rest = number % 10_000
        return chinese(number // 10_000) + "万" + (("零" if rest < 1000 else "") + chinese(rest) if rest else "")
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + digits[digit] + units[place]
        gap = not digit
    return said


@given(st.integers(1, 99_999))
def test_every_chinese_numeral_is_understood(number: int) -> None:
    assert number_of(chinese(number)) == number


@given(st.integers(1, 9999), st.sampled_from(["under {}", "{}分钟以内", "至少{}", "{}s", "{}年", "${}", "{}"]))
def test_any_number_gives_bounds_of_known_attributes_within_the_text(number: int, form: str) -> None:
    text = form.format(number)
    for found in find_bounds(text, FILMS):
        assert 0 <= found.start < found.end <= len(text)
        assert FILMS.attributes[found.constraint.attribute].type == "number"


@given(st.text(max_size=30) | st.text("0129十百万两半小时年代分以内under k.,$-' ", max_size=20))
def test_no_text_is_too_odd(text: str) -> None:
    for schema in (FILMS, NEWS):
        for found in find_bounds(text, schema):
            assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("max 1h40", 100),
        ("at most 1 hour 40 minutes", 100),
        ("一小时四十分钟以内", 100),
        ("under 2 hours and 5 minutes", 125),
        ("2小时30分钟以内", 150),
    ],
)
def test_hours_and_minutes_are_one_length(text: str, value: int) -> None:
    assert bounds(text) == {("runtime", "<=", value)}


@pytest.mark.parametrize("text", ["around 100 minutes", "about 100 minutes", "100分钟左右", "大约100分钟"])
def test_around_has_two_sides(text: str) -> None:
    assert bounds(text) == {("runtime", ">=", 85), ("runtime", "<=", 115)}


@pytest.mark.parametrize(
    ("text", "value"), [("三百五以内", 350), ("一万五以内", 15000), ("两千以内", 2000), ("一百零五以内", 105)]
)
def test_a_digit_after_a_place_counts_a_tenth_of_it(text: str, value: int) -> None:
    assert bounds(text) == {("price", "<=", value)}


SHOP = Schema(
    attributes={
        "price": Attribute(type="number", unit={"zh": "元", "en": "yuan"}, labels={"zh": ["价格"], "en": ["price"]}),
        "rating": Attribute(type="number", labels={"zh": ["评分"], "en": ["rating"]}),
        "volume": Attribute(type="number", unit={"zh": "毫升", "en": "ml"}, labels={"zh": ["容量"], "en": ["volume"]}),
        "starts_on": Attribute(type="date", labels={"zh": ["开课"], "en": ["start"]}),
    }
)


def test_an_amount_that_looks_like_a_year_is_money_where_there_is_money() -> None:
    assert bounds("under 2000", SHOP) == {("price", "<=", 2000)}
    assert bounds("before 2026", SHOP) == {("starts_on", "<=", date(2025, 12, 31))}


def test_a_number_belongs_to_the_attribute_of_its_clause() -> None:
    assert bounds("rating at least 4.5, under 200", SHOP) == {("rating", ">=", 4.5), ("price", "<=", 200)}


@pytest.mark.parametrize("text", ["at least 500 ml", "至少500毫升", "500ml+"])
def test_the_units_of_a_catalogue_are_understood(text: str) -> None:
    assert bounds(text, SHOP) == {("volume", ">=", 500)}


def test_a_refusal_of_its_own_does_not_turn_a_limit_round() -> None:
    assert bounds("不，一百块以内", SHOP) == {("price", "<=", 100)}


TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since 1 May 2026", date(2026, 5, 1), None),
        ("2026年5月1日以后", date(2026, 5, 1), None),
        ("after june 2026", date(2026, 6, 1), None),
        ("before 2026-03-05", None, date(2026, 3, 4)),
        ("2026年3月", date(2026, 3, 1), date(2026, 3, 31)),
        ("March 3rd, 2026", date(2026, 3, 3), date(2026, 3, 3)),
        ("today's news", TODAY, TODAY),
        ("这周的新闻", date(2026, 5, 18), TODAY),
        ("last month", date(2026, 4, 1), date(2026, 4, 30)),
        ("最近三天", date(2026, 5, 17), TODAY),
        ("the last two weeks", date(2026, 5, 6), TODAY),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_days_of_the_calendar_and_relative_ones(text: str, first: date | None, last: date | None) -> None:
    found = {(each.constraint.op, each.constraint.value) for each in find_bounds(text, NEWS, TODAY)}
    assert found == {(op, day) for op, day in ((">=", first), ("<=", last)) if day}


def test_the_last_years_are_years() -> None:
    found = {
        (each.constraint.op, each.constraint.value) for each in find_bounds("from the last ten years", FILMS, TODAY)
    }
    assert found == {(">=", 2016), ("<=", 2026)}


@pytest.mark.parametrize("text", ["2026年13月40日", "2026-99-99", "may 2026 be kind"])
def test_what_is_no_day_gives_no_day_and_no_error(text: str) -> None:
    find_bounds(text, NEWS, TODAY)


def attribute(unit: str | None, zh: list[str], en: list[str], kind: str = "number") -> Attribute:
    return Attribute.model_validate({"type": kind, "labels": {"zh": zh, "en": en}} | ({"unit": unit} if unit else {}))


LAPTOPS = Schema(
    attributes={
        "price": attribute("USD", ["价格"], ["price", "cost"]),
        "weight_kg": attribute("kg", ["重量"], ["weight"]),
        "screen_inches": attribute("inches", ["屏幕"], ["screen"]),
        "ram_gb": attribute("GB", ["内存"], ["RAM", "memory"]),
        "storage_gb": attribute("GB", ["硬盘", "存储"], ["storage", "SSD"]),
        "battery_hours": attribute("hours", ["续航"], ["battery life", "battery"]),
        "release_date": attribute(None, ["发布日期"], ["release date", "released"], "date"),
        "warranty_years": attribute("years", ["保修"], ["warranty", "guarantee"]),
        "distance_km": attribute("km", ["距离"], ["distance"]),
    }
)


@pytest.mark.parametrize(
    ("text", "name", "op", "value"),
    [
        ("16gb ram", "ram_gb", ">=", 16),
        ("想要16GB内存的laptop", "ram_gb", ">=", 16),
        ("内存至少8G", "ram_gb", ">=", 8),
        ("32gb ram minimum", "ram_gb", ">=", 32),
        ("16 gigs of memory or better", "ram_gb", ">=", 16),
        ("8g内存起步", "ram_gb", ">=", 8),
        ("内存16G的", "ram_gb", ">=", 16),
        ("硬盘512G以上", "storage_gb", ">=", 512),
        ("1TB ssd or more", "storage_gb", ">=", 1000),
        ("minimum 512GB storage", "storage_gb", ">=", 512),
        ("under 1500 grams", "weight_kg", "<=", 1.5),
        ("3斤以内", "weight_kg", "<=", 1.5),
        ("at most 2 kilograms", "weight_kg", "<=", 2),
        ("最重1.3公斤", "weight_kg", "<=", 1.3),
        ("no heavier than 2.2 kg", "weight_kg", "<=", 2.2),
        ("16寸以上", "screen_inches", ">=", 16),
        ("最大13寸", "screen_inches", "<=", 13),
        ("16 inch or smaller", "screen_inches", "<=", 16),
        ('15" or smaller', "screen_inches", "<=", 15),
        ("no bigger than 14 inches", "screen_inches", "<=", 14),
        ("10 hours of battery or more", "battery_hours", ">=", 10),
        ("eight hours of battery at least", "battery_hours", ">=", 8),
        ("battery of 8 hours", "battery_hours", ">=", 8),
        ("续航6小时起", "battery_hours", ">=", 6),
        ("10+ hours of battery", "battery_hours", ">=", 10),
        ("2 years of warranty or more", "warranty_years", ">=", 2),
        ("24 months warranty", "warranty_years", ">=", 2),
        ("2公里内", "distance_km", "<=", 2),
        ("not more than 6 kilometers", "distance_km", "<=", 6),
        ("1000米以内", "distance_km", "<=", 1),
        ("最多花700美元", "price", "<=", 700),
        ("800美元封顶", "price", "<=", 800),
        ("can't go above $700", "price", "<=", 700),
        ("under 900 bucks", "price", "<=", 900),
        ("700 or less", "price", "<=", 700),
        ("I can spend 900", "price", "<=", 900),
        ("under two hundred fifty dollars", "price", "<=", 250),
        ("a thousand bucks tops", "price", "<=", 1000),
        ("under 2 thousand", "price", "<=", 2000),
        ("半公里内", "distance_km", "<=", 0.5),
        ("less than half a kilometre", "distance_km", "<=", 0.5),
    ],
)
def test_specs_are_understood_in_the_units_people_use(text: str, name: str, op: str, value: float) -> None:
    assert bounds(text, LAPTOPS) == {(name, op, value)}


HOTELS = Schema(
    attributes={
        "price": attribute("yuan", ["价格"], ["price"]),
        "stars": attribute("stars", ["星级"], ["stars"]),
        "score": attribute("points", ["评分"], ["score"]),
        "room_size": attribute("m2", ["面积"], ["room size"]),
        "opened_year": attribute(None, ["开业年份"], ["opened"]),
    }
)


@pytest.mark.parametrize(
    ("text", "name", "op", "value"),
    [
        ("at least 50 square metres", "room_size", ">=", 50),
        ("bigger than 60 sqm", "room_size", ">=", 60),
        ("房间至少40平", "room_size", ">=", 40),
        ("三十平米以上", "room_size", ">=", 30),
        ("at least 4 stars", "stars", ">=", 4),
        ("at least 9 points", "score", ">=", 9),
    ],
)
def test_a_unit_is_of_the_attribute_that_is_kept_in_it(text: str, name: str, op: str, value: float) -> None:
    assert bounds(text, HOTELS) == {(name, op, value)}


def test_an_area_is_no_price_where_nothing_has_an_area() -> None:
    assert bounds("at least 50 square metres", LAPTOPS) == set()


def test_between_two_hundreds_is_a_range() -> None:
    found = bounds("between three hundred and five hundred yuan", HOTELS)
    assert found == {("price", ">=", 300), ("price", "<=", 500)}


@pytest.mark.parametrize(("text", "name"), [("fine, up to 2000", "price"), ("opened 2000 or later", "opened_year")])
def test_a_number_moves_the_limit_on_the_price_that_was_spoken_of(text: str, name: str) -> None:
    held = [Constraint(attribute="price", op="<=", value=200)]
    assert {each.constraint.attribute for each in find_bounds(text, HOTELS, held=held)} == {name}


@pytest.mark.parametrize(
    "text", ["price 1000-2000", "costing 1000 to 2000 bucks", "1000-2000刀", "in the 1000–2000 range", "$1000-2000"]
)
def test_a_price_that_looks_like_a_year_is_a_price(text: str) -> None:
    assert bounds(text, LAPTOPS) == {("price", ">=", 1000), ("price", "<=", 2000)}


@pytest.mark.parametrize(
    "text",
    ["2025 or newer", "from 2025 onwards", "released 2025 or later", "newer than 2024, so since 2025", "2025年以后"],
)
def test_a_year_beside_a_word_of_time_is_no_price(text: str) -> None:
    assert {each for each in bounds(text, LAPTOPS) if each[0] == "price"} == set()
    assert ("release_date", ">=", date(2025, 1, 1)) in bounds(text, LAPTOPS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "16GB RAM and 512GB SSD under $1000",
            {("ram_gb", ">=", 16), ("storage_gb", ">=", 512), ("price", "<=", 1000)},
        ),
        ("10+ hours of battery and minimum 512GB storage", {("battery_hours", ">=", 10), ("storage_gb", ">=", 512)}),
        ("2+ year guarantee and costing 1200 to 1500 bucks",
         {("warranty_years", ">=", 2), ("price", ">=", 1200), ("price", "<=", 1500)}),
        ("lighter than 1.3kg and 700 or less", {("weight_kg", "<=", 1.3), ("price", "<=", 700)}),
        ("预算600刀、续航不低于12小时", {("price", "<=", 600), ("battery_hours", ">=", 12)}),
        ("at most 2kg, 2+ year guarantee", {("weight_kg", "<=", 2), ("warranty_years", ">=", 2)}),
        ("512 GB SSD or larger and under 900 bucks", {("storage_gb", ">=", 512), ("price", "<=", 900)}),
        ("续航超过11小时，屏幕别大于14寸", {("battery_hours", ">=", 11), ("screen_inches", "<=", 14)}),
    ],
)  # fmt: skip
def test_each_number_of_a_list_is_about_its_own_attribute(text: str, found: Found) -> None:
    assert bounds(text, LAPTOPS) == found


@pytest.mark.parametrize(
    "text",
    ["actually make it 900", "make that 900", "no wait, 900", "sorry, i meant 900", "改成900吧", "不对，我说的是900"],
)
def test_a_bare_number_moves_the_limit_that_holds(text: str) -> None:
    held = [Constraint(attribute="price", op="<=", value=1200)]
    found = [each.constraint for each in find_bounds(text, LAPTOPS, held=held)]
    assert found == [Constraint(attribute="price", op="<=", value=900)]


def test_a_size_may_be_a_little_more_or_less_than_said() -> None:
    assert bounds("14寸的", LAPTOPS) == {("screen_inches", ">=", 13.6), ("screen_inches", "<=", 14.4)}


def held(*limits: tuple[str, str, float]) -> list[Constraint]:
    return [Constraint.model_validate({"attribute": name, "op": op, "value": value}) for name, op, value in limits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三百多块", {("price", ">=", 300), ("price", "<=", 399)}),
        ("300多的", {("price", ">=", 300), ("price", "<=", 399)}),
        ("三四百块", {("price", ">=", 300), ("price", "<=", 400)}),
        ("一百二三十块", {("price", ">=", 120), ("price", "<=", 130)}),
        ("两三个小时", {("runtime", ">=", 120), ("runtime", "<=", 180)}),
        ("两个多小时", {("runtime", ">=", 120), ("runtime", "<=", 174)}),
        ("三四百块以内", {("price", "<=", 400)}),
        ("两百多块以上", {("price", ">=", 200)}),
        ("2 or 3 hours", {("runtime", ">=", 120), ("runtime", "<=", 180)}),
        ("free films only", {("price", "<=", 0)}),
        ("只要免费的", {("price", "<=", 0)}),
    ],
)
def test_a_numeral_can_be_a_range(text: str, expected: Found) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "text", ["sugar free", "in the mood for nothing scary", "a free spirit", "free wifi", "免费早餐", "300多少钱"]
)
def test_not_everything_free_costs_nothing(text: str) -> None:
    assert ("price", "<=", 0) not in bounds(text)


@pytest.mark.parametrize(
    ("text", "limits", "expected"),
    [
        ("raise the budget to 1200", [("price", ">=", 300), ("price", "<=", 800)], {("price", "<=", 1200)}),
        ("预算提高到1200", [("price", ">=", 300), ("price", "<=", 800)], {("price", "<=", 1200)}),
        ("其实可以到1000", [("price", ">=", 300), ("price", "<=", 800)], {("price", "<=", 1000)}),
        ("再加200", [("price", "<=", 800)], {("price", "<=", 1000)}),
        ("another 50", [("price", "<=", 800)], {("price", "<=", 850)}),
        ("再短半小时", [("runtime", "<=", 120)], {("runtime", "<=", 90)}),
        ("20 minutes longer", [("runtime", "<=", 120)], {("runtime", "<=", 140)}),
        ("8 is fine too", [("rating", ">=", 9)], {("rating", ">=", 8)}),
        ("8也行", [("rating", ">=", 9)], {("rating", ">=", 8)}),
        ("sorry, I meant 300", [("price", "<=", 800)], {("price", "<=", 300)}),
        ("i meant 300", [("price", ">=", 680), ("price", "<=", 920)], {("price", ">=", 255), ("price", "<=", 345)}),
        ("不是500，是300", [("price", "<=", 500)], {("price", "<=", 300)}),
        ("not 500, 300", [("price", "<=", 500)], {("price", "<=", 300)}),
    ],
)  # fmt: skip
def test_a_limit_is_moved_to_a_number_or_by_it(
    text: str, limits: list[tuple[str, str, float]], expected: Found
) -> None:
    found = [each.constraint for each in find_bounds(text, FILMS, held=held(*limits))]
    assert {(each.attribute, each.op, each.value) for each in found} == expected


@pytest.mark.parametrize("text", ["再便宜一点", "再长一点也行", "便宜一些", "还要再短一点"])
def test_a_bit_is_no_number(text: str) -> None:
    assert not find_bounds(text, FILMS, held=held(("price", "<=", 800), ("runtime", "<=", 120)))


GAMES = Schema(
    attributes={"players": Attribute(type="number", unit={"zh": "人", "en": "players"}, labels={"en": ["max players"]})}
)


@pytest.mark.parametrize(
    "text", ["we're four", "there are four of us", "四个人一起玩", "我们4个人", "supports 4 players"]
)
def test_people_are_the_least_that_there_is_room_for(text: str) -> None:
    assert bounds(text, GAMES) == {("players", ">=", 4)}


@pytest.mark.parametrize("text", ["for one person", "一个人玩", "四人帮"])
def test_not_every_number_of_people_is_a_limit(text: str) -> None:
    assert not bounds(text, GAMES)


@pytest.mark.parametrize("text", ["at most 1 player", "最多人数最多1人", "最多1人", "max players 1 or fewer"])
def test_one_can_be_a_limit(text: str) -> None:
    games = Schema(
        attributes={
            "players": Attribute(
                type="number", unit={"zh": "人", "en": "players"}, labels={"zh": ["最多人数"], "en": ["max players"]}
            )
        }
    )
    assert bounds(text, games) == {("players", "<=", 1)}


BOARD_GAMES = Schema(
    attributes={
        "players_min": Attribute(type="number", unit={"zh": "人", "en": "people"}, labels={"en": ["fewest players"]}),
        "players_max": Attribute(type="number", unit={"zh": "人", "en": "people"}, labels={"en": ["most players"]}),
        "minutes": Attribute(type="number", unit={"zh": "分钟", "en": "minutes"}, labels={"en": ["duration"]}),
        "price": Attribute(type="number", labels={"zh": ["价格"], "en": ["price"]}),
        "year": Attribute(type="number", labels={"zh": ["年份"], "en": ["year"]}),
    }
)


@pytest.mark.parametrize(
    ("text", "fewest", "most"),
    [
        ("for 4 players", 4, 4),
        ("a game for 4 ppl", 4, 4),
        ("四个人玩的", 4, 4),
        ("we're 6", 6, 6),
        ("2 to 5 players", 2, 5),
        ("3到5个人能玩", 3, 5),
        ("at least 5 players", None, 5),
    ],
)
def test_there_is_room_for_so_many_and_no_more_are_needed(text: str, fewest: int | None, most: int) -> None:
    expected = {("players_max", ">=", most)} | ({("players_min", "<=", fewest)} if fewest else set())
    assert bounds(text, BOARD_GAMES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2000以内", {("price", "<=", 2000)}),
        ("2000以内的，2015年以后的", {("price", "<=", 2000), ("year", ">=", 2015)}),
        ("预算两百左右", {("price", ">=", 170), ("price", "<=", 230)}),
        ("my budget is about 200", {("price", ">=", 170), ("price", "<=", 230)}),
        ("别比2022还老", {("year", ">=", 2022)}),
        ("不要比2015年早的", {("year", ">=", 2015)}),
        ("24年以后出的", {("year", ">=", 2024)}),
        ("98年的", {("year", "==", 1998)}),
        ("before 2000", {("year", "<=", 1999)}),
    ],
)
def test_money_and_years_are_told_apart(text: str, expected: Found) -> None:
    assert bounds(text, BOARD_GAMES) == expected
