"""Show what came of playing scripts, in the terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from quwei.agent.scripts.played import Exchange, Outcome, Played

_STYLES: dict[Outcome, tuple[str, str]] = {
    "passed": ("✓", "green"),
    "failed": ("✗", "bold red"),
    "xfailed": ("x", "yellow"),
    "xpassed": ("!", "bold red"),
}


def print_outcome(played: Played, console: Console) -> None:
    """Print one line for a run."""
    sign, style = _STYLES[played.outcome]
    note = f"  ({played.xfail})" if played.xfail else ""
    console.print(Text(f"{sign} {played.id}{note}", style=style), soft_wrap=True)
    if played.outcome == "xfailed":
        for check in played.checks:
            if not check.holds:
                console.print(Text(f"    {check.text}; saw {check.seen}", style="dim"), soft_wrap=True)


def print_failure(played: Played, console: Console) -> None:
    """Print the transcript of a run, each failing expectation at its turn."""
    console.rule(f"[bold red]{escape(played.id)}", align="left", style="red")
    console.print(transcript(played), soft_wrap=True)


def transcript(played: Played) -> Text:
    """Return a run as text: what was said, what was shown, and what did not hold."""
    text = Text()
    if played.outcome == "xpassed":
        advice = "take `xfail` out, or give this wording a script of its own"
        text.append(f"It was expected to fail ({played.xfail}) and passed: {advice}.\n", style="bold red")
    for exchange in played.exchanges:
        _write(text, exchange, played.file)
    if played.error:
        text.append(f"✗ Stopped at {played.error}\n", style="bold red")
    return text


def _write(text: Text, exchange: Exchange, file: str) -> None:
    if exchange.did:
        text.append(f"{exchange.who}: {exchange.did}\n", style="bold cyan")
    if exchange.reply is not None:
        text.append(f"quwei: {exchange.reply}\n")
    if exchange.cards:
        text.append(f"  cards: {', '.join(exchange.cards)}\n", style="dim")
    if exchange.question:
        text.append(f"  asks: {exchange.question}\n", style="dim")
    for check in exchange.failures:
        text.append(f"  ✗ {file}:{check.line} {check.text}\n", style="bold red")
        text.append(f"    saw: {check.seen}\n", style="red")
    if exchange.failures:
        top = ", ".join(f"{item} {p:.1%}" for item, p in exchange.top)
        text.append(f"    belief's top {len(exchange.top)}: {top or 'nothing fits'}\n", style="dim")
        text.append(f"    tools: {', '.join(exchange.trace) or 'none'}\n", style="dim")


def print_summary(results: Sequence[Played], seconds: float, rates: dict[str, float], console: Console) -> None:
    """Print how many runs came out how, and pass^k where runs were repeated."""
    counts = Counter(each.outcome for each in results)
    parts = [f"{counts[outcome]} {outcome}" for outcome in _STYLES if counts[outcome]]
    bad = counts["failed"] or counts["xpassed"]
    rate = "  ".join(f"{name} {value:.3f}" for name, value in rates.items())
    line = f"{', '.join(parts)} in {seconds:.1f} s{f'   {rate}' if rate else ''}"
    console.print(line, style="bold red" if bad else "bold green", highlight=False)


def wrong(played: Played) -> bool:
    """Tell whether a run came out otherwise than expected."""
    return played.outcome in ("failed", "xpassed")


def first_failure(played: Played) -> str:
    """Return what did not hold first, in one line."""
    if played.error:
        return f"Stopped at {played.error}"
    check = next((check for check in played.checks if not check.holds), None)
    return f"line {check.line}: {check.text}; saw {check.seen}" if check else "passed, but was expected to fail"
