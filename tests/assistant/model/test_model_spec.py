"""Which model is meant, within which bounds, and no secret in any of it."""

from __future__ import annotations

import pytest

from assistant.model.errors import PromptError, SettingError, SpecError
from assistant.model.masks import MASK, masked, without_credentials
from assistant.model.prompts import load_prompts
from assistant.model.spec import parse_spec
from assistant.settings import Settings, model_settings

LOCAL = "http://127.0.0.1:8080/v1"


class TestSpec:
    @pytest.mark.parametrize("spec", ["none", "", " none "])
    def test_none_is_the_built_in_engine(self, spec):
        assert parse_spec(spec) is None

    @pytest.mark.parametrize(
        ("spec", "base_url", "provider", "name"),
        [
            ("openai:gpt-x", "", "openai", "gpt-x"),
            ("anthropic:claude-x", "", "anthropic", "claude-x"),
            ("google_genai:models/g", "", "google_genai", "models/g"),
            ("smol", LOCAL, "openai", "smol"),
            ("qwen3:8b", LOCAL, "openai", "qwen3:8b"),
            ("openai:org/name:tag", LOCAL, "openai", "org/name:tag"),
        ],
        ids=["provider", "another", "slash", "bare with URL", "name with a colon", "both"],
    )
    def test_is_read(self, spec, base_url, provider, name):
        found = parse_spec(spec, base_url)
        assert (found.provider, found.name, found.base_url) == (provider, name, base_url)
        assert found.label == f"{provider}:{name}"

    @pytest.mark.parametrize("spec", ["gpt-x", ":x", "openai:", "Open AI:x", "openai:a b", "openai:a\nb"])
    def test_a_bad_one_lists_what_is_wanted(self, spec):
        with pytest.raises(SpecError, match=r"wanted \"none\", \"provider:name\""):
            parse_spec(spec)

    @pytest.mark.parametrize("url", ["localhost:8080", "ftp://x/v1", "http://", "http://x:port/v1", "file:///etc"])
    def test_a_bad_address_is_told(self, url):
        with pytest.raises(SpecError, match=r"--base-url: got .* wanted an address such as"):
            parse_spec("smol", url)

    def test_an_address_without_a_model_is_told(self):
        with pytest.raises(SpecError, match="no model is named"):
            parse_spec("none", LOCAL)


class TestSettings:
    def test_come_from_the_environment(self, monkeypatch):
        monkeypatch.setenv("CD19_MODEL", "openai:a")
        monkeypatch.setenv("CD19_MODEL_TIMEOUT_S", "5")
        assert (Settings().model.spec, Settings().model.timeout_s) == ("openai:a", 5.0)

    def test_what_is_given_goes_before(self, monkeypatch):
        monkeypatch.setenv("CD19_MODEL", "openai:a")
        assert model_settings(spec="openai:b").spec == "openai:b"

    def test_none_by_default(self, monkeypatch):
        monkeypatch.delenv("CD19_MODEL", raising=False)
        assert Settings().model.spec == "none"

    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("CD19_MODEL_TIMEOUT_S", "0"), ("CD19_MODEL_TIMEOUT_S", "soon"), ("CD19_MODEL_MAX_TOKENS", "15"),
            ("CD19_MODEL_TEMPERATURE", "2.1"), ("CD19_MODEL_MAX_RETRIES", "6"),
            ("CD19_MODEL_MAX_CONTEXT_CHARS", "1499"),
        ],
    )  # fmt: skip
    def test_a_number_out_of_bounds_is_told_with_its_variable(self, monkeypatch, variable, value):
        monkeypatch.setenv(variable, value)
        with pytest.raises(SettingError, match=f"{variable}: got '{value}'; wanted"):
            model_settings()


class TestMasks:
    ENVIRONMENT = {"OPENAI_API_KEY": "qqqq-1234-zzzz", "MY_TOKEN": "none", "PATH": "/usr/bin"}  # noqa: RUF012

    @pytest.mark.parametrize(
        "text",
        [
            "401: key qqqq-1234-zzzz is wrong",
            "Authorization: Bearer abcdef123456",
            "http://user:hunter22@host/v1",
            "http://host/v1?api_key=hunter22",
            "Incorrect API key provided: sk-hunter22abcdef",
            '{"api_key": "hunter22"}',
        ],
    )
    def test_a_secret_is_masked(self, text):
        said = masked(text, self.ENVIRONMENT)
        assert MASK in said
        assert not any(secret in said for secret in ("qqqq-1234", "hunter22", "abcdef123456"))

    @pytest.mark.parametrize("text", ["none of it", "/usr/bin", "the key passage is [3]", "tokens: 12"])
    def test_other_words_stay(self, text):
        assert masked(text, self.ENVIRONMENT) == text

    def test_an_address_loses_its_credentials_and_query(self):
        assert without_credentials("https://u:p@host:8080/v1?key=x#y") == "https://host:8080/v1"

    def test_a_label_is_masked(self, monkeypatch):
        monkeypatch.setenv("OPENAI_API_KEY", "qqqq-1234-zzzz")
        assert parse_spec("openai:qqqq-1234-zzzz").label == f"openai:{MASK}"


class TestPrompts:
    def test_the_shipped_ones_are_whole(self):
        assert len(load_prompts().hash) == 64

    @pytest.fixture
    def folder(self, tmp_path):
        found = load_prompts()
        for name in ("system", "answer", "verdict", "repair"):
            (tmp_path / f"{name}.md").write_text(getattr(found, name), encoding="utf-8")
        return tmp_path

    def test_the_hash_tells_versions_apart(self, folder):
        (folder / "system.md").write_text("Other words.", encoding="utf-8")
        assert load_prompts(folder).hash != load_prompts().hash

    @pytest.mark.parametrize("text", ["{passages} {question}", "{passages} {verdict} {question} {more}", "{passages"])
    def test_wrong_variables_are_told_with_their_file(self, folder, text):
        (folder / "answer.md").write_text(text, encoding="utf-8")
        with pytest.raises(PromptError, match=r"answer\.md: got the variables .* wanted"):
            load_prompts(folder)
