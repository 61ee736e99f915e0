// Windows: the LED as it looks, the call pad's keys, the rating pad's five, who sits there.
import { faultList } from "./faults.js";
import { make, say, swap, wish } from "./wire.js";

const KEYS = {
  next: "呼叫", recall: "重呼", arrived: "到达", noshow: "过号", park: "挂起", pause: "暂停", finish: "办结",
};
const LEVELS = { 5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意" };
const PHASES = {
  closed: "无人 closed", idle: "空闲 idle", calling: "呼叫中 calling", serving: "办理中 serving", paused: "暂停 paused",
};
const BLINK_MS = 700;

export function windowCard(hall, facts) {
  const led = make("img", { alt: `${facts.led}: what it shows` });
  const draw = () => swap(led, `/api/displays/${facts.led}/picture.png?${Date.now()}`);
  const phase = make("span", { class: "phase" });
  const waiting = make("span", { class: "quiet" });
  const staff = staffChoice(hall, facts.code);
  const rating = ratingPad(facts);
  const faults = faultList(hall, [facts.led, facts.pad, facts.rating]);
  const card = make(
    "article",
    { class: "card window", "aria-label": `Window ${facts.code}` },
    make("h3", {}, facts.code, " ", make("small", {}, `${facts.name} · ${facts.queues.join(" ")}`)),
    make("div", { class: "led" }, led),
    make("div", { class: "row" }, phase, waiting),
    make("div", { class: "keys" }, ...keys(facts.code)),
    transfer(hall, facts.code),
    rating.pad,
    staff.row,
    faults.list,
  );

  let mark = null;
  let drawn = 0;
  const update = (state, all) => {
    if (state.mark !== mark || (state.phase === "calling" && Date.now() - drawn > BLINK_MS)) {
      mark = state.mark;
      drawn = Date.now();
      draw();
    }
    phase.textContent = `${PHASES[state.phase] ?? "…"} ${state.ticket ?? ""}`;
    phase.dataset.phase = state.phase ?? "";
    waiting.textContent = state.waiting === null ? "" : `键盘显示 pad shows ${state.waiting}`;
    rating.update(state);
    staff.update(state);
    faults.update(all.broken);
  };
  return { card, update };
}

async function press(window_, key, to = "") {
  const done = await wish("/api/key", { window: window_, wish: key, to });
  if (done) say("yes", `${window_} ${key}: ${[done.phase, done.ticket].filter(Boolean).join(" ") || "done"}`);
}

function keys(code) {
  return Object.entries(KEYS).map(([key, label]) =>
    make("button", { type: "button", class: key === "next" ? "call" : null, onclick: () => press(code, key) }, label, make("small", {}, key)),
  );
}

function transfer(hall, code) {
  const choice = make(
    "select",
    { "aria-label": "Transfer to" },
    ...hall.queues.map((queue) => make("option", { value: queue.letter }, `${queue.letter} ${queue.name}`)),
    ...hall.windows.filter((one) => one.code !== code).map((one) => make("option", {}, one.code)),
  );
  const go = () => press(code, "transfer", choice.value);
  return make("div", { class: "row" }, make("button", { type: "button", onclick: go }, "转移 transfer"), choice);
}

function ratingPad(facts) {
  const reason = make("select", { "aria-label": "Reason" }, make("option", { value: "" }, "原因 reason"));
  const buttons = [5, 4, 3, 2, 1].map((stars) => {
    const rate = async () => {
      const reasons = reason.value && stars < 3 ? [reason.value] : [];
      const done = await wish("/api/rate", { window: facts.code, stars, reasons });
      if (done) say("yes", `${facts.rating}: ${stars}★`);
    };
    return make("button", { type: "button", onclick: rate, "data-stars": String(stars) }, `${stars}★ ${LEVELS[stars]}`);
  });
  const note = make("span", { class: "quiet" });
  const tablet = facts.tablet ? [make("a", { href: facts.tablet, target: "_blank", rel: "noopener" }, "打开平板 tablet")] : [];
  const pad = make(
    "div",
    {},
    make("div", { class: "row quiet" }, `评价器 ${facts.rating}`, note, ...tablet, reason),
    make("div", { class: "stars" }, ...buttons),
  );
  let reasons = "";
  const update = (state) => {
    const asking = state.rating === "asking";
    pad.classList.toggle("asking", asking);
    note.textContent = { asking: "请评价 asking", thanks: "谢谢 thanks" }[state.rating] ?? "";
    for (const button of buttons) {
      const chosen = state.rating === "thanks" && String(state.stars) === button.dataset.stars;
      button.setAttribute("aria-pressed", String(chosen));
    }
    if (reasons !== state.reasons.join()) {
      reasons = state.reasons.join();
      reason.replaceChildren(make("option", { value: "" }, "原因 reason"), ...state.reasons.map((one) => make("option", {}, one)));
    }
    reason.hidden = state.reasons.length === 0;
  };
  return { pad, update };
}

function staffChoice(hall, code) {
  const people = hall.staff.filter((one) => one.windows.includes(code));
  const others = hall.staff.filter((one) => !one.windows.includes(code));
  const option = (one) => make("option", { value: one.no }, `${one.no} ${one.name} ${one.post}`);
  const choice = make(
    "select",
    { "aria-label": "Whose badge" },
    make("optgroup", { label: "可上岗 may serve here" }, ...people.map(option)),
    make("optgroup", { label: "其他 others" }, ...others.map(option)),
  );
  const sit = async () => {
    const done = await wish("/api/badge", { no: choice.value, window: code });
    if (done) say("yes", `${done.name} → ${code}`);
  };
  const sitting = make("span", { class: "quiet" });
  const row = make("div", { class: "row" }, make("button", { type: "button", onclick: sit }, "刷工作证 badge"), choice, sitting);
  const update = (state) => (sitting.textContent = state.staff ? `在岗 ${state.staff}` : "无人在岗");
  return { row, update };
}
