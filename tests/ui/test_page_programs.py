"""The functions for programs, over Gradio's own client and MCP's: each answers as in the assistant's own process."""

from __future__ import annotations

import base64
import http.client
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import anyio
import httpx
import httpx2
import pytest
from browsing import served
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp.client import Client as ToolClient
from mcp.client.streamable_http import streamable_http_client
from test_page_door import PASSWORD, _line

from evals.bench.paging import Page
from ui.door.passwords import read_users
from ui.errors import InputError
from ui.exposed import described
from ui.programs import MAX_QUESTION_CHARS, NAMES, Programs

pytestmark = pytest.mark.enable_socket
QUESTION = "52-year-old woman, first relapse, 13% marrow blasts, CD19+, LP clean. Blinatumomab or CAR T cells?"
CALLS = {
    "ask": {"question": QUESTION},
    "case": {"note": "34M, CD19+, LP clean, MRD 0.5%"},
    "check": {
        "answer": "CAR T cells reach the CSF [1]. The CR rate was 99% [2].",
        "citations": {"1": ["table3.cns#car_t"], "2": ["table1.tower"]},
        "case": {"cns": "active"},
    },
    "decide": {"case": {"age": 34, "cd19": "positive", "cns": "active", "genetics": ["Ph-like"]}},
    "retrieve": {"question": "CRS after CAR T cells", "k": 4},
}
FAULTS = (
    ("ask", {"question": ""}, "ask: question: got nothing; wanted text, such as"),
    ("ask", {"question": 7}, "ask: question: got 7, which is a number; wanted text"),
    ("ask", {"question": "x" * (MAX_QUESTION_CHARS + 1)}, "got 8,001 characters; wanted at most 8,000. Shorten it."),
    ("ask", {"question": "x", "case": {"agee": 3}}, "case key 'agee': got 3; wanted one of the keys age, sex"),
    ("check", {"answer": "x", "citations": {"a": []}}, "citations: got the mark 'a'; wanted each mark's places"),
    ("check", {"answer": "x", "citations": {"1": "table3.cns"}}, "citations, mark 1: got 'table3.cns'; wanted"),
    ("decide", {"case": [1]}, "decide: case: got [1], which is a list; wanted an object of facts"),
    ("decide", {"case": {"cns": "maybe"}}, "decide: case key 'cns': got 'maybe'; wanted"),
    ("retrieve", {"question": "x", "k": 0}, "retrieve: k: got 0; wanted 1 to 100"),
    ("retrieve", {"question": "x", "k": "3"}, "retrieve: k: got '3'; wanted a whole number"),
    ("case", {"note": None}, "case: note: got None, which is null; wanted text"),
)


@pytest.fixture(scope="module")
def programs(assistant):
    return Programs(assistant)


@pytest.fixture(scope="module")
def site(assistant):
    with served(assistant, tools=True) as url:
        yield url


@pytest.fixture(scope="module")
def client(site):
    return Client(site, verbose=False, download_files=False)


def _timeless(record):
    """Without what is another at each run, and as JSON gives it back."""
    return json.loads(json.dumps({name: value for name, value in record.items() if name != "timings_ms"}))


def _use(url, work, headers=None):
    """What `work` makes of an initialized MCP client."""

    async def run():

        async with httpx2.AsyncClient(headers=headers, timeout=60) as http_client:
            transport = streamable_http_client(f"{url}/mcp", http_client=http_client)
            async with ToolClient(transport) as tools:
                return await work(tools)

    return anyio.run(run)


@contextmanager
def _raw(url):
    """Sends addresses just as they are written: no client tidies them up."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    yield connection
    connection.close()


class TestFunctions:
    @pytest.mark.parametrize(("name", "given", "told"), FAULTS)
    def test_what_cannot_be_used_is_told_with_what_was_wanted(self, programs, name, given, told):
        with pytest.raises(InputError) as caught:
            getattr(programs, name)(**given)
        assert told in str(caught.value)

    def test_conversations_of_one_person_are_not_anothers(self, programs):
        patient = "52-year-old woman, first relapse, CD19+, active CNS disease. Blinatumomab or CAR T cells?"
        programs.ask(patient, "ward-7", owner="anna")
        assert programs.ask("And if CD19 were negative?", "ward-7", owner="anna")["recommendation"] == "neither"
        assert not programs.ask("And if CD19 were negative?", "ward-7", owner="bert")["case"].get("age")

    def test_a_whole_patient_may_be_given(self, programs):
        given = programs.ask("Blinatumomab or CAR T cells?", case={"cd19": "negative"})
        assert (given["recommendation"], given["case"]) == ("neither", {"cd19": "negative"})


class TestGradioClient:
    @pytest.mark.parametrize("name", NAMES)
    def test_answers_as_the_assistant_itself(self, client, programs, name):
        over_http = client.predict(**CALLS[name], api_name=f"/{name}")
        assert _timeless(over_http) == _timeless(getattr(programs, name)(**CALLS[name]))

    @pytest.mark.parametrize(("name", "given", "told"), FAULTS)
    def test_faults_come_in_words(self, client, name, given, told):
        with pytest.raises(AppError) as caught:
            client.predict(**given, api_name=f"/{name}")
        assert told in str(caught.value)
        assert "Traceback" not in str(caught.value)

    def test_offers_the_functions_and_nothing_else(self, client):
        known = client.view_api(return_format="dict", print_info=False)
        assert sorted(known["named_endpoints"]) == [f"/{name}" for name in NAMES]
        assert not known["unnamed_endpoints"]

    def test_curl_suffices(self, site):
        asked = httpx.post(f"{site}/gradio_api/call/v2/decide", json={"case": {"cd19": "negative"}})
        told = httpx.get(f"{site}/gradio_api/call/v2/decide/{asked.json()['event_id']}").text
        event, data = told.strip().split("\n")[:2]
        assert event == "event: complete"
        assert json.loads(data.removeprefix("data: "))[0]["recommendation"] == "neither"


class TestTools:
    def test_are_listed_with_types_and_words(self, site):
        listed = {tool.name: tool for tool in _use(site, lambda tools: tools.list_tools()).tools}
        assert sorted(listed) == list(NAMES)
        ask = listed["ask"]
        assert ask.input_schema["required"] == ["question"]
        assert ask.input_schema["properties"]["question"]["type"] == "string"
        assert ask.input_schema["properties"]["thread"]["description"].startswith("Name of the conversation")
        assert set(ask.input_schema["properties"]) == {"question", "thread", "case"}
        assert ask.output_schema["type"] == "object"
        assert ask.description.startswith("A cited and checked answer")

    @pytest.mark.parametrize("name", NAMES)
    def test_answer_as_the_assistant_itself(self, site, programs, name):
        result = _use(site, lambda tools: tools.call_tool(name, CALLS[name]))
        assert not result.is_error
        assert _timeless(result.structured_content) == _timeless(getattr(programs, name)(**CALLS[name]))

    def test_faults_come_in_words(self, site):
        async def each(tools):
            return [(await tools.call_tool(name, given), told) for name, given, told in FAULTS]

        for result, told in _use(site, each):
            assert result.is_error
            assert told in result.content[0].text
            assert not result.content[0].text.startswith("Error executing")

    def test_what_lacks_is_told(self, site):
        result = _use(site, lambda tools: tools.call_tool("check", {"answer": "x"}))
        assert result.content[0].text.startswith("check: citations missing; wanted answer, citations, question, case.")

    @pytest.mark.parametrize(("header", "status"), [({"host": "evil.example"}, 400), ({"origin": "http://evil"}, 403)])
    def test_other_names_and_other_sites_are_refused(self, site, header, status):
        assert httpx.post(f"{site}/mcp", json={}, headers=header).status_code == status

    def test_are_not_there_unless_asked_for(self, scripted):
        with served(scripted()) as url:
            assert httpx.post(f"{url}/mcp", json={}).status_code == 404


@pytest.fixture(scope="module")
def guarded(assistant):
    """The page behind a password."""
    with served(assistant, tools=True, users=read_users(_line("anna"), "here")) as url:
        yield url


class TestPassword:
    def test_gradio_client_signs_in(self, guarded):
        client = Client(guarded, auth=("anna", PASSWORD), verbose=False, download_files=False)
        assert client.predict(case={"cd19": "negative"}, api_name="/decide")["recommendation"] == "neither"
        with pytest.raises(Exception, match="Could not login"):
            Client(guarded, auth=("anna", "wrong"), verbose=False)

    def test_tools_need_it_and_know_who_asks(self, guarded, programs):
        assert httpx.post(f"{guarded}/mcp", json={}).status_code == 401
        basic = base64.b64encode(f"anna:{PASSWORD}".encode()).decode()
        note = "52-year-old woman, CD19+, active CNS disease. Blinatumomab or CAR T cells?"

        async def ask(tools):
            return await tools.call_tool("ask", {"question": note, "thread": "tools-1"})

        assert not _use(guarded, ask, {"Authorization": f"Basic {basic}"}).is_error
        assert programs.ask("And if she were 70?", "tools-1", owner="anna")["case"].get("cns") == "active"
        assert not programs.ask("And if she were 70?", "tools-1")["case"].get("cns")


class TestFiles:
    @pytest.mark.parametrize(
        "path",
        [
            "/gradio_api/file=../../etc/passwd",
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/file=%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/gradio_api/../gradio_api/file=/etc/passwd",
            "/gradio_api//file=/etc/passwd",
            "/gradio_api/queue/join/../../file=/etc/passwd",
            "/static/../../../../../../etc/passwd",
            "/static/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
            "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/static/..\\..\\..\\etc\\passwd",
            "/assets/..%252f..%252f..%252fetc%252fpasswd",
            "/assets/%2fetc%2fpasswd",
            "/svelte//etc/passwd",
            "//etc/passwd",
            "/gradio_api/heartbeat/../file=/etc/passwd",
            "/gradio_api/call/ask/..%2f..%2ffile=%2fetc%2fpasswd",
        ],
    )
    def test_none_of_this_machine_can_be_had_however_the_address_is_written(self, site, path):
        with _raw(site) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            assert 400 <= answer.status < 500
            assert b"root:" not in answer.read()


class TestManyAtOnce:
    def test_twenty_people_on_the_page_each_see_their_own_patient(self, assistant):
        """Each in a session of the page's own, asking in the same moment."""
        ready = threading.Barrier(20)
        line = _line("x").partition(":")[2]
        everybody = read_users("\n".join(f"person{age}:{line}" for age in range(20, 40)), "here")

        def person(age):
            page = Page(site, (f"person{age}", PASSWORD))
            cns = "active CNS disease" if age % 2 else "spinal fluid clear"
            note = (
                f"{age}-year-old woman, first relapse, {age + 1}% marrow blasts, CD19+, {cns}. Blinatumomab or CAR T?"
            )
            ready.wait(timeout=60)
            seen = list(page.updates(note))
            page.close()
            return age, seen

        with served(assistant, users=everybody) as site, ThreadPoolExecutor(20) as people:
            seen = list(people.map(person, range(20, 40)))
        for age, updates in seen:
            shown = "".join(updates)
            assert json.loads(updates[-2])["success"]
            assert "cd19-actions" in shown
            told = {int(found) for found in re.findall(r"(\d\d)-year-old", shown)}
            assert told == {age}, f"the page of the {age}-year-old tells of {told}"

    def test_twenty_programs_each_get_their_own_patient(self, site):
        ready = threading.Barrier(20)

        def program(age):
            with httpx.Client(base_url=site, timeout=60) as http_client:
                ready.wait(timeout=60)
                note = {"question": f"{age}-year-old, CD19+, relapse. CAR T?", "thread": f"many-{age}"}
                event = http_client.post("/gradio_api/call/v2/ask", json=note).json()["event_id"]
                told = http_client.get(f"/gradio_api/call/v2/ask/{event}").text
            return age, json.loads(told.strip().split("data: ")[-1])[0]["case"]["age"]

        with ThreadPoolExecutor(20) as programs:
            assert all(age == told for age, told in programs.map(program, range(20, 40)))


def test_every_parameter_is_told_of():
    for name in NAMES:
        assert all(f"- {given}: " in described(getattr(Programs, name)) for given in CALLS[name])
