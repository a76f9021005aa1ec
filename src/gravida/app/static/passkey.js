// Passkeys: a browser offers them to scripts only. The passphrase needs none of this.
//   a form with data-ask    asks the server, then the authenticator, and sends what both answered
// The secret that the authenticator computes (PRF) goes from here into the form and is kept nowhere.
"use strict";

(() => {
  const form = document.getElementById("passkey");
  if (!form || !window.PublicKeyCredential) return;
  form.hidden = false;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const say = (what) => {
    for (const line of form.querySelectorAll("[data-says]")) line.hidden = line.dataset.says !== what;
  };

  const make = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: options.excludeCredentials.map((known) => ({ ...known, id: bytes(known.id) })),
        extensions: { prf: {} },
      },
    });
    const prf = made.getClientExtensionResults().prf;
    return { made, enabled: Boolean(prf && prf.enabled) };
  };

  const use = async (options, only) => {
    const used = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(options.challenge),
        rpId: options.rpId,
        userVerification: options.userVerification,
        timeout: options.timeout,
        allowCredentials: only ? [{ type: "public-key", id: only.rawId }] : [],
        extensions: { prf: { eval: { first: bytes(options.prf) } } },
      },
    });
    const prf = used.getClientExtensionResults().prf;
    return { used, secret: prf && prf.results && prf.results.first };
  };

  const written = (credential, ...parts) =>
    JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: Object.fromEntries(
        parts.filter((part) => credential.response[part]).map((part) => [part, text(credential.response[part])]),
      ),
    });

  const go = async () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const answer = await fetch(form.dataset.ask, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) return say(answer.status === 429 ? "wait" : "refused");
    const options = await answer.json();
    let made = null;
    if (options.make) {
      const found = await make(options.make);
      if (!found.enabled) return say("cannot");
      made = found.made;
      form.elements.passkey_made.value = written(made, "clientDataJSON", "attestationObject");
    }
    const { used, secret } = await use(options.use, made);
    if (!secret) return say("cannot");
    form.elements.passkey_used.value = written(used, "clientDataJSON", "authenticatorData", "signature", "userHandle");
    form.elements.passkey_secret.value = text(secret);
    for (const box of form.querySelectorAll("input[type=password]")) box.value = "";
    return form.submit();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    go().catch((fault) => say(fault.name === "InvalidStateError" ? "known" : "not"));
  });
})();
