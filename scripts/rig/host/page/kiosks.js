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
  const papers = make("div", { class: "sheets" });
  const has = (kind) => kiosk.devices.some((code) => hall.devices[code].kind === kind);
  const rows = [
    has("card_reader") && make("div", {}, make("h4", {}, "身份证 Identity cards — 点一下放上,再点取走"), make("div", { class: "personas" }, ...personas.values())),
    has("ticket_printer") && make("div", {}, make("h4", {}, "号票 Slips ", make("span", { class: "quiet" })), slips),
    has("document_printer") && make("div", {}, make("h4", {}, "文件 Pages"), papers),
    has("camera") && make("div", {}, make("h4", {}, "高拍仪 Camera — 放一张纸 lay a page under it"), plate(kiosk.code)),
  ].filter(Boolean);
  const faults = faultList(hall, kiosk.devices);
  const paper = rows.map((row) => row.querySelector(".quiet")).find(Boolean);
  const card = make(
    "article",
    { class: "card kiosk", "aria-label": `Kiosk ${kiosk.code}` },
    make("h3", {}, kiosk.code, " ", make("small", {}, kiosk.place)),
    make("div", { class: "glass" }, glass),
    make(
      "div",
      { class: "side" },
      ...rows,
      faults.list,
    ),
  );

  let mark = null;
  let printed = "";
  let pages = "";
  const update = (state, all) => {
    if (state.mark !== mark) {
      mark = state.mark;
      draw();
    }
    for (const [code, button] of personas) button.setAttribute("aria-pressed", String(code === state.card));
    if (paper) paper.textContent = `纸 ${(state.paper_millimetres / 1000).toFixed(1)} m`;
    if (printed !== state.slips.join()) {
      printed = state.slips.join();
      slips.replaceChildren(...state.slips.slice(-8).reverse().map((number) => printedThing(`/api/paper/${kiosk.code}/${number}.png`, `Slip ${number} of ${kiosk.code}`)));
    }
    if (pages !== state.papers.join()) {
      pages = state.papers.join();
      papers.replaceChildren(...state.papers.slice(-8).reverse().map((number) => printedThing(`/api/papers/${kiosk.code}/${number}.png`, `Page ${number} of ${kiosk.code}`)));
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

/** A file input that lays a picture under the camera, and a button that takes it away. */
function plate(kiosk) {
  const file = make("input", { type: "file", accept: "image/png,image/jpeg", "aria-label": `A page for the camera of ${kiosk}` });
  file.onchange = () => {
    const reader = new FileReader();
    reader.onload = () => wish("/api/scan", { kiosk, picture: reader.result.split(",")[1] ?? "" });
    if (file.files[0]) reader.readAsDataURL(file.files[0]);
  };
  const away = make("button", { type: "button" }, "取走 take away");
  away.onclick = () => {
    file.value = "";
    return wish("/api/scan", { kiosk, picture: "" });
  };
  return make("div", { class: "plate" }, file, away);
}

function printedThing(address, name) {
  const large = document.querySelector("#paper");
  const open = () => {
    large.querySelector("img").src = address;
    large.querySelector("img").alt = name;
    large.showModal();
  };
  return make("button", { type: "button", onclick: open, title: name }, make("img", { src: address, alt: name }));
}
