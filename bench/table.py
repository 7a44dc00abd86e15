"""What a benchmark prints: rows of figures, each with its floor and the ratio of the two."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

HEAD = ("what", "p50", "p99", "floor p50", "floor p99", "unit", "ratio")
NONE = "-"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: a single value, or with `p99` a distribution whose median is `value`."""

    value: float
    p99: float | None = None

    @classmethod
    def of(cls, samples: Sequence[float], scale: float = 1.0) -> Self:
        """Median and 99th percentile of samples, times `scale`."""
        return cls(value=quantile(samples, 0.5) * scale, p99=quantile(samples, 0.99) * scale)

    @property
    def decisive(self) -> float:
        """What ratios are made of: the 99th percentile where there is one."""
        return self.value if self.p99 is None else self.p99

    def cells(self) -> tuple[str, str]:
        return shown(self.value), NONE if self.p99 is None else shown(self.p99)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    what: str
    figure: Figure
    floor: Figure
    unit: str

    @property
    def ratio(self) -> float:
        return self.figure.decisive / self.floor.decisive if self.floor.decisive else math.inf

    def cells(self) -> tuple[str, ...]:
        return (self.what, *self.figure.cells(), *self.floor.cells(), self.unit, f"{self.ratio:.2f}")


def quantile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of all samples do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def shown(value: float) -> str:
    """Three significant digits, and never an exponent."""
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}" if value else "0"


def table(rows: Iterable[Row]) -> str:
    """The rows under their head, in columns: words to the left, numbers to the right."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if HEAD[column] in {"what", "unit"} else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
