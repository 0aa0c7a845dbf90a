"""The page in Gradio: what each event does. Import it late, it brings Gradio with it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from quwei.agent import Agent, Chat, Receipt, Turn
from quwei.agent.turn import CardsShown, Token, TurnEnded
from quwei.index.errors import QuweiError
from quwei.index.languages import Language
from quwei.ui.labels import label
from quwei.ui.page_changes import CLOSED, NONE
from quwei.ui.page_known import thing_of
from quwei.ui.page_layout import Layout, Updates
from quwei.ui.page_standing import Standing
from quwei.ui.page_visitor import Visitor, preferred_language

AT_ONCE = 16
"""Events of one kind that are answered at the same time."""


class Page:
    """Answer the events of the page. Nothing here belongs to a person.

    A person's browser sends its Visitor with every event; everything else is read from the person's own events.
    """

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._default: Language = next(iter(agent.index.catalogue.languages), "en")
        with gr.Blocks(title="趣味 Quwei", analytics_enabled=False, fill_width=True) as self.blocks:
            self._layout = Layout(self._default)
            self._connect()
        self.blocks.queue(default_concurrency_limit=AT_ONCE)

    def _connect(self) -> None:
        layout = self._layout
        quiet: dict[str, Any] = {"outputs": layout.all, "show_progress": "hidden", "api_visibility": "private"}
        visitor = [layout.visitor]
        self.blocks.load(self.load, visitor, **quiet)
        # One event for both ways of sending: while it runs, neither starts another.
        said = gr.on([layout.message.submit, layout.send.click], self.say, [layout.message, *visitor], **quiet)
        chosen = layout.chips.click(self.choose, visitor, **quiet)
        # Two buttons may be pressed in quick succession: neither click may be lost.
        for part, answer in (
            (layout.cards, self.judge),
            (layout.panel, self.edit),
            (layout.changes, self.look_back),
            (layout.notice, self.answer_notice),
        ):
            part.click(answer, visitor, trigger_mode="multiple", **quiet)
        layout.language.input(self.switch, [layout.language, *visitor], **quiet)
        # A turn still running would bring the conversation that was left back.
        layout.new_chat.click(self.start_anew, visitor, cancels=[said, chosen], **quiet)
        layout.forget.click(self.forget, visitor, cancels=[said, chosen], **quiet)

    def load(self, stored: object, request: gr.Request) -> Updates:
        """Show a resumed session, or open a new one."""
        asked = preferred_language(request.headers.get("accept-language", ""))
        return self._enter(Visitor.of(stored, asked or self._default))

    def say(self, message: str, stored: object) -> Iterator[Updates]:
        """Stream the answer to a message."""
        layout, visitor = self._layout, self._visitor(stored)
        if not message.strip():
            yield {layout.message: ""}
            return
        chat = self._chat(visitor)
        spoken = [*chat.history(), ("user", message)]
        busy = layout.show_busy(visitor.language)
        yield {**layout.show_conversation(spoken), **busy, layout.message: "", layout.notice: ""}
        try:
            yield from self._answer(chat, visitor, spoken)
        except QuweiError as error:
            yield {**self._told(error, visitor), layout.chips: ""}

    def choose(self, stored: object, event: gr.EventData) -> Iterator[Updates]:
        """Send the text of a chip."""
        yield from self.say(str(event.text), stored)

    def judge(self, stored: object, event: gr.EventData) -> Updates:
        """Record a thumb, or that an item is known, and show what it changed."""
        visitor = self._visitor(stored)
        chat = self._chat(visitor)
        try:
            receipt = chat.feedback(event.item, event.value)
        except QuweiError as error:
            return self._told(error, visitor)
        return self._receipt(receipt, chat, visitor)

    def edit(self, stored: object, event: gr.EventData) -> Updates:
        """Lock, unlock or remove one thing that is known of the person, and show what it changed."""
        visitor = self._visitor(stored)
        chat = self._chat(visitor)
        thing = thing_of(chat.profile(), event.thing)
        if thing is None:  # removed in another window
            gone = label(visitor.language, "not-known-any-more")
            return {**self._now(chat, visitor), **self._layout.show_notice(gone, visitor.language)}
        try:
            receipt = chat.edit(thing, event.change)
        except QuweiError as error:
            return self._told(error, visitor)
        return self._receipt(receipt, chat, visitor)

    def look_back(self, stored: object, event: gr.EventData) -> Updates:
        """Open or close what messages changed, or take one of them back."""
        visitor = self._visitor(stored)
        if (receipt := getattr(event, "undo", None)) is not None:
            return self._undo(int(receipt), visitor, opened=NONE)
        return self._layout.show_changes(Standing.now(self._chat(visitor), visitor.language), event.open)

    def answer_notice(self, stored: object, event: gr.EventData) -> Updates:
        """Take back what a receipt says, or close the notice."""
        receipt = getattr(event, "undo", None)
        return {self._layout.notice: ""} if receipt is None else self._undo(int(receipt), self._visitor(stored))

    def switch(self, language: Language, stored: object) -> Updates:
        """Show the page's labels in the chosen language."""
        visitor = self._visitor(stored).speaking(language)
        layout = self._layout
        return {**layout.show_visitor(visitor), **self._now(self._chat(visitor), visitor), layout.notice: ""}

    def start_anew(self, stored: object) -> Updates:
        """Open a new session of the same person."""
        return self._enter(self._visitor(stored).in_new_chat())

    def forget(self, stored: object) -> Updates:
        """Delete everything about the person, and meet somebody new."""
        visitor = self._visitor(stored)
        language = visitor.language
        try:
            self._agent.forget(visitor.user)
        except QuweiError as error:
            return self._told(error, visitor)
        notice = self._layout.show_notice(label(language, "forgotten"), language)
        return {**self._enter(Visitor.new(language)), **notice}

    def _receipt(self, receipt: Receipt, chat: Chat, visitor: Visitor) -> Updates:
        """Show what a thumb or an edit changed; what messages changed is the same as before, and stays open."""
        layout, language = self._layout, visitor.language
        return {**layout.show_standing(Standing.now(chat, language)), **layout.show_receipts([receipt], language)}

    def _undo(self, receipt: int, visitor: Visitor, opened: str = CLOSED) -> Updates:
        """Take back what an event changed, and show how things stand without it."""
        chat = self._chat(visitor)
        try:
            undone = chat.undo(receipt)
        except QuweiError as error:
            return self._told(error, visitor)
        return {**self._now(chat, visitor, opened), **self._layout.show_notice(undone.text, visitor.language)}

    def _visitor(self, stored: object) -> Visitor:
        return Visitor.of(stored, self._default)

    def _chat(self, visitor: Visitor) -> Chat:
        chat = self._agent.chat(visitor.user, visitor.session, visitor.language)
        return chat.telling_in(visitor.language)

    def _told(self, error: QuweiError, visitor: Visitor) -> Updates:
        return self._layout.show_notice(str(error), visitor.language, is_error=True)

    def _now(self, chat: Chat, visitor: Visitor, opened: str = CLOSED) -> Updates:
        standing = Standing.now(chat, visitor.language)
        return {**self._layout.show_standing(standing), **self._layout.show_changes(standing, opened)}

    def _enter(self, visitor: Visitor) -> Updates:
        """Return the page for a visitor who comes in."""
        layout, chat = self._layout, self._chat(visitor)
        try:
            if not chat.history():
                chat.open()
            conversation = layout.show_conversation(chat.history())
            return {**layout.show_visitor(visitor), **self._now(chat, visitor), **conversation, layout.notice: ""}
        except QuweiError as error:
            return {**layout.show_visitor(visitor), **self._told(error, visitor)}

    def _answer(self, chat: Chat, visitor: Visitor, spoken: list[tuple[str, str]]) -> Iterator[Updates]:
        """Yield the page as the answer grows, and at last as it stands after the turn."""
        reply = ""
        before = Standing.now(chat, visitor.language)
        for event in chat.stream(spoken[-1][1]):
            if isinstance(event, Token):
                reply += event.text
                yield self._layout.show_conversation([*spoken, ("assistant", reply)])
            elif isinstance(event, CardsShown):
                yield self._layout.show_cards(before.showing(event.cards))
            elif isinstance(event, TurnEnded):
                yield self._after(event.turn, chat, visitor.speaking(event.turn.language))

    def _after(self, turn: Turn, chat: Chat, visitor: Visitor) -> Updates:
        layout, standing = self._layout, Standing.now(chat, turn.language).after(turn)
        return {
            **layout.show_visitor(visitor),
            **layout.show_standing(standing),
            **layout.show_changes(standing),
            **layout.show_conversation(chat.history()),
            **layout.show_receipts([each for each in turn.receipts if each.value != "said"], turn.language),
        }
