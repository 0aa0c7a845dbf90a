"""The comparison of a turn as an HTML table: items are its columns, what they differ in its rows."""

from markupsafe import Markup

from quwei.agent.words import capitalised
from quwei.ui.labels import LOCALES, label
from quwei.ui.page_standing import Standing


def comparison_html(standing: Standing) -> str:
    """Return the table, empty where nothing is compared or nothing differs."""
    table, language = standing.comparison, standing.language
    if table is None or not table.rows:
        return ""
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in table.titles)
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            capitalised(name), Markup("").join(Markup("<td>{}</td>").format(value) for value in values)
        )
        for name, values in table.rows
    )
    # Wider than a phone it scrolls within its frame, which a keyboard reaches and a screen reader names.
    return Markup(
        '<div class="qw-comparison" lang="{}" role="region" aria-labelledby="qw-compared" tabindex="0">'
        '<table><caption id="qw-compared">{}</caption>'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(LOCALES[language], label(language, "comparison"), heads, rows)
