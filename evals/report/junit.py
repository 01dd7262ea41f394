"""A run as JUnit XML, which CI systems read: a regression is a failure, a known fault or unscored case skipped."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from evals.outcome import Outcome
from evals.summary import Report, Tally

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def as_junit(report: Report) -> str:
    """The XML document, whole."""
    root = ElementTree.Element("testsuites", name="cd19 eval")
    for tally in report.tallies:
        _add_suite(root, tally, report)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_suite(root: ElementTree.Element, tally: Tally, report: Report) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=tally.name)
    cases = [_add_case(suite, one, report) for one in report.outcomes if one.suite == tally.name]
    measures = [one for one in report.broken if one.suite == tally.name and one.id in tally.figures]
    for change in measures:
        case = ElementTree.SubElement(suite, "testcase", classname=f"cd19.{tally.name}", name=change.id)
        ElementTree.SubElement(case, "failure", message=_xml(change.why))
    suite.set("tests", str(len(cases) + len(measures)))
    suite.set("failures", str(cases.count("failure") + len(measures)))
    suite.set("skipped", str(cases.count("skipped")))


def _add_case(suite: ElementTree.Element, one: Outcome, report: Report) -> str:
    """Adds a case; says what it was."""
    case = ElementTree.SubElement(suite, "testcase", classname=f"cd19.{one.suite}", name=_xml(one.id))
    change = report.change_of(one)
    if change is not None and change.kind == "broken":
        ElementTree.SubElement(case, "failure", message=_xml(change.why)).text = _xml(f"{one.asked}\n\n{one.answer}")
        return "failure"
    if one.state != "passed":
        said = "; ".join(one.faults or one.unscored)
        ElementTree.SubElement(case, "skipped", message=_xml(f"{one.state} as before: {said}"))
        return "skipped"
    return "passed"


def _xml(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
