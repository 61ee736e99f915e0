"use strict";
// The console's one script. It keeps a page true (one stream, everything on every connection), says when it cannot,
// sends every press once however often it is pressed or repeated, and lets keys press the buttons that name them.
(() => {
  const BEAT_MS = 5000;
  const SILENCE_MS = 2.5 * BEAT_MS;
  const STALE_MS = 30000;
  const TRY_AGAIN_MS = [300, 700, 1500, 3000, 4000];

  const body = document.body;
  const english = document.documentElement.lang === "en";
  const say = (zh, en) => (english ? en : zh);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // ---------------------------------------------------------------- the hall's clock
  let ahead = Date.parse(body.dataset.now || "") - Date.now() || 0;
  const now = () => Date.now() + ahead;
  const clock = (at) =>
    new Intl.DateTimeFormat("zh-CN", { timeZone: body.dataset.zone, hour: "2-digit", minute: "2-digit", hour12: false })
      .format(new Date(at));

  // ---------------------------------------------------------------- the stream
  let source = null;
  let heardAt = Date.now();
  let trouble = null; // null | "lost" | "away" | "ended"

  function connect() {
    if (source) source.close();
    source = new EventSource(body.dataset.stream);
    source.addEventListener("snapshot", (event) => {
      const { regions } = hear(event);
      for (const [name, html] of Object.entries(regions)) replace(name, html);
      turn(null);
      tick();
    });
    source.addEventListener("beat", (event) => { hear(event); turn(null); });
    source.addEventListener("away", () => { heardAt = Math.max(heardAt, Date.now() - SILENCE_MS + BEAT_MS); turn("away"); });
    source.addEventListener("closing", () => turn("lost"));
    source.addEventListener("ended", () => { source.close(); source = null; turn("ended"); });
    source.addEventListener("error", () => {
      turn("lost");
      if (source && source.readyState === EventSource.CLOSED) { source = null; setTimeout(connect, 2000); }
    });
  }

  function hear(event) {
    const told = JSON.parse(event.data);
    heardAt = Date.now();
    ahead = Date.parse(told.now) - heardAt;
    lastTrue = now();
    return told;
  }

  let lastTrue = now();

  function turn(what) {
    if (trouble === "ended") return;
    trouble = what;
    const bar = document.getElementById("trouble");
    const at = clock(lastTrue);
    const text = {
      lost: say(`连接中断，页面停在 ${at},正在自动重连`, `Connection lost: this page shows ${at}. Reconnecting by itself`),
      away: say(`叫号系统没有应答，页面停在 ${at}`, `The hall does not answer: this page shows ${at}`),
      ended: say("登录已结束，请重新登录", "You are signed out: please sign in again"),
    }[what];
    bar.hidden = !text;
    if (text && bar.textContent !== text) bar.textContent = text;
    body.classList.toggle("in-trouble", Boolean(text));
  }

  // What stands in each region as it was sent, before time changed it: what is the same is left alone, under the mouse.
  const sent = new Map(all("[data-live]").map((region) => [region.dataset.live, region.innerHTML]));

  function replace(name, html) {
    const region = document.querySelector(`[data-live="${name}"]`);
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    if (!region || sent.get(name) === fresh.innerHTML) return;
    sent.set(name, fresh.innerHTML);
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    const opened = Array.from(region.querySelectorAll("details[open]"), (part) => part.id);
    region.replaceChildren(fresh.content);
    // what somebody opened stays open while the page is kept true
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus();
  }

  // ---------------------------------------------------------------- what changes by time alone
  function tick() {
    for (const element of all("[data-clock]")) element.textContent = clock(now());
    for (const element of all("[data-since]")) element.textContent = elapsed(element, now() - Date.parse(element.dataset.since));
    for (const element of all("[data-until]")) {
      const seconds = Math.ceil((Date.parse(element.dataset.until) - now()) / 1000);
      element.hidden = seconds <= 0;
      element.textContent = say(`${seconds} 秒`, `${seconds} s`);
    }
    for (const button of all("[data-enable-at]")) button.disabled = Date.parse(button.dataset.enableAt) > now();
    for (const pager of all("[data-pager]")) {
      const page = Math.floor(Date.now() / (1000 * Number(pager.dataset.pager))) % Math.max(1, pager.children.length);
      Array.from(pager.children).forEach((child, at) => { child.hidden = at !== page; });
    }
  }

  function elapsed(element, ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (element.dataset.as === "seconds" && seconds < 3600)
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    return say(`${Math.floor(seconds / 60)} 分`, `${Math.floor(seconds / 60)} min`);
  }

  function watch() {
    const silent = Date.now() - heardAt;
    if (source && silent > SILENCE_MS && trouble !== "ended") { turn("lost"); heardAt += BEAT_MS; connect(); }
    body.classList.toggle("stale", trouble !== null && now() - lastTrue > STALE_MS);
    tick();
  }

  // ---------------------------------------------------------------- presses: one effect each
  const mint = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  async function ask(url, fields) {
    const request = { method: "POST", body: fields, headers: { Accept: "application/json" }, redirect: "error" };
    for (const wait of [...TRY_AGAIN_MS, 0]) {
      try {
        const response = await fetch(url, request);
        if (response.status < 500) return await response.json();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // fetch names every broken line so
      }
      tell("busy", say("没有应答，正在重试…", "No answer yet, trying again…"));
      await pause(wait);
    }
    return { kind: "away", sentence: say("没有得到应答。请先看页面上的状态，再决定是否重按。", "No answer came. Look at the page before you press again.") };
  }

  async function press(form, button) {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const fields = new URLSearchParams(new FormData(form, button));
    fields.set("request_id", mint());
    try {
      const answer = await ask(button?.getAttribute("formaction") || form.getAttribute("action"), fields);
      const refused = ["refused", "away", "bad", "forbidden", "signed_out"].includes(answer.kind);
      tell(refused ? "refused" : "done", answer.sentence);
      if (refused) return;
      if (form.dataset.then) { location.assign(form.dataset.then); return; }
      form.closest("dialog")?.close();
      if (form.id !== "act") form.reset();
    } finally {
      delete form.dataset.busy;
    }
  }

  function tell(kind, sentence) {
    for (const said of all("[data-said]")) {
      said.dataset.said = kind;
      said.textContent = sentence;
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-press]")) return;
    event.preventDefault();
    press(event.target, event.submitter);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) { tell("", ""); document.getElementById(opener.dataset.opens).showModal(); }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const button = document.querySelector(`button[data-key="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    if (!event.repeat && !button.disabled && !document.querySelector("dialog[open]")) button.click();
  });

  tick();
  if (body.dataset.stream) { connect(); setInterval(watch, 1000); }
})();
