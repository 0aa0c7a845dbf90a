"""Fixtures of the page tests: it is served once per file, and every visit has a browser profile of its own."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from page_steps import PATIENCE, Visit, replies
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from quwei.agent import Agent
from quwei.index.settings import Settings
from quwei.ui.page import PRIVATE, build_page, look

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def agent(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    people = f"sqlite:///{tmp_path_factory.mktemp('page') / 'people.sqlite'}"
    opened = Agent.open(settings=settings.with_values({"catalogue": "places", "database_url": people}))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(agent: Agent) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    blocks: Any = build_page(agent)
    blocks.launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, quiet=True, **look(), **PRIVATE)
    yield f"http://127.0.0.1:{port}/"
    blocks.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open the page in a browser profile of its own."""
    contexts: list[BrowserContext] = []

    def open_page(locale: str = "zh-CN", width: int = 1280, height: int = 900) -> Page:
        contexts.append(browser.new_context(locale=locale, viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        expect(replies(page)).to_have_count(1)
        return page

    yield open_page
    for context in contexts:
        context.close()
