"""Write what came of playing scripts to files: JUnit for CI, HTML for people."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup

from quwei.agent.scripts.played import Exchange, Played
from quwei.ui.console import write_file
from quwei.ui.conversation_report import first_failure, transcript, wrong

_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
summary{cursor:pointer;padding:.3rem 0}.failed,.xpassed{color:#b00020;font-weight:600}.passed{color:#1a7f37}
.xfailed{color:#946200}.user{font-weight:600;margin:.6rem 0 0}.reply{margin:.2rem 0}.facts{color:#666;font-size:.9em}
.bad{color:#b00020;margin:.2rem 0 .2rem 1rem}details{border-bottom:1px solid #ddd}"""


def write_junit(results: Sequence[Played], seconds: float, file: Path) -> None:
    """Write a JUnit report; what is expected to fail counts as skipped."""
    failures = sum(wrong(each) for each in results)
    skipped = sum(each.outcome == "xfailed" for each in results)
    suite = ElementTree.Element(
        "testsuite",
        name="quwei",
        tests=str(len(results)),
        failures=str(failures),
        errors="0",
        skipped=str(skipped),
        time=f"{seconds:.3f}",
    )
    for each in results:
        name = f"{each.name} [{each.run}]" if each.run else each.name
        case = ElementTree.SubElement(suite, "testcase", classname=each.file, name=name, time=f"{each.seconds:.3f}")
        if wrong(each):
            ElementTree.SubElement(case, "failure", message=first_failure(each)).text = transcript(each).plain
        elif each.outcome == "xfailed":
            ElementTree.SubElement(case, "skipped", message=str(each.xfail))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    write_file(file, ElementTree.tostring(root, encoding="unicode", xml_declaration=True))


def write_html(results: Sequence[Played], seconds: float, rates: dict[str, float], file: Path) -> None:
    """Write one page with every transcript, the failing ones open and first."""
    counts = Counter(each.outcome for each in results)
    heading = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    chances = " ".join(f"{name} {value:.3f}" for name, value in rates.items())
    ordered = sorted(results, key=lambda each: not wrong(each))
    page = Markup(
        '<!doctype html><html><meta charset="utf-8"><title>Quwei conversation tests</title><style>{}</style>'
        "<h1>Conversation tests</h1><p>{} in {} s {}</p>{}</html>"
    ).format(Markup(_STYLE), heading, f"{seconds:.1f}", chances, Markup("").join(_run(each) for each in ordered))
    write_file(file, str(page))


def _run(played: Played) -> Markup:
    exchanges = Markup("").join(_exchange(each) for each in played.exchanges)
    error = Markup('<p class="bad">Stopped at {}</p>').format(played.error) if played.error else Markup("")
    note = f" – {played.xfail}" if played.xfail else ""
    return Markup('<details{}><summary class="{}">{}: {}{}</summary>{}{}</details>').format(
        Markup(" open") if wrong(played) else "", played.outcome, played.outcome, played.id, note, exchanges, error
    )


def _exchange(exchange: Exchange) -> Markup:
    parts = [Markup('<p class="user">{}: {}</p>').format(exchange.who, exchange.did)] if exchange.did else []
    if exchange.reply is not None:
        parts.append(Markup('<p class="reply">{}</p>').format(exchange.reply))
    if exchange.cards:
        parts.append(Markup('<p class="facts">cards: {}</p>').format(", ".join(exchange.cards)))
    parts += [
        Markup('<p class="bad">✗ line {}: {}<br>saw: {}</p>').format(check.line, check.text, check.seen)
        for check in exchange.failures
    ]
    if exchange.failures:
        top = ", ".join(f"{item} {p:.1%}" for item, p in exchange.top)
        facts = Markup('<p class="facts">belief: {}<br>tools: {}</p>')
        parts.append(facts.format(top, ", ".join(exchange.trace)))
    return Markup("").join(parts)
