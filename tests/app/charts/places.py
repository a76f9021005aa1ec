"""Reads a drawing back: where its points, bands and words stand."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import NamedTuple

from gravida.app.charts import Chart


class Place(NamedTuple):
    x: float
    y: float


def tree(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)


def of_class(chart: Chart, name: str) -> list[ET.Element]:
    return [found for found in tree(chart).iter() if name in found.get("class", "").split()]


def circles(chart: Chart, name: str = "point") -> list[Place]:
    return [Place(float(found.attrib["cx"]), float(found.attrib["cy"])) for found in of_class(chart, name)]


def corners(chart: Chart, name: str) -> list[list[Place]]:
    return [
        [Place(*map(float, pair.split(","))) for pair in found.attrib["points"].split()]
        for found in of_class(chart, name)
    ]


def texts(chart: Chart) -> list[str]:
    return [found.text or "" for found in tree(chart).iter("text")]
