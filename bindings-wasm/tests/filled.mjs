// What the tests of the store begin with.
import assert from "node:assert/strict";
import * as cc from "creator-compass";

export const NOW = "2026-05-20T12:00:00+07:00";
export const OBSERVED = "2026-05-20T03:00:00Z";
export const COMPLETE = { observedAt: OBSERVED, file: "activity.csv", complete: [{ start: "2026-05-01", end: "2026-05-20" }] };

/** A store in which `ana` is under contract and authorized the whole year. */
export function authorized() {
  const head = { happenedAt: "2026-01-01T02:00:00Z", creator: "ana" };
  const store = new cc.Store({ timeZone: "Asia/Jakarta", currency: "IDR" });
  store.record([
    { ...head, id: "e1", kind: "contract_signed", on: "2026-01-01" },
    { ...head, id: "e2", kind: "requested", request: "r1", days: { start: "2026-01-01" } },
    { ...head, id: "e3", kind: "authorized", request: "r1", happenedAt: "2026-01-02T02:00:00Z" },
  ]);
  return store;
}

/** The call throws a `CompassError` of this code, with these details. */
export function refuses(call, code, details = {}) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof cc.CompassError && error instanceof Error, String(error));
    assert.equal(error.name, "CompassError");
    assert.equal(error.code, code, error.message);
    assert.match(error.kind, /^(invalid|conflict|refused|not_ready|malformed)$/);
    assert.equal(typeof error.rule, "string");
    for (const [name, value] of Object.entries(details)) assert.deepEqual(error.details[name], value);
    return true;
  });
}
