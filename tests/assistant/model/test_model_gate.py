"""The gate: only whole, marked sentences that say nothing but what their passages say."""

from __future__ import annotations

import itertools
import re

import pytest

from assistant.checker.claims import split_claims
from assistant.model.carried import carrying_fault
from assistant.model.form import form_fault
from assistant.model.marking import Marking, parts
from assistant.model.tokens import gate_words, is_free, tokens

EMD = "table3.efficacy-emd#car_t"
EMD_BLIN = "table3.efficacy-emd#blinatumomab"
CELL = "table1.alcantara#cr-mrd"
CNS = "table3.cns#car_t"
GVHD = "patient3.4#3"
PRINTED = "table1.phase3-randomized#post-hct"
PRIOR = "table2.mskcc#prior-blinatumomab"


@pytest.fixture
def fault(digest):
    def of(text: str, *places: str) -> str:
        return carrying_fault(text, [passage for place in places for passage in digest.at(place)])

    return of


class TestTrueSentences:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("In the ALCANTARA study of blinatumomab, the CR/CRi rate was 36%, and 88% of responders were MRD-negative "
             "(N = 45).", CELL),
            ("The CR/CRi rate in ALCANTARA was 36%.", CELL),
            ("CD19 CAR T cells are detected in the CSF.", CNS),
            ("EMD lowers the response to blinatumomab.", EMD_BLIN),
            ("Blinatumomab is not a favorable choice in EMD.", EMD_BLIN),
            ("CD19 CAR T cells are the better choice in ALL with EMD.", EMD),
            ("Recent or active GVHD that needs immunosuppressive therapy often rules out both CD19-targeted "
             "immunotherapies: each works through T cells, which drive GVHD and which immunosuppression inhibits.",
             GVHD),
        ],
        ids=["whole cell", "half a cell", "one sentence of two", "one clause", "denial", "comparison", "quoted"],
    )  # fmt: skip
    def test_pass(self, fault, text, place):
        assert fault(text, place) == ""

    def test_every_passage_carries_itself(self, digest):
        """Sentences of two parts at most: more of them are told one by one."""
        failed = [
            passage.id
            for passage in digest.passages
            if passage.kind in ("sentence", "cell") and len(passage.text.split()) < 25 and "http" not in passage.text
            if carrying_fault(passage.text, [passage])
        ]
        assert len(failed) <= 0.12 * len(digest.passages), failed


class TestFalseSentences:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("The CR/CRi rate in ALCANTARA was 63%.", CELL),
            ("The CR/CRi rate in ALCANTARA was 88%.", CELL),
            ("The MRD-negative rate of responders in ALCANTARA was 36%.", CELL),
            ("The CR/CRi rate in TOWER was 36%.", CELL),
            ("In the ALCANTARA study of CD19 CAR T cells, the CR/CRi rate was 36%.", CELL),
            ("Blinatumomab is detected in the CSF.", CNS),
            ("CD19 CAR T cells are not detected in the CSF.", CNS),
            ("CD19 CAR T cells are detected in the blood.", CNS),
            ("Responses to CD19 CAR T cells are promising.", CNS),
            ("Blinatumomab is a favorable choice in EMD.", EMD_BLIN),
            ("EMD raises the response to blinatumomab.", EMD_BLIN),
            ("Blinatumomab is the better choice in ALL with EMD.", EMD),
            ("Active GVHD rules out both CD19-targeted immunotherapies.", GVHD),
            ("GVHD always rules out both immunotherapies.", GVHD),
            ("CD19 CAR T cells cure ALL with EMD.", EMD),
            ("The Phase 3 randomized study of blinatumomab: 38 responders (14%) had an allo-HCT after blinatumomab.",
             PRINTED),
            ("The MSKCC study of CD19 CAR T cells: 13 of 53 patients (25%) had prior blinatumomab to the study.",
             PRIOR),
            ("The MSKCC study of blinatumomab: 13 of 53 patients (25%) had prior CD19 CAR T cells.", PRIOR),
            ("In the MSKCC study of blinatumomab, 13 of 53 patients (25%) had it before.", PRIOR),
            ("In the MSKCC study of blinatumomab, 13 of 53 patients (25%) were treated.", PRIOR),
            ("In the MSKCC study of blinatumomab there were 13 of 53 patients (25%).", PRIOR),
        ],
        ids=["figure", "figure of another measure", "measure swapped", "study", "therapy of a study", "therapy",
             "denial added", "place", "limit dropped", "denial dropped", "direction", "therapy swapped",
             "hedge dropped", "hedge hardened", "stronger word",
             "caveat in parentheses dropped",
             "words hung on",
             "therapies of a cell swapped", "prior therapy for the study's", "the same again", "and again"],
    )  # fmt: skip
    def test_fail(self, fault, text, place):
        assert fault(text, place)

    def test_words_of_one_passage_do_not_carry_another_mark(self, fault):
        assert fault("EMD lowers the response to blinatumomab.", EMD)

    def test_two_therapies_swapped_in_one_passage(self, fault, digest):
        two = [
            p
            for p in digest.passages
            if p.kind in ("sentence", "cell") and "blinatumomab" in p.text and "CAR T cells" in p.text
        ]
        assert len(two) > 10
        for passage in two:
            swapped = re.sub(
                "[Bb]linatumomab|CD19 CAR T cells|CAR T cells",
                lambda found: "CAR T cells" if found[0].lower() == "blinatumomab" else "blinatumomab",
                passage.text,
            )
            assert carrying_fault(swapped, [passage]), swapped

    def test_figures_of_any_cell_exchanged(self, digest):
        """Two figures of one cell in each other's place."""
        tried = 0
        for passage in digest.passages:
            found = list(dict.fromkeys(re.findall(r"(?<![\w.])\d+(?:\.\d+)?%?", passage.text)))
            if passage.kind != "cell" or len(found) < 2:
                continue
            wrong = _exchanged(passage.text, *found[:2])
            if wrong != passage.text:
                tried += 1
                assert carrying_fault(wrong, [passage]), wrong
        assert tried > 50

    @pytest.mark.parametrize("word", ["not", "never", "only", "rarely", "always", "may", "without", "no"])
    def test_a_turning_word_slipped_in_anywhere(self, digest, word):
        for passage in digest.passages[:150]:
            words = passage.text.split()
            middle = len(words) // 2
            wrong = " ".join([*words[:middle], word, *words[middle:]])
            assert carrying_fault(wrong, [passage]), wrong

    @pytest.mark.parametrize("apart", [1, 2, 4])
    def test_two_words_of_a_sentence_exchanged(self, digest, apart):
        """Words of a cell's heading may stand anywhere in its sentence; those of prose stand where they stand."""
        tried, passed = 0, []
        for passage in digest.passages:
            words = passage.text.rstrip(".").split()
            plain = [
                at for at, word in enumerate(words) if re.fullmatch("[a-z]{4,}", word) and not is_free(tokens(word)[0])
            ]
            if passage.kind != "sentence" or len(plain) <= apart:
                continue
            one, other = plain[0], plain[apart]
            if words[one] == words[other]:
                continue
            words[one], words[other] = words[other], words[one]
            tried += 1
            wrong = " ".join(words) + "."
            passed += [] if carrying_fault(wrong, [passage]) else [wrong]
        assert tried > 100
        assert passed == []

    @pytest.mark.parametrize("dropped", [3, 4, 6])
    def test_words_from_the_middle_left_out(self, digest, dropped):
        """What joins the two ends of a sentence may be what makes it true."""
        tried, passed = 0, []
        for passage in digest.passages:
            words = passage.text.rstrip(".").split()
            start = len(words) // 3
            gap = words[start : start + dropped]
            content = [token for word in gap for token in tokens(word) if not is_free(token)]
            if (
                passage.kind != "sentence"
                or len(content) < 3
                or re.search(r"[,;:.()]", " ".join(words[start - 1 : start + dropped]))
            ):
                continue
            tried += 1
            wrong = " ".join([*words[:start], *words[start + dropped :]]) + "."
            passed += [] if carrying_fault(wrong, [passage]) else [wrong]
        assert tried > 15
        assert passed == []

    def test_a_turning_word_taken_out(self, digest):
        taken = re.compile(r"\b(?:not|no|only|may|limited|never|without|rarely|often|preliminary|unless|if) ")
        wrong = [
            (taken.sub("", p.text, count=1), p)
            for p in digest.passages
            if p.kind == "sentence" and taken.search(p.text)
        ]
        assert len(wrong) > 40
        passed = [text for text, passage in wrong if not carrying_fault(text, [passage])]
        assert passed == []


def _exchanged(text: str, one: str, other: str) -> str:
    either = rf"(?<![\w.])(?:{re.escape(one)}|{re.escape(other)})(?![\w.%])"
    return re.sub(either, lambda found: other if found[0] == one else one, text)


def test_all_listed_words_are_text():
    """YAML reads a bare no or on as false or true."""
    lists = gate_words()
    words = [*lists["free"], *lists["leaning"], *lists["verdict"], *itertools.chain(*lists["turning"].values())]
    assert [word for word in words if not isinstance(word, str)] == []


class TestForm:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("CAR T cells are detected in the CSF.", "no mark"),
            ("CAR T cells are detected in the CSF [9].", "no passage"),
            ("Are CAR T cells detected in the CSF [1]?", "a question"),
            ("Yes [1].", "words"),
            ("There was data on that in the review [1].", "says nothing"),
            ("It is detected in the CSF after infusion [1].", "stand alone"),
            ("However, CAR T cells are detected in the CSF [1].", "stand alone"),
            ("CAR T cells are detected in the [CSF](http://x.example) [1].", "links"),
            ("CAR T cells ![x](y) are detected in the CSF [1].", "links"),
            ("CAR T cells <b>are</b> detected in the CSF [1].", "links"),
            ("CAR T клетки are detected in the CSF [1].", "letters"),
            ("CAR T 细胞 are detected in the CSF [1].", "letters"),
            ("To get her to transplant fast, blinatumomab was chosen [1].", "stand alone"),
            ("In most of the world they are hard to get [1].", "stand alone"),
            ("The reason is that CAR T cells persist [1].", "stand alone"),
            ("CAR T cells are detected in the CSF and [1]", "whole"),
            ("are detected in the CSF by the CAR T cells [1].", "whole"),
            ("According to passage two, CAR T cells are detected in the CSF [1].", "task"),
        ],
    )
    def test_what_cannot_be_shown_is_not(self, text, why):
        (claim,) = split_claims(text)
        assert why in form_fault(claim, 3)

    def test_a_table_is_not_shown(self):
        (claim,) = split_claims("| Study | CR |\n|---|---|\n| ALCANTARA | 36% [1] |")
        assert form_fault(claim, 3) == "a table"

    def test_a_plain_marked_sentence_is(self):
        (claim,) = split_claims("CD19 CAR T cells are detected in the CSF [1].")
        assert form_fault(claim, 3) == ""


class TestMarks:
    def test_are_numbered_as_kept(self, digest):
        passages = digest.passages[:5]
        marking = Marking(passages)
        claims = split_claims("One is so [4]. Two is **so** [2, 4]. Three is so. [1]")
        assert [marking.kept(claim) for claim in claims] == ["One is so [1].", "Two is so [2][1].", "Three is so [3]."]
        assert [citation.text for citation in marking.citations()] == [
            passages[3].text,
            passages[1].text,
            passages[0].text,
        ]

    def test_each_part_has_its_own(self):
        (claim,) = split_claims("Drug A reached the spinal fluid [1], whereas drug B lysed bulky masses [2][3].")
        assert [numbers for _, numbers in parts(claim)] == [(1,), (2, 3)]

    def test_words_after_the_last_mark_belong_to_it(self):
        (claim,) = split_claims("Drug A reached the spinal fluid [1] at once.")
        assert [(said.split()[-2:], numbers) for said, numbers in parts(claim)] == [(["at", "once."], (1,))]
