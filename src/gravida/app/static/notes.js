// Comfort only: every page works without this file. It keeps nothing in the browser.
//   Escape three times   leaves, like the button "Leave"
//   no use               what was typed is handed over to be kept, sealed; then the page locks
"use strict";

(() => {
  const page = document.body;
  const leave = document.getElementById("leave");
  const lock = document.getElementById("lock");

  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      if (event.key !== "Escape") presses = [];
      return;
    }
    presses = [...presses, event.timeStamp].filter((when) => event.timeStamp - when < 2000);
    if (presses.length === 3 && leave) leave.submit();
  });

  // A page that comes back from the browser's own memory after locking is asked for anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const limit = Number(page.dataset.idleSeconds) * 1000;
  if (!limit || !lock) return;
  const early = Math.min(15000, limit / 4);

  const holdsSecret = (form) => form.querySelector("input[type=password]") !== null;
  const changed = (box) =>
    box.type === "radio" || box.type === "checkbox"
      ? box.checked !== box.defaultChecked
      : box.value !== undefined && box.type !== "hidden" && box.tagName !== "SELECT" && box.value !== box.defaultValue;
  const typed = () =>
    [...document.querySelectorAll("main form")].find(
      (form) =>
        form.method === "post" && form.dataset.keep !== "no" && !holdsSecret(form) && [...form.elements].some(changed),
    );

  const tell = (form) => {
    const body = new URLSearchParams();
    if (form) {
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    } else {
      body.append("csrfmiddlewaretoken", lock.elements.csrfmiddlewaretoken.value);
    }
    body.append("kept_path", location.pathname);
    return fetch(page.dataset.keep, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  };

  let told = Date.now();
  let used = told;
  for (const name of ["keydown", "pointerdown", "scroll", "input"]) {
    document.addEventListener(name, () => { used = Date.now(); }, { passive: true });
  }

  const look = async () => {
    const now = Date.now();
    if (now - used >= limit - early) {
      clearInterval(watch);
      const form = typed();
      if (form) await tell(form).then((answer) => { if (answer.ok) lock.elements.kept.value = "yes"; }, () => {});
      lock.submit();
    } else if (used > told && now - told >= limit / 2) {
      // She reads or types: the server, which sees only requests, is told, and what she typed is kept.
      told = now;
      await tell(typed()).catch(() => {});
    }
  };
  const watch = setInterval(look, 1000);
})();
