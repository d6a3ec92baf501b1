# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A language client that is just big enough to talk to clangd over stdio."""

import json
import pathlib
import queue
import subprocess
import threading


class Client:
    """One clangd. Leaving the `with` block shuts it down and checks its end."""

    TIMEOUT = 120

    def __init__(self, command, flags=None):
        self._process = subprocess.Popen(
            [str(part) for part in command] + ["--log=error", "--background-index=false"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._messages = queue.Queue()
        self._errors = []
        self._readers = [
            threading.Thread(target=reader, daemon=True)
            for reader in (self._read, self._read_errors)
        ]
        for reader in self._readers:
            reader.start()
        self._last_id = 0
        self._versions = {}
        options = {"fallbackFlags": flags} if flags else {}
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "initializationOptions": options,
                "capabilities": {
                    "textDocument": {
                        "publishDiagnostics": {
                            "relatedInformation": True,
                            "codeActionsInline": True,
                        },
                        "codeAction": {
                            "codeActionLiteralSupport": {
                                "codeActionKind": {"valueSet": ["quickfix"]}
                            }
                        },
                    }
                },
            },
        )
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, error, *_):
        if error:
            self._process.kill()
        else:
            self.request("shutdown", None)
            self.notify("exit", None)
        status = self._process.wait(self.TIMEOUT)
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            stream.close()
        if not error and status != 0:
            raise AssertionError(f"clangd ended with {status}:\n{self.errors()}")

    def errors(self):
        return "".join(self._errors)

    def _read(self):
        stream = self._process.stdout
        while True:
            length = None
            while (line := stream.readline().strip()):
                name, _, value = line.partition(b":")
                if name == b"Content-Length":
                    length = int(value)
            if length is None:
                self._messages.put(None)
                return
            self._messages.put(json.loads(stream.read(length)))

    def _read_errors(self):
        for line in self._process.stderr:
            self._errors.append(line.decode())

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _wait(self, wanted):
        while True:
            message = self._messages.get(timeout=self.TIMEOUT)
            if message is None:
                raise AssertionError(f"clangd is gone:\n{self.errors()}")
            if wanted(message):
                return message

    def request(self, method, params):
        self._last_id += 1
        number = self._last_id
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        return answer["result"]

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def show(self, path, text):
        """Opens the file, or changes its text, and returns its diagnostics."""
        uri = pathlib.Path(path).as_uri()
        version = self._versions.get(uri, 0) + 1
        self._versions[uri] = version
        document = {"uri": uri, "version": version}
        if version == 1:
            document.update(languageId="cpp", text=text)
            self.notify("textDocument/didOpen", {"textDocument": document})
        else:
            self.notify(
                "textDocument/didChange",
                {
                    "textDocument": document,
                    "contentChanges": [{"text": text}],
                    "wantDiagnostics": True,
                },
            )
        return self._wait(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
            and message["params"].get("version") == version
        )["params"]["diagnostics"]

    def fixes(self, path, diagnostic):
        """The quick fixes that are offered for a diagnostic."""
        return self.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": pathlib.Path(path).as_uri()},
                "range": diagnostic["range"],
                "context": {"diagnostics": [diagnostic], "only": ["quickfix"]},
            },
        )


def apply(text, edits):
    """The text after a list of TextEdits."""
    lines = text.splitlines(keepends=True)

    def offset(position):
        return sum(map(len, lines[: position["line"]])) + position["character"]

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        start, end = (offset(edit["range"][side]) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text
