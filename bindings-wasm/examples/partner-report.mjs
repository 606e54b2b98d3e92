// node examples/partner-report.mjs [FOLDER]: the overview and the creators of a workspace folder, as text.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Store } from "creator-compass";
import { parse } from "smol-toml";

const EXAMPLE = fileURLToPath(new URL("../../examples/data/agency/", import.meta.url));
const METRICS = ["gmv", "gmv[live]", "gmv[video]", "sku_orders", "ctr[live]"];

/** Everything that workspace.toml names, in a store. */
function load(folder, { id, time_zone: timeZone, currency, l2l, policy, access = [], table = [], document = [] }) {
  const store = new Store({ id, timeZone, currency, l2l, policy });
  const read = (file) => readFileSync(join(folder, file)); // bytes will do
  for (const file of access) store.recordLines(read(file));
  const reports = [
    ...table.map(({ table, file, observed_at: observedAt, complete }) =>
      store.loadCsv(table, read(file), { observedAt, file, complete })),
    ...document.map(({ kind, file, start, end, observed_at: observedAt }) =>
      store.loadDocument(kind, read(file), { observedAt, file, window: start && { start, end } })),
  ];
  return { store, reports };
}

/** `last_7_days`, `day:2026-06-01`, `month:2026-06`, `custom:2026-06-01..2026-06-11`. */
function picker(text) {
  const [kind, argument] = text.split(":");
  if (argument === undefined) return kind;
  const [start, end] = argument.split("..");
  return kind === "custom" ? { kind, start, end } : { kind, [kind === "month" ? "month" : "day"]: argument };
}

const round = (value) => value.toLocaleString("en", { maximumFractionDigits: 1 });
const grouped = (amount) => amount.replace(/\B(?=(\d{3})+(?=\.|$))/g, ","); // as text, so it stays exact

function text(cell) {
  switch (cell.kind) {
    case "known":
      if (typeof cell.value === "string") return `${grouped(cell.shown)} ${cell.currency}`;
      return cell.unit === "ratio" ? `${round(100 * cell.value)} %` : round(cell.value);
    case "undefined":
      return `– ${cell.reasons.map(({ reason }) => reason).join(", ")}`;
    case "hidden":
      return `× ${cell.reasons.join(", ")}`;
  }
}

function print(title, head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const lines = all.map((row) => row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join("  "));
  console.log(`\n${title}\n${lines.join("\n")}`);
}

const folder = process.argv[2] ?? EXAMPLE;
const workspace = parse(readFileSync(join(folder, "workspace.toml"), "utf8"));
const { store, reports } = load(folder, workspace);
const view = store.view(workspace.now ?? new Date());
const period = picker(workspace.period ?? "last_7_days");

const sum = (name) => reports.reduce((total, report) => total + report[name], 0);
const rejected = reports.flatMap((report) => report.rejected);
const overview = view.overview({ period });
const { days } = overview.scope.period;
console.log(`${workspace.title ?? workspace.id}, ${days.start} until before ${days.end}`);
console.log(`${sum("accepted")} rows, ${sum("replaced")} replaced, ${sum("duplicate")} duplicates, ${rejected.length} rejected`);
for (const { file, row, column, code, expected } of rejected) console.log(`  ${file}:${row} ${column}: ${code}, expected ${expected}`);

const { indicators, sales, live, video } = overview;
print("Overview", ["metric", "now", "before", "change"],
  [indicators, sales, live, video].flat().map(({ metric, value, previous, relativeChange }) => [metric, ...[value, previous, relativeChange].map(text)]));

const { authorized, pending } = view.creators({ period, metrics: METRICS });
print("Creators", ["creator", ...METRICS], authorized.map(({ creator, name, lines }) => [name ?? creator, ...lines.map(({ value }) => text(value))]));
print("Pending", ["creator", "what to do", "why"], pending.map(({ creator, name, action, decision }) =>
  [name ?? creator, action, decision.kind === "hidden" ? decision.causes.map(({ reason }) => reason).join(", ") : "visible"]));
