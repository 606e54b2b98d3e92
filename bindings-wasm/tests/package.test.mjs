// What would be published: the packed files, unpacked elsewhere, load; and the types name what is there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as cc from "creator-compass";
import { COMPLETE, NOW, authorized } from "./filled.mjs";

const types = readFileSync(new URL("../pkg/index.d.ts", import.meta.url), "utf8");
const named = (pattern, text) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();

test("the packed package loads on its own", async (t) => {
  const dir = mkdtempSync(join(tmpdir(), "creator-compass-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", dir, fileURLToPath(new URL("../pkg", import.meta.url))];
  const archive = execFileSync("npm", pack, { encoding: "utf8" }).trim().split("\n").at(-1);
  execFileSync("tar", ["-xzf", join(dir, archive), "-C", dir]);
  const here = (file) => pathToFileURL(join(dir, "package", file));
  const bare = await import(here("index.js")); // as on a host without files or fetch
  const refused = (code) => (error) => error instanceof bare.CompassError && error.code === code;
  assert.throws(() => bare.dayOf("UTC", new Date(0)), refused("wasm.not_ready"));
  assert.throws(() => new bare.AccessLog({ timeZone: "UTC" }), refused("wasm.not_ready"));
  assert.throws(() => bare.initFromBytes(new Uint8Array(8)), refused("wasm.malformed"));
  bare.initFromBytes(new WebAssembly.Module(readFileSync(here("generated/creator_compass_bg.wasm"))));
  assert.equal(bare.dayOf("UTC", new Date(0)), "1970-01-01");
  const packed = await import(here("node.js"));
  assert.equal(packed.dayOf("Asia/Jakarta", "2026-05-10T17:00:00Z"), "2026-05-11");
  assert.deepEqual(Object.keys(packed), Object.keys(cc));
});

test("each public name has a type, each type a name", () => {
  assert.deepEqual(named(/^export (?:function|class|const) (\w+)/gm, types), Object.keys(cc).sort());
});

for (const name of ["AccessLog", "Store", "View", "Ledger", "Room", "Wall"]) {
  test(`each method of ${name} has a type, each type a method`, () => {
    const [, body] = types.match(new RegExp(`export class ${name} \\{([^]*?)\\n\\}`));
    const methods = Object.keys(Object.getOwnPropertyDescriptors(cc[name].prototype));
    const there = methods.filter((method) => method !== "constructor" && !method.startsWith("__"));
    assert.deepEqual(named(/^  (?:readonly )?(?!constructor|private)(\w+)[(:]/gm, body), there.sort());
  });
}

test("answers have the fields of their types", () => {
  const store = authorized();
  store.record([{ id: "e4", happenedAt: "2026-01-01T02:00:00Z", creator: "ben", kind: "contract_signed", on: "2026-01-01" }]);
  const report = store.loadCsv("activity", "day,creator,x\n2026-05-19,ana,1\n?,ana,\n", COMPLETE);
  const view = store.view(NOW);
  const [overview, creators] = [view.overview({ period: "yesterday" }), view.creators({ period: "yesterday" })];
  const trend = view.trend({ period: "yesterday", metrics: ["gmv"] });
  const answers = {
    LoadReport: report, Rejection: report.rejected[0], UnknownField: report.unknownFields[0], Overview: overview, AnswerScope: overview.scope,
    Line: overview.sales[0], HiddenCreator: overview.scope.hidden[0], Period: trend.period, Creators: creators, CreatorLine: creators.authorized[0],
    PendingLine: creators.pending[0], Trend: trend, Series: trend.series[0], Point: trend.series[0].points[0], Watermarks: view.watermarks(),
    Watermark: view.watermarks().feeds[0], Lists: view.lists(), RequestRow: view.lists().authorized[0], "MetricInfo<[^{]+": cc.metrics()[0],
    MetricVersion: cc.metrics()[0].versions[0],
  };
  for (const [name, answer] of Object.entries(answers)) {
    const [, body] = types.match(new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`));
    // What may be missing, as what only some partners have, is there or not.
    const optional = named(/^  readonly (\w+)\?:/gm, body).filter((field) => !(field in answer));
    const expected = named(/^  readonly (\w+)\??:/gm, body).filter((field) => !optional.includes(field));
    assert.deepEqual(expected, Object.keys(answer).sort(), name);
  }
});

test("ready() and loading again do no harm", async () => {
  await cc.ready();
  cc.initFromBytes(readFileSync(new URL("../pkg/generated/creator_compass_bg.wasm", import.meta.url)));
  assert.equal(cc.dayOf("UTC", new Date(0)), "1970-01-01");
});

test("CommonJS", { skip: process.features.require_module ? false : "this Node cannot require() modules" }, () => {
  assert.equal(createRequire(import.meta.url)("creator-compass").dayOf, cc.dayOf);
});

const run = (...args) => execFileSync(process.execPath, args, { cwd: new URL("..", import.meta.url), encoding: "utf8" });

test("the README's examples print what they say", () => {
  const readme = readFileSync(new URL("../pkg/README.md", import.meta.url), "utf8");
  const examples = [...readme.matchAll(/```js\n([^]*?)```/g)];
  assert.equal(examples.length, 3);
  for (const [, code] of examples) {
    const said = run("--input-type=module", "-e", code);
    const expected = [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]);
    assert.deepEqual(said.trim().split("\n"), expected);
  }
});

test("after a trap every call says so", () => {
  const code = `
    import { dayOf, Store } from "creator-compass";
    const store = new Store({ timeZone: "UTC" });
    const stray = Object.create(Store.prototype, { __wbg_ptr: { value: 2 ** 32 - 8, writable: true } });
    const of = (call) => { try { call(); return "none"; } catch (error) { return error.code + " " + error.kind; } };
    console.log(of(() => stray.access()), of(() => dayOf("UTC", new Date(0))), of(() => store.free()));`;
  assert.equal(run("--input-type=module", "-e", code).trim(), "wasm.trapped not_ready wasm.trapped not_ready none");
});

test("the example reads the example agency", () => {
  const said = run("examples/partner-report.mjs");
  assert.match(said, /^Example agency/);
  assert.match(said, /gmv\[live\]/);
  assert.doesNotMatch(said, /undefined|NaN|\[object/);
});
