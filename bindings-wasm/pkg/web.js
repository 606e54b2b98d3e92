// Browsers and bundlers: `await ready()` once. Bundlers recognise `new URL(…, import.meta.url)` and ship the file.
import init from "./generated/creator_compass.js";
import { setLoaded } from "./guard.js";

let pending;

/** Fetches and compiles the module, once; after a failure the next call tries again. */
export function ready(source = new URL("./generated/creator_compass_bg.wasm", import.meta.url)) {
  pending ??= init({ module_or_path: source }).then(setLoaded, (error) => {
    pending = undefined;
    throw error;
  });
  return pending;
}
export * from "./index.js";
