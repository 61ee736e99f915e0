// Kiosks: the glass to tap, cards to lay on the reader, slips as they came out.
import { faultList } from "./faults.js";
import { look, make, swap, wish } from "./wire.js";

export function kioskCard(hall, kiosk) {
  const glass = make("img", { alt: `${kiosk.code}: what stands on its glass`, draggable: "false" });
  glass.onclick = async (event) => {
    const box = glass.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * glass.naturalWidth);
    const y = Math.round(((event.clientY - box.top) / box.height) * glass.naturalHeight);
    await wish("/api/tap", { kiosk: kiosk.code, target: `${x},${y}` });
    draw();
  };
  const draw = () => swap(glass, `/api/kiosks/${kiosk.code}/picture.png?${Date.now()}`);

  const personas = new Map(hall.personas.map((one) => [one.code, personaButton(kiosk.code, one)]));
  const slips = make("div", { class: "slips" });
  const faults = faultList(hall, kiosk.devices);
  const paper = make("span", { class: "quiet" });
  const card = make(
    "article",
    { class: "card kiosk", "aria-label": `Kiosk ${kiosk.code}` },
    make("h3", {}, kiosk.code, " ", make("small", {}, kiosk.place)),
    make("div", { class: "glass" }, glass),
    make(
      "div",
      { class: "side" },
      make("div", {}, make("h4", {}, "身份证 Identity cards — 点一下放上,再点取走"), make("div", { class: "personas" }, ...personas.values())),
      make("div", {}, make("h4", {}, "号票 Slips ", paper), slips),
      faults.list,
    ),
  );

  let mark = null;
  let printed = "";
  const update = (state, all) => {
    if (state.mark !== mark) {
      mark = state.mark;
      draw();
    }
    for (const [code, button] of personas) button.setAttribute("aria-pressed", String(code === state.card));
    paper.textContent = `纸 ${(state.paper_millimetres / 1000).toFixed(1)} m`;
    if (printed !== state.slips.join()) {
      printed = state.slips.join();
      slips.replaceChildren(...state.slips.slice(-8).reverse().map((number) => slip(kiosk.code, number)));
    }
    faults.update(all.broken);
  };
  return { card, update };
}

function personaButton(kiosk, one) {
  const title = `${one.code} ${one.name} ${one.sex} ${one.birth}: ${one.note}`;
  const button = make("button", { type: "button", title, "aria-pressed": "false" }, `${one.code} ${one.name}`);
  button.onclick = async () => {
    if (button.getAttribute("aria-pressed") === "true") return wish("/api/uncard", { kiosk });
    const state = await look("/api/state");
    if (state.kiosks[kiosk].card) await wish("/api/uncard", { kiosk });
    return wish("/api/card", { persona: one.code, kiosk });
  };
  return button;
}

function slip(kiosk, number) {
  const address = `/api/paper/${kiosk}/${number}.png`;
  const large = document.querySelector("#paper");
  const open = () => {
    large.querySelector("img").src = address;
    large.querySelector("img").alt = `Slip ${number} of ${kiosk}`;
    large.showModal();
  };
  return make("button", { type: "button", onclick: open, title: `slip ${number}` }, make("img", { src: address, alt: `Slip ${number}` }));
}
