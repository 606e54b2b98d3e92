// Compiled, not run: what a user of the types may rely on. `@ts-expect-error` marks what must not compile.
import { AccessLog, CompassError, Store, View, decomposeChange, difference, evaluateMetric, metrics, money, moneySum, ready, resolve, rising } from "creator-compass";
import type { Answer, Cause, Cell, Decision, Growth, Issued, LoadReport, MetricId, Outcomes, Picker, Query, Window, Workspace } from "creator-compass";

const workspace: Workspace = { timeZone: "Asia/Jakarta", currency: "IDR", policy: { restrictedRegions: [] } };

function advice(cause: Cause): string {
  switch (cause.reason) {
    case "region_restricted":
      return cause.region;
    case "request_pending":
    case "request_declined":
    case "request_expired":
    case "revoked":
    case "ended":
      return `${cause.request} ${cause.on}`;
    case "aggregate_not_yet":
    case "not_yet_published":
      return cause.clearsOn satisfies string;
    case "not_under_contract":
    case "outside_authorized_period":
    case "not_authorized":
    case "out_of_retention":
      return cause.who;
    default:
      return cause satisfies never;
  }
}

export async function main(now: Date): Promise<readonly string[]> {
  await ready();
  using log = new AccessLog(workspace);
  const issued: Issued = log.command({ kind: "request", request: "r1", creator: "ana", days: { start: "2026-01-01" } }, now);
  log.record(issued.events);
  const bulk: Outcomes = log.command({ kind: "request_many", prefix: "may", creators: ["ana"], days: { start: "2026-05-01", end: null } }, now);
  for (const outcome of bulk.outcomes) {
    if (outcome.error) console.log(outcome.error.code);
    else console.log(outcome.event.kind);
  }
  const decision: Decision = log.decide({ creator: "ana", module: "live", grain: "aggregate", day: "2026-05-01" }, now, { knownAt: now });
  const free: Window[] = difference([{ start: "2026-01-01" }], log.contracts("ana", now).windows);
  console.log(free.length, log.length, money("0.10", "USD").shown);
  try {
    resolve({ timeZone: "Asia/Jakarta", now, screen: "general", picker: { kind: "week", day: "2026-05-01" } });
  } catch (error) {
    if (error instanceof CompassError && error.kind === "refused") return [error.code, JSON.stringify(error.details["allowed"])];
    throw error;
  }
  return decision.kind === "visible" ? [] : decision.causes.map(advice);
}

function shown(cell: Cell): string {
  switch (cell.kind) {
    case "known":
      if (cell.unit === "ratio") return `${(100 * cell.value).toFixed(1)} %`;
      return cell.unit === "money" || cell.unit === "per_mille_money" ? `${cell.shown} ${cell.currency}` : cell.value.toFixed(1);
    case "undefined":
      return cell.reasons.map((lack) => {
        if (lack.reason === "mixed_sources") return lack.feeds.join();
        if (lack.reason === "span_not_divisible") return lack.spans.map((span) => span.start).join();
        return lack.reason satisfies string;
      }).join();
    case "hidden":
      return cell.reasons.includes("unknown_creator") ? "?" : cell.reasons.join();
    default:
      return cell satisfies never;
  }
}

export function report(file: Uint8Array, page: string, now: Date): readonly string[] {
  using store = new Store(workspace);
  const options = { observedAt: now, window: { start: "2026-05-01", end: "2026-05-02" } } as const;
  const loads: LoadReport[] = [
    store.loadCsv("activity", file, options),
    store.loadRows("orders", [{ order: "o1", line: "1", amount: "10.50", quantity: 1, paid_at: now, shop: null }], options),
    store.loadDocument("video_performance_list", page, { ...options, strict: true }),
    store.loadDocument("live_performance_list", JSON.parse(page), options),
  ];
  using view: View = store.view(now, { knownAt: now });
  using log: AccessLog = store.access();
  const picker: Picker = { kind: "week", day: view.today };
  const asked: readonly MetricId[] = ["gmv", "gmv[live]", "ctr[card]", "active_rate"];
  const { authorized, pending } = view.creators({ period: picker, metrics: asked });
  const growth: Growth = view.growth({ subjectKind: "video", subject: "v1", measure: "views", from: now, to: now });
  if (growth.kind === "known") console.log(growth.low, growth.high, log.length);
  const decisions: Decision[] = pending.map((line) => line.decision);
  const trend = view.trend({ period: "last_7_days", metrics: ["views[video]"] });
  console.log(decisions.length, trend.series[0]?.points[0]?.day, metrics().map((metric) => metric.label), view.resolve("product", "last_28_days").days);
  const share: Cell = evaluateMetric({ metric: "gmv_share[live]", parts: { "gmv[live]": "30.00", "whole(gmv)": { undefined: ["absent"] } } });
  console.log(shown(share), metrics().map((metric) => metric.companion ?? metric.versions.at(-1)?.since));
  const change = decomposeChange({ subjects: [{ id: "ana", after: { gmv: "12.5", orders: 1 } }] });
  for (const part of change.parts) {
    if (part.kind === "stayed" && part.factors.kind === "known") console.log(part.factors.cO.shown, change.totals.notSplit.amount);
  }
  console.log(rising({ counts: [{ id: "v1", later: 300, earlier: 100 }], policy: { floor: 50 } }).rows.map((row) => shown(row.bound)));
  const lines = [...view.overview({ period: "yesterday" }).sales, ...authorized.flatMap((line) => line.lines)];
  return [...lines.map((line) => shown(line.value)), ...loads.flatMap((load) => load.rejected).map((row) => row.code)];
}

export function topSellers(view: View): readonly string[] {
  const ask: Query = {
    period: "last_7_days",
    groupBy: ["creator", "content"],
    metrics: ["gmv", "buyers[live]"],
    filter: { channels: ["live"], affiliation: "affiliate" },
    compare: true,
    sort: [{ by: "gmv" }, { by: "content", order: "ascending" }],
    top: 10,
  };
  const answer: Answer = view.query(ask);
  const lacking = answer.leftOut.map((left) => `${left.rows} ${left.why}`);
  return answer.rows.map(({ key, name, lines: [first] }) => {
    const change = first?.relativeChange ? shown(first.relativeChange) : "";
    return [name ?? key.creator, key.content?.kind, first && shown(first.value), change].join(" ");
  }).concat(lacking, `of ${answer.total}`);
}

// @ts-expect-error: a query has metrics
new Store(workspace).view("").query({ period: "yesterday" });
// @ts-expect-error: no such dimension
new Store(workspace).view("").query({ period: "yesterday", metrics: ["gmv"], groupBy: ["year"] });
// @ts-expect-error: no such field
new Store(workspace).view("").query({ period: "yesterday", metrics: ["gmv"], group_by: ["day"] });
// @ts-expect-error: a picker has a kind
resolve({ timeZone: "UTC", now: "", screen: "general", picker: {} });
// @ts-expect-error: amounts are text
money(0.1, "USD");
// @ts-expect-error: what is shown is no input
moneySum([money("0.1", "USD")]);
// @ts-expect-error: a fifth kind of subject
new AccessLog(workspace).decide({ creator: "a", subject: { kind: "shop" }, module: "live", grain: "aggregate", day: "" }, "");
// @ts-expect-error: an event without its field
new AccessLog(workspace).record([{ id: "e", happenedAt: "", creator: "a", kind: "authorized" }]);
// @ts-expect-error: no such option
new AccessLog(workspace).lists("", { knownAT: "" });
// @ts-expect-error: views are made by stores
new View();
// @ts-expect-error: no such metric
new Store(workspace).view("").trend({ period: "yesterday", metrics: ["gmw"] });
// @ts-expect-error: what has no channel
new Store(workspace).view("").trend({ period: "yesterday", metrics: ["followers[live]"] });
// @ts-expect-error: no such reason
evaluateMetric({ metric: "gmv", parts: { gmv: { hidden: ["tired"] } } });
// @ts-expect-error: a week needs a day
new Store(workspace).view("").overview({ period: "week" });
// @ts-expect-error: when it was looked at
new Store(workspace).loadCsv("activity", "", {});
// @ts-expect-error: no such table
new Store(workspace).loadCsv("metrics", "", { observedAt: "" });
