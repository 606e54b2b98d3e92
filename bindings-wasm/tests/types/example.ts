// Compiled, not run: what a user of the types may rely on. `@ts-expect-error` marks what must not compile.
import { AccessLog, CompassError, difference, money, moneySum, ready, resolve } from "creator-compass";
import type { Cause, Decision, Issued, Outcomes, Window, Workspace } from "creator-compass";

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
