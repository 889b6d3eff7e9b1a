// Two conveniences for pages that ask for them; everything works without. Load with `defer`.
// <form data-keep>: warn before leaving with text that was typed but not sent. <button data-print hidden>: print.
"use strict";
(() => {
  const changed = new Set();
  for (const form of document.querySelectorAll("form[data-keep]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
  addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
