// Asks the rig and tells the person what came of it. Knows nothing of what is on the page.

const said = document.querySelector("#said");
let silence = 0;

export async function look(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error((await answer.json()).error ?? answer.statusText);
  return answer.json();
}

/** Do something; the answer, or null when it was refused: then the person has read why. */
export async function wish(path, facts) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(facts),
    });
    const found = await answer.json();
    if (answer.ok) return found;
    say("no", found.error ?? "the rig did not understand");
  } catch {
    say("no", "仿真台没有应答 The rig does not answer");
  }
  return null;
}

export function say(kind, text) {
  said.dataset.kind = kind;
  said.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => delete said.dataset.kind, 5000);
}

/** Make an element: make("button", { class: "x", onclick: f }, "text", child…). */
export function make(tag, facts = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Swap a picture only when the new one is there: no flicker, no half pictures. */
export function swap(image, address) {
  const fresh = new Image();
  fresh.onload = () => (image.src = fresh.src);
  fresh.src = address;
}
