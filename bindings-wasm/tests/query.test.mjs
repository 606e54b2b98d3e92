// Queries: what an answer looks like, and what nobody should ask.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as cc from "creator-compass";
import { COMPLETE, NOW, authorized, refuses } from "./filled.mjs";

const FINE = { period: "yesterday", metrics: ["gmv"] };
const filled = () => {
  const store = authorized();
  store.loadCsv("activity", "day,creator,channel,gmv,views\n2026-05-19,ana,live,150000.50,10\n", COMPLETE);
  return store.view(NOW);
};

test("an answer has the shape of its types", () => {
  const ask = { ...FINE, period: { kind: "day", day: "2026-05-19" }, groupBy: ["creator", "channel"], compare: true, search: "AN", limit: 1 };
  const answer = filled().query(ask);
  assert.deepEqual(Object.keys(answer).sort(), ["groupBy", "leftOut", "metrics", "rows", "scope", "total"]);
  assert.equal(answer.total, 1);
  const [row] = answer.rows;
  assert.deepEqual(row.key, { creator: "ana", channel: "live" });
  assert.deepEqual([row.name, row.hidden], [null, []]);
  assert.deepEqual(Object.keys(row.lines[0]).sort(), ["change", "metric", "previous", "relativeChange", "value"]);
  assert.equal(row.lines[0].value.value, "150000.5");
  assert.deepEqual(Object.keys(filled().query(FINE).rows[0].lines[0]).sort(), ["metric", "value"]);
});

test("fields of the wrong type, and fields nobody knows", () => {
  const view = filled();
  const wrong = {
    period: [undefined, null, 5, "moon", "", [], {}, { kind: "day" }, NaN],
    metrics: [null, 5, "gmv", {}, [null], [5], [["gmv"]], ["\ud800"], [Symbol("gmv")]],
    groupBy: [null, "day", 5, [null], [5], { day: 1 }, [1n]],
    filter: [5, "ana", [], { creator: ["ana"] }, { creators: "ana" }, { creators: [5] }, { channels: [null] }, { affiliation: 5 }, new Map()],
    compare: [null, 1, "yes", []],
    sort: ["gmv", { by: "gmv" }, ["gmv"], [{}], [["gmv"]], [["gmv", "ascending"]], [{ by: 5 }], [{ by: "gmv", descending: true }]],
    search: [5, [], {}, new Uint8Array(1)],
    top: [-1, 0.5, NaN, Infinity, "1", 2 ** 53, true, 1n],
    offset: [null, -1, 0.5, "1", 2 ** 53],
    limit: [-1, 1.5, "1", []],
    screen: [5, []],
    module: [5, {}],
    group_by: [[]],
    now: [NOW],
  };
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) refuses(() => view.query({ ...FINE, [field]: value }), "wire.malformed", { argument: "ask" });
  }
  refuses(() => view.query([{ kind: "yesterday" }, null, null, [], ["gmv"]]), "wire.malformed", { argument: "ask" });
  const cyclic = { ...FINE };
  cyclic.filter = cyclic;
  refuses(() => view.query(cyclic), "wire.malformed", { argument: "ask" });
  const loud = { ...FINE, get metrics() { throw new RangeError("of the caller"); } };
  assert.throws(() => view.query(loud), (error) => error instanceof cc.CompassError && error.cause instanceof RangeError);
  assert.equal(view.query(FINE).total, 1);
});

test("questions that cannot be asked", () => {
  const view = filled();
  const refused = [
    ["query.metrics.empty", { metrics: [] }],
    ["metric.unknown", { metrics: ["gvm"] }],
    ["metric.repeated", { metrics: ["gmv", "gmv"] }],
    ["query.name.unknown", { groupBy: ["year"] }],
    ["query.name.unknown", { groupBy: ["x".repeat(1e6)] }],
    ["query.name.unknown", { filter: { channels: ["tv"] } }],
    ["query.name.unknown", { filter: { affiliation: "none" } }],
    ["query.name.unknown", { sort: [{ by: "gmv", order: "up" }] }],
    ["query.group.repeated", { groupBy: ["day", "day"] }],
    ["query.group.two_times", { groupBy: ["day", "week"] }],
    ["query.sort.unknown", { sort: [{ by: "views" }] }],
    ["query.channel.grouped", { metrics: ["gmv[live]"], groupBy: ["channel"] }],
    ["query.compare.by_time", { groupBy: ["day"], compare: true }],
    ["value.id.invalid", { filter: { creators: [""] } }],
    ["value.id.invalid", { filter: { products: ["x".repeat(1e6)] } }],
    ["access.module.unknown", { module: "moon" }],
    ["time.screen.unknown", { screen: "moon" }],
  ];
  for (const [code, changed] of refused) refuses(() => view.query({ ...FINE, ...changed }), code);
});

test("lists that are huge, and pages beyond the end", () => {
  const view = filled();
  refuses(() => view.query({ ...FINE, filter: { creators: new Array(4e6).fill("a") } }), "wire.malformed", { argument: "ask" });
  const many = view.query({ ...FINE, groupBy: ["creator"], filter: { creators: new Array(1e5).fill("ana") } });
  assert.deepEqual(many.rows.map(({ key }) => key), [{ creator: "ana" }]);
  assert.deepEqual(view.query({ ...FINE, groupBy: ["creator"], filter: { creators: [] } }).rows, []);
  // In the module counts of rows have 32 bits.
  assert.deepEqual(view.query({ ...FINE, groupBy: ["creator"], top: 2 ** 32 - 1, offset: 2 ** 32 - 1 }).rows, []);
});
