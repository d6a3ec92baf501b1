# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A browser without a window, for the tests of pages."""

import json
import shutil

from selenium import webdriver


def start():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    # It runs as root in containers, which its own sandbox refuses.
    for flag in ("headless=new", "no-sandbox", "disable-gpu",
                 "disable-dev-shm-usage", "window-size=1280,900"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs",
                           {"browser": "ALL", "performance": "ALL"})
    service = webdriver.chrome.service.Service(shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def open_page(browser, url):
    """Opens a page anew, and forgets what earlier ones did."""
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(url)


def prefer(browser, scheme):
    """Has pages think that the user likes them light or dark."""
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def requests(browser):
    """The addresses asked for since open_page, without their fragments."""
    events = [json.loads(entry["message"])["message"]
              for entry in browser.get_log("performance")]
    urls = [event["params"]["request"]["url"] for event in events
            if event["method"] == "Network.requestWillBeSent"]
    return {url.partition("#")[0] for url in urls if not url.startswith("data:")}
