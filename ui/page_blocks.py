"""The page in Gradio: its components, and what each event does. Import it late, it brings Gradio with it."""

from collections.abc import Iterator
from html import escape
from importlib import resources
from typing import Any

import gradio as gr

from quwei.agent import Agent, Chat
from quwei.agent.turn import CardsShown, Token, TurnEnded
from quwei.index.errors import QuweiError
from quwei.index.languages import Language
from quwei.ui.labels import label
from quwei.ui.page_cards import cards_html
from quwei.ui.page_panel import brand_html, chips_html, notice_html, panel_html, receipts_html
from quwei.ui.page_standing import Standing
from quwei.ui.page_visitor import Visitor, preferred_language

Updates = dict[Any, Any]
"""New values of components."""
MESSAGE_LIMIT = 2_000
"""Characters that the message box takes."""
PEOPLE_AT_ONCE = 16
"""Events answered at the same time."""
_CLICK = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && !button.disabled) trigger("click", { ...button.dataset });
});
"""
_STORED = "quwei-visitor"
"""Key and secret of what a browser stores. Fixed, so that a visitor is known again after the server restarts: what
nobody else can guess are the ids in it."""


class Page:
    """Hold the components and what happens on each event. Nothing here belongs to a person.

    A person's browser sends its Visitor with every event; everything else is read from the person's own events.
    """

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._default: Language = next(iter(agent.index.catalogue.languages), "en")
        with gr.Blocks(title="趣味 Quwei", analytics_enabled=False, fill_width=True) as self.blocks:
            self._visitor = gr.BrowserState(None, storage_key=_STORED, secret=_STORED)
            self._lay_out()
            self._connect()
        self.blocks.queue(default_concurrency_limit=PEOPLE_AT_ONCE)

    def _lay_out(self) -> None:
        language = self._default
        with gr.Row(elem_id="qw-head"):
            script = (resources.files("quwei.ui") / "page.js").read_text(encoding="utf-8")
            self._brand = _html(brand_html(language), script)
            self._language = gr.Radio(
                [("中文", "zh"), ("English", "en")],
                value=language,
                elem_id="qw-language",
                label=label(language, "language"),
                container=False,
            )
            self._new_chat = gr.Button(label(language, "new-chat"), elem_id="qw-new", size="sm")
        with gr.Row(elem_id="qw-main"):
            with gr.Column(elem_id="qw-talk"):
                self._chatbot = gr.Chatbot(
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
                    layout="bubble",
                    group_consecutive_messages=False,
                )
                self._chips = _html(elem_id="qw-chips")
                with gr.Row(elem_id="qw-compose"):
                    self._message = gr.Textbox(
                        **_message_labels(language),
                        elem_id="qw-message",
                        lines=1,
                        max_lines=6,
                        max_length=MESSAGE_LIMIT,
                        container=False,
                        autofocus=True,
                    )
                    self._send = gr.Button(label(language, "send"), elem_id="qw-send", variant="primary")
                self._cards = _html(elem_id="qw-cards")
            with gr.Column(elem_id="qw-side"):
                self._panel = _html()
        self._notice = _html(elem_id="qw-notice")

    def _connect(self) -> None:
        everything = [
            self._visitor,
            self._brand,
            self._language,
            self._new_chat,
            self._chatbot,
            self._chips,
            self._message,
            self._send,
            self._cards,
            self._panel,
            self._notice,
        ]
        quiet: dict[str, Any] = {"outputs": everything, "show_progress": "hidden", "api_visibility": "private"}
        visitor = [self._visitor]
        self.blocks.load(self.load, visitor, **quiet)
        # One event for both ways of sending: while it runs, neither starts another.
        gr.on([self._message.submit, self._send.click], self.say, [self._message, *visitor], **quiet)
        self._chips.click(self.choose, visitor, **quiet)
        # Two cards may be judged in quick succession: neither click may be lost.
        self._cards.click(self.judge, visitor, trigger_mode="multiple", **quiet)
        self._notice.click(self.answer_notice, visitor, **quiet)
        self._panel.click(self.forget, visitor, **quiet)
        self._new_chat.click(self.start_anew, visitor, **quiet)
        self._language.input(self.switch, [self._language, *visitor], **quiet)

    def load(self, stored: object, request: gr.Request) -> Updates:
        """Show a resumed session, or open a new one."""
        asked = preferred_language(request.headers.get("accept-language", ""))
        return self._enter(Visitor.of(stored, asked or self._default))

    def say(self, message: str, stored: object) -> Iterator[Updates]:
        """Stream the answer to a message."""
        if not message.strip():
            yield {self._message: ""}
            return
        visitor = self._visiting(stored)
        chat = self._chat(visitor)
        spoken = [*_messages(chat), _message("user", message)]
        yield {self._message: "", self._chatbot: spoken, self._chips: "", self._notice: ""}
        try:
            yield from self._answer(chat, visitor, message, spoken)
        except QuweiError as error:
            yield self._error(error, visitor)

    def choose(self, stored: object, event: gr.EventData) -> Iterator[Updates]:
        """Send the text of a chip."""
        yield from self.say(str(event.text), stored)

    def judge(self, stored: object, event: gr.EventData) -> Updates:
        """Record a thumb, or that an item is known, and show what it changed."""
        visitor = self._visiting(stored)
        chat = self._chat(visitor)
        try:
            receipt = chat.feedback(event.item, event.value)
        except QuweiError as error:
            return self._error(error, visitor)
        return {**self._beliefs(chat, visitor), self._notice: receipts_html([receipt], visitor.language)}

    def answer_notice(self, stored: object, event: gr.EventData) -> Updates:
        """Take back what a receipt says, or close the notice."""
        visitor = self._visiting(stored)
        chat = self._chat(visitor)
        receipt_id = getattr(event, "undo", None)
        if receipt_id is None:
            return {self._notice: ""}
        try:
            receipt = chat.undo(int(receipt_id))
        except QuweiError as error:
            return self._error(error, visitor)
        return {**self._beliefs(chat, visitor), self._notice: notice_html(receipt.text, visitor.language)}

    def forget(self, stored: object) -> Updates:
        """Delete everything about the person, and meet somebody new."""
        visitor = self._visiting(stored)
        try:
            self._agent.forget(visitor.user)
        except QuweiError as error:
            return self._error(error, visitor)
        notice = notice_html(label(visitor.language, "forgotten"), visitor.language)
        return {**self._enter(Visitor.new(visitor.language)), self._notice: notice}

    def start_anew(self, stored: object) -> Updates:
        """Open a new session of the same person."""
        return self._enter(self._visiting(stored).in_new_chat())

    def switch(self, language: Language, stored: object) -> Updates:
        """Show the page's labels in the chosen language."""
        visitor = self._visiting(stored).speaking(language)
        return {**self._labels(visitor), **self._beliefs(self._chat(visitor), visitor), self._notice: ""}

    def _visiting(self, stored: object) -> Visitor:
        return Visitor.of(stored, self._default)

    def _chat(self, visitor: Visitor) -> Chat:
        return self._agent.chat(visitor.user, visitor.session, visitor.language)

    def _error(self, error: QuweiError, visitor: Visitor) -> Updates:
        return {self._notice: notice_html(str(error), visitor.language, is_error=True)}

    def _enter(self, visitor: Visitor) -> Updates:
        chat = self._chat(visitor)
        updates: Updates = {
            **self._labels(visitor),
            self._notice: "",
            self._message: gr.Textbox(**_message_labels(visitor.language), value=""),
        }
        try:
            if not chat.history():
                chat.open()
            return {**updates, **self._beliefs(chat, visitor), self._chatbot: _messages(chat)}
        except QuweiError as error:
            return {**updates, **self._error(error, visitor)}

    def _answer(self, chat: Chat, visitor: Visitor, message: str, spoken: list[dict[str, str]]) -> Iterator[Updates]:
        """Yield the page as the answer grows, and at last as it stands after the turn."""
        reply = ""
        before = Standing.now(chat, visitor.language)
        for event in chat.stream(message):
            if isinstance(event, Token):
                reply += event.text
                yield {self._chatbot: [*spoken, _message("assistant", reply)]}
            elif isinstance(event, CardsShown):
                yield {self._cards: cards_html(before.showing(event.cards))}
            elif isinstance(event, TurnEnded):
                turn = event.turn
                visitor = visitor.speaking(turn.language)
                standing = Standing.now(chat, turn.language).after(turn)
                yield {
                    **self._labels(visitor),
                    **self._standing(standing),
                    self._chatbot: _messages(chat),
                    self._notice: receipts_html(turn.receipts, turn.language),
                }

    def _beliefs(self, chat: Chat, visitor: Visitor) -> Updates:
        return self._standing(Standing.now(chat, visitor.language))

    def _standing(self, standing: Standing) -> Updates:
        return {
            self._chips: chips_html(standing.options, standing.language),
            self._cards: cards_html(standing),
            self._panel: panel_html(standing),
        }

    def _labels(self, visitor: Visitor) -> Updates:
        language = visitor.language
        return {
            self._visitor: visitor.model_dump(),
            self._brand: brand_html(language),
            self._language: gr.Radio(value=language, label=label(language, "language")),
            self._new_chat: gr.Button(label(language, "new-chat")),
            self._send: gr.Button(label(language, "send")),
            self._message: gr.Textbox(**_message_labels(language)),
        }


def _html(value: str = "", js_on_load: str = _CLICK, elem_id: str | None = None) -> gr.HTML:
    return gr.HTML(value, js_on_load=js_on_load, elem_id=elem_id, apply_default_css=False)


def _message_labels(language: Language) -> dict[str, Any]:
    return {"label": label(language, "message"), "placeholder": label(language, "placeholder"), "show_label": False}


def _message(role: str, text: str) -> dict[str, str]:
    # Gradio's chat renders HTML even with Markdown off; what people and items say is text.
    return {"role": role, "content": escape(text, quote=False)}


def _messages(chat: Chat) -> list[dict[str, str]]:
    return [_message(role, text) for role, text in chat.history()]
