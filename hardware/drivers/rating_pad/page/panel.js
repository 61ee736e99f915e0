"use strict";
// Shows the state the driver streams, sends one press per tap. Decides nothing: "thank you" comes with the state.
const BEAT_LOST_MS = 7000, SIGN_MS = 3000, RETRY_MS = 800, CONFIRM_MS = 6000;
const FACES = {
  5: ["#1b7f3b", "M26 58 Q50 88 74 58 Z"], 4: ["#3d7a1c", "M28 60 Q50 80 72 60"], 3: ["#7d6200", "M30 66 H70"],
  2: ["#a84b00", "M28 72 Q50 54 72 72"], 1: ["#b3201a", "M26 76 Q50 46 74 76 Z"],
};
const page = { state: null, version: null, endsAt: null, stars: null, reasons: new Set(), changing: false, pending: null, note: null };
const stage = document.getElementById("stage"), line = document.getElementById("line");

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
const both = ([zh, en], tag = "h1") => [make(tag, { textContent: zh }), make("p", { className: "en", lang: "en", textContent: en })];
const pair = ([zh, en]) => [zh, make("span", { className: "en", lang: "en", textContent: en })];
const levelOf = (stars) => page.state.levels.find((level) => level.stars === stars);

function face(stars) {
  const [colour, mouth] = FACES[stars];
  const filled = mouth.endsWith("Z");
  const holder = make("template", { innerHTML:
    `<svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46" fill="#fff" stroke="${colour}" stroke-width="7"/>
     <circle cx="34" cy="40" r="6.5" fill="${colour}"/><circle cx="66" cy="40" r="6.5" fill="${colour}"/>
     <path d="${mouth}" fill="${filled ? colour : "none"}" stroke="${colour}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>` });
  return holder.content;
}

// ---- drawing: one function per phase -------------------------------------------------------------------------------
function card() {
  const { staff_no, staff_post, pledge } = page.state;
  const parts = [make("div", { className: "card" }, make("p", { textContent: WORDS.badge[0] + " " + WORDS.badge[1] }),
    make("p", { className: "no", id: "no", textContent: staff_no }), make("p", { className: "post", textContent: staff_post }))];
  if (pledge) parts.push(make("p", { className: "pledge", textContent: pledge }));
  return parts;
}
const drawings = {
  idle: () => card(),
  serving: () => [...both(WORDS.serving), make("p", { className: "matter", textContent: page.state.matter }), ...card()],
  closed: () => both(WORDS.closed),
  asking: () => (page.stars === null ? levels() : reasons()),
  thanks: () => (page.changing ? drawings.asking() : thanks()),
};
function levels() {
  const buttons = page.state.levels.map((level) => make("button", { className: "level", disabled: page.pending !== null, onclick: () => choose(level) },
    face(level.stars), make("span", { className: "zh", textContent: level.name_zh }), make("span", { className: "en", lang: "en", textContent: level.name_en })));
  return [...both(WORDS.ask), make("p", { className: "matter", textContent: page.state.matter }), make("div", { className: "levels" }, ...buttons), foot()];
}
function reasons() {
  const buttons = page.state.reasons.map((reason) => make("button", { ariaPressed: String(page.reasons.has(reason)), disabled: page.pending !== null, onclick: () => toggle(reason) },
    reason, make("span", { className: "en", lang: "en", textContent: REASONS_IN_ENGLISH[reason] ?? "" })));
  const send = make("button", { className: "go", id: "send", disabled: page.reasons.size === 0 || page.pending !== null, onclick: () => press(page.stars, [...page.reasons]) }, ...pair(WORDS.send));
  const back = make("button", { disabled: page.pending !== null, onclick: () => { page.stars = null; page.reasons.clear(); draw(); } }, ...pair(WORDS.back));
  return [...both(WORDS.why), make("div", { className: "reasons" }, ...buttons), foot(), make("div", { className: "actions" }, back, send)];
}
function thanks() {
  const level = page.sent && page.sent.serving_id === page.state.serving_id ? levelOf(page.sent.stars) : null;
  const parts = both(WORDS.thanks);
  if (level) parts.push(make("div", { className: "chosen" }, face(level.stars), WORDS.chosen[0] + "：" + level.name_zh, make("span", { className: "en", lang: "en", textContent: level.name_en })));
  if (level && page.endsAt !== null) parts.push(make("button", { className: "change", onclick: () => { page.changing = true; draw(); } }, ...pair(WORDS.change)), foot());
  return parts;
}
function foot() {
  const words = page.pending ? WORDS.sending : page.note ?? (page.endsAt === null ? ["", ""] : WORDS.left(Math.max(0, Math.ceil((page.endsAt - performance.now()) / 1000))));
  return make("p", { className: "count", id: "count", textContent: words[0] + (words[1] ? "　" + words[1] : "") });
}
function draw() {
  const { state } = page;
  document.body.dataset.phase = state.phase;
  document.getElementById("counter").textContent = state.counter ? WORDS.counter(state.counter)[0] : "";
  const named = state.phase === "asking" || state.phase === "thanks";
  document.getElementById("post").textContent = named ? state.staff_post : "";
  document.getElementById("badge").textContent = named && state.staff_no ? WORDS.badge[0] + " " + state.staff_no : "";
  stage.replaceChildren(...drawings[state.phase]());
}

// ---- what happens --------------------------------------------------------------------------------------------------
function choose(level) {
  if (page.pending) return;
  page.note = null;
  if (!level.good && page.state.bad_needs_reason && page.state.reasons.length) { page.stars = level.stars; page.reasons.clear(); draw(); }
  else press(level.stars, []);
}
function toggle(reason) {
  if (!page.reasons.delete(reason)) page.reasons.add(reason);
  draw();
}
// randomUUID needs https; a tablet in a hall talks http
const mint = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function press(stars, chosen) {
  if (page.pending) return;
  const asked = { request_id: mint(), serving_id: page.state.serving_id, stars, reasons: chosen };
  page.pending = asked;
  draw();
  const verdict = await deliver(asked);
  if (page.pending !== asked) return;
  if (verdict === "accepted") { page.sent = asked; setTimeout(() => settle(asked, WORDS.unheard), CONFIRM_MS); }
  else settle(asked, verdict === "not_asked" ? WORDS.late : WORDS.unheard);
}
async function deliver(asked) {
  // the same request until it is answered: a lost answer costs nothing, because the driver knows the id
  while (page.pending === asked) {
    try {
      const answer = await fetch("/press", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) });
      return (await answer.json()).verdict;
    } catch { await new Promise((done) => setTimeout(done, RETRY_MS)); }
  }
  return null;
}
function settle(asked, note) {
  if (asked === null || page.pending !== asked) return;
  Object.assign(page, { pending: null, note });
  draw();
}
function take(state) {
  const before = page.state;
  const same = before && before.serving_id === state.serving_id && before.phase === state.phase;
  page.state = state;
  page.endsAt = state.seconds_left === null ? null : performance.now() + state.seconds_left * 1000;
  // the hall's thanks may come before the answer to our own press: it says that what was sent was taken
  if (state.phase === "thanks" && page.pending?.serving_id === state.serving_id) page.sent = page.pending;
  if (!same) Object.assign(page, { stars: null, changing: false, pending: null, note: null, reasons: new Set() });
  else if (state.notice_zh) settle(page.pending, [state.notice_zh, state.notice_en]);
  // a rating that was changed is answered with the same phase again
  else if (state.phase === "thanks" && page.pending) Object.assign(page, { stars: null, changing: false, pending: null, note: null });
  draw();
}

// ---- the line ------------------------------------------------------------------------------------------------------
let source = null, heardAt = performance.now();
function connect() {
  if (source) source.close();
  heardAt = performance.now();
  source = new EventSource("/states");
  const on = (name, act) => source.addEventListener(name, (event) => { heardAt = performance.now(); line.hidden = true; act(JSON.parse(event.data)); });
  on("hello", ({ version }) => { if (page.version && page.version !== version) location.reload(); page.version = version; });
  on("state", take);
  on("beat", () => {});
  source.onerror = () => lost();
}
function lost() {
  line.textContent = WORDS.lost.join("　");
  line.hidden = false;
}
setInterval(() => {
  // an EventSource does not notice a dead line, and one that was refused never tries again
  if (performance.now() - heardAt > BEAT_LOST_MS || source.readyState === EventSource.CLOSED) { lost(); connect(); }
}, 1000);
setInterval(() => { fetch("/alive", { method: "POST" }).catch(() => {}); }, SIGN_MS);
setInterval(() => {
  const count = document.getElementById("count");
  if (!count) return;
  count.replaceWith(foot());
  if (page.state.phase === "thanks" && page.endsAt !== null && performance.now() > page.endsAt && !page.pending) { page.endsAt = null; page.changing = false; draw(); }
}, 500);
connect();
