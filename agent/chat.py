"""A chat: one person's session with the agent."""

import re
import threading
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakValueDictionary

from quwei.agent.comparing import last_comparison
from quwei.agent.confirming import notes, unsaid
from quwei.agent.editing import Edit, edit
from quwei.agent.feedback import give_feedback, message_receipts
from quwei.agent.movement import Movement
from quwei.agent.newsletter import Newsletter
from quwei.agent.planner import Situation
from quwei.agent.policy import Policy
from quwei.agent.reply import opening_notes
from quwei.agent.statements import Statement, statements
from quwei.agent.turn import ChatEvent, Comparison, Receipt, Token, ToolCalled, Turn, TurnEnded
from quwei.agent.understanding import recorded, understood
from quwei.agent.undoing import take_back_last
from quwei.agent.words import JOINT, say
from quwei.agent.workbench import Workbench
from quwei.agent.writer import Writer
from quwei.index.catalogue import SAMPLES
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.languages import Language, has_han, language_asked_for, language_of
from quwei.index.opened import LiveIndex, rows_of
from quwei.index.people import People
from quwei.index.profile import Event, Interest, Profile, Thumb
from quwei.tools.belief import Belief
from quwei.tools.cards import Card
from quwei.tools.consent import answer_in
from quwei.tools.extraction import Extraction
from quwei.tools.intents import ABOUT_CARDS
from quwei.tools.lexicon import lexicon

if TYPE_CHECKING:
    from quwei.agent.loop import Loop

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Shared:
    """Hold what all chats of one agent share; nothing in it belongs to a person."""

    index: LiveIndex
    people: People
    policy: Policy
    loop: "Loop"
    _locks: "WeakValueDictionary[tuple[str, str], Lock]" = field(default_factory=WeakValueDictionary)
    _guard: Lock = field(default_factory=threading.Lock)

    def lock(self, user: str, session: str) -> Lock:
        """Return the lock of a session: what two windows do at once is recorded one after the other."""
        with self._guard:
            return self._locks.setdefault((user, session), threading.Lock())


class Chat:
    """Talk with one person in one session; made by `Agent.chat`.

    Its state lives in the events, so it resumes anywhere.
    """

    workbench_class: ClassVar[type[Workbench]] = Workbench

    def __init__(self, shared: Shared, user: str, session: str, language: Language | None = None) -> None:
        self.user = user
        self.session = session
        self._shared = shared
        self._language = language
        self._telling: Language | None = None
        self._turn = shared.lock(user, session)

    def telling_in(self, language: Language) -> "Chat":
        """Return the same session as a page shows it whose labels are in `language`, whatever the last reply spoke."""
        other = copy(self)
        other._telling = language
        return other

    def open(self) -> Turn:
        """Return the opening turn: a greeting and the question most worth asking."""
        return _last(self._run("", opening=True))

    def send(self, message: str) -> Turn:
        """Return the turn that answers `message`."""
        return _last(self.stream(message))

    def stream(self, message: str) -> Iterator[ChatEvent]:
        """Yield what happens while `message` is answered: tool calls, cards, pieces of the reply, at last the turn."""
        return self._run(message)

    def feedback(self, item: str, value: Thumb) -> Receipt:
        """Record a thumb ("up", "down"), that an item is known ("seen"), or take it back ("clear").

        Raises QuweiError for an unknown item.
        """
        with self._turn:
            return give_feedback(self._bench(""), item, value)[0]

    def undo(self, receipt: int) -> Receipt:
        """Take back what one event changed; the belief is then exactly what it would be without it.

        Raises QuweiError when there is no such event of this person, or it has been undone.
        """
        with self._turn:
            event = self._undoable(receipt)
            bench = self._bench("")
            before = bench.belief
            self._shared.people.append(self.user, self.session, [("undone", {"event": receipt})])
            after = self._bench("")
            return Receipt(
                id=receipt,
                item=event.data.get("item", ""),
                value="clear",
                language=bench.language,
                lead=say(bench.language, "undone"),
                movement=Movement(lambda: before, lambda: after.belief),
            )

    def edit(self, thing: Interest | Constraint, change: Edit) -> Receipt:
        """Take one thing of the profile away ("remove"), keep an interest from fading ("lock"), or let it ("unlock").

        Raises QuweiError for what is not known of the person.
        """
        with self._turn:
            return edit(self._bench(""), thing, change)

    def profile(self) -> Profile:
        """Return what is known of the person, as seen from this session."""
        return self._shared.people.profile(self.user, self.session)

    def belief(self) -> Belief:
        """Return the belief at this moment."""
        return self._bench("").belief

    def cards(self) -> tuple[Card, ...]:
        """Return the cards of the last reply as they stand now."""
        bench = self._bench("")
        rows = rows_of(bench.index.catalogue, bench.profile.last.cards)
        return tuple(bench.cards_of([int(row) for row in rows]))

    def comparison(self) -> Comparison | None:
        """Return the table of the last reply, None where it compared nothing."""
        return last_comparison(self._bench(""))

    def statements(self) -> tuple[Statement, ...]:
        """Return what was said in this session and not undone, oldest first, each with its receipt."""
        return statements(self._bench(""))

    def pitch(self, item: str, language: Language | None = None) -> str:
        """Return a few sentences that win this person over to an item; nothing is recorded.

        Raises QuweiError for an unknown item.
        """
        return Writer(self._bench(""), language, self._shared.loop.model).pitch(item)

    def newsletter(self, count: int = 4, language: Language | None = None) -> Newsletter:
        """Return an article about the `count` items, 1 to 20, this person most probably wants; nothing is recorded."""
        return Writer(self._bench(""), language, self._shared.loop.model).newsletter(count)

    def history(self) -> list[tuple[str, str]]:
        """Return this session's exchanges as (role, text) pairs, roles "user" and "assistant"."""
        roles = {"said": "user", "replied": "assistant"}
        return [
            (roles[event.type], event.data["text"])
            for event in self._shared.people.events(self.user)
            if event.session == self.session and event.type in roles and event.data.get("text")
        ]

    def _undoable(self, receipt: int) -> Event:
        events = self._shared.people.events(self.user)
        undone = {event.data["event"] for event in events if event.type == "undone"}
        for event in events:
            if event.id == receipt and receipt not in undone and event.type not in ("undone", "replied"):
                return event
        raise QuweiError(
            f"There is nothing to undo under the number {receipt}.",
            "The id of a receipt of this person that was not undone yet.",
            "Use the id of the receipt that `feedback` returned.",
        )

    def _run(self, message: str, opening: bool = False) -> Iterator[ChatEvent]:
        with self._turn:
            bench = self._bench(_CONTROL.sub(" ", message))
            known = bench.profile
            if not opening:
                bench = self._understand(bench)
            # Kept from the bench: LangChain copies that for each tool, and would have every receipt told for nothing.
            receipts = message_receipts(bench, known)
        yield from (ToolCalled(entry=entry) for entry in list(bench.trace))
        reply = ""
        for event in self._shared.loop.run(bench, self._situation(bench, opening), self.history):
            if isinstance(event, Token):
                reply = event.text if event.restart else reply + event.text
            yield event
        if question := unsaid(bench, reply):
            question = f"{JOINT[bench.language]}{question}" if reply else question
            reply += question
            yield Token(text=question)
        with self._turn:
            turn = self._finish(bench, reply)
        turn = turn.model_copy(update={"receipts": (*receipts, *turn.receipts)})
        yield TurnEnded(turn=turn)

    def _bench(self, message: str) -> Workbench:
        """Return the state of a turn before the message is understood."""
        profile = self.profile()
        language = (not message and self._telling) or self._reply_language(message, profile)
        shared = self._shared
        return self.workbench_class(
            shared.index.get(),
            shared.people,
            shared.policy,
            self.user,
            self.session,
            message,
            language,
            profile,
            Extraction(language),
        )

    def _reply_language(self, message: str, profile: Profile) -> Language:
        """Return the language to answer in: the message's, unless it is one of our own chips; else the session's."""
        last = profile.last.language or self._language
        if asked_for := language_asked_for(message, last):
            return asked_for
        if last is not None and (message.strip() in profile.last.options or _is_bare_answer(message, profile)):
            return last
        if last == "zh" and (has_han(message) or (profile.last.question and _is_one_word(message))):
            return last  # 要 happy ending, or one English word that answers
        return language_of(message) or last or self._shared.index.get().catalogue.languages[0]

    def _understand(self, bench: Workbench) -> Workbench:
        """Extract the message's interests, record them, and return the state after it."""
        found: Extraction = bench.timed("extract_interests", {}, lambda: self._extract(bench))
        if "undo" in found.kinds:
            take_back_last(bench)
        (event,) = self._shared.people.append(self.user, self.session, [("said", recorded(bench.message, found))])
        bench.extraction, bench.event = found, event.id
        bench.profile = self.profile()
        bench.forget()
        vectors = {each.span: each.vector for each in found.interests}
        bench.profile.interests[:] = [
            each.model_copy(update={"vector": vectors.get(each.span)}) if each.event == event.id else each
            for each in bench.profile.interests
        ]
        return bench

    def _extract(self, bench: Workbench) -> Extraction:
        """Extract, and settle contradictions: a new wish that nothing fits together with an old one replaces it."""
        return understood(bench)

    def _situation(self, bench: Workbench, opening: bool) -> Situation:
        if opening:
            known = bench.profile.interests or bench.profile.constraints
            first = [say(bench.language, "opening-again" if known else "opening")]
            if bench.index.catalogue.name in SAMPLES:
                first.append(say(bench.language, "sample-data"))
        else:
            first = [*notes(bench), *opening_notes(bench, bench.wording)]
        return Situation(
            opening=opening,
            understood=bench.extraction.understood or bench.extraction.reset or bench.extraction.takes_back,
            answered="neutral" in bench.extraction.kinds or bool(bench.extraction.consents),
            kinds=bench.extraction.kinds,
            intent=bench.extraction.intent,
            items=tuple(bench.extraction.pointed),
            attributes=tuple(bench.extraction.named),
            count=bench.extraction.count,
            notes=tuple(first),
            joint=JOINT[bench.language],
        )

    def _finish(self, bench: Workbench, reply: str) -> Turn:
        """Record the reply and return the turn."""
        question, table = bench.question, bench.comparison
        shown = {
            "text": reply,
            "language": bench.language,
            "cards": [card.item.id for card in bench.cards],
            "about": bench.extraction.intent in (*ABOUT_CARDS, "pick"),
            "compared": list(table.items) if table else [],
            "differing": list(table.attributes) if table else [],
            "abstained": bench.abstained,
            "question": question
            and question.model_dump(
                mode="json",
                include={"kind", "attribute", "also", "value", "yes"},
                exclude_defaults=True,
                exclude_none=True,
            ),
            "options": (question and [*question.options, question.skip]) or [],
        }
        self._shared.people.append(self.user, self.session, [("replied", shown)])
        return Turn(
            reply=reply,
            language=bench.language,
            event=bench.event,
            cards=tuple(bench.cards),
            question=question,
            abstained=bench.abstained,
            relaxations=tuple(bench.relaxations) if bench.abstained else (),
            interests=tuple(bench.extraction.interests),
            comparison=bench.comparison,
            belief=bench.belief,
            receipts=tuple(bench.receipts),
            trace=tuple(bench.trace),
        )


def _is_one_word(message: str) -> bool:
    """Tell whether a message is a single word and no greeting, which somebody who changes the language begins with."""
    return len(message.split()) == 1 and not any("greeting" in cue.payload for cue in lexicon().find(message))


def _is_bare_answer(message: str, profile: Profile) -> bool:
    """Tell whether a message is only the answer to what was to be confirmed: "OK" is said in Chinese as well."""
    asked = (profile.last.question or {}).get("kind") == "confirm"
    answer = answer_in(message) if asked and not has_han(message) else None
    return answer is not None and answer.is_all


def _last(events: Iterator[ChatEvent]) -> Turn:
    turn = None
    for event in events:
        if isinstance(event, TurnEnded):
            turn = event.turn
    assert turn is not None
    return turn
