// The metric ids of index.d.ts are those of metrics(). With UPDATE=1 they are written anew.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import * as cc from "creator-compass";

const file = new URL("../pkg/index.d.ts", import.meta.url);
const BLOCK = /(\/\/ Generated from metrics\(\)[^\n]*\n)[^]*?(\/\/ End of what is generated\.)/;
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

function union(about, name, members) {
  const lines = [];
  for (const member of members.map((id) => `"${id}"`)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + member.length < 110) lines[lines.length - 1] = `${line} | ${member}`;
    else lines.push(`  | ${member}`);
  }
  return `/** ${about} */\nexport type ${name} =\n${lines.join("\n")};\n`;
}

test("the unions of ids are fresh", () => {
  const whole = ids.filter((id) => !asked(`${id}[live]`));
  const block = union("What is counted.", "Measure", ids.filter(measure))
    + union("What is computed of measures.", "DerivedMetric", ids.filter((id) => !measure(id)))
    + union("What has no channel, or is about one by itself.", "WholeMetric", whole);
  const types = readFileSync(file, "utf8");
  const fresh = types.replace(BLOCK, (_, head, end) => head + block + end);
  if (process.env.UPDATE) writeFileSync(file, fresh);
  else assert.ok(types === fresh, "the ids in index.d.ts are not those of metrics(); UPDATE=1 writes them");
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
