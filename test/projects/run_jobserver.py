# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Starts the job server, uses every route once and stops it.

usage: run_jobserver.py JOBSERVER
"""

import http.client
import http.server
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = None


class Callbacks(http.server.BaseHTTPRequestHandler):
    received = queue.Queue()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.received.put(self.rfile.read(length).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class JobServer(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server = subprocess.Popen(
            [PROGRAM, "--audit", self.folder / "audit"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.server.stdout.close)
        self.addCleanup(self.server.kill)
        self.port = int(self.server.stdout.readline())

    def request(self, method, path, body=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=30)
        connection.request(method, path, body)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def wait_for(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline, "timed out")
            time.sleep(0.02)

    def result_of(self, job, output):
        self.wait_for(lambda: self.request("GET", f"/jobs/{job}") == (200, output))

    def stop(self):
        self.server.stdin.close()
        self.assertEqual(self.server.wait(timeout=30), 0)

    def test_every_route(self):
        status, first = self.request("POST", "/jobs", "abc")
        self.assertEqual(status, 202)
        self.result_of(first.strip(), "cba")
        status, second = self.request("POST", "/jobs/urgent", "xyz")
        self.assertEqual(status, 202)
        self.result_of(second.strip(), "zyx")

        self.assertEqual(self.request("GET", "/jobs/999")[0], 404)
        self.assertEqual(self.request("GET", "/jobs"), (200, "1 cba\n2 zyx\n"))
        self.assertIn("accepted 2\n", self.request("GET", "/metrics")[1])

        export = self.folder / "export"
        self.assertEqual(self.request("POST", "/export", str(export))[0], 202)
        self.assertEqual(
            self.request("POST", "/backup", str(self.folder / "copy")),
            (200, "4\n"))
        self.stop()
        for name in ("export", "copy.1", "copy.2"):
            self.assertEqual((self.folder / name).read_text(), "1 cba\n2 zyx\n")
        self.assertIn("did job 1\n", (self.folder / "audit").read_text())

    def test_callback(self):
        listener = http.server.HTTPServer(("127.0.0.1", 0), Callbacks)
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        self.addCleanup(listener.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(listener.shutdown)
        target = f"127.0.0.1:{listener.server_port}/done"
        self.request("POST", f"/jobs?callback={target}", "abc")
        self.assertEqual(Callbacks.received.get(timeout=30), "cba")
        self.stop()


if __name__ == "__main__":
    PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
