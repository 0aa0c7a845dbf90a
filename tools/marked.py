"""What a clause says of each thing: a mention or a free phrase, with the stance in force where it stands."""

from dataclasses import dataclass

from quwei.index.vocabulary import Mention
from quwei.tools.cues import Span
from quwei.tools.stances import Stance
from quwei.tools.titles import is_likened


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold a mention with the stance in force where it stands.

    `too` when "too" precedes it, `named` when it is quoted, or stands right after "like" or "have seen".
    """

    mention: Mention
    stance: Stance
    too: bool = False
    named: bool = False

    @property
    def is_card(self) -> bool:
        """Tell whether it points at a card."""
        return any(each.kind == "card" for each in self.mention.payload)

    def likens(self, text: str) -> bool:
        """Tell whether something like it is wanted: "like the second one", 第二部那样的, "anything similar"."""
        return self.named or is_likened(text, self.mention.start, self.mention.end)


@dataclass(frozen=True, slots=True)
class FreePhrase:
    """Hold words that name nothing of the catalogue but say something."""

    span: Span
    stance: Stance
