"""Counts, groups and rounded percentages: which go together. Exact arithmetic; a half may be rounded either way."""

from __future__ import annotations

from collections.abc import Iterable

_HUNDRED = 100


def fits(count: int, group: int, percent: int) -> bool:
    """Whether `count` of `group` may be printed as `percent`; never of an empty group."""
    return group > 0 and 2 * abs(_HUNDRED * count - percent * group) <= group


def counts(group: int, percent: int) -> tuple[int, ...]:
    """The counts of `group` that may be printed as `percent`; none where no whole number gives it."""
    low, high = (2 * percent - 1) * group, (2 * percent + 1) * group
    least, most = -(-low // (2 * _HUNDRED)), high // (2 * _HUNDRED)
    return tuple(range(max(0, least), min(group, most) + 1))


def groups(count: int, percent: int, most: int) -> tuple[int, ...]:
    """The sizes up to `most` of which `count` may be printed as `percent`."""
    return tuple(group for group in range(max(1, count), most + 1) if fits(count, group, percent))


def least_group(percent: int) -> int:
    """The smallest group of which some count may be printed as `percent`."""
    return next(group for group in range(1, _HUNDRED + 1) if counts(group, percent))


def said(count: int, group: int) -> str:
    """A share in words, with one decimal where it is not whole: "21 of 53 = 39.6%"."""
    percent, rest = divmod(_HUNDRED * count, group)
    shown = f"{_HUNDRED * count / group:.1f}" if rest else f"{percent}"
    return f"{count} of {group} = {shown}%"


def either(numbers: Iterable[int]) -> str:
    """Numbers in words: "110 or 111"; empty for none."""
    *first, last = [str(number) for number in numbers] or [""]
    return f"{', '.join(first)} or {last}" if first else last
