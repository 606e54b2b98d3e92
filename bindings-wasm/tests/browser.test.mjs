// The package as a page loads it: no bundler, an import map, a static server, headless Chromium.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";

const ROOT = new URL("../../", import.meta.url);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));
const skip = executablePath ? false : "no Chromium found: apt-get install chromium, or set CHROMIUM to its path";
if (skip) console.error(`browser test skipped: ${skip}`);

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const PAGE = `<!doctype html><meta charset="utf-8"><title>creator-compass</title><link rel="icon" href="data:,">
<script type="importmap">{"imports":{"creator-compass":"/bindings-wasm/pkg/web.js"}}</script>`;

/** Serves the page, the package, and the vectors, and nothing else of the repository. */
function serve(request, response) {
  const path = new URL(request.url, "http://page").pathname;
  response.setHeader("content-type", TYPES[extname(path)] ?? "text/html");
  const allowed = /^\/(bindings-wasm\/(pkg|tests)|tests\/vectors)\/[\w/.-]+$/.test(path) && existsSync(new URL(`.${path}`, ROOT));
  if (!allowed && path !== "/") response.statusCode = 404;
  response.end(allowed ? readFileSync(new URL(`.${path}`, ROOT)) : PAGE);
}

/** Runs in the page. */
async function inPage(files) {
  const cc = await import("creator-compass");
  const { operations, run } = await import("/bindings-wasm/tests/vectors.mjs");
  let early;
  try { cc.dayOf("Asia/Jakarta", new Date(0)); } catch (error) { early = error; }
  await Promise.all([cc.ready(), cc.ready()]);
  const failures = [];
  let count = 0;
  for (const file of files) {
    const vectors = await (await fetch(`/tests/vectors/${file}`)).json();
    failures.push(...run(cc, operations(cc), vectors));
    count += vectors.length;
  }
  const store = new cc.Store({ timeZone: "Asia/Jakarta", currency: "IDR" });
  const head = { happenedAt: "2026-01-01T02:00:00Z", creator: "ana" };
  store.record([
    { ...head, id: "e1", kind: "contract_signed", on: "2026-01-01" },
    { ...head, id: "e2", kind: "requested", request: "r1", days: { start: "2026-01-01" } },
    { ...head, id: "e3", kind: "authorized", request: "r1", happenedAt: "2026-01-02T02:00:00Z" },
  ]);
  const csv = await new Blob(["day,creator,channel,gmv\n2026-05-19,ana,live,150000\n"]).arrayBuffer(); // as a file input gives it
  const { accepted } = store.loadCsv("activity", csv, { observedAt: new Date("2026-05-20T03:00:00Z"), file: "activity.csv" });
  const view = store.view("2026-05-20T12:00:00+07:00");
  store.free();
  const [gmv] = view.overview({ period: "yesterday" }).sales.filter((line) => line.metric === "gmv[live]");
  return { early: early instanceof cc.CompassError && early.code, failures, count, accepted, gmv: gmv.value, today: view.today, day: cc.dayOf("Asia/Jakarta", new Date(0)) };
}

test("a page", { skip, timeout: 120_000 }, async (t) => {
  const server = createServer(serve).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const errors = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const files = readdirSync(new URL("tests/vectors/", ROOT), { recursive: true }).filter((name) => name.endsWith(".json"));
  const result = await page.evaluate(inPage, files);
  assert.ok(result.count > 0);
  assert.equal(result.early, "wasm.not_ready");
  assert.equal(result.day, "1970-01-01");
  assert.equal(result.today, "2026-05-20");
  assert.equal(result.accepted, 1);
  assert.deepEqual(result.gmv, { kind: "known", value: "150000", unit: "money", currency: "IDR", shown: "150000.00" });
  assert.deepEqual(errors, []);
  assert.equal(result.failures.join("\n"), "");
});
