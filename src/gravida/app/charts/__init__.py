"""Drawings made on the server: figures in, markup out. No figure is typed here; all come from engine and evidence.

Each drawing has a title, a description for those who hear the page, a caption, the same as a table, and its sources.
"""

from __future__ import annotations

from gravida.app.charts.chart import Chart, ChartTable
from gravida.app.charts.dots import dots_chart, share_chart
from gravida.app.charts.hcg import HcgPoint, hcg_chart
from gravida.app.charts.heart_rate import HeartPoint, heart_rate_chart
from gravida.app.charts.interval import interval_bar
from gravida.app.charts.length import LengthPoint, length_chart

__all__ = [
    "Chart",
    "ChartTable",
    "HcgPoint",
    "HeartPoint",
    "LengthPoint",
    "dots_chart",
    "hcg_chart",
    "heart_rate_chart",
    "interval_bar",
    "length_chart",
    "share_chart",
]
