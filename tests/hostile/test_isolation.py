"""Nothing leaves the machine, and nothing is written but output, temporary files and matplotlib's own."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.hostile.conftest import Tried
from tests.hostile.isolation import HOME, ROOT, TEMPORARY, Recorded, isolated, python, why_not

BIN = Path(sys.executable).parent
OUTPUT = f"{HOME}/output"
MATPLOTLIB = (f"{HOME}/.config/matplotlib", f"{HOME}/.cache/matplotlib")
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
ANALYSE = "import analysis as sl; sl.analyze([sl.make_article('Rome thanked Oslo.')], method={!r})"
# onnxruntime with its telemetry on asks for its host between 3 and 5 s after it was loaded.
WAIT, LONG_WAIT = 6, 30


@pytest.fixture(autouse=True)
def _possible() -> None:
    if reason := why_not():
        pytest.skip(reason)


@pytest.fixture
def _in_long_form(is_long: bool) -> None:
    if not is_long:
        pytest.skip("in the long form only")


in_long_form = pytest.mark.usefixtures("_in_long_form")


def check(recorded: Recorded, *folders: str) -> None:
    """Check that a command went well, asked nothing of the network and wrote into these folders only."""
    assert recorded.code == 0, recorded.stdout + recorded.stderr
    assert (recorded.names, recorded.packets, recorded.dropped) == ([], [], 0)
    assert recorded.outside(*MATPLOTLIB, *folders) == []


def make(target: str, made: str) -> list[str]:
    """Return the command for a target of the Makefile, with the tools of this Python and one target made."""
    return ["make", target, f"BIN={BIN}", f"--old-file={made}"]


@pytest.mark.parametrize(
    ("code", "names", "packets", "files"),
    [
        ("import socket; socket.getaddrinfo('example.org', 443)", ["example.org"], [], []),
        ("import socket; socket.socket().connect_ex(('203.0.113.5', 443))", [], ["tcp 203.0.113.5:443"], []),
        (
            "import socket; socket.socket(10).connect_ex(('2001:db8::5', 443))",
            [],
            ["tcp 2001:db8::5:443"],
            [],
        ),
        (
            "import socket; socket.socket(2, 2).sendto(b'x', ('203.0.113.5', 9))",
            [],
            ["udp 203.0.113.5:9"],
            [],
        ),
        (
            "import socket; s = socket.create_server(('', 0)); socket.create_connection(s.getsockname())",
            [],
            [],
            [],
        ),
        ("open('/var/tmp/x', 'w')", [], [], ["/var/tmp/x"]),  # noqa: S108
        ("import pathlib; p = pathlib.Path('/var/tmp/x'); p.touch(); p.unlink()", [], [], ["/var/tmp"]),  # noqa: S108
        ("import os; os.unlink('README.md')", [], [], [str(ROOT / "README.md")]),
    ],
    ids=["name", "tcp", "tcp6", "udp", "loopback", "written", "written and removed", "removed"],
)
def test_the_recorder_records(
    code: str, names: list[str], packets: list[str], files: list[str], tried: Tried
) -> None:
    tried("isolated runs")
    recorded = isolated(python(code))
    assert (recorded.code, recorded.names, recorded.packets) == (0, names, packets)
    assert recorded.files == files
    assert (ROOT / "README.md").exists()


@in_long_form
def test_native_code_that_reports_to_its_maker_is_recorded(tried: Tried) -> None:
    # The reason for all this: if it no longer holds, so much the better, and the waits above mean nothing.
    tried("isolated runs")
    recorded = isolated(python(f"import onnxruntime, time; time.sleep({LONG_WAIT})"))
    assert recorded.names == ["mobile.events.data.microsoft.com"]
    assert recorded.packets
    assert f"{HOME}/.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid" in recorded.files


@pytest.mark.parametrize("method", ["lexicon", "neural"])
def test_analyze(method: str, is_long: bool, tried: Tried) -> None:
    tried("isolated runs")
    wait = LONG_WAIT if is_long else WAIT * (method == "neural")
    recorded = isolated(python(f"{ANALYSE.format(method)}; import time; time.sleep({wait})"))
    check(recorded)
    # The telemetry's library keeps its state here.
    assert f"{TEMPORARY}/.ses" not in recorded.files


def test_report(tried: Tried) -> None:
    tried("isolated runs")
    recorded = isolated([str(BIN / "sidelight"), "report", "corpus", "-o", OUTPUT])
    check(recorded, OUTPUT)
    assert [path for path in recorded.files if path.endswith("/report.html")]


@pytest.mark.parametrize(
    "words",
    [
        ["analyze", "corpus", "-o", OUTPUT],
        ["analyze", "corpus", "-o", OUTPUT, "--format", "parquet", "--method", "lexicon"],
        ["keywords", "corpus"],
        ["kwic", "talks", "corpus"],
        ["parties", "corpus"],
        ["evaluate", "mentions", "tests/gold"],
    ],
    ids=lambda words: words[0],
)
@in_long_form
def test_command(words: list[str], tried: Tried) -> None:
    tried("isolated runs")
    check(isolated([str(BIN / "sidelight"), *words]), OUTPUT)


@pytest.mark.parametrize("name", NOTEBOOKS)
@in_long_form
def test_notebook(name: str, tried: Tried) -> None:
    tried("isolated runs")
    run = isolated([str(BIN / "jupyter"), "execute", f"notebooks/{name}"])
    check(run, f"{HOME}/.ipython", f"{HOME}/.local/share/jupyter/runtime")


@in_long_form
def test_make_report(tried: Tried) -> None:
    tried("isolated runs")
    check(isolated(make("report", ".venv/.installed")), str(ROOT / "reports"))


@in_long_form
def test_tests(tried: Tried) -> None:
    tried("isolated runs")
    names = ("pipeline", "test_real_article.py", "keywords", "sentiment")
    run = isolated(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"tests/{n}" for n in names)]
    )
    check(run, f"{ROOT}/.hypothesis", f"{HOME}/.ipython")


LAB = """
import json, os, pathlib, socket, subprocess, sys, time
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

settings = pathlib.Path.home() / ".jupyter" / "jupyter_server_config.json"
settings.parent.mkdir()
server = {"allow_root": True, "open_browser": False, "port": 8899, "port_retries": 0}
settings.write_text(json.dumps({"ServerApp": server, "IdentityProvider": {"token": ""}}))
pathlib.Path(".venv").mkdir(exist_ok=True)
pathlib.Path(".venv/.installed").unlink(missing_ok=True)
for path in (pathlib.Path(sys.prefix) / "etc" / "jupyter").rglob("page_config.json"):
    path.unlink()
subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
for _ in range(300):
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 8899)) == 0:
            break
    time.sleep(0.2)
options = ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for argument in (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--user-data-dir=" + os.environ["TMPDIR"] + "/profile",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",  # what the browser itself would like to know
):
    options.add_argument(argument)
browser = Chrome(options=options, service=Service("/usr/bin/chromedriver"))
browser.get("http://localhost:8899/lab")
time.sleep(15)
shown = "return [...document.querySelectorAll('.jp-Dialog, .Toastify__toast')].map(e => e.innerText)"
asked = "return performance.getEntriesByType('resource').map(e => e.name)"
tabs = "return [...document.querySelectorAll('.lm-TabBar-tabLabel')].map(e => e.innerText)"
print(json.dumps([browser.execute_script(script) for script in (shown, asked, tabs)]))
browser.quit()
"""


@pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="no chromium with chromedriver on this machine",
)
@in_long_form
def test_jupyterlab_asks_no_question_and_for_nothing(tried: Tried) -> None:
    tried("isolated runs")
    recorded = isolated([*python(LAB), *make("lab", ".venv/.packages")])
    assert recorded.code == 0, recorded.stdout + recorded.stderr
    assert (recorded.names, recorded.packets, recorded.dropped) == ([], [], 0)
    shown, asked, tabs = json.loads(recorded.stdout)
    assert tabs, recorded.stderr  # it is there
    assert shown == []
    parts = ("/lab/api/news", "/lab/api/update", "/lab/api/extensions", "/lsp/")
    assert [url for url in asked if any(part in url for part in parts) or "//localhost:" not in url] == []
    # Nor does the server run npm, which looks for a newer version of itself.
    assert [path for path in recorded.files if path.startswith(f"{HOME}/.npm")] == []
