"""The agent: the one entry to everything."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from quwei.agent.chat import Chat, Shared
from quwei.agent.permission import check_policy
from quwei.agent.policy import Policy
from quwei.index.build import Progress
from quwei.index.errors import QuweiError
from quwei.index.languages import Language
from quwei.index.library import open_index
from quwei.index.opened import Index, LiveIndex
from quwei.index.people import People
from quwei.index.profile import Profile
from quwei.index.settings import Settings
from quwei.tools.behaviour import checked_event

NAME_LIMIT = 200


class Agent:
    """Recommend from one catalogue to many people at once; safe to share between threads."""

    chat_class: ClassVar[type[Chat]] = Chat

    def __init__(
        self,
        index: LiveIndex,
        people: People,
        brain: str,
        policy: Policy,
        settings: Settings | None = None,
    ) -> None:
        """Put an agent together; of `settings` it takes where a language model is served, and its bounds."""
        # Imported here because LangChain takes a second, which `quwei index show` need not wait for.
        from quwei.agent.bounds import Bounds
        from quwei.agent.brain import open_brain
        from quwei.agent.loop import Loop

        bounds = Bounds.of(settings) if settings else Bounds()
        model = open_brain(brain, settings.brain_url if settings else None, bounds.seconds)

        index.get().warm()
        check_policy(policy, index.get())
        self._people = people
        self._shared = Shared(index, people, policy, Loop(model, bounds))

    @classmethod
    def open(
        cls,
        catalogue: str | Path | None = None,
        data_dir: str | Path | None = None,
        brain: str | None = None,
        policy: Policy | Path | str | None = None,
        progress: Progress | None = None,
        settings: Settings | None = None,
    ) -> "Agent":
        """Open a catalogue by built-in name or path, building its index first if there is none or the file has changed.

        What is not given comes from `settings`, which come from the environment. `progress` is told (done, total).
        Raises QuweiError when the catalogue, the weights or the index cannot be used, or a rule of the policy speaks of
        what the catalogue does not have.
        """
        given = {"catalogue": catalogue and str(catalogue), "data_dir": data_dir, "brain": brain}
        settings = (settings or Settings()).with_values(given)
        rules = Policy.load(policy if policy is not None else settings.policy)
        index = open_index(settings, progress)
        people = People(settings.people_url, index.get().catalogue.name)
        return cls(index, people, settings.brain, rules, settings)

    @property
    def index(self) -> Index:
        """Return the current version of the index."""
        return self._shared.index.get()

    @property
    def policy(self) -> Policy:
        """Return the owner's rules."""
        return self._shared.policy

    def chat(self, user: str, session: str = "main", language: Language | None = None) -> Chat:
        """Return a person's session, new or resumed; `language` is spoken until the person has spoken."""
        for name, value in (("user", user), ("session", session)):
            if not value or len(value) > NAME_LIMIT:
                raise QuweiError(
                    f"The {name} is {value[:20]!r}, {len(value)} characters long.",
                    f"1 to {NAME_LIMIT} characters.",
                    f"Give each {name} a name of its own.",
                )
        return self.chat_class(self._shared, user, session, language)

    def record(self, user: str, events: Sequence[dict[str, Any]]) -> int:
        """Record what a person did elsewhere, all events or none, and return how many.

        An event is {"type": "viewed" | "clicked" | "searched" | "bought" | "rated" | "commented" | "seen" | "thumb" |
        "constraint", ...} with "item", "value", "text" or "attribute", "op", "value". Raises QuweiError for one that
        is wrong.
        """
        checked = [checked_event(self.index, event) for event in events]
        return len(self._people.append(user, None, checked)) if checked else 0

    def profile(self, user: str) -> Profile:
        """Return what is known of a person beyond single sessions."""
        return self._people.profile(user)

    def export(self, user: str) -> dict[str, Any]:
        """Return everything stored of a person in this catalogue, as JSON would hold it."""
        return self._people.export(user)

    def forget(self, user: str) -> int:
        """Delete everything stored of a person, in every catalogue, and return how many events that was."""
        return self._people.forget(user)

    def close(self) -> None:
        """Release the database."""
        self._people.close()
