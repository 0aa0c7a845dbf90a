"""What lies beside an item's vector, so that an index needs nothing else to be opened."""

import hashlib
import json
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from quwei.index.catalogue import Catalogue, typed_value
from quwei.index.features import Features
from quwei.index.item import Item
from quwei.index.schema import Schema
from quwei.index.vectors import as_json


class Stored(BaseModel):
    """Hold an item, its row, its features, and a hash of the words its vector was made from."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    item: Item
    row: int
    words: str
    features: Features = Features()

    @classmethod
    def of(cls, item: Item, row: int) -> "Stored":
        """Return what is known before encoding."""
        return cls.model_construct(
            item=item,
            row=row,
            words=hashlib.sha256("\n".join(item.passages()).encode()).hexdigest()[:16],
            features=Features(),
        )

    @classmethod
    def read(cls, beside: Mapping[str, str], schema: Schema) -> "Stored":
        """Return what was stored."""
        raw = json.loads(beside["item"])
        known = schema.attributes
        attributes = {
            name: typed_value(value, known[name]) for name, value in raw["attributes"].items() if name in known
        }
        item = Item(raw["id"], raw["titles"], raw["texts"], attributes, raw["image"], raw["url"])
        return cls.model_construct(
            item=item,
            row=int(beside["row"]),
            words=beside["words"],
            features=Features.model_validate_json(beside["features"]),
        )

    def beside(self) -> dict[str, str]:
        """Return the strings to store."""
        item = self.item
        return {
            "item": as_json(
                {
                    "id": item.id,
                    "titles": dict(item.titles),
                    "texts": dict(item.texts),
                    "attributes": dict(item.attributes),
                    "image": item.image,
                    "url": item.url,
                }
            ),
            "row": str(self.row),
            "words": self.words,
            "features": self.features.model_dump_json(),
        }


def facts_of(catalogue: Catalogue, encoder: str, source: str) -> dict[str, str | int]:
    """Return what is stored once per version."""
    return {
        "catalogue": catalogue.name,
        "encoder": encoder,
        "source": source,
        "items": len(catalogue),
        "schema": catalogue.schema.model_dump_json(exclude_defaults=True),
    }
