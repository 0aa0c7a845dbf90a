"""The chat in a terminal: replies, cards, and numbers to thumb."""

import re
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from quwei.agent.reply import about_you
from quwei.agent.turn import Receipt, Token, Turn, TurnEnded
from quwei.agent.wording import Wording, fact_names
from quwei.index.errors import QuweiError
from quwei.index.opened import Index

if TYPE_CHECKING:
    from quwei.agent import Agent, Chat

HELP = "[dim]+1 likes card 1 · -2 dislikes card 2 · seen 3 · undo · profile · a letter answers · quit[/]"
_THUMB = re.compile(r"([+-]|seen\s*)\s*(\d+)", re.IGNORECASE)
_THUMBS = {"+": "up", "-": "down"}


def talk(agent: "Agent", user: str, session: str, console: Console) -> None:
    """Talk until the person leaves."""
    conversation = Conversation(agent, agent.chat(user, session), console)
    console.print(HELP)
    conversation.show(conversation.chat.open())
    while True:
        try:
            line = console.input("[bold cyan]> [/]").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line.casefold() in ("quit", "exit", "q", "退出"):
            return
        try:
            conversation.handle(line)
        except QuweiError as error:
            console.print(f"{error.seen} {error.expected} {error.next_step}", style="yellow", markup=False)


class Conversation:
    """Take a person's lines and show what comes of them."""

    def __init__(self, agent: "Agent", chat: "Chat", console: Console) -> None:
        self.chat = chat
        self._agent = agent
        self._console = console
        self._turn: Turn | None = None
        self._receipts: list[Receipt] = []

    def handle(self, line: str) -> None:
        """Do what one line says: a thumb, a command, an answer by letter, or a message."""
        if thumb := _THUMB.fullmatch(line):
            self._thumb(thumb[1].strip().casefold(), int(thumb[2]))
        elif line.casefold() in ("undo", "撤销"):
            self._undo()
        elif line.casefold() in ("profile", "我"):
            self._profile()
        else:
            self._send(self._answer(line))

    def show(self, turn: Turn, with_reply: bool = True) -> None:
        """Show a turn and remember it for the numbers that may follow."""
        self._turn = turn
        show_turn(turn, self._agent.index, self._console, with_reply)

    def _send(self, message: str) -> None:
        for event in self.chat.stream(message):
            if isinstance(event, Token):
                self._console.print(event.text, end="", markup=False, highlight=False)
            elif isinstance(event, TurnEnded):
                self._console.print()
                self.show(event.turn, with_reply=False)

    def _answer(self, line: str) -> str:
        """Return the option that a single letter names, else the line itself."""
        question = self._turn.question if self._turn else None
        if question and len(line) == 1 and "a" <= line.casefold() <= "z":
            options = [*question.options, question.skip]
            position = ord(line.casefold()) - ord("a")
            if position < len(options):
                return options[position]
        return line

    def _thumb(self, sign: str, number: int) -> None:
        cards = self._turn.cards if self._turn else ()
        if not 1 <= number <= len(cards):
            raise QuweiError(
                f"There is no card {number}.",
                f"A number from 1 to {len(cards)}." if cards else "Cards on the screen.",
                "Ask for something first." if not cards else HELP_PLAIN,
            )
        value = _THUMBS.get(sign, "seen")
        receipt = self.chat.feedback(cards[number - 1].item.id, value)  # type: ignore[arg-type]
        self._receipts.append(receipt)
        self._console.print(receipt.text, style="green", markup=False)

    def _undo(self) -> None:
        if not self._receipts:
            raise QuweiError("There is nothing to undo.", "A thumb given in this chat.", "Thumb a card first: +1")
        self._console.print(self.chat.undo(self._receipts.pop().id).text, style="green", markup=False)

    def _profile(self) -> None:
        language = self._turn.language if self._turn else "en"
        for sentence in about_you(self.chat.profile(), Wording(self._agent.index.catalogue, language)):
            self._console.print(sentence, markup=False)


HELP_PLAIN = "Type +1, -2 or seen 3."


def show_turn(turn: Turn, index: Index, console: Console, with_reply: bool = True) -> None:
    """Print a reply, its cards and the answers to its question."""
    wording = Wording(index.catalogue, turn.language)
    if with_reply:
        console.print(turn.reply, markup=False, highlight=False)
    for number, card in enumerate(turn.cards, 1):
        title = Text(f" {number}  {card.title(turn.language)} ", style="bold")
        lines: list[Text] = [Text(wording.facts(card, fact_names(index.catalogue.schema)), style="dim")]
        if text := card.item.text_in(turn.language):
            lines.append(Text(text if len(text) < 240 else f"{text[:240]}…"))
        if card.reasons:
            lines.append(Text(f"♥ {wording.reasons(card)}", style="magenta"))
        lines += [
            Text(f"✓ {wording.constraint(check.constraint)}", style="green") for check in card.proof if check.holds
        ]
        lines += [Text(f"ⓘ {wording.attribute(name)}", style="yellow") for name in card.disclosures]
        console.print(
            Panel(
                Group(*lines),
                title=title,
                title_align="left",
                subtitle=f"{card.probability:.0%}",
                subtitle_align="right",
                border_style="blue",
            )
        )
    if turn.question is not None:
        options = [*turn.question.options, turn.question.skip]
        letters = "   ".join(f"({chr(ord('a') + i)}) {option}" for i, option in enumerate(options))
        console.print(letters, style="cyan", markup=False, highlight=False)
