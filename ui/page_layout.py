"""The components of the page, and what Gradio is told to show in them."""

from collections.abc import Sequence
from html import escape
from importlib import resources
from typing import Any

import gradio as gr

from quwei.agent import Receipt
from quwei.index.languages import Language
from quwei.ui.labels import label
from quwei.ui.page_cards import cards_html
from quwei.ui.page_changes import CLOSED, changes_html
from quwei.ui.page_comparison import comparison_html
from quwei.ui.page_panel import brand_html, busy_html, chips_html, forget_html, notice_html, panel_html, receipts_html
from quwei.ui.page_standing import Standing
from quwei.ui.page_visitor import Visitor

Updates = dict[Any, Any]
"""New values of components."""
MESSAGE_LIMIT = 2_000
"""Characters that the message box takes."""
_STORED = "quwei-visitor"
"""Key and secret of what a browser stores. Fixed, so that a visitor is known again after the server restarts: what
nobody else can guess are the ids in it."""


class Layout:
    """Hold the components; each `show_...` returns the updates that show something in them."""

    def __init__(self, language: Language) -> None:
        self.visitor = gr.BrowserState(None, storage_key=_STORED, secret=_STORED)
        with gr.Row(elem_id="qw-head"):
            self._head(language)
        with gr.Row(elem_id="qw-main"):
            with gr.Column(elem_id="qw-talk"):
                self._talk(language)
            with gr.Column(elem_id="qw-side"):
                self.panel = _html()
                self.forget = _html(forget_html(language))
        self.notice = _html(elem_id="qw-notice")

    def _head(self, language: Language) -> None:
        self.brand = _html(brand_html(language), "page.js")
        name = label(language, "language")
        choices: list[str | int | float | tuple[str, str | int | float]] = [("中文", "zh"), ("English", "en")]
        self.language = gr.Radio(choices, value=language, label=name, elem_id="qw-language", container=False)
        self.new_chat = gr.Button(label(language, "new-chat"), elem_id="qw-new", size="sm")

    def _talk(self, language: Language) -> None:
        self.chatbot = gr.Chatbot(
            elem_id="qw-chat",
            label=label(language, "conversation"),
            show_label=False,
            container=False,
            height=None,
            max_height="min(46vh, 460px)",
            render_markdown=False,
            latex_delimiters=[],
            buttons=[],
            feedback_options=None,
            group_consecutive_messages=False,
        )
        self.changes = _html(elem_id="qw-changes")
        self.chips = _html(elem_id="qw-chips")
        with gr.Row(elem_id="qw-compose"):
            self.message = gr.Textbox(
                **_message_labels(language),
                elem_id="qw-message",
                lines=1,
                max_lines=6,
                max_length=MESSAGE_LIMIT,
                container=False,
                autofocus=True,
            )
            self.send = gr.Button(label(language, "send"), elem_id="qw-send", variant="primary")
        self.comparison = _html(elem_id="qw-comparison")
        self.cards = _html(elem_id="qw-cards")

    @property
    def all(self) -> list[Any]:
        """Return every component that an event may change."""
        head = [self.visitor, self.brand, self.language, self.new_chat]
        talk = [self.chatbot, self.changes, self.chips, self.message, self.send, self.comparison, self.cards]
        return [*head, *talk, self.panel, self.forget, self.notice]

    def show_visitor(self, visitor: Visitor) -> Updates:
        """Let the browser keep the visitor, and speak their language."""
        language = visitor.language
        return {
            self.visitor: visitor.model_dump(),
            self.brand: brand_html(language),
            self.language: gr.Radio(value=language, label=label(language, "language")),
            self.new_chat: gr.Button(label(language, "new-chat")),
            self.message: gr.Textbox(**_message_labels(language)),
            self.send: gr.Button(label(language, "send")),
            self.forget: forget_html(language),
        }

    def show_standing(self, standing: Standing) -> Updates:
        """Show the answers on offer, the table, the cards and the belief."""
        return {
            self.chips: chips_html(standing.options, standing.language),
            **self.show_cards(standing),
            self.panel: panel_html(standing),
        }

    def show_busy(self, language: Language) -> Updates:
        """Show that a turn runs, where its answers will be."""
        return {self.chips: busy_html(language)}

    def show_cards(self, standing: Standing) -> Updates:
        """Show the cards, and the table where they are compared, alone."""
        return {self.comparison: comparison_html(standing), self.cards: cards_html(standing)}

    def show_changes(self, standing: Standing, opened: str = CLOSED) -> Updates:
        """Show the line on what messages changed, and the receipt that is opened in it."""
        return {self.changes: changes_html(standing, opened)}

    def show_conversation(self, spoken: Sequence[tuple[str, str]]) -> Updates:
        """Show (role, text) pairs; Gradio's chat renders HTML even with Markdown off, so the text is escaped."""
        return {self.chatbot: [{"role": role, "content": escape(text, quote=False)} for role, text in spoken]}

    def show_receipts(self, receipts: Sequence[Receipt], language: Language) -> Updates:
        """Show what events changed, each with its Undo; without any, the notice is gone."""
        return {self.notice: receipts_html(receipts, language)}

    def show_notice(self, text: str, language: Language, is_error: bool = False) -> Updates:
        """Show one sentence for the person."""
        return {self.notice: notice_html(text, language, is_error)}


def _html(value: str = "", script: str = "page_buttons.js", elem_id: str | None = None) -> gr.HTML:
    js_on_load = (resources.files("quwei.ui") / script).read_text(encoding="utf-8")
    return gr.HTML(value, js_on_load=js_on_load, elem_id=elem_id, apply_default_css=False)


def _message_labels(language: Language) -> dict[str, Any]:
    return {"label": label(language, "message"), "placeholder": label(language, "placeholder"), "show_label": False}
