"""Test the tests: which expectations no broken agent ever falsifies, and which scripts a broken agent passes."""

from collections.abc import Collection, Sequence

from pydantic import BaseModel, ConfigDict

from quwei.agent.scripts.batch import jobs_of, play_all
from quwei.agent.scripts.files import SourcedScript
from quwei.agent.scripts.played import Played
from quwei.agent.scripts.sabotage import SABOTAGES
from quwei.agent.scripts.stage import Stage
from quwei.index.languages import LANGUAGES, Language


class Unfalsified(BaseModel):
    """Name one expectation that every broken agent fulfils."""

    model_config = ConfigDict(frozen=True)

    script: str
    file: str
    line: int
    path: str
    text: str


class SabotageReport(BaseModel):
    """Hold what the broken agents showed of a set of scripts.

    `passed` says per script which broken agents pass it in every run; `caught` per broken agent how many scripts fail
    it; `failing` which scripts fail with the agent as it is.
    """

    model_config = ConfigDict(frozen=True)

    scripts: int
    expectations: int
    never_falsified: tuple[Unfalsified, ...]
    passed: dict[str, tuple[str, ...]]
    caught: dict[str, int]
    failing: tuple[str, ...]


def falsify(
    scripts: Sequence[SourcedScript],
    stage: Stage,
    workers: int,
    languages: Collection[Language] = LANGUAGES,
) -> SabotageReport:
    """Play every script against every broken agent, and the agent as it is.

    Scripts expected to fail are left out: what fails already proves nothing.
    """
    fair = [each for each in scripts if each.script.xfail is None]
    jobs = jobs_of(fair, languages, sabotages=(None, *SABOTAGES))
    stated: dict[tuple[str, str], Unfalsified] = {}
    falsified: set[tuple[str, str]] = set()
    failed: dict[str, set[str]] = {_key(each): set() for each in fair}
    failing: set[str] = set()
    for job, played in play_all(jobs, stage, workers):
        key = _key(job.source)
        if job.sabotage is None:
            stated.update({(key, path): each for path, each in _stated(played).items()})
            if not played.holds:
                failing.add(key)
            continue
        falsified.update((key, check.path) for check in played.checks if not check.holds)
        if not played.holds:
            failed[key].add(job.sabotage)
    return SabotageReport(
        scripts=len(fair),
        expectations=len(stated),
        never_falsified=tuple(each for place, each in stated.items() if place not in falsified),
        passed={key: tuple(name for name in SABOTAGES if name not in names) for key, names in failed.items()},
        caught={name: sum(name in names for names in failed.values()) for name in SABOTAGES},
        failing=tuple(sorted(failing)),
    )


def _key(source: SourcedScript) -> str:
    return f"{source.file}::{source.script.name}"


def _stated(played: Played) -> dict[str, Unfalsified]:
    return {
        check.path: Unfalsified(script=played.name, file=played.file, line=check.line, path=check.path, text=check.text)
        for check in played.checks
    }
