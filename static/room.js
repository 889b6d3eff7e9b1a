// Room mode: what is recorded waits in this page until the server has it, and the page says what is not saved yet.
// Each entry has a key of its own, so that sending it again counts once. Nothing is kept in the browser. Load with `defer`.
"use strict";
(() => {
  const room = document.querySelector("[data-room]");
  if (!room) return;
  const words = room.dataset;
  const board = room.querySelector("[data-room-board]");
  const said = room.querySelector("[data-room-said]");
  const list = room.querySelector("[data-room-waiting]");
  const count = room.querySelector("[data-room-count]");
  const PATIENCE = 20000; // milliseconds until an answer is given up and asked for again
  const PAUSES = [1000, 2000, 4000, 8000, 15000];
  const waiting = []; // entries in the order in which they were made
  let busy = false;
  let missed = 0;
  let timer = 0;
  let trouble = "";

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const draw = () => {
    board.hidden = false;
    const open = waiting.filter((entry) => !entry.refused);
    board.classList.toggle("wanting", waiting.length > 0);
    said.textContent = trouble || (open.length ? `${words.waiting}: ${open.length}` : waiting.length ? words.refused : words.allSaved);
    list.replaceChildren(...waiting.map(line));
  };

  const line = (entry) => {
    const item = document.createElement("li");
    const text = document.createElement("bdi");
    text.textContent = entry.label;
    item.append(text);
    if (entry.refused) {
      const why = document.createElement("b");
      why.textContent = ` ${words.refused}: ${entry.refused} `;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn small quiet";
      drop.textContent = words.drop;
      drop.addEventListener("click", () => {
        waiting.splice(waiting.indexOf(entry), 1);
        draw();
      });
      item.append(why, drop);
    }
    return item;
  };

  // After a new sign-in the old token no longer counts: read a fresh one from this page, if it is still the same person's.
  const freshToken = async () => {
    const page = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (!page.ok) return "";
    const found = new DOMParser().parseFromString(await page.text(), "text/html");
    if (found.querySelector("[data-room]")?.dataset.person !== words.person) return "";
    return found.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  };

  const later = (reason) => {
    trouble = reason;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSES[Math.min(missed, PAUSES.length - 1)]);
    missed += 1;
  };

  const post = (entry) =>
    fetch(entry.action, {
      method: "POST",
      body: entry.data,
      headers: { Accept: "application/json" },
      redirect: "manual", // a redirect leads to the sign-in page
      signal: AbortSignal.timeout(PATIENCE),
    });

  const settle = async (entry, answer) => {
    if (answer.status === 400 || answer.ok) {
      const told = await answer.json();
      if (told.refused) entry.refused = told.refused;
      else waiting.splice(waiting.indexOf(entry), 1);
      count.textContent = told.there;
      trouble = "";
      missed = 0;
      return true;
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      const token = await freshToken();
      if (token && token !== entry.data.get("csrfmiddlewaretoken")) {
        for (const one of waiting) one.data.set("csrfmiddlewaretoken", token);
        for (const field of room.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      }
      later(token ? words.trying : words.signedOut);
    } else later(words.trying);
    return false;
  };

  const send = async () => {
    if (busy) return;
    clearTimeout(timer);
    busy = true;
    try {
      for (let entry; (entry = waiting.find((one) => !one.refused)); draw()) {
        if (!(await settle(entry, await post(entry)))) break;
      }
    } catch {
      later(words.trying); // no connection, no answer, or one that cannot be read: the same entry is sent again
    }
    busy = false;
    draw();
  };

  const labelOf = (form, button) => {
    if (button?.dataset.tap) return button.dataset.tap;
    const parts = [];
    for (const name of ["seat", "point"]) {
      const field = form.elements[name];
      if (field?.value) parts.push(field.selectedOptions[0].textContent);
    }
    const stance = form.querySelector("input[type=radio]:checked");
    if (stance) parts.push(stance.labels[0]?.querySelector("b")?.textContent || stance.labels[0]?.textContent.trim() || "");
    if (form.elements.words?.value) parts.push(form.elements.words.value);
    return parts.join(" · ");
  };

  const press = (button) => {
    for (const one of button.parentElement.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
  };

  for (const form of room.querySelectorAll("form[data-room-form]")) {
    const needed = (form.dataset.roomNeeds || "").split(" ").filter(Boolean);
    for (const name of needed) for (const field of form.querySelectorAll(`[name="${name}"]`)) field.required = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return; // said beside the field; nothing typed is taken away
      const button = event.submitter;
      const data = new FormData(form);
      if (button?.name) data.set(button.name, button.value);
      data.set("key", newKey());
      waiting.push({ data, action: form.action, label: labelOf(form, button), refused: "" });
      if (button?.name === "tap") press(button);
      else {
        for (const name of ["words"]) if (form.elements[name]) form.elements[name].value = "";
        form.elements.words?.focus();
      }
      draw();
      send();
    });
  }
  // The seat of a row is chosen in the form it leads to; the page is not left, so that what waits is not lost.
  for (const link of room.querySelectorAll("[data-room-for]")) {
    link.addEventListener("click", (event) => {
      const form = room.querySelector(`form[data-room-form="${link.dataset.roomAt}"]`);
      if (!form) return;
      event.preventDefault();
      form.elements.seat.value = link.dataset.roomFor;
      form.scrollIntoView({ block: "center" });
      (form.elements.words || form.elements.seat).focus({ preventScroll: true });
    });
  }
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });
})();
