"""Check scripts against their catalogues before anything is played."""

from collections.abc import Iterator, Sequence

from quwei.agent.permission import check_policy
from quwei.agent.policy import Policy
from quwei.agent.scripts.bind import Binder
from quwei.agent.scripts.catalogue_words import UnknownWordError
from quwei.agent.scripts.errors import ScriptError, ScriptProblem, one_of
from quwei.agent.scripts.files import SourcedScript
from quwei.agent.scripts.runs import missing_languages, runs_of
from quwei.agent.scripts.script import Step
from quwei.agent.scripts.stage import Stage
from quwei.agent.scripts.yaml_file import ValuePath
from quwei.index.errors import CatalogueError, QuweiError
from quwei.tools.behaviour import checked_event


def check_scripts(scripts: Sequence[SourcedScript], stage: Stage) -> None:
    """Raise ScriptError with everything in `scripts` that their catalogues, users and rules do not have."""
    problems = [problem for each in scripts for problem in _problems(each, stage)]
    if problems:
        raise ScriptError(problems)


def policy_of(source: SourcedScript) -> Policy:
    """Return the rules a script is played under; a path holds from the script's folder.

    Raises QuweiError for a file that cannot be read.
    """
    policy = source.script.policy
    return Policy.load(source.file.parent / policy if isinstance(policy, str) else policy)


def _problems(source: SourcedScript, stage: Stage) -> Iterator[ScriptProblem]:
    document, script = source.document, source.script
    try:
        index = stage.index(source.catalogue)
    except CatalogueError as error:
        where = f"A path holds from {source.file.parent}."
        yield document.problem(("catalogue",), error.seen, f"{error.expected} {where} {error.next_step}")
        return
    try:
        check_policy(policy_of(source), index)
    except QuweiError as error:
        yield document.problem(("policy",), error.seen, error.expected)
    words = stage.words(source.catalogue)
    wrong: dict[ValuePath, UnknownWordError] = {}
    for language in dict.fromkeys(run.language for run in runs_of(script)):
        binder = Binder(index, words, language)
        if script.always:
            binder.bind(script.always, ("always",))
        for number, step in enumerate(script.steps):
            if step.expect:
                binder.bind(step.expect, ("steps", number, "expect"))
        wrong |= {each.path: each for each in binder.wrong}
    for each in wrong.values():
        yield document.problem(each.path, each.seen, each.expected)
    for number, step in enumerate(script.steps):
        yield from _step_problems(source, step, ("steps", number), stage)
    for user, events in script.users.items():
        yield from _event_problems(source, events, ("users", user), stage)


def _step_problems(source: SourcedScript, step: Step, path: ValuePath, stage: Stage) -> Iterator[ScriptProblem]:
    document, script = source.document, source.script
    if step.as_ is not None and step.as_ not in script.users:
        yield document.problem((*path, "as"), f"There is no user {step.as_!r}.", one_of(step.as_, script.users))
    for language in missing_languages(step, script):
        seen = f"This message has no wording in {language}, which other messages have."
        yield document.problem((*path, "user"), seen, "The same languages in every message, or one wording for all.")
    for key, item in (("thumb", step.thumb and step.thumb.item), ("seen", step.seen)):
        if isinstance(item, str):
            try:
                stage.words(source.catalogue).item(item)
            except UnknownWordError as error:
                yield document.problem((*path, key), error.seen, error.expected)
    yield from _event_problems(source, step.event or [], (*path, "event"), stage)


def _event_problems(
    source: SourcedScript, events: Sequence[dict[str, object]], path: ValuePath, stage: Stage
) -> Iterator[ScriptProblem]:
    for number, event in enumerate(events):
        try:
            checked_event(stage.index(source.catalogue), with_item_id(event, source, stage))
        except UnknownWordError as error:
            yield source.document.problem((*path, number), error.seen, error.expected)
        except QuweiError as error:
            yield source.document.problem((*path, number), error.seen, error.expected)


def with_item_id(event: dict[str, object], source: SourcedScript, stage: Stage) -> dict[str, object]:
    """Return an event whose item is named by id, as the agent takes it."""
    item = event.get("item")
    return {**event, "item": stage.words(source.catalogue).item(item)} if isinstance(item, str) else event
