"""What a person says in a script: one wording, several paraphrases, or both languages."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from quwei.index.languages import LANGUAGES, Language

_WORDS = {"anyOf": [{"type": ["string", "number"]}, {"type": "array", "items": {"type": ["string", "number"]}}]}
_SCHEMA = {
    "anyOf": [
        *_WORDS["anyOf"],
        {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, _WORDS),
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}


class WordingSet(BaseModel):
    """Hold the wordings of one message: those of one language, or `plain` ones that serve in both."""

    model_config = ConfigDict(frozen=True)

    plain: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def of(self, language: Language | None) -> tuple[str, ...]:
        """Return the wordings that serve in `language`."""
        return self.plain or (getattr(self, language) if language else ()) or self.zh + self.en

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages it tells apart, none for plain wordings."""
        return tuple(each for each in LANGUAGES if getattr(self, each))


def _read(value: Any) -> Any:
    if isinstance(value, WordingSet):
        return value
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        return {language: _words(each) for language, each in value.items()}
    return {"plain": _words(value)}


def _words(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    if not given or not all(isinstance(each, str | int | float | bool) for each in given):
        raise ValueError("words, a list of paraphrases, or {zh: …, en: …}")
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in given]


Wordings = Annotated[WordingSet, BeforeValidator(_read), WithJsonSchema(_SCHEMA)]
