"""A cheap look keeps no text from its pattern: what the pattern matches holds one of the words that guard it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from resrdf.enrich.citations import nouns, places, titles
from resrdf.enrich.literals import has_any, matches_at
from resrdf.enrich.mandates import changes
from resrdf.enrich.mandates import words as mandates
from resrdf.enrich.reports import times
from resrdf.enrich.reports import words as reports
from resrdf.words import has_word

Guard = Callable[[str], bool]


def _begins(pattern: re.Pattern[str], words: frozenset[str]) -> Guard:
    return lambda text: bool(matches_at(pattern, text, words))


@pytest.mark.parametrize(
    ("pattern", "guard", "examples"),
    [
        pytest.param(
            mandates.TRIGGER,
            lambda text: has_any(text, changes._STEMS),
            "extend/renewal of/prolongs/continues/maintain/re-establish/constitutes/sets up/creation/appoints/designates/dispatch/redeploy/expands/"
            "augment/raises/reduces/downsizing/drawdown/lower/terminates/dissolve/liquidation/disband/withdrawal/closure/expires/conclude/"
            "transfers/subsumed/adjusts/modified/revise/restructure/reconfigure/realign/reorient/authorizes it to take all necessary measures/authorizes it to use all necessary "
            "means/the mandate of/tasks/functions/objectives/priorities",
            id="mandates",
        ),
        pytest.param(
            reports.NOUN,
            lambda text: has_any(text, (*reports.STEMS, *reports.PAPER_STEMS)),
            "a report/reporting/an update/a briefing/notifications",
            id="papers",
        ),
        pytest.param(
            nouns._NOUN,
            _begins(nouns._NOUN, nouns._BEGINNINGS),
            "joint statement/press communiqué/reports/exchange of letters/note/telegram/cablegram/appeals/Declaration/memorandum/"
            "agreement/protocol/aide-memoire/opinion/consensus/meeting/session/elections/coup/treaty/memoranda of understanding/raid",
            id="nouns",
        ),
        pytest.param(
            re.compile(nouns.KIND, re.VERBOSE),
            nouns.has_kind,
            "Joint Statement/Report/letters/note/Communiqué/message/appeal/declaration/memorandum/agreement/protocol/opinion/consensus",
            id="kinds",
        ),
        pytest.param(
            titles._TITLE,
            _begins(titles._TITLE, titles._HEADS),
            "Agreement/Accords/Protocol/Convention/Treaty/Declarations/Communiqué/Compact/Pact/Memorandum of Understanding/Code of Conduct",
            id="titles",
        ),
        pytest.param(
            titles._TITLE, lambda text: has_word(text, titles._HEADS), "the Rhine Agreement on Fish/the Rhine Treaties and Treaty", id="heads"
        ),
        pytest.param(
            places._PARAGRAPHS,
            _begins(places._PARAGRAPHS, places._NOUNS),
            "paragraph 3/paragraphs 3 to 5/Paragraph 3 above",
            id="paragraphs",
        ),
        pytest.param(
            re.compile(r"until|for a (?:further )?period|months?\b|years?\b|weeks?\b|days?\b|through|ending"),
            lambda text: has_any(text, times._LASTING),
            "until 3 May/for a period/six months/a year/two weeks/90 days/through May/ending on 3 May",
            id="lasting",
        ),
    ],
)  # fmt: skip
def test_what_a_pattern_matches_passes_its_guard(pattern: re.Pattern[str], guard: Guard, examples: str) -> None:
    for example in examples.split("/"):
        assert pattern.search(example), example
        assert guard(example), example
