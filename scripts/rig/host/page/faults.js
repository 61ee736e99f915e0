// A fold-out list of devices, each with its faults to begin and end.
import { make, wish } from "./wire.js";

export function faultList(hall, codes) {
  const rows = new Map();
  const list = make("details", {}, make("summary", {}, "故障 Faults"));
  for (const code of codes.filter(Boolean)) {
    const choice = make("select", { "aria-label": `Fault of ${code}` }, ...hall.devices[code].faults.map((fault) => make("option", {}, fault)));
    const name = make("span", {}, code);
    const row = make(
      "div",
      { class: "fault" },
      name,
      choice,
      make("button", { type: "button", onclick: () => wish("/api/break", { name: code, fault: choice.value }) }, "弄坏 break"),
      make("button", { type: "button", onclick: () => wish("/api/fix", { name: code }) }, "修好 fix"),
    );
    rows.set(code, { row, name });
    list.append(row);
  }
  const update = (broken) => {
    for (const [code, { row, name }] of rows) {
      const faults = broken[code] ?? [];
      row.toggleAttribute("data-broken", faults.length > 0);
      name.textContent = faults.length ? `${code}: ${faults.join(", ")}` : code;
    }
    list.toggleAttribute("data-broken", [...rows.keys()].some((code) => broken[code]));
  };
  return { list, update };
}
