"""How a language model fails its turn. Each failure is finished by the Planner, and names what the person is told."""

from typing import ClassVar


class BrainFailedError(Exception):
    """Say that a language model could not be reached, or broke off."""

    message: ClassVar[str] = "brain-failed"


class BrainOverranError(BrainFailedError):
    """Say which bound of the turn a language model ran into."""

    message = "brain-overran"


class BrainUnusableError(BrainFailedError):
    """Say why what a language model answered cannot be used."""

    message = "brain-unusable"
