// Every vector of the repository, through the public package.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as cc from "creator-compass";
import { matches, operations, run } from "./vectors.mjs";

const root = new URL("../../tests/vectors/", import.meta.url);
const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".json")).sort();
const table = operations(cc);

test("there are vectors", () => assert.ok(files.length > 0));

for (const file of files) {
  const vectors = JSON.parse(readFileSync(new URL(file, root), "utf8"));
  test(`${file}: ${vectors.length} vectors`, () => assert.equal(run(cc, table, vectors).join("\n"), ""));
}

test("the comparison itself", () => {
  assert.ok(matches({ a: [1, { b: null }] }, { a: [1, { b: null, c: 2 }], d: 3 }));
  for (const other of [{}, null, { a: [1] }, { a: [1, {}] }, { a: [1, { b: 0 }] }, { a: { 0: 1, 1: { b: null } } }]) {
    assert.ok(!matches({ a: [1, { b: null }] }, other), JSON.stringify(other));
  }
  const unknown = { op: "time.unheard_of", about: "an operation nobody knows", input: {}, output: {} };
  assert.equal(run(cc, table, [unknown]).length, 1);
});
