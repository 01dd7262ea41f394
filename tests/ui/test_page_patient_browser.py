"""The patient in a real browser: corrected in place, confirmed, supposed, asked after; by mouse, by keys, narrow."""

from __future__ import annotations

import pytest
from browsing import ask, barriers, finished, outside

pytestmark = pytest.mark.enable_socket

FOCUSED = "document.activeElement.id"


@pytest.fixture
def page(page, request):
    """The page with one patient answered."""
    ask(page, getattr(request, "param", "Which therapy?"))
    finished(page)
    return page


def focused(page, own: str) -> None:
    page.wait_for_function(f"{FOCUSED} === '{own}'")


def test_correction_weighs_again_in_the_panel_and_asks_nothing(page, stage):
    asked = len(stage[0].asked)
    page.focus("#cd19-set-cd19-1")
    top = page.locator("#cd19-set-cd19-1").bounding_box()["y"]
    page.select_option("#cd19-set-cd19-1", "negative")
    page.wait_for_selector(".cd19-told >> text=now: Neither therapy, because CD19-negative leukemia")
    focused(page, "cd19-set-cd19-1")
    assert abs(page.locator("#cd19-set-cd19-1").bounding_box()["y"] - top) < 3, "the control moved under the hand"
    assert page.inner_text("#cd19-panel .cd19-badge >> nth=0") == "Neither therapy"
    page.wait_for_selector("#cd19-chat .cd19-earlier")
    assert page.locator("#cd19-chat .user-row").count() == 1
    assert len(stage[0].asked) == asked
    assert stage[0].corrected[-1][1].get("cd19") == "negative"
    page.click("#cd19-undo-1")
    page.wait_for_selector("#cd19-chat .cd19-earlier", state="detached")
    assert page.input_value("#cd19-set-cd19-1") == "positive"
    assert page.inner_text("#cd19-panel .cd19-badge >> nth=0") == "CAR T cells"


def test_answer_is_written_for_the_corrected_patient_on_demand(page, stage):
    page.fill("#cd19-set-age-1", "41")
    page.keyboard.press("Enter")
    page.click("text=Write the answer for this patient")
    finished(page, 2)
    assert "Corrected: Age: 41 years (was 34 years)." in page.inner_text("#cd19-chat")
    assert stage[0].asked[-1][1].get("age") == 41
    assert page.locator("#cd19-chat .cd19-earlier").count() == 0
    assert page.input_value("#cd19-set-age-2") == "41"


def test_unsure_fact_is_confirmed(page, stage):
    page.click("#cd19-confirm-cns-1")
    page.wait_for_selector(".cd19-unsure", state="detached")
    assert page.locator("#cd19-chat .cd19-earlier").count() == 0
    assert stage[0].corrected[-1][1].get("cns") == "history"


def test_what_if_shows_the_other_outcome_and_goes_back(page, stage):
    asked, told = len(stage[0].asked), len(stage[0].corrected)
    button = page.locator(".cd19-suppose", has_text="If CD19 were negative")
    button.click()
    page.wait_for_selector(".cd19-outcome >> text=Neither therapy, because")
    focused(page, button.get_attribute("id"))
    assert page.inner_text("#cd19-chat .cd19-badge") == "CAR T cells"
    button.click()
    page.wait_for_selector(".cd19-outcome", state="detached")
    assert (len(stage[0].asked), len(stage[0].corrected)) == (asked, told)


def test_missing_fact_is_a_question_that_opens_its_control_by_keys_alone(page, stage):
    page.focus("#cd19-ask-gvhd-1")
    page.keyboard.press("Enter")
    focused(page, "cd19-set-gvhd-1")
    page.keyboard.press("a")  # a select takes the first letter of a value: active
    page.wait_for_selector(".cd19-told")
    focused(page, "cd19-set-gvhd-1")
    assert stage[0].corrected[-1][1].get("gvhd") == "active"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) != "cd19-set-gvhd-1"


def test_fact_is_added_and_findings_are_ticked_by_keys(page, stage):
    page.focus("#cd19-add-1-line")
    page.keyboard.press("Enter")
    page.focus("#cd19-open-genetics-1")
    page.keyboard.press("Enter")
    focused(page, "cd19-item-genetics-0-1")
    page.keyboard.press("Space")
    page.wait_for_selector(".cd19-told")
    focused(page, "cd19-item-genetics-0-1")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_selector(".cd19-told >> text=KMT2A-rearranged, Ph-positive")
    focused(page, "cd19-item-genetics-1-1")
    assert stage[0].corrected[-1][1].get("genetics") == ("KMT2A-rearranged", "Ph-positive")


def test_value_that_cannot_be_is_told_at_its_field(page):
    page.fill("#cd19-set-age-1", "340")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert] >> text=0 to 120")
    assert page.input_value("#cd19-set-age-1") == "340"
    assert page.get_attribute("#cd19-set-age-1", "aria-invalid") == "true"


def test_verdict_stays_in_view_while_the_panel_is_read(page):
    page.evaluate("document.querySelector('#cd19-evidence').scrollTop = 900")
    box = page.locator("#cd19-panel .cd19-head .cd19-badge").bounding_box()
    frame = page.locator("#cd19-evidence").bounding_box()
    assert frame["y"] <= box["y"] < frame["y"] + 60


@pytest.mark.parametrize("page", ["MRN 00123456, CNS disease. Which therapy?"], indirect=True)
def test_identifiers_are_flagged_and_struck_out(page):
    page.click("#cd19-strike-1")
    page.wait_for_function(
        "document.querySelector('#cd19-box textarea').value.startsWith('[record number]') || "
        "document.querySelector('#cd19-box textarea').value.startsWith('MRN [record')"
    )
    page.wait_for_selector("#cd19-chat .cd19-said >> text=MRN [record number]")
    assert "00123456" not in page.inner_text("body")
    assert outside(page) == []


def test_narrow_page_fits_and_corrects(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.select_option("#cd19-set-cns-1", "active")
    page.wait_for_selector(".cd19-told")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sides = [page.locator(".cd19-side").nth(side).bounding_box() for side in (0, 1)]
    assert sides[0]["x"] == sides[1]["x"]
    assert sides[1]["y"] >= sides[0]["y"] + sides[0]["height"]


@pytest.mark.parametrize("page", ["MRN 00123456. Which therapy?"], indirect=True)
def test_no_serious_finding_of_axe(page):
    page.locator(".cd19-suppose").first.click()
    page.wait_for_selector(".cd19-outcome")
    page.click("#cd19-waiting-1-line")
    page.fill("#cd19-set-age-1", "340")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.select_option("#cd19-set-cd19-1", "negative")
    page.wait_for_selector(".cd19-told")
    assert barriers(page) == []
