"""Turn a chat into a test: its messages and thumbs, with expectations that outlive its wording."""

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from quwei.agent.agent import Agent
from quwei.agent.policy import Policy
from quwei.index.catalogue import BUILT_IN
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.folding import fold
from quwei.index.profile import Event, Polarity, Profile
from quwei.tools.personal import without_personal_data

USER = "user"
"""The name that stands for the person."""
BEFORE, MAIN = "before", "main"
"""The session in which lasting tastes from other conversations are told, and the one that is recorded."""


def record_script(agent: Agent, user: str, session: str, name: str | None = None, folder: Path | None = None) -> str:
    """Return a session as a script, in YAML; a path in it holds from `folder`.

    Limits stated so far have to hold on every card, thumbs and languages have to be respected, and replies may name
    only what is on cards. Personal data is replaced. Raises QuweiError when there is no such session.
    """
    events = [Event.model_validate(each) for each in agent.export(user)["events"]]
    if not any(event.session == session and event.type == "said" for event in events):
        known = sorted({event.session for event in events if event.session and event.type == "said"})
        raise QuweiError(
            f"{user!r} has said nothing in the session {session!r}.",
            f"A session of this person: {', '.join(known) or 'there is none'}.",
            "Name the session with --session, and its catalogue with -c.",
        )
    script = _Recording(agent, user, session, events).script(name or f"Recorded conversation {session}", folder)
    return yaml.safe_dump(script, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)


class _Recording:
    """Go through a person's events and write down what is worth a step."""

    def __init__(self, agent: Agent, user: str, session: str, events: Sequence[Event]) -> None:
        self._agent = agent
        self._user = user
        self._session = session
        self._events = events
        self._steps: list[dict[str, Any]] = []
        self._history: list[dict[str, Any]] = []
        self._languages: list[str] = []

    def script(self, name: str, folder: Path | None) -> dict[str, Any]:
        """Return the script as plain values."""
        begun = False
        for position, event in enumerate(self._events):
            here = event.session == self._session
            begun = begun or here
            if here:
                self._in_session(event, self._events[: position + 1])
            else:
                self._elsewhere(event, begun)
        reply: dict[str, Any] = {"names_only_cards": True}
        one_language = len(set(self._languages)) == 1
        if one_language:
            reply["language"] = "same"
        head: dict[str, Any] = {"name": name, "catalogue": _catalogue(self._agent, folder)}
        if policy := _policy(self._agent.policy):
            head["policy"] = policy
        if self._history:
            head["users"] = {USER: self._history}
        if one_language:
            head["language"] = self._languages[0]
        return {**head, "always": {"reply": reply}, "steps": [*self._steps, *self._at_the_end()]}

    def _elsewhere(self, event: Event, begun: bool) -> None:
        """Take along what other conversations, or programs, have made known of the person."""
        if event.type == "thumb" or (event.session is None and event.type not in ("said", "replied", "undone")):
            data = {key: value for key, value in event.data.items() if key != "interests"}
            if "text" in data:
                data["text"] = self._masked(data["text"])
            entry = {"type": event.type, **data}
            if begun:
                self._steps.append({"event": entry})
            else:
                self._history.append(entry)
        elif event.type == "said" and not begun and any(each.get("lasting") for each in event.data["interests"]):
            if not self._steps:
                self._steps.append({"session": BEFORE})
            self._steps.append({"user": self._masked(event.data["text"])})

    def _in_session(self, event: Event, so_far: Sequence[Event]) -> None:
        if event.type == "said":
            if self._steps[:1] == [{"session": BEFORE}] and {"session": MAIN} not in self._steps:
                self._steps.append({"session": MAIN})
            self._steps.append({"user": self._masked(event.data["text"])})
        elif event.type == "replied":
            self._replied(event, so_far)
        elif event.type == "thumb":
            self._thumb(event)
        elif event.type == "undone":
            self._undone(event, so_far)

    def _replied(self, event: Event, so_far: Sequence[Event]) -> None:
        last = so_far[-2] if len(so_far) > 1 else None
        if last is None or last.type != "said" or last.session != self._session:
            self._steps.append({"open": True})
            self._languages.append(event.data["language"])
            return
        self._languages.append(event.data["language"])
        profile = self._profile(so_far)
        expect: dict[str, Any] = {"reply": {"language": event.data["language"]}}
        if known := self._known(profile, last.id):
            expect["profile"] = known
        elif not profile.interests and not profile.constraints:
            expect["profile"] = {"empty": True}
        if event.data["cards"]:
            expect["cards"] = self._cards(event.data["cards"], profile)
        elif event.data.get("abstained"):
            expect["abstains"] = True
            if event.data["question"]:
                expect["offers_relaxation"] = True
        if event.data["question"] and event.data["cards"]:
            expect["asks_nothing_known"] = True
        self._steps[-1]["expect"] = expect

    def _cards(self, shown: Sequence[str], profile: Profile) -> dict[str, Any]:
        """Return what the cards must be: within the limits, of what was liked where all were, without what is known."""
        items = [self._agent.index.catalogue[each] for each in shown if each in self._agent.index.catalogue]
        wished = [
            Constraint(attribute=each.attribute, op=self._op(each.attribute), value=each.value)
            for each in profile.wants("like")
            if each.attribute and each.value
        ]
        common = [each for each in wished if items and all(each.holds_for(item) for item in items)]
        down = [item for item, thumb in profile.thumbs.items() if thumb == "down"]
        excluded = list(dict.fromkeys([*down, *(profile.seen if self._agent.policy.exclude_seen else [])]))
        return {
            "count": {">=": min(len(shown), 2)},
            **({"all": predicates} if (predicates := _predicates([*profile.constraints, *common])) else {}),
            **({"exclude": excluded} if excluded else {}),
        }

    def _thumb(self, event: Event) -> None:
        """Write a thumb on the item itself: a better ranking may show it on another card."""
        item, value = event.data["item"], event.data["value"]
        if value == "seen":
            self._steps.append({"seen": item, "expect": {"profile": {"seen": [item]}}})
            return
        expect: dict[str, Any] = {"receipt": {"value": value}}
        if value == "down":
            expect["belief"] = {"falls": [item]}
        elif value == "up":
            expect["belief"] = {"unchanged": False}
        self._steps.append({"thumb": {"item": item, "value": value}, "expect": expect})

    def _undone(self, event: Event, so_far: Sequence[Event]) -> None:
        """Write an undo as it was pressed: of the last thumb or message, else as a thumb taken back."""
        undone = next((each for each in so_far if each.id == event.data["event"]), None)
        if undone is None:
            return
        earlier = [each for each in so_far[:-1] if each.session == self._session]
        latest = next((each for each in reversed(earlier) if each.type == undone.type), None)
        if undone != latest:
            if undone.type == "thumb":
                self._steps.append({"thumb": {"item": undone.data["item"], "value": "clear"}})
            return
        step: dict[str, Any] = {"undo": "message" if undone.type == "said" else "thumb"}
        if earlier[-1] == undone:
            step["expect"] = {"belief": {"restored": True}}
        self._steps.append(step)

    def _at_the_end(self) -> list[dict[str, Any]]:
        """Return the last step: all of it is still known."""
        profile = self._profile(self._events)
        known = self._known(profile, None)
        if profile.seen:
            known["seen"] = profile.seen
        return [{"expect": {"profile": known}}] if known else []

    def _known(self, profile: Profile, event: int | None) -> dict[str, Any]:
        """Return what is known of the person's wishes, or only what one event added."""
        found: dict[str, Any] = {}
        sides: tuple[tuple[str, Polarity], ...] = (("likes", "like"), ("dislikes", "dislike"))
        for side, polarity in sides:
            interests = [each for each in profile.wants(polarity) if each.span and event in (None, each.event)]
            if names := list(dict.fromkeys(each.value or each.item or each.phrase for each in interests)):
                found[side] = names
        if event is None and (predicates := _predicates(profile.constraints)):
            found["constraints"] = predicates
        return found

    def _profile(self, events: Sequence[Event]) -> Profile:
        return fold(self._user, events, self._session)

    def _op(self, attribute: str) -> Any:
        return "contains" if self._agent.index.catalogue.schema.attributes[attribute].type == "list" else "=="

    def _masked(self, text: str) -> str:
        return without_personal_data(text, self._user)


def _predicates(constraints: Sequence[Constraint]) -> dict[str, Any]:
    """Return constraints as the predicates of a script, several values of one operator together."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for each in constraints:
        values = each.value if isinstance(each.value, tuple) else (each.value,)
        held = found[each.attribute][each.op]
        held += [_plain(value) for value in values if _plain(value) not in held]
    return {
        attribute: {op: values[0] if len(values) == 1 else values for op, values in by_op.items()}
        for attribute, by_op in found.items()
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | str) else value.isoformat()


def _catalogue(agent: Agent, folder: Path | None) -> str:
    index = agent.index
    if index.catalogue.name in BUILT_IN:
        return index.catalogue.name
    path = index.source.split("|")[0]
    return os.path.relpath(path, folder) if folder else path


def _policy(policy: Policy) -> dict[str, Any]:
    return policy.model_dump(mode="json", exclude_defaults=True)
