// <form data-draft>: keep what is typed as a private draft on the server, some seconds after the last letter.
// The page has a button that does the same without this script. Nothing is ever kept in the browser. Load with `defer`.
"use strict";
(() => {
  const PAUSE = 4000; // milliseconds after the last letter
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const said = form.querySelector("[data-draft-said]");
    let timer = 0;
    let busy = false;
    let stopped = false;
    const leaving = new AbortController();

    const keep = async () => {
      if (stopped) return;
      if (busy) {
        timer = setTimeout(keep, PAUSE); // what was typed while the last answer is awaited is kept after it
        return;
      }
      busy = true;
      const words = new FormData(form);
      words.set("draft", "1");
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body: words,
          headers: { Accept: "application/json" },
          redirect: "manual", // a redirect leads to the sign-in page: nothing more is sent
          signal: leaving.signal,
        });
        if (answer.type === "opaqueredirect") {
          stopped = true;
          said.textContent = form.dataset.draftLost;
          return;
        }
        const told = await answer.json();
        said.textContent = told.said;
        if (answer.ok) form.elements.turn.value = told.turn;
        else stopped = true;
      } catch {
        if (!leaving.signal.aborted) said.textContent = form.dataset.draftLost;
      }
      busy = false;
    };

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      stopped = true;
      leaving.abort();
    });
  }
})();
