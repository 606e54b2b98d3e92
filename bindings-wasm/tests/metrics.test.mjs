// The metric ids of index.d.ts are those that are taken. They are written by `UPDATE=1 cargo test --test architecture`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as cc from "creator-compass";

const types = readFileSync(new URL("../pkg/index.d.ts", import.meta.url), "utf8");
const ids = cc.metrics().map((metric) => metric.name);
const view = new cc.Store({ timeZone: "UTC" }).view("2026-05-20T00:00:00Z");

/** Whether a name is one: the wrong ones are refused. */
function takes(ask) {
  try {
    ask();
    return true;
  } catch (error) {
    assert.equal(error.code, "metric.unknown");
    return false;
  }
}
const measure = (id) => takes(() => view.growth({ subjectKind: "video", subject: "v", measure: id, from: new Date(0), to: new Date(0) }));
const asked = (name) => takes(() => view.trend({ period: "yesterday", metrics: [name] }));

/** The members of a union of the types. */
function union(name) {
  const [, body] = types.match(new RegExp(`export type ${name} =([^;]*);`));
  return [...body.matchAll(/"(\w+)"/g)].map(([, id]) => id);
}

test("the unions of ids are what the calls take", () => {
  assert.deepEqual(union("Measure"), ids.filter(measure));
  assert.deepEqual(union("DerivedMetric"), ids.filter((id) => !measure(id)));
  assert.deepEqual(union("WholeMetric"), ids.filter((id) => !asked(`${id}[live]`)));
});

test("every id is asked by its name, and in all channels or none", () => {
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.ok(asked(id), id);
    const channels = ["live", "video", "card"].map((channel) => asked(`${id}[${channel}]`));
    assert.equal(new Set(channels).size, 1, id);
  }
  assert.ok(!asked("gmv[shop]") && !asked("gmw"));
});
