"""The runs of a script: one per language and wording."""

from collections.abc import Collection
from dataclasses import dataclass

from quwei.agent.scripts.script import Script, Step
from quwei.agent.scripts.wordings import WordingSet
from quwei.index.languages import LANGUAGES, Language, language_of


@dataclass(frozen=True)
class Run:
    """Say in which language a script is played, and with which of its wordings."""

    language: Language | None
    wording: int = 0
    label: str = ""

    def message(self, words: WordingSet) -> str:
        """Return what is said in this run."""
        found = words.of(self.language)
        return found[self.wording % len(found)]


def runs_of(script: Script, languages: Collection[Language] = LANGUAGES) -> list[Run]:
    """Return the runs of a script in `languages`; a script in neither language is always played."""
    said = [step.user for step in script.steps if step.user is not None]
    told_apart = [each for each in LANGUAGES if any(each in words.languages for words in said)]
    found: list[Run] = []
    spoken: list[Language | None] = [*told_apart] or [_only_language(script)]
    for language in spoken:
        if language is not None and language not in languages:
            continue
        count = max((len(words.of(language)) for words in said), default=1)
        for number in range(count):
            parts = [language if told_apart else None, str(number + 1) if count > 1 else None]
            found.append(Run(language, number, "-".join(part for part in parts if part)))
    return found


def missing_languages(step: Step, script: Script) -> list[Language]:
    """Return the languages in which other steps speak but this one has no wording."""
    if step.user is None or step.user.plain:
        return []
    spoken = {each for other in script.steps if other.user for each in other.user.languages}
    return [each for each in LANGUAGES if each in spoken and each not in step.user.languages]


def _only_language(script: Script) -> Language | None:
    """Return the language of a script whose messages have one wording for all."""
    if script.language is not None:
        return script.language
    messages = (words.plain[0] for step in script.steps if (words := step.user) and words.plain)
    return next((found for message in messages if (found := language_of(message))), None)
