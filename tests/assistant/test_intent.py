"""Someone is to be treated, or the review is asked."""

from __future__ import annotations

import pytest

from assistant.facts.reader import read_case
from assistant.intent import is_patient_question

PATIENT = (
    "Which therapy for a 30-year-old man with relapsed B-ALL and 70% blasts?",
    "34F r/r ALL, blasts 15%, CD19+, no CNS. blin or cart?",
    "My patient relapsed four months after allo-HCT and is on tacrolimus. What would you give?",
    "She is 67, in remission with MRD 0.5%, CD19 positive. What next?",
    "He failed blinatumomab and still expresses CD19. Should we go for CAR T cells?",
    "We have a man of 55 with a bulky abdominal mass, CD19 positive. Your advice?",
    "A 19 year old in second relapse, no donor. Which of the two?",
    "72-year-old woman, primary refractory, severe heart failure. Blinatumomab or CAR-T?",
    "Pt 41M, Ph+, relapsed 2 years post HCT, off immunosuppression, no GVHD. Recommend?",
    "Our patient has 90% blasts and cannot wait for manufacturing. Which one?",
    "The patient, 29, has blasts in the CSF. Which CD19 agent should we choose?",
    "23F, MRD 0.1% before transplant, haplo donor ready. Blina?",
    "A woman of 48 whose leukemia lost CD19 after blinatumomab. What then?",
    "My patient has relapsed ALL. Which should we give, blinatumomab or CAR T cells?",
)
FACTUAL = (
    "What was the CR rate in ALCANTARA?",
    "How many patients in the phase 3 study had a prior transplant?",
    "What happened to patient 3 after CAR T cells?",
    "Which study had the highest relapse rate?",
    "Compare neurotoxicity of blinatumomab and CAR T cells.",
    "How does lineage switch lead to CD19 loss?",
    "What is CNS-2?",
    "Which patients are eligible under the CAR T-cell label?",
    "Does age affect the response to blinatumomab?",
    "Why was blinatumomab chosen in case 1?",
    "What share of relapses after CAR T cells are CD19-negative?",
    "How long does it take to make CAR T cells?",
    "Are remissions durable without transplant after CAR T cells?",
    "What did Stein et al report on GVHD?",
    "Is blinatumomab approved for MRD?",
)


def _is_patient(question, concepts):
    return is_patient_question(question, read_case(question), concepts.ids(question))


@pytest.mark.parametrize("question", PATIENT)
def test_someone_is_to_be_treated(question, concepts):
    assert _is_patient(question, concepts)


@pytest.mark.parametrize("question", FACTUAL)
def test_the_review_is_asked(question, concepts):
    assert not _is_patient(question, concepts)


@pytest.mark.parametrize("question", PATIENT[:5])
def test_the_reviews_own_patients_are_not_to_be_treated(question, concepts):
    assert not _is_patient(f"{question} As in case 3?", concepts)


@pytest.mark.parametrize("question", [*PATIENT[:3], *FACTUAL[:3]])
def test_capitals_do_not_matter(question, concepts):
    lowered = question.lower()
    assert _is_patient(lowered, concepts) == _is_patient(question, concepts)
