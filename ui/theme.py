"""The look: a calm clinical palette over fonts the system already has, so that nothing is fetched."""

from __future__ import annotations

import gradio as gr

SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "sans-serif")
MONO_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")


def clinical_theme() -> gr.themes.Base:
    """Gradio's base theme in the page's colours (style.css holds the variables) and system fonts."""
    theme = gr.themes.Base(
        primary_hue="teal", neutral_hue="slate", radius_size="md", font=SYSTEM_FONTS, font_mono=MONO_FONTS
    )
    return theme.set(
        body_background_fill="var(--cd19-ground)",
        body_background_fill_dark="var(--cd19-ground)",
        body_text_color="var(--cd19-ink)",
        body_text_color_dark="var(--cd19-ink)",
        block_background_fill="var(--cd19-surface)",
        block_background_fill_dark="var(--cd19-surface)",
        block_border_color="var(--cd19-line)",
        block_border_color_dark="var(--cd19-line)",
        input_background_fill="var(--cd19-surface)",
        input_background_fill_dark="var(--cd19-surface)",
        button_primary_background_fill="var(--cd19-accent)",
        button_primary_background_fill_dark="var(--cd19-accent)",
        button_primary_text_color="var(--cd19-on-accent)",
        button_primary_text_color_dark="var(--cd19-on-accent)",
    )
