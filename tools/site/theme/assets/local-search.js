// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Browsers start no worker for a page on disk. The theme searches in one, so its
// script is run in a frame that behaves like a worker as far as it asks for.
if (location.protocol === "file:")
  window.Worker = class extends EventTarget {
    constructor(script) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = frame.contentWindow;
      this.inside.postMessage = data =>
        this.dispatchEvent(new MessageEvent("message", {data}));
      this.loaded = new Promise(done => {
        const element = frame.contentDocument.createElement("script");
        element.src = new URL(script, document.baseURI);
        element.onload = done;
        frame.contentDocument.body.append(element);
      });
    }

    postMessage(data) {
      this.loaded.then(() =>
        this.inside.dispatchEvent(new MessageEvent("message", {data})));
    }
  };
