"""What a benchmark prints: rows of figures, each with its floor, the ratio of the two, and its growth."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

HEAD = ("what", "p50", "p99", "floor p50", "floor p99", "unit", "ratio", "growth")
#: The columns that hold words.
WORDS = {"what", "unit", "growth"}
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
    """One line of the table. Of a `rate` more is better; `growth` tells it from a smaller size."""

    what: str
    figure: Figure
    floor: Figure
    unit: str
    rate: bool = False
    growth: str = ""

    @property
    def ratio(self) -> float:
        """How many times as costly as the floor."""
        ours, theirs = self.figure.decisive, self.floor.decisive
        return _times(theirs, ours) if self.rate else _times(ours, theirs)

    def cells(self) -> tuple[str, ...]:
        ratio = f"{self.ratio:.2f}"
        return (self.what, *self.figure.cells(), *self.floor.cells(), self.unit, ratio, self.growth)


def growing(found: Mapping[int, Sequence[Row]]) -> list[Row]:
    """The same things measured at several sizes: each thing's rows below one another, the smallest first.

    The others say how much more they cost than it, by their medians: a tail tells of a busy moment.
    """
    return [
        row
        for rows in zip(*found.values(), strict=True)
        for row in _grown(dict(zip(found, rows, strict=True)))
    ]


def _grown(rows: Mapping[int, Row]) -> Iterator[Row]:
    (least, first), *others = sorted(rows.items())
    yield first
    for _, row in others:
        growth = _times(row.figure.value, first.figure.value)
        yield replace(row, growth=f"× {growth:.2f} from {least:,}")


def _times(ours: float, theirs: float) -> float:
    return ours / theirs if theirs else math.inf


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
        cell.ljust(width) if HEAD[column] in WORDS else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
