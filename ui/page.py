"""The web page: chat, cards with thumbs, and what Quwei believes about the person. Gradio is imported late."""

import socket
from importlib import resources
from typing import TYPE_CHECKING, Any

from quwei.index.errors import QuweiError

if TYPE_CHECKING:
    import gradio as gr

    from quwei.agent import Agent


def build_page(agent: "Agent") -> "gr.Blocks":
    """Return the page over `agent`; start it with `.launch(**look())`, or mount it in a FastAPI app with the same."""
    # Imported here because Gradio takes seconds, which `quwei --help` need not wait for.
    from quwei.ui.page_blocks import Page

    blocks: gr.Blocks = Page(agent).blocks
    return blocks


def look() -> dict[str, Any]:
    """Return the theme and styles for `launch` or `mount_gradio_app`; nothing in them comes from another host."""
    from quwei.ui.page_theme import theme

    css = (resources.files("quwei.ui") / "page.css").read_text(encoding="utf-8")
    return {"theme": theme(), "css": css, "footer_links": []}


def serve(agent: "Agent", host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until it is interrupted.

    Raises QuweiError when the port is taken.
    """
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            raise QuweiError(
                f"{host}:{port} cannot be listened on: {error.strerror}.",
                "A free port.",
                "Choose one: quwei serve --port 7861",
            ) from error
    build_page(agent).launch(server_name=host, server_port=port, **look(), **PRIVATE)


PRIVATE: dict[str, Any] = {
    "share": False,
    "run_history": False,
    "enable_monitoring": False,
    "mcp_server": False,
    "pwa": False,
    "ssr_mode": False,
    "show_error": False,
}
"""Arguments of `launch` without which Gradio may record runs, open tunnels or publish more than the page."""
