// Node: the module is compiled at import, synchronously. `ready()` is there so that one source runs everywhere.
import { readFileSync } from "node:fs";
import { initFromBytes } from "./index.js";

initFromBytes(readFileSync(new URL("./generated/creator_compass_bg.wasm", import.meta.url)));

export const ready = () => Promise.resolve();
export * from "./index.js";
