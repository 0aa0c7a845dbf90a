"""What people see and do on the page, as the browser tests name it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

PATIENCE = 20_000
"""Milliseconds that the page may take on a busy machine."""
Visit = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


def replies(page: Page) -> Locator:
    return page.get_by_test_id("bot")


def cards(page: Page) -> Locator:
    return page.locator(".qw-card")


def thumb(page: Page, kind: str, card: int = 0) -> Locator:
    return cards(page).nth(card).locator(f"button[data-kind={kind}]")


def notice(page: Page) -> Locator:
    return page.locator(".qw-notice[role=status]")


def say(page: Page, message: str) -> None:
    """Send a message and wait until its turn has ended."""
    before = replies(page).count()
    page.locator("#qw-message textarea").fill(message)
    page.locator("#qw-message textarea").press("Enter")
    expect(replies(page)).to_have_count(before + 1)
    expect(page.locator(".qw-busy")).to_have_count(0)
