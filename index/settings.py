"""Settings from the environment (`QUWEI_...`) or a `.env` file; every one has a working default."""

from functools import cached_property
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from quwei.index.errors import QuweiError


class Settings(BaseSettings):
    """Hold what an owner may set; a value given in code wins over the environment."""

    model_config = SettingsConfigDict(env_prefix="QUWEI_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("quwei"), description="weights, indexes and people live here"
    )
    catalogue: str = Field("films", description="a built-in name, or the path of items.jsonl, .csv or .parquet")
    encoder: str = Field("packaged", description="'packaged', a hub name, or a folder with a BERT-family model")
    device: str = Field("auto", description="'auto' (CUDA when present), 'cpu' or 'cuda'")
    brain: str = Field("planner", description="'planner', or any LangChain model string such as 'ollama:qwen3'")
    brain_url: str | None = Field(None, description="an OpenAI-compatible endpoint, for a brain 'openai:NAME'")
    brain_steps: int = Field(8, ge=1, description="tool calls that a language model may make in a turn")
    brain_tokens: int = Field(1500, ge=1, description="tokens that it may generate in a turn, in all")
    brain_seconds: float = Field(30, gt=0, allow_inf_nan=False, description="seconds that it may take for a turn")
    policy: Path | None = Field(None, description="a TOML file with the owner's business rules")
    chroma_url: str | None = Field(None, description="a Chroma server; without it Chroma runs embedded")
    database_url: str | None = Field(None, description="an SQLAlchemy URL for people and sessions; SQLite by default")

    def __init__(self, **values: Any) -> None:
        """Read the settings; raises QuweiError naming each that has a wrong value."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, each['loc']))} = {each['input']!r}" for each in error.errors()]
            raise QuweiError(
                f"Settings with a wrong value: {'; '.join(wrong)}.",
                "; ".join(each["msg"] for each in error.errors()),
                "Correct the environment variables QUWEI_..., or the file .env.",
            ) from error

    def with_values(self, values: dict[str, Any]) -> "Settings":
        """Return these settings with the values that are not None in place of theirs."""
        return Settings.model_validate({**self.model_dump(), **{k: v for k, v in values.items() if v is not None}})

    @field_validator("data_dir")
    @classmethod
    def _expanded(cls, path: Path) -> Path:
        return path.expanduser()

    @cached_property
    def models_dir(self) -> Path:
        """Return the folder of converted weights, shared by all catalogues."""
        return self.data_dir / "models"

    @cached_property
    def indexes_dir(self) -> Path:
        """Return the folder of built indexes."""
        return self.data_dir / "indexes"

    @cached_property
    def people_url(self) -> str:
        """Return the SQLAlchemy URL of events and profiles."""
        if self.database_url:
            return self.database_url
        # "?" would begin the options of a URL.
        path = str(self.data_dir / "people.sqlite").replace("%", "%25").replace("?", "%3F")
        return f"sqlite:///{path}"
