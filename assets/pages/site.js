"use strict";
// All that amoCRM is known to send, each with its shape. Nothing else is handed on.
const shapes = {
  code: /^[\w.-]{200,4096}$/,
  error: /^\w{1,64}$/,
  state: /^[0-9a-f]{64}$/,
  referer: /^[a-z0-9][a-z0-9-]{0,62}\.(amocrm\.ru|amocrm\.com|kommo\.com)$/,
  platform: /^\d{1,2}$/,
  client_id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

// One that is there twice or has another shape spoils them all: amoCRM did not send them.
function answerOf(search) {
  const sent = new URLSearchParams(search);
  const answer = new URLSearchParams();
  for (const [name, shape] of Object.entries(shapes)) {
    const [value, second] = sent.getAll(name);
    if (value === undefined) continue;
    if (second !== undefined || !shape.test(value)) return null;
    answer.set(name, value);
  }
  return answer.has("code") || answer.has("error") ? answer : null;
}

const one = (id) => document.getElementById(id);
const here = location.href.split(/[?#]/)[0];
const search = location.search;
history.replaceState(null, "", here);

const preferred = navigator.languages.map((language) => language.slice(0, 2));
document.documentElement.lang = preferred.find((language) => ["ru", "uk", "en"].includes(language)) ?? "en";

const answer = answerOf(search);
one("plain").hidden = true;
one(!search ? "ready" : !answer ? "garbled" : answer.has("error") ? "denied" : "granted").hidden = false;

if (answer) {
  one("address").value = `${here}?${answer}`;
  // The links are written to lead to this computer; only their query is set.
  for (const link of document.links) link.search = answer;
}

// Whether something listens there cannot be asked from here. So a tab of its own finds out, and this one stays.
one("granted").querySelector("a").addEventListener("click", () => {
  one("elsewhere").hidden = true;
  one("handed").hidden = false;
});

one("copy").addEventListener("click", async () => {
  one("address").select();
  let copied;
  try {
    await navigator.clipboard.writeText(one("address").value);
    copied = true;
  } catch {
    copied = document.execCommand("copy");
  }
  one("copied").hidden = !copied;
});
