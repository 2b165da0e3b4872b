"""Kernels: forked or started as usual they give the same, are private, and are gone when the build is."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.scratch import write_notebook
from wicreport.briefing import execution, forks, kernels
from wicreport.briefing.execution import execute_chapters
from wicreport.errors import BuildError

OPTIONS = (
    "import json\nimport os\nimport warnings\nimport matplotlib\nimport pandas as pd\n"
    "wide = pd.DataFrame({f'column {n}': ['a long text'] for n in range(12)})",
    "wide",
    "import sys\nprint(os.environ.get('PYTHONHASHSEED'), os.environ.get('MPLBACKEND'), sys.flags.hash_randomization)",
    "print({name: str(value) for name, value in sorted(matplotlib.rcParams.items())})",
    "print(pd.describe_option('display', _print_desc=False).lower())",  # the encoding is written UTF-8 or utf-8
    "print(hash('a text'), list({'one', 'two', 'three'}))",
    "print(sorted(str(item[:3]) for item in warnings.filters))",
)


def outputs_of(path: Path) -> list[str]:
    (chapter,) = execute_chapters([path], {}, jobs=1)
    cells = [cell.get("outputs", ()) for cell in chapter.notebook.cells]
    return [output.get("text") or output["data"]["text/plain"] for outputs in cells for output in outputs]


def test_a_forked_kernel_gives_what_one_started_as_usual_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", *OPTIONS)
    assert forks.can_fork()
    forked = outputs_of(path)
    monkeypatch.setattr(kernels, "can_fork", lambda: False)
    usual = outputs_of(path)
    assert forked == usual
    assert "0 module://matplotlib_inline.backend_inline" in forked[1]


def test_what_is_printed_stands_below_its_own_cell(tmp_path: Path) -> None:
    aside = "import threading\naside = threading.Thread(target=print, args=('four',))\naside.start()\naside.join()"
    printing = ("print('one')\nprint('two', end='')", "1 + 2", "import sys\nsys.stderr.write('three\\n')\nNone", aside)
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", *printing)
    (chapter,) = execute_chapters([path], {}, jobs=1)
    outputs = [cell.get("outputs", ()) for cell in chapter.notebook.cells if cell.source in printing]
    told = [[output.get("text") or output["data"]["text/plain"] for output in cell] for cell in outputs]
    assert told == [["one\ntwo"], ["3"], ["three\n"], ["four\n"]]


def test_a_clock_that_jumps_ahead_gives_no_kernel_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = count(0, 86_400)
    monkeypatch.setattr("jupyter_client.client.time", SimpleNamespace(time=lambda: next(days)))
    monkeypatch.setattr(execution, "_BEGIN", f"__import__('time').sleep(2) or {execution._BEGIN}")  # it takes a while
    assert outputs_of(write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "1 + 1")) == ["2"]


def test_a_kernel_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def wait(client: object, question: str) -> bool:
        await asyncio.sleep(100)
        return False

    monkeypatch.setattr(kernels.PromptKernelClient, "_is_heard", wait)
    monkeypatch.setattr(execution, "START_SECONDS", 1)
    with pytest.raises(BuildError, match=r"01_a\.ipynb: the kernel did not answer within 1 seconds"):
        outputs_of(write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "1 + 1"))


def test_a_kernel_says_nothing_on_the_terminal(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "1 + 1")
    code = (
        "from pathlib import Path; from wicreport.briefing.execution import execute_chapters;"
        f"execute_chapters([Path({str(path)!r})], {{}}, jobs=1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_sockets_of_a_kernel_are_in_a_folder_of_this_user_alone(tmp_path: Path) -> None:
    look = (
        "import os\nfrom ipykernel.kernelapp import IPKernelApp\n"
        "app = IPKernelApp.instance()\nprint(app.transport, app.ip)\n"
        "print(oct(os.stat(app.connection_file).st_mode & 0o777))\n"
        "print(oct(os.stat(os.path.dirname(app.ip)).st_mode & 0o777))"
    )
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", look)
    said = "".join(outputs_of(path)).split()
    assert said[0] == "ipc"
    assert said[-2:] == ["0o600", "0o700"]
    assert not Path(said[1]).parent.exists()
    assert stat.S_ISDIR(tmp_path.stat().st_mode)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
def test_a_build_that_is_killed_leaves_no_kernel(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    wait = f"import os, time\nopen({str(note)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')\ntime.sleep(60)"
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", wait)
    code = (
        "from pathlib import Path; from wicreport.briefing.execution import execute_chapters;"
        f"execute_chapters([Path({str(path)!r})], {{}}, jobs=1)"
    )
    build = subprocess.Popen([sys.executable, "-c", code])
    end = time.monotonic() + 60
    while not (note.exists() and len(note.read_text(encoding="utf-8").split()) == 2) and time.monotonic() < end:
        time.sleep(0.1)
    pids = [int(pid) for pid in note.read_text(encoding="utf-8").split()]
    build.send_signal(signal.SIGKILL)
    build.wait()
    end = time.monotonic() + 30
    while any(map(is_alive, pids)) and time.monotonic() < end:
        time.sleep(0.1)
    assert [pid for pid in pids if is_alive(pid)] == []
