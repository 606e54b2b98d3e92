// Whatever a caller passes: a typed error, and the module works after it.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as cc from "creator-compass";
import { NOW, refuses } from "./filled.mjs";

const WORKSPACE = { timeZone: "Asia/Jakarta" };
const SIGNED = { id: "e1", happenedAt: "2026-01-01T02:00:00Z", creator: "ana", kind: "contract_signed", on: "2026-01-01" };
const QUESTION = { creator: "ana", module: "live", grain: "aggregate", day: "2026-05-01" };

const filled = () => {
  const log = new cc.AccessLog(WORKSPACE);
  log.record([SIGNED]);
  return log;
};
const nested = (depth) => (depth ? [nested(depth - 1)] : []);

afterEach(() => assert.deepEqual(filled().contracts("ana", NOW), { windows: [{ start: "2026-01-01", end: null }] }));

test("cyclic and deep values", () => {
  const cyclic = { ...QUESTION };
  cyclic.subject = cyclic;
  refuses(() => filled().decide(cyclic, NOW), "wire.malformed", { argument: "question" });
  const ring = [];
  ring.push(ring);
  refuses(() => filled().record(ring), "wire.malformed");
  refuses(() => cc.normalize(nested(65)), "wire.malformed", { argument: "a" });
  refuses(() => cc.normalize(nested(60)), "wire.malformed");
  refuses(() => filled().recordLines("[".repeat(1e6)), "access.event.malformed", { line: 1 });
  let shared = [];
  for (let depth = 0; depth < 60; depth += 1) shared = [shared, shared]; // 2^60 values, were each walked
  refuses(() => cc.normalize(shared), "wire.malformed");
});

test("values of the wrong type", () => {
  const wrong = [undefined, null, NaN, Infinity, 1, 1n, 2 ** 53, true, "", "x", Symbol("x"), () => 1, [], {}, new Map(), new Set(),
    new Uint8Array(8), /x/, new Error("x"), Promise.resolve(), new Date(NaN), Object("x"), new Proxy({}, {}), globalThis];
  for (const value of wrong) {
    for (const call of [
      () => new cc.AccessLog(value),
      () => filled().decide(value, NOW),
      () => filled().decide(QUESTION, value),
      () => filled().record([value]),
      () => filled().compile(value, NOW),
      () => filled().command(value, NOW),
      () => filled().contracts("ana", value),
      () => cc.resolve(value),
      () => cc.dayOf(value, NOW),
      () => cc.dayOf("Asia/Jakarta", value),
      () => cc.normalize([value]),
      () => cc.money(value, "USD"),
      () => cc.moneySum([value]),
      () => cc.evaluateMetric(value),
    ]) {
      assert.throws(call, cc.CompassError, `${call} of ${typeof value}`);
    }
  }
  refuses(() => filled().record(SIGNED), "wire.malformed", { argument: "events" });
  refuses(() => filled().decide(QUESTION, NOW, { knownAT: NOW }), "wire.malformed", { argument: "options" });
  refuses(() => cc.moneySum([]), "value.money.nothing_to_add");
});

test("numbers that are none, or not exact", () => {
  for (const longestPeriodDays of [NaN, Infinity, -1, 0.5, 2 ** 53, 1e300, 30n, "30"]) {
    refuses(() => cc.retentionStart("Asia/Jakarta", NOW, { longestPeriodDays }), "wire.malformed", { argument: "policy" });
  }
  refuses(() => cc.money(0.1, "USD"), "wire.malformed");
  refuses(() => cc.money("NaN", "USD"), "value.money.malformed");
});

test("texts: huge, with control characters, with half a surrogate pair", () => {
  const question = (creator) => ({ ...QUESTION, creator });
  refuses(() => filled().decide(question("x".repeat(10 << 20)), NOW), "value.id.invalid", { field: "creator", length: 10 << 20 });
  refuses(() => filled().decide(question("a\0b"), NOW), "value.id.invalid");
  refuses(() => filled().decide(question("\ud800"), NOW), "wire.malformed");
  refuses(() => filled().decide({ ...QUESTION, "\udc00": 1 }, NOW), "wire.malformed");
  refuses(() => cc.dayOf("x".repeat(10 << 20), NOW), "time.zone.unknown");
  assert.equal(filled().decide(question("小红 😀"), NOW).kind, "hidden");
});

test("keys and prototypes", () => {
  refuses(() => filled().decide(JSON.parse('{"creator":"ana","module":"live","grain":"aggregate","day":"2026-05-01","__proto__":{"x":1}}'), NOW), "wire.malformed");
  refuses(() => filled().record([JSON.parse(JSON.stringify(SIGNED).replace("{", '{"__proto__":1,'))]), "access.event.malformed", { index: 0 });
  refuses(() => filled().decide(Object.create(QUESTION), NOW), "wire.malformed"); // what is inherited is not passed
  assert.equal(filled().decide({ __proto__: { module: "x" }, ...QUESTION }, NOW).kind, "hidden");
  assert.equal(filled().decide(Object.assign(Object.create(null), QUESTION), NOW).kind, "hidden");
  assert.equal({}.x, undefined);
  const loud = { ...QUESTION, get creator() { throw new RangeError("of the caller"); } };
  assert.throws(() => filled().decide(loud, NOW), (error) => error instanceof cc.CompassError && error.cause instanceof RangeError);
});

test("objects: freed, foreign, used while in use", () => {
  const log = filled();
  log.free();
  log.free();
  refuses(() => log.decide(QUESTION, NOW), "wasm.freed", { class: "AccessLog" });
  refuses(() => log.length, "wasm.freed");
  refuses(() => cc.AccessLog.prototype.events.call({}), "wasm.freed");
  const disposed = filled();
  disposed[Symbol.dispose]();
  refuses(() => disposed.events(), "wasm.freed");
  const inUse = filled();
  const meddling = { ...SIGNED, get id() { inUse.events(); return "e2"; } };
  assert.throws(() => inUse.record([meddling]), cc.CompassError);
  const freeing = { ...SIGNED, get id() { inUse.free(); return "e2"; } };
  assert.throws(() => inUse.record([freeing]), cc.CompassError);
  assert.throws(() => inUse.events(), cc.CompassError);
});

test("all or none", () => {
  const log = filled();
  refuses(() => log.record([{ ...SIGNED, id: "e2" }, { ...SIGNED, on: "2026-02-01" }]), "access.event.conflict", { event: "e1" });
  refuses(() => log.record([{ ...SIGNED, id: "e2" }, { ...SIGNED, id: "e3", on: "2026-02-30" }]), "time.day.malformed", { index: 1 });
  refuses(() => log.record([{ ...SIGNED, id: "e2", onn: "2026-02-01" }]), "access.event.malformed", { index: 0 });
  refuses(() => log.recordLines(`${JSON.stringify({ ...SIGNED, id: "e2" })}\n\n{}`), "access.event.malformed", { line: 3 });
  assert.equal(log.length, 1);
});

test("answers are plain: objects, null, and the same log again", () => {
  const log = filled();
  const event = { id: "e2", happenedAt: new Date("2026-05-02T10:00:00Z"), creator: "ana", kind: "requested", request: "r1", days: { start: "2026-01-01" } };
  assert.deepEqual(log.record([event, event]), { recorded: 1, duplicates: 1 });
  const [row] = log.requests(new Date(NOW)).requests;
  assert.equal(row.until, null);
  assert.equal(Object.getPrototypeOf(row), Object.prototype);
  assert.equal(row.sentAt, "2026-05-02T10:00:00Z");
  const again = new cc.AccessLog(WORKSPACE);
  again.record(log.events());
  assert.deepEqual(again.events(), log.events());
  const lines = new cc.AccessLog(WORKSPACE);
  assert.equal(lines.recordLines(log.events().map((one) => JSON.stringify(one)).join("\r\n")).recorded, 2);
  assert.equal(lines.length, log.length);
});
