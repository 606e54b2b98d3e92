// The vectors of tests/vectors against the public functions; for Node and for the page of browser.test.mjs alike.
import { rooms } from "./live.mjs";
import { scenarios } from "./scenario.mjs";

export function operations(cc) {
  const log = (input) => {
    const filled = new cc.AccessLog(input.workspace);
    filled.record(input.log);
    return filled;
  };
  // A ledger in which the answers stand one after the other, kept and read between them.
  const filled = (answers) => (answers ?? []).reduce((ledger, groups) => {
    ledger.show({ groups });
    return cc.Ledger.open(ledger.save());
  }, new cc.Ledger());
  const merged = ({ before, merged: other, policy }) => {
    const ledger = filled(before);
    return { ledger, conflicts: ledger.merge(filled(other), policy) };
  };
  const suppress = ({ groups, policy, ...i }) => {
    const { ledger } = merged({ policy, ...i });
    const pattern = ledger.suppress({ groups, policy });
    if (JSON.stringify(ledger.show({ groups, policy })) !== JSON.stringify(pattern)) throw new Error("showing differs");
    return pattern;
  };
  const options = ({ knownAt }) => ({ knownAt });
  return {
    ...scenarios(cc),
    ...rooms(cc),
    "time.day_of": (i) => ({ day: cc.dayOf(i.timeZone, i.instant) }),
    "time.today": (i) => ({ day: cc.dayOf(i.timeZone, i.now) }),
    "time.day_window": (i) => cc.dayWindow(i.timeZone, i.day),
    "time.retention_start": (i) => ({ day: cc.retentionStart(i.timeZone, i.now, i.policy) }),
    "time.resolve": (i) => cc.resolve(i),
    "time.normalize": (i) => ({ windows: cc.normalize(i.windows) }),
    "time.union": (i) => ({ windows: cc.union(i.a, i.b) }),
    "time.intersection": (i) => ({ windows: cc.intersection(i.a, i.b) }),
    "time.difference": (i) => ({ windows: cc.difference(i.a, i.b) }),
    "value.money": (i) => cc.money(i.amount, i.currency),
    "value.money_sum": (i) => cc.moneySum(i.amounts),
    "metric.evaluate": (i) => cc.evaluateMetric(i),
    "change.decompose": (i) => cc.decomposeChange(i),
    "change.rising": (i) => cc.rising(i),
    "change.falling": (i) => cc.falling(i),
    "privacy.suppress": suppress,
    "privacy.merge": (i) => ({ conflicts: merged(i).conflicts }),
    "privacy.open": (i) => cc.Ledger.open(Uint8Array.from(i.bytes)).length,
    "access.record": (i) => log(i).record(i.events),
    "access.decide": (i) => log(i).decide(i.question, i.now, options(i)),
    "access.contracts": (i) => log(i).contracts(i.creator, i.now, options(i)),
    "access.requests": (i) => log(i).requests(i.now, options(i)),
    "access.lists": (i) => log(i).lists(i.now, options(i)),
    "access.ignored": (i) => log(i).ignored(i.now, options(i)),
    "access.command": (i) => log(i).command(i.command, i.now),
    "access.compile": (i) => log(i).compile({ module: i.module, grain: i.grain, period: i.period }, i.now, options(i)),
  };
}

/** Whether what is expected is there: keys of objects as a subset, arrays whole. */
export function matches(expected, actual) {
  if (expected === null || typeof expected !== "object") return expected === actual;
  if (actual === null || typeof actual !== "object" || Array.isArray(expected) !== Array.isArray(actual)) return false;
  if (Array.isArray(expected) && expected.length !== actual.length) return false;
  return Object.keys(expected).every((key) => Object.hasOwn(actual, key) && matches(expected[key], actual[key]));
}

/** Runs vectors; one text a failure. */
export function run(cc, table, vectors) {
  const failures = [];
  for (const vector of vectors) {
    let actual;
    try {
      const operation = table[vector.op] ?? (table.room(vector.op) || table.screen(vector.op));
      if (!operation) throw new Error(`no operation ${vector.op}`);
      actual = operation(vector.input);
    } catch (error) {
      if (!(error instanceof cc.CompassError)) actual = String(error);
      else actual = { error: { code: error.code, kind: error.kind, rule: error.rule, message: error.message, details: error.details } };
    }
    if (!matches(vector.output, actual)) {
      failures.push(`${vector.op}: ${vector.about}\n  expected ${JSON.stringify(vector.output)}\n  actual   ${JSON.stringify(actual)}`);
    }
  }
  return failures;
}
