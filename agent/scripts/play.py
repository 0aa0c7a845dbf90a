"""Play a script, step by step, and judge what comes of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.scripts.bind import Binder
from quwei.agent.scripts.check import policy_of, with_item_id
from quwei.agent.scripts.files import SourcedScript
from quwei.agent.scripts.moment import Expectation, Moment
from quwei.agent.scripts.played import Check, Exchange, Played
from quwei.agent.scripts.runs import Run
from quwei.agent.scripts.script import Step
from quwei.agent.scripts.stage import Stage, World
from quwei.agent.scripts.yaml_file import ValuePath
from quwei.agent.turn import Question, Receipt, Turn
from quwei.index.errors import QuweiError
from quwei.index.profile import Thumb
from quwei.tools.belief import Belief

TOP = 10
"""Likeliest items kept for the transcript."""
UNDOABLE = ("user", "answer", "thumb", "seen")
"""Actions that can be taken back."""
TALKS = ("open", "user", "answer")
"""Actions that the agent replies to."""


def play(source: SourcedScript, run: Run, stage: Stage, agent_class: type[Agent] = Agent) -> Played:
    """Play one run of a script and return what came of it; it stops at a step that cannot be played."""
    started = time.perf_counter()
    script = source.script
    with stage.world(source.catalogue, script.brain, policy_of(source), agent_class) as world:
        player = _Player(source, run, stage, world)
        error = player.play()
    return Played(
        name=script.name,
        file=str(source.file),
        run=run.label,
        xfail=script.xfail,
        exchanges=tuple(player.exchanges),
        error=error,
        seconds=round(time.perf_counter() - started, 3),
    )


@dataclass
class _Undoable:
    """Remember what can be taken back: the event, and the belief before it."""

    kind: str
    event: int
    before: Belief


@dataclass
class _Waiting:
    """Hold expectations that may still come true in a later turn of one conversation."""

    who: tuple[str, str]
    expectations: list[Expectation]
    turns_left: int


class _Player:
    """Hold the state of one run."""

    def __init__(self, source: SourcedScript, run: Run, stage: Stage, world: World) -> None:
        self.exchanges: list[Exchange] = []
        self._source = source
        self._run = run
        self._stage = stage
        self._world = world
        self._user = next(iter(source.script.users))
        self._sessions: dict[str, str] = {}
        self._undoes = any(step.undo for step in source.script.steps)
        self._turns: dict[tuple[str, str], Turn] = {}
        self._undoable: dict[str, list[_Undoable]] = {}
        self._waiting: list[_Waiting] = []
        self._restored: Belief | None = None
        self._binder = Binder(stage.index(source.catalogue), stage.words(source.catalogue), run.language)
        always = source.script.always
        self._always = self._binder.bind(always, ("always",)) if always else []

    def play(self) -> str | None:
        """Play every step; return what stopped it, None when nothing did."""
        try:
            for user, events in self._source.script.users.items():
                self._record(user, events)
            for number, step in enumerate(self._source.script.steps):
                self._step(number, step)
            self._end()
        except _CannotPlayError as error:
            return str(error)
        return None

    @property
    def _chat(self) -> Chat:
        return self._world.agent.chat(*self._who, self._run.language)

    @property
    def _who(self) -> tuple[str, str]:
        """Return the person who speaks, and the conversation they are in."""
        return self._user, self._sessions.get(self._user, "main")

    def _step(self, number: int, step: Step) -> None:
        path: ValuePath = ("steps", number)
        line = self._source.document.line(path)
        self._restored = None
        watched = step.expect is not None and step.expect.belief is not None
        before = self._chat.belief() if watched or (self._undoes and step.action in UNDOABLE) else None
        try:
            receipt, did = self._act(step, before)
        except QuweiError as error:
            raise _CannotPlayError(f"line {line}: {error.seen} {error.expected}") from error
        talks = step.action in TALKS
        turn = self._turns.get(self._who)
        expectations = self._due(step, path, talks)
        checks = self._judge(expectations, before, receipt, turn if talks else None) if expectations else []
        self.exchanges.append(
            Exchange(
                line=line,
                who=self._user,
                did=did,
                reply=turn.reply if turn and talks else receipt.text if receipt else None,
                cards=tuple(self._named(card.item.id) for card in turn.cards) if turn and talks else (),
                question=_options(turn.question) if turn and talks and turn.question else None,
                top=tuple((self._named(item), round(p, 4)) for item, p in turn.belief.top(TOP)) if turn else (),
                trace=tuple(f"{each.tool} {each.milliseconds} ms {each.note}".strip() for each in turn.trace)
                if turn and talks
                else (),
                checks=tuple(checks),
            )
        )

    def _named(self, item: str) -> str:
        title = self._world.agent.index.catalogue[item].title_in(self._run.language or "en")
        return f"{title} ({item})"

    def _due(self, step: Step, path: ValuePath, talks: bool) -> list[Expectation]:
        """Return what is to be judged after a step; what may still come true waits, if it does not yet."""
        due = list(self._always) if talks else []
        if step.expect:
            bound = self._binder.bind(step.expect, (*path, "expect"))
            if step.expect.within_turns is None:
                return due + bound
            self._waiting.append(_Waiting(self._who, bound, step.expect.within_turns))
        return due + [each for waiting in self._waiting_here() for each in waiting.expectations]

    def _waiting_here(self) -> list[_Waiting]:
        return [each for each in self._waiting if each.who == self._who]

    def _end(self) -> None:
        """Judge what was still waited for when the script ends: it did not come true."""
        for waiting in self._waiting:
            self._user, self._sessions[waiting.who[0]] = waiting.who
            checks = [self._check(each, self._moment(None, None, None)) for each in waiting.expectations]
            last = self.exchanges[-1]
            self.exchanges[-1] = last.model_copy(update={"checks": (*last.checks, *checks)})

    def _judge(
        self, expectations: Sequence[Expectation], before: Belief | None, receipt: Receipt | None, turn: Turn | None
    ) -> list[Check]:
        moment = self._moment(before, receipt, turn)
        return self._settled([self._check(each, moment) for each in expectations], turn is not None)

    def _moment(self, before: Belief | None, receipt: Receipt | None, turn: Turn | None) -> Moment:
        chat = self._chat
        belief = turn.belief if turn is not None and before is None else chat.belief()
        return Moment(
            index=self._world.agent.index,
            language=self._run.language,
            turn=self._turns.get(self._who),
            receipt=receipt,
            profile=chat.profile(),
            belief=belief,
            before=belief if before is None else before,
            restored=self._restored,
        )

    def _check(self, expectation: Expectation, moment: Moment) -> Check:
        verdict = expectation.judge(moment)
        line = self._source.document.line(expectation.path)
        dotted = ".".join(map(str, expectation.path))
        return Check(path=dotted, line=line, text=expectation.text, holds=verdict.holds, seen=verdict.seen)

    def _settled(self, checks: list[Check], talked: bool) -> list[Check]:
        """Return the checks that count now: one that may still come true does not."""
        verdicts = {check.path: check for check in checks}
        early: set[str] = set()
        for waiting in self._waiting_here():
            paths = [".".join(map(str, each.path)) for each in waiting.expectations]
            waiting.turns_left -= talked
            if all(verdicts[path].holds for path in paths) or waiting.turns_left <= 0:
                self._waiting.remove(waiting)
            else:
                early.update(paths)
        return [check for check in checks if check.path not in early]

    def _act(self, step: Step, before: Belief | None) -> tuple[Receipt | None, str]:
        """Do what a step says; return its receipt and what was done, in words."""
        match step.action:
            case "open":
                self._turns[self._who] = self._chat.open()
                return None, "opens the chat"
            case "user":
                assert step.user is not None
                return self._say(self._run.message(step.user), before)
            case "answer":
                assert step.answer is not None
                return self._say(self._chip(step.answer), before)
            case "thumb":
                assert step.thumb is not None
                item = self._item(step.thumb.item if step.thumb.card is None else step.thumb.card)
                return self._feedback(item, step.thumb.value, before)
            case "seen":
                assert step.seen is not None
                return self._feedback(self._item(step.seen), "seen", before)
            case "undo":
                return self._undo(step.undo), "takes it back"
            case "as":
                self._user = str(step.as_)
                return None, "goes on"
            case "session":
                self._sessions[self._user] = str(step.session)
                return None, f"goes on in the conversation {step.session!r}"
            case "restart":
                self._world.restart()
                return None, "(the process is started anew)"
            case "after":
                assert step.after is not None
                self._world.pass_time(step.after)
                return None, f"({step.after} pass)"
            case "event":
                self._record(self._user, step.event or [])
                return None, "did something elsewhere"
        return None, ""

    def _say(self, message: str, before: Belief | None) -> tuple[Receipt | None, str]:
        turn = self._chat.send(message)
        self._turns[self._who] = turn
        if turn.event is not None and before is not None:
            self._remember("message", turn.event, before)
        return next((each for each in turn.receipts if each.id == turn.event), None), message

    def _chip(self, answer: int | str) -> str:
        turn = self._turns.get(self._who)
        question = turn.question if turn else None
        if question is None:
            raise _not_there("There is no question to answer.", "A question in the last reply.")
        chips = [*question.options, question.skip]
        if answer == "skip":
            return question.skip
        if isinstance(answer, int) and 1 <= answer <= len(chips):
            return chips[answer - 1]
        for chip in chips:
            if str(answer).casefold() in chip.casefold():
                return chip
        raise _not_there(f"There is no chip {answer!r}.", f"One of: {', '.join(chips)}.")

    def _item(self, named: int | str | None) -> str:
        if isinstance(named, str):
            return self._stage.words(self._source.catalogue).item(named)
        turn = self._turns.get(self._who)
        cards = turn.cards if turn else ()
        if named is None or not 1 <= named <= len(cards):
            raise _not_there(f"There is no card {named}.", f"The last reply has {len(cards)}.")
        return cards[named - 1].item.id

    def _feedback(self, item: str, value: Thumb, before: Belief | None) -> tuple[Receipt, str]:
        receipt = self._chat.feedback(item, value)
        if before is not None:
            self._remember("thumb", receipt.id, before)
        return receipt, f"({value}: {item})"

    def _undo(self, kind: object) -> Receipt:
        done = self._undoable.get(self._user, [])
        wanted = "message" if kind == "message" else "thumb"
        found = next((each for each in reversed(done) if each.kind == wanted), None)
        if found is None:
            raise _not_there(f"There is no {wanted} to take back.", f"An earlier {wanted}.")
        done.remove(found)
        self._restored = found.before
        return self._chat.undo(found.event)

    def _remember(self, kind: str, event: int, before: Belief) -> None:
        self._undoable.setdefault(self._user, []).append(_Undoable(kind, event, before))

    def _record(self, user: str, events: Sequence[dict[str, object]]) -> None:
        if events:
            self._world.agent.record(user, [with_item_id(each, self._source, self._stage) for each in events])


class _CannotPlayError(Exception):
    """Say why a step cannot be played."""


def _not_there(seen: str, expected: str) -> QuweiError:
    return QuweiError(seen, expected, "Correct the script, or the agent.")


def _options(question: Question) -> str:
    return f"{', '.join(question.about)}: {' | '.join([*question.options, question.skip])}"
