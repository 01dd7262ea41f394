"""`cd19 corpus import`, `list`, `remove`, and --corpus with what was imported: the words a user reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app

SPECIMENS = Path(__file__).parents[2] / "corpus" / "importing" / "specimens"


@pytest.fixture
def cd19_corpus(tmp_path):
    """Runs `cd19 corpus ...` over a data folder of its own; an error is raised as it is."""

    def run(*arguments):
        done = CliRunner().invoke(app, ["corpus", *map(str, arguments), "--data-dir", str(tmp_path)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    return run


@pytest.fixture
def review_copy(digest, tmp_path):
    """A copy of the review in the digest's words, the abstract twice as a stranger would not be."""
    path = tmp_path / "mine.md"
    prose = [place for place in digest.places if place.kind in ("paragraph", "vignette")]
    path.write_text(
        "\n\n".join(" ".join(p.text for p in digest.at(place.locator)) for place in prose) + "\n\nTea at 4.\n"
    )
    return path


class TestOtherDocument:
    def test_is_told_apart_from_the_review_by_name(self, cd19_corpus):
        said = cd19_corpus("import", SPECIMENS / "pathway.md")
        assert "Another document, not the review: Referral pathway of Ward 9 (9 places)." in said
        assert "Its name is 'referral-pathway-of-ward-9'." in said

    def test_list_names_it_and_remove_takes_it_away(self, cd19_corpus):
        cd19_corpus("import", SPECIMENS / "audit.xml", "--name", "audit")
        assert [(row["name"], row["places"]) for row in json.loads(cd19_corpus("list", "--json"))] == [("audit", 26)]
        assert cd19_corpus("list").startswith("audit    26 places  Leukapheresis through small veins")
        assert cd19_corpus("remove", "audit").startswith("Removed 'audit'")
        assert cd19_corpus("list").startswith(
            "Nothing imported. Your own copy of the review, or another document: cd19"
        )

    def test_removal_takes_the_indexes_along_and_no_other(self, cd19_corpus, tmp_path):
        for name in ("sources", "source-abc", "digest", "full-abc"):
            (tmp_path / "index" / name).mkdir(parents=True)
        cd19_corpus("import", SPECIMENS / "audit.xml", "--name", "audit")
        cd19_corpus("remove", "audit")
        assert sorted(path.name for path in (tmp_path / "index").iterdir()) == ["digest", "full-abc"]

    def test_a_name_that_is_a_path_stays_in_the_folder(self, cd19_corpus, tmp_path):
        record = json.loads(cd19_corpus("import", SPECIMENS / "pathway.md", "--name", "../../x", "--json"))
        assert Path(record["file"]) == tmp_path / "corpus" / "sources" / "x.json"

    def test_importing_it_again_is_told(self, cd19_corpus):
        assert "in place of" not in cd19_corpus("import", SPECIMENS / "pathway.md")
        assert "in place of the one imported before" in cd19_corpus("import", SPECIMENS / "pathway.md")

    def test_another_under_its_name_is_refused(self, cd19_corpus):
        cd19_corpus("import", SPECIMENS / "pathway.md", "--name", "ward")
        with pytest.raises(Exception, match=r"'ward', which another document has .* Give another with --name"):
            cd19_corpus("import", SPECIMENS / "leaflet.txt", "--name", "ward")

    def test_unknown_name_to_remove(self, cd19_corpus):
        with pytest.raises(Exception, match=r"remove: got '\.\./x'; wanted a name that `cd19 corpus list` gives"):
            cd19_corpus("remove", "../x")


class TestReview:
    def test_says_what_was_found_what_is_missing_and_what_was_left_out(self, cd19_corpus, review_copy):
        said = cd19_corpus("import", review_copy)
        assert "Your copy of the review: " in said
        assert "  not found: table2.fhcrc\n" in said
        assert "(it is like no place of the review): Tea at 4. ..." in said
        assert "Use it with --corpus full." in said

    def test_export_prints_the_copy(self, cd19_corpus, review_copy, digest):
        cd19_corpus("import", review_copy)
        record = json.loads(cd19_corpus("export", "--jsonl", "--corpus", "full", "--place", "patient2.4#3"))
        assert record["text"] == digest.at("patient2.4#3")[0].text
        assert "patient2.4#3" in record["locators"]

    def test_without_one_the_command_that_imports_it_is_named(self, cd19_corpus):
        with pytest.raises(Exception, match=r"got no copy of the review .* cd19 corpus import PATH"):
            cd19_corpus("export", "--corpus", "full")


class TestPath:
    def test_a_file_is_read_without_being_kept(self, cd19_corpus, review_copy):
        record = json.loads(cd19_corpus("export", "--jsonl", "--corpus", review_copy, "--place", "conclusion.1#1"))
        assert record["id"] == "conclusion.1#1"
        assert cd19_corpus("list").startswith("Nothing imported")

    def test_no_such_file(self, cd19_corpus):
        with pytest.raises(Exception, match="wanted digest, full, or the path of a file; there is no such file"):
            cd19_corpus("export", "--corpus", "nothing.txt")
