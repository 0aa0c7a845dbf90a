"""The web page in a real browser, over the small `places` catalogue."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from page_steps import Visit, cards, notice, replies, say, thumb
from playwright.sync_api import Browser, expect

from quwei.agent import Agent
from quwei.ui.page_blocks import Page
from quwei.ui.page_cards import cards_html
from quwei.ui.page_panel import chips_html, notice_html
from quwei.ui.page_standing import Standing
from quwei.ui.page_visitor import Visitor, preferred_language

pytest_plugins = ["page_served"]


@pytest.mark.browser
def test_a_chinese_conversation_with_thumb_receipt_and_undo(visit: Visit) -> None:
    page = visit()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("heading", name="趣味眼中的你")).to_be_visible()
    say(page, "我喜欢海滩，不要博物馆")
    expect(replies(page).last).to_contain_text("海滩")
    expect(cards(page)).to_have_count(4)
    expect(cards(page).first.locator(".qw-why")).to_contain_text("海滩")
    expect(cards(page).first.locator(".qw-proof")).to_contain_text("✓ 不要博物馆")
    expect(page.locator(".qw-tags.qw-like")).to_contain_text("海滩")

    before = page.locator(".qw-top").inner_text()
    title = cards(page).first.locator("h3").inner_text()
    thumb(page, "up").click()
    expect(notice(page)).to_contain_text(title)
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".qw-tags.qw-like")).to_contain_text(title)
    expect(page.locator(".qw-top")).not_to_have_text(before, use_inner_text=True)

    page.get_by_role("button", name="撤销").click()
    expect(notice(page)).to_contain_text("已撤销")
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".qw-top")).to_have_text(before, use_inner_text=True)


@pytest.mark.browser
def test_an_english_conversation(visit: Visit) -> None:
    page = visit("en-US")
    expect(page.get_by_role("heading", name="What Quwei believes about you")).to_be_visible()
    say(page, "I like beaches")
    expect(replies(page).last).to_contain_text("beach")
    expect(cards(page)).to_have_count(4)
    thumb(page, "down").click()
    expect(notice(page)).to_contain_text("Noted")
    expect(thumb(page, "down")).to_have_attribute("aria-pressed", "true")
    thumb(page, "seen", card=1).click()
    expect(thumb(page, "seen", card=1)).to_have_attribute("aria-pressed", "true")


@pytest.mark.browser
def test_a_pressed_thumb_is_taken_back_by_pressing_it_again(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    thumb(page, "up").click()
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "true")
    thumb(page, "up").click()
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "false")


@pytest.mark.browser
def test_a_chip_is_sent_as_a_message(visit: Visit) -> None:
    page = visit("en-US")
    chip = page.locator(".qw-chip").first
    text = chip.inner_text()
    chip.click()
    expect(page.get_by_test_id("user")).to_have_text(text)
    expect(cards(page)).to_have_count(4)
    page.locator(".qw-skip").click()
    expect(page.get_by_test_id("user")).to_have_count(2)
    expect(replies(page)).to_have_count(3)


@pytest.mark.browser
def test_a_reload_keeps_the_conversation_and_the_thumbs(visit: Visit) -> None:
    page = visit()
    say(page, "我喜欢海滩")
    thumb(page, "up").click()
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "true")
    spoken = page.locator("#qw-chat").inner_text()
    titles = cards(page).locator("h3").all_inner_texts()
    page.reload()
    expect(thumb(page, "up")).to_have_attribute("aria-pressed", "true")
    expect(replies(page)).to_have_count(2)
    assert page.locator("#qw-chat").inner_text() == spoken
    assert cards(page).locator("h3").all_inner_texts() == titles


@pytest.mark.browser
def test_two_browsers_share_nothing(visit: Visit) -> None:
    one = visit()
    say(one, "我喜欢海滩")
    other = visit()
    expect(other.get_by_test_id("user")).to_have_count(0)
    expect(cards(other)).to_have_count(0)
    expect(other.locator(".qw-panel")).to_contain_text("还什么都不知道")


@pytest.mark.browser
def test_a_new_chat_starts_afresh_with_the_same_person(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    title = cards(page).first.locator("h3").inner_text()
    thumb(page, "up").click()
    expect(page.locator(".qw-tags.qw-like")).to_contain_text(title)
    page.get_by_role("button", name="New chat").click()
    expect(page.get_by_test_id("user")).to_have_count(0)
    expect(replies(page)).to_have_count(1)
    expect(page.locator(".qw-tags.qw-like")).to_contain_text(title)


@pytest.mark.browser
def test_forget_me_asks_first_and_then_knows_nothing(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I love beaches")
    expect(page.get_by_role("button", name="Delete everything")).to_be_hidden()
    page.get_by_text("Forget me", exact=True).click()
    page.get_by_role("button", name="Delete everything").click()
    expect(notice(page)).to_contain_text("Everything about you is deleted")
    expect(page.get_by_test_id("user")).to_have_count(0)
    expect(page.locator(".qw-panel")).to_contain_text("Nothing yet")
    page.reload()
    expect(replies(page)).to_have_count(1)
    expect(page.locator(".qw-panel")).to_contain_text("Nothing yet")


@pytest.mark.browser
def test_the_labels_follow_the_person_and_the_switch(visit: Visit) -> None:
    page = visit("zh-CN")
    say(page, "I like beaches")
    expect(page.get_by_role("button", name="New chat")).to_be_visible()
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("button", name="新对话")).to_be_visible()
    expect(page.get_by_role("button", name="发送")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="新对话")).to_be_visible()


@pytest.mark.browser
def test_html_in_a_message_is_shown_as_text(visit: Visit) -> None:
    page = visit("en-US")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    message = '<img src="/stolen" onerror="document.title=1"><b>beaches</b> & more'
    say(page, message)
    expect(page.get_by_test_id("user")).to_have_text(message)
    assert not [url for url in asked if "stolen" in url]
    expect(page.locator("#qw-chat img, #qw-chat b")).to_have_count(0)


@pytest.mark.browser
def test_a_mistake_is_told_in_a_sentence(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    thumb(page, "up").evaluate("button => button.dataset.item = 'no-such-place'")
    thumb(page, "up").click()
    expect(page.locator(".qw-notice[role=alert]")).to_contain_text("no-such-place")
    expect(page.locator("body")).not_to_contain_text("Traceback")
    say(page, "museums")


@pytest.mark.browser
def test_enter_that_ends_a_chinese_composition_sends_nothing(visit: Visit) -> None:
    page = visit()
    box = page.locator("#qw-message textarea")
    box.fill("海")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    page.wait_for_timeout(500)
    expect(box).to_have_value("海")
    expect(page.get_by_test_id("user")).to_have_count(0)
    box.press("Enter")
    expect(page.get_by_test_id("user")).to_have_count(1)


@pytest.mark.browser
def test_the_page_asks_no_other_host(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(replies(page)).to_have_count(1)
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_page_fits_a_phone(visit: Visit, locale: str) -> None:
    page = visit(locale, width=390, height=844)
    say(page, "我喜欢海滩" if locale == "zh-CN" else "I like beaches")
    thumb(page, "up").click()
    expect(notice(page)).to_be_visible()
    outside = """() => [...document.querySelectorAll('.qw-card, .qw-chip, .qw-panel, .qw-notice, #qw-send, #qw-new')]
        .map(each => each.getBoundingClientRect())
        .filter(box => box.right > innerWidth || box.left < 0).length"""
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(outside) == 0


@pytest.mark.browser
def test_every_button_has_a_name(visit: Visit) -> None:
    page = visit("en-US")
    say(page, "I like beaches")
    thumb(page, "up").click()
    expect(notice(page)).to_be_visible()
    for button in page.get_by_role("button").all():
        assert (button.get_attribute("aria-label") or button.inner_text()).strip()


def test_what_items_and_people_write_is_escaped(agent: Agent) -> None:
    chat = agent.chat("escaped", "s1", "en")
    chat.send("I like beaches")
    standing = Standing.now(chat, "en")
    card = standing.cards[0]
    item = card.item
    evil = type(item)("<i>", {"en": "<script>x</script>"}, {"en": "<b>"}, item.attributes, None, "javascript:alert(1)")
    html = cards_html(standing.showing((card.model_copy(update={"item": evil}),)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "javascript:" not in html
    assert "<u>" not in chips_html(['"<u>', "skip"], "en") + notice_html("<u>", "en")


def test_a_card_says_what_the_owner_has_to_disclose(agent: Agent) -> None:
    chat = agent.chat("disclosed", "s1", "en")
    chat.send("I like beaches")
    standing = Standing.now(chat, "en")
    card = standing.cards[0].model_copy(update={"disclosures": ("unesco",)})
    assert 'class="qw-disclosure"' in cards_html(standing.showing((card,)))


def test_a_card_of_the_last_turn_keeps_no_reason_that_is_itself(agent: Agent) -> None:
    chat = agent.chat("reasons", "s1", "en")
    first = chat.send("I like beaches").cards[0]
    chat.feedback(first.item.id, "up")
    html = cards_html(Standing.now(chat, "en"))
    why = re.findall(r'class="qw-why">(.*?)</p>', html)
    assert first.item.title_in("en") not in why[0]


@pytest.mark.parametrize("stored", [None, "x", {}, {"user": 3}, {"user": "u", "session": "s", "language": "fr"}])
def test_a_damaged_visitor_is_somebody_new(stored: object) -> None:
    assert Visitor.of(stored, "zh").language == "zh"
    assert Visitor.of(stored, "zh").user != Visitor.of(stored, "zh").user


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("fr,zh;q=0.4,en;q=0.6", "en"),
        ("fr-FR", None),
        ("", None),
        ("zh;q=x,en;q=0.1", "en"),
    ],
)
def test_the_first_language_is_the_browsers(header: str, language: str | None) -> None:
    assert preferred_language(header) == language


def test_importing_the_page_does_not_import_gradio() -> None:
    code = "import sys, quwei.ui.page; assert 'gradio' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)


def test_a_running_turn_is_seen_to_run_until_it_has_ended(agent: Agent) -> None:
    page = Page(agent)
    updates = [list(update.values()) for update in page.say("I like beaches", Visitor.new("en").model_dump())]
    busy = [any("qw-busy" in str(value) for value in values) for values in updates]
    assert busy[0]
    assert not any(busy[1:])
