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

test("each method of the log has a type, each type a method", () => {
  const [, body] = types.match(/export class AccessLog \{([^]*?)\n\}/);
  const methods = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(cc.AccessLog.prototype)));
  const there = methods.filter((name) => name !== "constructor" && !name.startsWith("__"));
  assert.deepEqual(named(/^  (?:readonly )?(?!constructor)(\w+)[(:]/gm, body), there.sort());
});

test("ready() and loading again do no harm", async () => {
  await cc.ready();
  cc.initFromBytes(readFileSync(new URL("../pkg/generated/creator_compass_bg.wasm", import.meta.url)));
  assert.equal(cc.dayOf("UTC", new Date(0)), "1970-01-01");
});

test("CommonJS", { skip: process.features.require_module ? false : "this Node cannot require() modules" }, () => {
  assert.equal(createRequire(import.meta.url)("creator-compass").dayOf, cc.dayOf);
});

test("the README's example prints what it says", () => {
  const readme = readFileSync(new URL("../pkg/README.md", import.meta.url), "utf8");
  const [, code] = readme.match(/```js\n([^]*?)```/);
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: new URL("..", import.meta.url), encoding: "utf8" });
  const expected = [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]);
  assert.deepEqual(said.trim().split("\n"), expected);
});
