// Ledgers: what they take, and what they are after `free()`.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as cc from "creator-compass";
import { refuses } from "./filled.mjs";

const week = { audience: "viewers", days: { start: "2026-05-01", end: "2026-05-08" } };
const ask = (users, more) => ({ groups: [{ id: "a", of: { ...week, ...more }, users }] });

test("a ledger is kept as bytes", () => {
  const ledger = new cc.Ledger();
  assert.deepEqual(ledger.show(ask(10_000)), { groups: [{ id: "a", kind: "shown", users: 10_000 }] });
  assert.equal(ledger.length, 1);
  const opened = cc.Ledger.open(ledger.save());
  const live = ask(9_500, { channels: ["live"] });
  assert.deepEqual(opened.suppress(live).groups[0], {
    id: "a", kind: "hidden", reasons: ["differencing"], complement: "nested", with: [{ earlier: week }],
  });
  assert.deepEqual(opened.save(), ledger.save());
  for (const [bytes, code] of [[ledger.save().map((byte, at) => byte ^ (at === 20)), "checksum"], [ledger.save().slice(0, -1), "length"], [new Uint8Array(2), "foreign"]]) {
    refuses(() => cc.Ledger.open(bytes), `privacy.ledger.${code}`);
  }
});

test("what is no ledger, no group, no bytes", () => {
  const ledger = new cc.Ledger();
  for (const given of [undefined, null, 7, "a", [], {}, { groups: 7 }, { groups: [7] }, { groups: [{ id: "a" }] }, ask(1.5), ask(-1), ask(2 ** 60), ask("10")]) {
    refuses(() => ledger.show(given), "wire.malformed");
    refuses(() => ledger.suppress(given), "wire.malformed");
  }
  for (const given of [undefined, null, 7, "CCLG", [67], {}]) refuses(() => cc.Ledger.open(given), "wire.malformed");
  assert.throws(() => ledger.merge({}));
  assert.equal(ledger.length, 0);
  ledger.free();
  refuses(() => ledger.save(), "wasm.freed", { class: "Ledger" });
});
