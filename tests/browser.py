"""A real Chromium for tests, spoken to through the pipes of its own protocol; nothing to install.

See chromedevtools.github.io/devtools-protocol for the commands.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--remote-debugging-pipe", "--lang=en-US"),
)

PATIENCE = 60
"""Seconds after which a page is taken to hang."""


def chromium() -> str:
    """The path of a Chromium on this machine; nothing where there is none."""
    named = os.environ.get("COOPCLI_CHROMIUM", "")
    return named or next((found for name in NAMES if (found := shutil.which(name))), "")


class Page:
    """One page of a running browser."""

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read, self._rest = write, read, b""
        self._number, self._session = 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        attached = self.command("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.command(f"{domain}.enable")

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """Sends a command and gives its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session and not method.startswith("Browser."):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._read, 1 << 16)
            assert chunk, "the browser has gone"
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def open(self, url: str) -> None:
        """Opens a page and waits until it is whole."""
        self.command("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def reload(self) -> None:
        """Opens the page again, as a rater does the next day."""
        self.run("window.old = true")
        self.command("Page.reload")
        self.wait("!window.old && document.readyState === 'complete'")

    def run(self, code: str) -> Any:
        """The value of an expression in the page."""
        done = self.command(
            "Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def wait(self, code: str) -> None:
        """Waits until an expression is true."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(AssertionError):  # the page is on its way
                if self.run(code):
                    return
            assert time.monotonic() < end, code
            time.sleep(0.02)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Presses a key and lets it go."""
        code = {"Tab": 9, "Enter": 13, "ArrowDown": 40, "ArrowUp": 38, " ": 32}
        one = {"key": key, "modifiers": 8 * shift}
        one["windowsVirtualKeyCode"] = code.get(key, ord(key.upper()[0]))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        self.command("Input.dispatchKeyEvent", type="keyDown", text=text, **one)
        self.command("Input.dispatchKeyEvent", type="keyUp", **one)

    def type(self, text: str) -> None:
        """Types a text where the focus is."""
        self.command("Input.insertText", text=text)

    def choose_file(self, selector: str, path: Path) -> None:
        """Chooses a file in a field for files."""
        root = self.command("DOM.getDocument")["root"]["nodeId"]
        node = self.command("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.command("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def complaints(self) -> list[str]:
        """What the page logged, threw, or was kept from by its policy."""
        shown = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        return [json.dumps(one["params"]) for one in self.events if one.get("method") in shown]

    def requests(self) -> list[str]:
        """The addresses that the page asked for."""
        sent = [e for e in self.events if e.get("method") == "Network.requestWillBeSent"]
        return [one["params"]["request"]["url"] for one in sent]


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A page of a new browser that puts downloads into a folder."""
    (to_browser, write), (read, from_browser) = os.pipe(), os.pipe()
    folder.mkdir(exist_ok=True)
    profile = folder / "profile"

    def pipes() -> None:  # the browser reads from 3 and writes to 4
        first, second = os.dup(to_browser), os.dup(from_browser)
        os.dup2(first, 3)
        os.dup2(second, 4)

    process = subprocess.Popen(
        [chromium(), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        preexec_fn=pipes,
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        page = Page(write, read)
        page.command(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder.absolute())
        )
        yield page
        with suppress(AssertionError, OSError):
            page.command("Browser.close")
    finally:
        process.terminate()
        process.wait(30)
        os.close(write)
        os.close(read)
        shutil.rmtree(profile, ignore_errors=True)


def downloaded(folder: Path, pattern: str) -> Path:
    """The one file of a pattern that the browser put into a folder, once it is whole."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = [path for path in folder.glob(pattern) if path.suffix != ".crdownload"]
        if found and found[0].stat().st_size and not list(folder.glob("*.crdownload")):
            return found[0]
        time.sleep(0.02)
    raise AssertionError(f"no {pattern} in {sorted(folder.iterdir())}")
