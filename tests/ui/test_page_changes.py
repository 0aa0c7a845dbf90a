"""What is known of a person is theirs to change, and what they said to look back on; each change has its undo."""

import re

import pytest
from page_steps import Visit, cards, notice, say, thumb
from playwright.sync_api import Locator, Page, expect

from quwei.agent import Agent
from quwei.ui.page_changes import changes_html
from quwei.ui.page_known import known_html
from quwei.ui.page_standing import Standing

pytest_plugins = ["page_served"]
WORDS = {
    "zh-CN": {
        "wish": "我喜欢海滩",
        "limit": "不要博物馆",
        "thing": "海滩",
        "lock": "不让“海滩”随时间淡化",
        "remove": "去掉“海滩”",
        "unlimit": "去掉“不要博物馆”",
        "kept": "会一直记住",
        "out": "已去掉",
        "undo": "撤销",
        "undone": "已撤销",
        "changed": "你的话改变了什么",
        "entered": "新进前十",
        "nothing": "还什么都不知道",
    },
    "en-US": {
        "wish": "I like beaches",
        "limit": "no museums",
        "thing": "beach",
        "lock": "Keep beach from fading",
        "remove": "Remove beach",
        "unlimit": "Remove no museum",
        "kept": "Kept for good",
        "out": "Taken out",
        "undo": "Undo",
        "undone": "Undone",
        "changed": "What your words changed",
        "entered": "New in your top 10",
        "nothing": "Nothing yet",
    },
}
BOTH = pytest.mark.parametrize("locale", list(WORDS))


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def undo(page: Page, word: str, message: str) -> Locator:
    """Return the Undo of one message, so that nothing is pressed before its receipt is the one that is open."""
    return page.get_by_role("button", name=re.compile(f"^{word} ?“{re.escape(message)}”$"))


def panel(page: Page) -> Locator:
    return page.locator(".qw-panel")


def top(page: Page) -> str:
    return page.locator(".qw-top").inner_text()


@pytest.mark.browser
@BOTH
def test_an_interest_is_locked_seen_to_be_so_and_unlocked(visit: Visit, locale: str) -> None:
    page, words = visit(locale), WORDS[locale]
    say(page, words["wish"])
    lock = button(page, words["lock"])
    expect(lock).to_have_attribute("aria-pressed", "false")
    lock.click()
    expect(lock).to_have_attribute("aria-pressed", "true")
    expect(notice(page)).to_contain_text(words["kept"])
    expect(page.locator("[data-locked=true]")).to_have_text(words["thing"])
    page.reload()
    expect(lock).to_have_attribute("aria-pressed", "true")
    lock.click()
    expect(lock).to_have_attribute("aria-pressed", "false")
    notice(page).get_by_role("button", name=words["undo"]).click()
    expect(lock).to_have_attribute("aria-pressed", "true")


@pytest.mark.browser
@BOTH
def test_what_is_removed_is_gone_and_comes_back_by_its_undo(visit: Visit, locale: str) -> None:
    page, words = visit(locale), WORDS[locale]
    say(page, words["wish"])
    before = top(page)
    button(page, words["remove"]).click()
    expect(notice(page)).to_contain_text(words["out"])
    expect(panel(page)).to_contain_text(words["nothing"])
    expect(page.locator(".qw-top")).not_to_have_text(before, use_inner_text=True)
    notice(page).get_by_role("button", name=words["undo"]).click()
    expect(notice(page)).to_contain_text(words["undone"])
    expect(page.locator(".qw-tags.qw-like")).to_contain_text(words["thing"])
    expect(page.locator(".qw-top")).to_have_text(before, use_inner_text=True)


@pytest.mark.browser
@BOTH
def test_a_limit_is_removed_too_and_cannot_be_locked(visit: Visit, locale: str) -> None:
    page, words = visit(locale), WORDS[locale]
    say(page, words["limit"])
    limits = page.locator(".qw-tags.qw-limit")
    expect(limits.get_by_role("button")).to_have_count(1)
    button(page, words["unlimit"]).click()
    expect(notice(page)).to_contain_text(words["out"])
    expect(limits).to_have_count(0)


@pytest.mark.browser
def test_a_removed_thumb_is_not_pressed_any_more(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    title = cards(page).first.locator("h3").inner_text()
    thumb(page, "up").click()
    button(page, f"Remove “{title}”").click()
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "false")


@pytest.mark.browser
def test_what_was_removed_in_another_window_is_told_in_a_sentence(visit: Visit) -> None:
    page = visit("zh-CN")
    say(page, "我喜欢海滩")
    other = page.context.new_page()
    other.goto(page.url)
    button(other, "去掉“海滩”").click()
    expect(panel(other)).to_contain_text("还什么都不知道")
    button(page, "去掉“海滩”").click()
    expect(notice(page)).to_contain_text("这一条已经去掉了")
    expect(panel(page)).to_contain_text("还什么都不知道")


@pytest.mark.browser
def test_a_keyboard_stays_where_it_was_when_a_button_is_pressed(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    lock = button(page, "Keep beach from fading")
    lock.focus()
    lock.press("Enter")
    expect(lock).to_have_attribute("aria-pressed", "true")
    expect(lock).to_be_focused()
    lock.press("Enter")
    expect(lock).to_have_attribute("aria-pressed", "false")
    changed = button(page, "What your words changed")
    say(page, "no museums")
    changed.press("Enter")
    page.locator(".qw-undo").press("Enter")
    expect(notice(page)).to_contain_text("Undone")
    expect(changed).to_be_focused()


@pytest.mark.browser
@BOTH
def test_a_message_says_what_it_changed_and_is_undone_exactly(visit: Visit, locale: str) -> None:
    page, words = visit(locale), WORDS[locale]
    expect(button(page, words["changed"])).to_have_count(0)
    say(page, words["wish"])
    before, shown = top(page), panel(page).inner_text()
    say(page, words["limit"])
    expect(page.locator(".qw-tags.qw-limit")).to_be_visible()
    expect(page.locator(".qw-receipt")).to_have_count(0)

    button(page, words["changed"]).click()
    expect(button(page, words["changed"])).to_have_attribute("aria-expanded", "true")
    expect(button(page, f"“{words['limit']}”")).to_have_attribute("aria-expanded", "true")
    expect(button(page, f"“{words['wish']}”")).to_have_attribute("aria-expanded", "false")
    button(page, f"“{words['wish']}”").click()
    receipt = page.locator(".qw-receipt")
    expect(receipt).to_have_count(1)
    expect(receipt).to_contain_text(words["thing"])
    expect(receipt).to_contain_text(words["entered"])

    button(page, f"“{words['limit']}”").click()
    undo(page, words["undo"], words["limit"]).click()
    expect(notice(page)).to_contain_text(words["undone"])
    expect(panel(page)).to_have_text(shown, use_inner_text=True)
    expect(page.locator(".qw-top")).to_have_text(before, use_inner_text=True)
    expect(button(page, f"“{words['limit']}”")).to_have_count(0)
    expect(cards(page).first.locator(".qw-proof")).to_have_count(0)

    button(page, f"“{words['wish']}”").click()
    undo(page, words["undo"], words["wish"]).dblclick()
    expect(panel(page)).to_contain_text(words["nothing"])
    expect(button(page, words["changed"])).to_have_count(0)
    expect(notice(page)).to_contain_text(words["undone"])


@pytest.mark.browser
def test_no_click_is_lost_however_quickly_the_next_one_comes(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    say(page, "no museums")
    button(page, "What your words changed").click()
    expect(page.locator(".qw-receipt")).to_be_visible()
    page.evaluate("""async () => {
        document.querySelectorAll(".qw-said")[1].click();
        await new Promise((resume) => setTimeout(resume, 5));
        document.querySelector(".qw-undo").click();
    }""")
    expect(notice(page)).to_contain_text("Undone")
    expect(button(page, "“no museums”")).to_have_count(0)


@pytest.mark.browser
def test_what_messages_changed_is_there_after_a_reload_and_in_the_other_language(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    page.reload()
    button(page, "What your words changed").click()
    expect(page.locator(".qw-receipt")).to_contain_text("beach")
    page.get_by_text("中文", exact=True).click()
    button(page, "你的话改变了什么").click()
    expect(page.locator(".qw-receipt")).to_contain_text("海滩")
    page.locator(".qw-receipt").get_by_role("button").click()
    expect(notice(page)).to_contain_text("已撤销")


@pytest.mark.browser
def test_a_thumb_leaves_open_what_was_opened(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    button(page, "What your words changed").click()
    expect(page.locator(".qw-receipt")).to_be_visible()
    thumb(page, "up").click()
    expect(notice(page)).to_be_visible()
    expect(page.locator(".qw-receipt")).to_be_visible()


@pytest.mark.browser
@BOTH
def test_a_receipt_fits_the_narrowest_phone(visit: Visit, locale: str) -> None:
    page, words = visit(locale, width=360, height=740), WORDS[locale]
    say(page, words["wish"])
    say(page, words["limit"] * 12)
    button(page, words["changed"]).click()
    expect(page.locator(".qw-receipt")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    outside = """() => [...document.querySelectorAll('.qw-changes *, .qw-tags *')]
        .map(each => each.getBoundingClientRect()).filter(box => box.right > innerWidth || box.left < 0).length"""
    assert page.evaluate(outside) == 0


def test_what_people_write_is_escaped_in_what_is_known_and_changed(agent: Agent) -> None:
    chat = agent.chat("written", "s1", "en")
    chat.send('I like "><img src=x> beaches and <b>sunsets</b>')
    standing = Standing.now(chat, "en")
    opened = str(standing.statements[0].receipt.id)
    html = changes_html(standing, opened) + known_html(standing)
    assert not re.search(r"<(img|b)\b", html)
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_computed_before_it_is_opened(agent: Agent, language: str) -> None:
    chat = agent.chat(f"lazy-{language}", "s1", "en")
    chat.send("I like beaches")
    standing = Standing.now(chat, language)  # type: ignore[arg-type]
    (statement,) = standing.statements
    changes_html(standing)
    assert "entered" not in statement.receipt.__dict__
    changes_html(standing, str(statement.receipt.id))
    assert "entered" in statement.receipt.__dict__
