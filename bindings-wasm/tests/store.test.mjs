// The store: what its doors take, what a view is, and how fast it loads.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as cc from "creator-compass";
import { COMPLETE, NOW, OBSERVED, authorized, refuses } from "./filled.mjs";

const CSV = "day,creator,channel,gmv,views\n2026-05-19,ana,live,150000.50,10\n2026-05-19,ana,video,--,\n";
const gmv = (view, metric = "gmv[live]") => view.creators({ period: "yesterday", metrics: [metric] }).authorized[0].lines[0].value;
const known = (value, shown) => ({ kind: "known", value, unit: "money", currency: "IDR", shown });

test("a table as text, as bytes and as rows is the same", () => {
  const rows = [
    { day: "2026-05-19", creator: "ana", channel: "live", gmv: "150000.50", views: 10 },
    { day: "2026-05-19", creator: "ana", channel: "video", gmv: null, views: undefined },
  ];
  const stores = [
    (store) => store.loadCsv("activity", CSV, COMPLETE),
    (store) => store.loadCsv("activity", new TextEncoder().encode(`\ufeff${CSV.replaceAll("\n", "\r\n")}`), COMPLETE),
    (store) => store.loadCsv("activity", new TextEncoder().encode(CSV).buffer, { ...COMPLETE, observedAt: new Date(OBSERVED) }),
    (store) => store.loadRows("activity", rows, COMPLETE),
  ];
  for (const load of stores) {
    const store = authorized();
    const report = load(store);
    assert.deepEqual({ ...report, rejected: [], accepted: 0 }, {
      feed: "activity", file: "activity.csv", accepted: 0, replaced: 0, duplicate: 0, superseded: 0, conflicting: 0,
      rejected: [], unknownFields: [], warnings: [],
    });
    assert.deepEqual(gmv(store.view(NOW)), known("150000.5", "150000.50"));
    assert.equal(load(store).accepted, 0);
  }
});

test("keys of rows are columns, as they are", () => {
  const [row] = authorized().loadRows("activity", [{ day: "2026-05-19", Day: "x", skuOrders: 1, __proto__: null, creator: "ana" }], COMPLETE).unknownFields;
  assert.deepEqual(row, { field: "Day", count: 1 });
  const report = authorized().loadRows("activity", [JSON.parse('{"__proto__":"x","constructor":1,"day":"2026-05-19"}')], COMPLETE);
  assert.deepEqual(report.unknownFields.map(({ field }) => field), ["__proto__", "constructor"]);
});

test("a document as text, as bytes and as an object is the same; text keeps what is not exact", () => {
  const room = (id) => `{"code":0,"data":{"live_stream_sessions":[{"id":${id},"username":"ana","start_time":1747620000,"end_time":1747623600}]}}`;
  const text = room('"7500000000000000001"');
  const reports = [text, new TextEncoder().encode(text), JSON.parse(text)].map((one) => authorized().loadDocument("live_performance_list", one, COMPLETE));
  assert.deepEqual(reports[1], reports[0]);
  assert.deepEqual(reports[2], reports[0]);
  assert.equal(reports[0].feed, "live_list");
  assert.equal(reports[0].accepted, 1);
  const numeric = room("7500000000000000001");
  assert.equal(authorized().loadDocument("live_performance_list", numeric, COMPLETE).accepted, 1);
  refuses(() => authorized().loadDocument("live_performance_list", JSON.parse(numeric), COMPLETE), "wire.malformed", { argument: "document" });
});

test("a view stays as it is", () => {
  const store = authorized();
  const empty = store.view(NOW);
  store.loadCsv("activity", CSV, COMPLETE);
  const first = store.view(NOW);
  const later = { ...COMPLETE, observedAt: "2026-05-20T03:30:00Z" };
  assert.equal(store.loadCsv("activity", CSV.replace("150000.50", "7"), later).replaced, 1);
  store.record([{ id: "e9", happenedAt: "2026-05-20T04:00:00Z", creator: "ana", kind: "revoked", request: "r1" }]);
  assert.deepEqual(gmv(empty), { kind: "undefined", reasons: [{ reason: "absent" }] });
  assert.equal(gmv(first).value, "150000.5");
  assert.equal(gmv(store.view(NOW)).value, "7");
  assert.equal(gmv(store.view(NOW, { knownAt: OBSERVED })).value, "150000.5");
  assert.equal(first.lists().authorized.length, 1);
  assert.equal(store.view(NOW).lists().unauthorized.length, 1);
  store.free(); // a view needs its store no more
  assert.equal(gmv(first).value, "150000.5");
  assert.equal(first.today, "2026-05-20");
});

test("the access log of a store is a copy", () => {
  const store = authorized();
  const log = store.access();
  assert.ok(log instanceof cc.AccessLog);
  assert.equal(log.length, 3);
  log.record(log.command({ kind: "revoke", request: "r1" }, NOW).events);
  assert.equal(store.access().length, 3);
  assert.deepEqual(store.record(log.events()), { recorded: 1, duplicates: 3 });
  assert.equal(store.recordLines(new TextEncoder().encode(JSON.stringify(log.events()[0]))).duplicates, 1);
});

test("a period is a picker, or the plain name of one", () => {
  const store = authorized();
  store.loadCsv("activity", CSV, COMPLETE);
  const view = store.view(NOW);
  for (const ask of ["overview", "creators"]) {
    assert.deepEqual(view[ask]({ period: "last_7_days" }), view[ask]({ period: { kind: "last_7_days" } }));
  }
  assert.deepEqual(view.resolve("product", "last_28_days").days, { start: "2026-04-22", end: "2026-05-20" });
  assert.deepEqual(view.resolve("general", { kind: "day", day: "2026-05-19" }).days, view.resolve("general", "yesterday").days);
  const points = view.trend({ period: "yesterday", metrics: ["gmv[live]", "views[live]"] }).series.map((series) => series.points);
  assert.deepEqual(points.flat().map(({ day, value }) => [day, value.value]), [["2026-05-19", "150000.5"], ["2026-05-19", 10]]);
  assert.deepEqual(view.watermarks(), { partialFrom: "2026-05-20", feeds: [{ feed: "activity", partialFrom: "2026-05-20" }] });
  assert.equal(view.decide({ creator: "ana", module: "live", grain: "aggregate", day: "2026-05-19" }).kind, "visible");
  refuses(() => view.overview({ period: "last_28_days" }), "time.picker.not_offered");
});

test("how much a counter grew", () => {
  const store = authorized();
  const look = (at, value) => ({ subject_kind: "creator", subject: "ana", measure: "followers", observed_at: new Date(at), value });
  assert.equal(store.loadRows("observations", [look("2026-05-18T00:00:00Z", "1.2K"), look("2026-05-19T00:00:00Z", 1450)], COMPLETE).accepted, 2);
  const ask = { subjectKind: "creator", subject: "ana", measure: "followers", from: new Date("2026-05-17"), to: "2026-05-20T00:00:00Z" };
  const { kind, low, high } = store.view(NOW).growth(ask);
  assert.ok(kind === "known" && low <= 250 && high >= 250 && low > 100 && high < 400);
});

test("100 000 rows", (t) => {
  const cells = Array.from({ length: 100_000 }, (_, i) => [`2026-05-${1 + (i % 19)}`.replace(/-(\d)$/, "-0$1"), "ana", "video", `v${Math.floor(i / 19)}`, i % 1000, `${i % 977}.50`]);
  const [head, options] = [["day", "creator", "channel", "video", "views", "gmv"], { observedAt: OBSERVED }];
  const timed = (name, load) => {
    const store = authorized();
    const start = performance.now();
    assert.equal(load(store).accepted, cells.length);
    t.diagnostic(`${name}: ${Math.round(performance.now() - start)} ms`);
    return store;
  };
  const csv = [head, ...cells].map((row) => row.join(",")).join("\n");
  const rows = cells.map((row) => Object.fromEntries(row.map((cell, at) => [head[at], cell])));
  const store = timed("loadCsv", (one) => one.loadCsv("activity", csv, options));
  timed("loadRows", (one) => one.loadRows("activity", rows, options)).free();
  const start = performance.now();
  assert.equal(store.view(NOW).creators({ period: "last_7_days", metrics: ["gmv[video]"] }).authorized[0].lines[0].value.kind, "known");
  t.diagnostic(`creators: ${Math.round(performance.now() - start)} ms`);
});

test("what is said is typed, whatever is passed", () => {
  const values = [undefined, null, NaN, 1, 1n, 0.5, true, Symbol("x"), () => 1, [], [1], {}, new Map(), new Date(NaN), new Float64Array(1),
    new DataView(new ArrayBuffer(1)), Promise.resolve(), Object("x"), new Proxy({}, {}), globalThis, { [Symbol.toStringTag]: "Uint8Array" }];
  const store = authorized();
  const view = store.view(NOW);
  for (const value of [...values, "", "x"]) {
    const calls = [
      () => new cc.Store(value),
      () => store.loadCsv(value, CSV, COMPLETE),
      () => store.loadCsv("activity", CSV, value),
      () => store.loadDocument(value, "{}", COMPLETE),
      () => store.loadDocument("live_performance_list", value, COMPLETE),
      () => store.loadRows("nope", value, COMPLETE),
      () => store.record([value]),
      () => store.view(value),
      () => view.resolve(value, "yesterday"),
      () => view.resolve("general", value),
      () => view.decide(value),
      () => view.overview(value),
      () => view.overview({ period: value }),
      () => view.creators({ period: "yesterday", metrics: [value] }),
      () => view.trend({ period: "yesterday", metrics: [value] }),
      () => view.growth(value),
      () => view.query(value),
      () => view.query({ period: value, metrics: ["gmv"] }),
      () => view.query({ period: "yesterday", metrics: [value] }),
      () => view.query({ period: "yesterday", metrics: ["gmv"], groupBy: [value] }),
      () => view.query({ period: "yesterday", metrics: ["gmv"], sort: [value] }),
    ];
    for (const call of calls) assert.throws(call, cc.CompassError, `${call} of ${typeof value} ${Object.prototype.toString.call(value)}`);
    if (typeof value !== "string") assert.throws(() => store.loadCsv("creators", value, COMPLETE), cc.CompassError);
    if (typeof value !== "string") assert.throws(() => store.recordLines(value), cc.CompassError);
    if (!Array.isArray(value) || value.length) assert.throws(() => store.loadRows("activity", value, COMPLETE), cc.CompassError);
  }
  assert.equal(store.access().length, 3);
});

test("hostile loads: the store is as it was", () => {
  const store = authorized();
  store.loadCsv("activity", CSV, COMPLETE);
  const row = { day: "2026-05-19", creator: "ana", channel: "card" };
  for (const gmv of [NaN, Infinity, 2 ** 53, 1e300, 1n, "\ud800", new Map()]) {
    refuses(() => store.loadRows("activity", [row, { ...row, gmv }], COMPLETE), "wire.malformed", { argument: "rows", index: 1, column: "gmv" });
  }
  for (const gmv of [0.1, 1e-7, 150000.5]) {
    const [rejected] = store.loadRows("activity", [{ ...row, product: "p1" }, { ...row, gmv }], COMPLETE).rejected;
    assert.deepEqual([rejected.row, rejected.column, rejected.code], [2, "gmv", "source.field.type"]);
    assert.match(rejected.expected, /write amounts as text/);
  }
  assert.equal(store.loadRows("activity", [{ ...row, gmv: true }, { ...row, gmv: ["1"] }, { ...row, day: 1 }], COMPLETE).rejected.length, 3);
  refuses(() => store.loadRows("activity", [row, { ...row, gmv: true }], { ...COMPLETE, strict: true }), "store.load.rejected", { row: 2, column: "gmv" });
  refuses(() => store.loadCsv("activity", "day,day\n", COMPLETE), "source.column.repeated");
  refuses(() => store.loadCsv("orders", "", COMPLETE), "source.column.missing");
  refuses(() => store.loadCsv("activity", "\ud800", COMPLETE), "wire.malformed", { argument: "text" });
  refuses(() => store.loadCsv("activity", new Uint8Array([0xff, 0xfe]), COMPLETE), "wire.malformed", { argument: "text" });
  refuses(() => store.loadDocument("live_performance_list", "[".repeat(1e6), COMPLETE), "source.json.malformed");
  refuses(() => store.loadDocument("live_performance_list", "{", COMPLETE), "source.json.malformed");
  refuses(() => store.loadDocument("video_performance_list", '{"code":0,"data":{}}', { observedAt: OBSERVED }), "source.window.missing");
  refuses(() => store.loadDocument("live_performance_list", { code: 105005, message: "Access denied" }, COMPLETE), "source.answer.error");
  refuses(() => store.loadCsv("activity", CSV, { ...COMPLETE, observedAT: OBSERVED }), "wire.malformed", { argument: "options" });
  refuses(() => store.loadCsv("activity", CSV, { observedAt: "2026-05-20" }), "time.instant.malformed");
  refuses(() => store.loadCsv("activity", CSV, { ...COMPLETE, window: { start: "2026-05-20", end: "2026-05-19" } }), "time.window.inverted");
  refuses(() => store.record([{ id: "e9" }]), "access.event.malformed", { index: 0 });
  const loud = [{ ...row, get gmv() { store.access(); return "1"; } }];
  assert.throws(() => store.loadRows("activity", loud, COMPLETE), cc.CompassError);
  const [ask, options] = [(metrics) => () => store.view(NOW).creators({ period: "yesterday", metrics }), ["gmw", "gmv", "gmv"]];
  refuses(ask(options.slice(0, 1)), "metric.unknown", { nearest: "gmv" });
  refuses(ask(options.slice(1)), "metric.repeated");
  assert.equal(gmv(store.view(NOW)).value, "150000.5");
});

test("a text of any length, and values up to a limit", () => {
  const list = `{"code":0,"data":{"live_stream_sessions":[],"more":[${"0,".repeat(4e6)}0]}}`;
  assert.equal(authorized().loadDocument("live_performance_list", list, COMPLETE).accepted, 0);
  assert.equal(authorized().loadCsv("creators", `creator,name\nana,${"x".repeat(50e6)}`, COMPLETE).accepted, 1);
  refuses(() => authorized().loadRows("creators", new Array(4e6).fill(null), COMPLETE), "wire.malformed");
});

test("objects: made by the module, freed, foreign", () => {
  const store = authorized();
  const view = store.view(NOW);
  assert.ok(view instanceof cc.View && store instanceof cc.Store && store.constructor === cc.Store);
  view[Symbol.dispose]();
  view.free();
  refuses(() => view.today, "wasm.freed", { class: "View" });
  refuses(() => view.overview({ period: "yesterday" }), "wasm.freed");
  refuses(() => new cc.View().today, "wasm.freed");
  refuses(() => cc.View.prototype.lists.call(store), "wasm.freed");
  store.free();
  refuses(() => store.loadCsv("activity", CSV, COMPLETE), "wasm.freed", { class: "Store" });
});

test("a store is kept as bytes, and forgets a creator", () => {
  const store = authorized();
  store.loadCsv("activity", CSV, COMPLETE);
  const kept = store.save();
  const opened = cc.Store.open(kept);
  assert.deepEqual(opened.save(), kept);
  assert.deepEqual(gmv(opened.view(NOW)), gmv(store.view(NOW)));
  const damaged = kept.slice();
  damaged[40] ^= 1;
  for (const [bytes, code] of [[damaged, "store.open.checksum"], [kept.slice(0, -1), "store.open.length"], [new Uint8Array(2), "store.open.foreign"]]) {
    assert.throws(() => cc.Store.open(bytes), { kind: "malformed", code });
  }
  const other = authorized();
  other.merge(opened);
  assert.deepEqual(other.save(), kept);
  assert.equal(opened.forget("ana").rows > 0, true);
  assert.equal(opened.forget("ana").rows, 0);
});
