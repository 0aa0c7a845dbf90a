"""Read the unit that a column's name ends in: battery_mah holds what the battery has, in mAh."""

from typing import NamedTuple

from quwei.index.languages import Language

_UNITS: dict[str, tuple[str, str]] = {
    "gb": ("GB", "GB"), "tb": ("TB", "TB"), "mah": ("毫安时", "mAh"), "wh": ("瓦时", "Wh"), "w": ("瓦", "W"),
    "hz": ("赫兹", "Hz"), "g": ("克", "grams"), "grams": ("克", "grams"), "kg": ("公斤", "kg"), "mm": ("毫米", "mm"),
    "cm": ("厘米", "cm"), "m": ("米", "metres"), "metres": ("米", "metres"), "km": ("公里", "km"),
    "inch": ("英寸", "inches"), "inches": ("英寸", "inches"), "mins": ("分钟", "minutes"),
    "minutes": ("分钟", "minutes"), "hours": ("小时", "hours"), "days": ("天", "days"), "months": ("个月", "months"),
    "ml": ("毫升", "ml"), "l": ("升", "litres"), "yuan": ("元", "yuan"), "rmb": ("元", "yuan"), "cny": ("元", "yuan"),
    "usd": ("美元", "dollars"), "eur": ("欧元", "euros"), "gbp": ("英镑", "pounds"), "kcal": ("千卡", "kcal"),
}  # fmt: skip
"""Ends of column names, with the unit in Chinese and English."""


class Measured(NamedTuple):
    """Hold a column's name without its unit, and the unit in both languages."""

    name: str
    unit: dict[Language, str]


def measured(column: str) -> Measured | None:
    """Return a column's name and unit apart, None where it ends in none."""
    name, _, end = column.casefold().rpartition("_")
    if not name or end not in _UNITS:
        return None
    zh, en = _UNITS[end]
    return Measured(name, {"zh": zh, "en": en})
