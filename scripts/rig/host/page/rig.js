// The page of the rig: built once from /api/hall, kept true by /api/state. Recovers by itself when the rig returns.
import { faultList } from "./faults.js";
import { kioskCard } from "./kiosks.js";
import { look, make, say, wish } from "./wire.js";
import { windowCard } from "./windows.js";

const BEAT_MS = 400;
const RETRY_MS = 1500;
const at = (id) => document.getElementById(id);

function links(hall) {
  const link = (path, text) => make("a", { href: `${hall.console_url}${path}`, target: "_blank", rel: "noopener" }, text);
  at("links").replaceChildren(
    link("/login", "登录 console"),
    link("/window", "窗口 clerk"),
    link("/wall", "监控墙 wall"),
    link("/board/HALL", "大厅屏 board"),
  );
}

function clock() {
  const move = async (text) => {
    const moved = await wish("/api/clock", { wish: text });
    if (moved) say("yes", `时钟 ${moved.now.replace("T", " ")}`);
  };
  for (const button of document.querySelectorAll("[data-wish]")) button.onclick = () => move(button.dataset.wish);
  at("clock").onsubmit = (event) => {
    event.preventDefault();
    if (at("moment").value.trim()) move(at("moment").value.trim());
  };
}

function programs(state) {
  const rows = Object.entries(state.programs).map(([name, facts]) => {
    const stop = () => wish("/api/break", { name, fault: "stop", about: ["8"] });
    const kill = () => wish("/api/break", { name, fault: "kill" });
    const note = facts.pid === null ? "停 down" : `pid ${facts.pid}${facts.restarts ? ` · ↻${facts.restarts}` : ""}`;
    const own = name === "rig";
    return make(
      "div",
      { class: "card", "data-down": facts.pid === null },
      make("b", {}, name),
      make("span", { class: "quiet" }, note),
      make("button", { type: "button", onclick: stop, disabled: own }, "停 8 s"),
      make("button", { type: "button", onclick: kill, disabled: own }, "kill"),
    );
  });
  at("programs").replaceChildren(...rows);
}

function speakerCard(hall, code) {
  const faults = faultList(hall, [code]);
  const lines = make("div");
  const play = () => new Audio(`/api/speakers/${code}/last.wav?${Date.now()}`).play().catch(() => say("no", "—"));
  const card = make(
    "div",
    { class: "card" },
    make("div", { class: "row" }, make("b", {}, code), make("button", { type: "button", onclick: play }, "▶ 重听 last")),
    lines,
    faults.list,
  );
  const draw = whenChanged(
    (phrases) => lines.replaceChildren(...(phrases.length ? phrases : ["—"]).map((line) => make("p", {}, line))),
    (phrases) => phrases,
  );
  return [code, { card, update: (phrases, state) => (draw(phrases), faults.update(state.broken)) }];
}

/** Redraw a part only when what it is drawn from has changed: buttons keep their focus. */
function whenChanged(draw, facts) {
  let known = "";
  return (state) => {
    const now = JSON.stringify(facts(state));
    if (now === known) return;
    known = now;
    draw(state);
  };
}

async function build() {
  const hall = await look("/api/hall");
  at("hall-name").textContent = hall.name_zh;
  links(hall);
  const kiosks = hall.kiosks.map((one) => [one.code, kioskCard(hall, one)]);
  const windows = hall.windows.map((one) => [one.code, windowCard(hall, one)]);
  at("kiosks").replaceChildren(...kiosks.map(([, { card }]) => card));
  at("windows").replaceChildren(...windows.map(([, { card }]) => card));
  const drawPrograms = whenChanged(programs, (state) => state.programs);
  const speakers = hall.speakers.map((code) => speakerCard(hall, code));
  at("speakers").replaceChildren(...speakers.map(([, { card }]) => card));
  return (state) => {
    at("now").textContent = state.clock ? state.clock.slice(0, 19).replace("T", " ") : "无应答";
    for (const [code, { update }] of kiosks) update(state.kiosks[code], state);
    for (const [code, { update }] of windows) update(state.windows[code], state);
    for (const [code, { update }] of speakers) update(state.speakers[code], state);
    drawPrograms(state);
  };
}

async function keepTrue() {
  let show = null;
  for (;;) {
    let pause = document.hidden ? RETRY_MS : BEAT_MS;
    try {
      show ??= await build();
      show(await look("/api/state"));
      at("away").hidden = true;
    } catch (fault) {
      console.warn(fault);
      at("away").hidden = false;
      pause = RETRY_MS;
    }
    await new Promise((go) => setTimeout(go, pause));
  }
}

clock();
keepTrue();
