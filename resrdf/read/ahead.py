"""What stands ahead of a block: the numbers and items to come, the annexes; a label counts where its sequence proves it."""

from __future__ import annotations

from itertools import pairwise

from resrdf.read.blocks import Block, is_annex
from resrdf.read.openers import find_opening


def numbers_ahead(blocks: list[Block]) -> list[int | None]:
    """For each block the next printed paragraph number after it."""
    ahead: list[int | None] = []
    following: int | None = None
    for block in reversed(blocks):
        ahead.append(following)
        label = block.label
        if label and label.shape == "stop" and label.text.isdigit() and (block.ended_before or block.gap is not None):
            following = int(label.text)
    return ahead[::-1]


def items_ahead(blocks: list[Block]) -> list[str | None]:
    """For each block the next item label after it, up to the next numbered paragraph."""
    ahead: list[str | None] = []
    following: str | None = None
    for block in reversed(blocks):
        ahead.append(following)
        label = block.label
        if label and label.shape == "stop" and label.text.isdigit():
            following = None
        elif label and label.shape in ("bracket", "half"):
            following = label.text
    return ahead[::-1]


def annex_starts(blocks: list[Block]) -> frozenset[int]:
    """Which blocks are headings of annexes: a line of its own after a complete paragraph."""
    return frozenset(
        i
        for i, block in enumerate(blocks)
        if i > 0
        and len(block.lines) == 1
        and is_annex(block.first)
        and (block.ended_before or block.gap is not None or block.first.isupper())
    )


def is_numbered(blocks: list[Block], start: int, annexes: frozenset[int]) -> bool:
    """Say whether a part has numbered paragraphs: one numbered 1, or two in sequence."""
    numbers: list[int] = []
    for i in range(start, len(blocks)):
        if i in annexes:
            break
        block = blocks[i]
        label = block.label
        if label and label.shape == "stop" and (block.ended_before or block.gap is not None or block.short_before):
            if label.text.isdigit():
                numbers.append(int(label.text))
            elif label.text in ("I", "l") and find_opening(block.rest) == "operative":
                numbers.append(1)
    return any(n == 1 for n in numbers) or any(a + 1 == b for a, b in pairwise(numbers))
