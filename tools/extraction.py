"""What was understood of one message."""

from dataclasses import dataclass, field

from quwei.index.constraint import Constraint
from quwei.index.languages import Language
from quwei.index.profile import Consent, Interest, Order
from quwei.tools.intents import Intent


@dataclass
class Extraction:
    """Hold what was understood of a message.

    `reset` takes back all that was said in the conversation; `withdrawn` are attributes that do not matter any more,
    `unwished` values (attribute, value) that do not, `replaced` attributes whose older constraints give way,
    `permitted` values that are said to be fine, `corrected` attributes of which everything said before gives way,
    `declined` those that were asked about for nothing; `rejected` are items turned down without a reason. `intent` is
    what it asks for, `count` of how many items, `total` what they may come to together, `replacement` are limits on
    what takes the place of a card; `order` is what a superlative asks for, `extreme` the same of cards;
    `pointed` are the items it points at or names, in order,
    `named` the attributes it speaks of, `asked` the values a question is about; `consents` answer what the owner wants
    confirmed; `absent` are measures that the catalogue does not have, each with the words that go by it; `mended` are
    misspelt words with what was meant, `kinds` those of the steering words (greeting, ...); `choice_of_all` says that
    all is wanted of what was a choice, `foreign_money` are attributes whose amount was said in another currency.
    """

    language: Language | None
    interests: list[Interest] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unwished: list[tuple[str, str]] = field(default_factory=list)
    reset: bool = False
    replaced: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    permitted: list[tuple[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    intent: Intent = "recommend"
    replacement: list[Constraint] = field(default_factory=list)
    count: int | None = None
    total: Constraint | None = None
    order: Order | None = None
    extreme: Order | None = None
    pointed: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    asked: list[Interest] = field(default_factory=list)
    absent: list[tuple[str, str]] = field(default_factory=list)
    foreign_money: list[str] = field(default_factory=list)
    mended: list[tuple[str, str]] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    cut: bool = False
    choice_of_all: bool = False

    @property
    def takes_back(self) -> bool:
        """Tell whether something said before does not matter any more."""
        return bool(self.withdrawn or self.unwished)

    @property
    def understood(self) -> bool:
        """Tell whether the message says something of taste."""
        return bool(self.interests or self.constraints or self.seen or self.order)
