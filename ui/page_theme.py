"""The theme: Gradio's variables set to the colours of page.css, and fonts that the machine already has."""

import gradio as gr

FONTS = [
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "sans-serif",
]
PAPER, INK = "#f7f6f3", "#1f2523"
PAPER_DARK, INK_DARK = "#131615", "#e7ebe8"


def theme() -> gr.themes.Base:
    """Return the theme; every font is a system font, so none is fetched."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        secondary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_lg,
        font=FONTS,
        font_mono=["ui-monospace", "monospace"],
    ).set(
        body_background_fill=PAPER,
        body_background_fill_dark=PAPER_DARK,
        body_text_color=INK,
        body_text_color_dark=INK_DARK,
        background_fill_primary="var(--qw-surface)",
        background_fill_primary_dark="var(--qw-surface)",
        background_fill_secondary="var(--qw-tint)",
        background_fill_secondary_dark="var(--qw-tint)",
        block_background_fill="var(--qw-surface)",
        block_background_fill_dark="var(--qw-surface)",
        border_color_primary="var(--qw-line)",
        border_color_primary_dark="var(--qw-line)",
        block_border_color="var(--qw-line)",
        block_border_color_dark="var(--qw-line)",
        input_background_fill="var(--qw-surface)",
        input_background_fill_dark="var(--qw-surface)",
        block_shadow="none",
        block_shadow_dark="none",
    )
