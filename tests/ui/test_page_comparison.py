"""A comparison is a real table: read by people and by screen readers, in their language, on a phone as well."""

from dataclasses import replace

import pytest
from page_steps import Visit, cards, say, thumb
from playwright.sync_api import Page, expect

from quwei.agent import Agent
from quwei.ui.page_comparison import comparison_html
from quwei.ui.page_standing import Standing

pytest_plugins = ["page_served"]
ASKED = {
    "zh-CN": ("我喜欢海滩", "前两个比一下", "对比", "国家"),
    "en-US": ("I like beaches", "compare the first two", "Side by side", "Country"),
}


def compare(page: Page, locale: str) -> None:
    wish, question, caption, _ = ASKED[locale]
    say(page, wish)
    say(page, question)
    expect(page.get_by_role("table", name=caption)).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("locale", list(ASKED))
def test_what_is_compared_stands_side_by_side(visit: Visit, locale: str) -> None:
    page = visit(locale)
    compare(page, locale)
    titles = cards(page).locator("h3").all_inner_texts()
    assert page.get_by_role("columnheader").all_inner_texts() == titles
    assert len(titles) == 2
    country = page.get_by_role("rowheader", name=ASKED[locale][3], exact=True)
    expect(country).to_be_visible()
    expect(country).to_have_attribute("scope", "row")
    expect(country.locator("xpath=..").get_by_role("cell")).to_have_count(2)


@pytest.mark.browser
def test_the_table_stays_with_its_reply_and_follows_the_switch(visit: Visit) -> None:
    page = visit("en-US")
    compare(page, "en-US")
    thumb(page, "up").click()
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("table", name="Side by side")).to_be_visible()
    page.reload()
    expect(page.get_by_role("rowheader", name="Country", exact=True)).to_be_visible()
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("table", name="对比")).to_be_visible()
    expect(page.get_by_role("rowheader", name="国家", exact=True)).to_be_visible()
    say(page, "我喜欢博物馆")
    expect(page.get_by_role("table")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("locale", list(ASKED))
def test_the_table_of_two_fits_the_narrowest_phone(visit: Visit, locale: str) -> None:
    page = visit(locale, width=360, height=740)
    compare(page, locale)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    frame = page.locator(".qw-comparison")
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")


@pytest.mark.browser
def test_a_wider_table_scrolls_in_its_frame_and_keeps_the_names_of_its_rows(visit: Visit) -> None:
    page = visit("en-US", width=360, height=740)
    say(page, "I like beaches")
    say(page, "compare the first four")
    frame = page.get_by_role("region", name="Side by side")
    expect(page.get_by_role("columnheader")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    name = page.get_by_role("rowheader").first
    left = name.evaluate("name => name.getBoundingClientRect().left")
    frame.focus()
    expect(frame).to_be_focused()
    frame.evaluate("frame => frame.scrollLeft = frame.scrollWidth")
    assert frame.evaluate("frame => frame.scrollLeft") > 0
    assert name.evaluate("name => name.getBoundingClientRect().left") == left


def test_what_an_owner_writes_is_escaped_in_the_table(agent: Agent) -> None:
    chat = agent.chat("compared", "s1", "en")
    chat.send("I like beaches")
    chat.send("compare the first two")
    standing = Standing.now(chat, "en")
    assert standing.comparison is not None
    evil = {"titles": ("<script>x</script>", "b"), "rows": (("<i>", ("<b>", '"><img src=x>')),)}
    html = comparison_html(replace(standing, comparison=standing.comparison.model_copy(update=evil)))
    assert not any(tag in html for tag in ("<script", "<i>", "<b>", "<img"))
    assert "&lt;script&gt;" in html
