"""Show what agents broken on purpose say about a set of scripts."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quwei.agent.scripts.falsify import SabotageReport
from quwei.agent.scripts.sabotage import SABOTAGES


def print_sabotage(report: SabotageReport, console: Console) -> None:
    """Print who caught which broken agent, and every expectation that none of them falsified."""
    table = Table("broken agent", "what is wrong with it", "caught by", box=None, header_style="bold")
    for name, sabotage in SABOTAGES.items():
        table.add_row(name, sabotage.wrong, f"{report.caught[name]} of {report.scripts}")
    console.print(table)
    console.print()
    for key, passed in report.passed.items():
        if passed:
            console.print(Text(f"{key} is passed by: {', '.join(passed)}", style="dim"), soft_wrap=True)
    for key in report.failing:
        console.print(Text(f"✗ {key} fails with the agent as it is", style="bold red"), soft_wrap=True)
    for each in report.never_falsified:
        console.print(Text(f"✗ {each.file}:{each.line} {each.text}", style="red"), soft_wrap=True)
        console.print(Text(f"    in “{each.script}”: no broken agent falsifies it", style="red"), soft_wrap=True)
    left = len(report.never_falsified)
    line = f"{report.expectations} expectations in {report.scripts} scripts, {left} never falsified"
    console.print(line, style="bold red" if left or report.failing else "bold green", highlight=False)
