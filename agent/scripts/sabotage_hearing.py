"""Agents that understand wrongly, on purpose."""

from typing import ClassVar

from quwei.agent.chat import Chat
from quwei.agent.scripts.broken import breaks
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Operator
from quwei.index.profile import Interest, Polarity
from quwei.index.vocabulary import Mention
from quwei.tools.extraction import Extraction

_OPPOSITE: dict[Operator, Operator] = {
    "<=": ">=",
    ">=": "<=",
    "==": "!=",
    "!=": "==",
    "in": "!=",
    "contains": "not_contains",
    "contains_any": "not_contains",
    "not_contains": "contains",
}


@breaks("hears_backwards", "takes likes for dislikes and limits for their opposite")
class _HearsBackwards(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        turned: dict[Polarity, Polarity] = {"like": "dislike", "dislike": "like"}
        found.interests = [each.model_copy(update={"polarity": turned[each.polarity]}) for each in found.interests]
        found.constraints = [each.model_copy(update={"op": _OPPOSITE[each.op]}) for each in found.constraints]
        return found


@breaks("ignores_refusals", "hears the words of a refusal, and not the refusal: no horror is horror")
class _IgnoresRefusals(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.interests = [each.model_copy(update={"polarity": "like"}) for each in found.interests]
        refusals = [each for each in found.constraints if each.op in ("not_contains", "!=") or each.value is False]
        found.constraints = [each for each in found.constraints if each not in refusals] + [
            each.model_copy(update={"value": True} if each.value is False else {"op": _OPPOSITE[each.op]})
            for each in refusals
        ]
        return found


class _HearsNames(Chat):
    polarity: ClassVar[Polarity]

    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        for each in bench.index.vocabulary.find(bench.message):
            for meaning in each.payload:
                if meaning.kind == "value":
                    found.interests.append(self._heard(bench, each, attribute=meaning.attribute, value=meaning.what))
                elif meaning.kind == "title":
                    found.interests.append(self._heard(bench, each, item=meaning.what))
        found.interests += [Interest(phrase=each, polarity=self.polarity, item=each) for each in found.pointed]
        return found

    def _heard(self, bench: Workbench, mention: Mention, **thing: str) -> Interest:
        phrase = bench.message[mention.start : mention.end]
        return Interest(phrase=phrase, polarity=self.polarity, span=(mention.start, mention.end), **thing)


@breaks("likes_all_names", "takes whatever is named or pointed at for something that is liked")
class _LikesAllNames(_HearsNames):
    polarity = "like"


@breaks("dislikes_all_names", "takes whatever is named or pointed at for something that is disliked")
class _DislikesAllNames(_HearsNames):
    polarity = "dislike"


@breaks("takes_talk_for_wishes", "takes the words of every message for a wish")
class _TakesTalkForWishes(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        words = bench.message.strip()
        if words:
            vector = bench.index.phrase_vectors([words])[0]
            found.interests.append(Interest(phrase=words, polarity="like", span=(0, len(words)), vector=vector))
        return found


@breaks("deaf", "understands nothing")
class _Deaf(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        return Extraction(bench.language)


@breaks("clings", "never gives up what was said once")
class _Clings(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.reset, found.withdrawn, found.unwished = False, [], []
        found.replaced, found.corrected = [], []
        return found
