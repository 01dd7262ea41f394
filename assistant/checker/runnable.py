"""The checker as a LangChain Runnable: `chain | checked()` gives a CheckReport on whatever the chain answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.checker.check import check_answer
from assistant.checker.pasted import read_pasted
from assistant.criteria.engine import decide
from assistant.facts.validate import validate
from assistant.models import Case, CheckReport
from corpus.digest import Digest, load_digest


def checked(digest: Digest | None = None) -> Runnable[Any, CheckReport]:
    """A Runnable from an answer to the checker's report on it.

    It takes {answer, citations, question?, case?}, or text (a string or a chat message) with its sources in it, as
    `cd19 check` does. `citations` maps marks to locators; `case` is a Case or its facts by key. Raises ValueError for
    an input that is neither.
    """
    held = digest or load_digest()
    return RunnableLambda(lambda given: _report(given, held), name="checked")


def _report(given: Any, digest: Digest) -> CheckReport:
    said = given.text if isinstance(given, BaseMessage) else given
    if isinstance(said, str):
        pasted = read_pasted(str(said), digest)
        return check_answer(pasted.answer, pasted.citations, digest=digest)
    if not isinstance(said, Mapping) or "answer" not in said:
        got = sorted(said) if isinstance(said, Mapping) else type(said).__name__
        raise ValueError(f"checked: got {got}; wanted text, or a mapping with answer and citations")
    case = said.get("case") or {}
    facts = case if isinstance(case, Case) else validate(dict(case))
    return check_answer(
        said["answer"], said.get("citations") or {}, digest=digest, verdict=decide(facts) if facts.facts else None,
        question=said.get("question") or "", case=facts,
    )  # fmt: skip
