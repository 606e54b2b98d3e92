// The public names, the same for Node and the web. One block a door.
import * as native from "./generated/creator_compass.js";
import { CompassError } from "./errors.js";
import { guarded, guardedClass, setLoaded } from "./guard.js";

export { CompassError };

// time
export const dayOf = guarded(native.dayOf);
export const dayWindow = guarded(native.dayWindow);
export const retentionStart = guarded(native.retentionStart);
export const resolve = guarded(native.resolve);
export const normalize = guarded(native.normalize);
export const union = guarded(native.union);
export const intersection = guarded(native.intersection);
export const difference = guarded(native.difference);

// money
export const money = guarded(native.money);
export const moneySum = guarded(native.moneySum);

// metrics
export const metrics = guarded(native.metrics);
export const evaluateMetric = guarded(native.evaluateMetric);

// changes
export const decomposeChange = guarded(native.decomposeChange);
export const rising = guarded(native.rising);
export const falling = guarded(native.falling);

// partial answers
export const mergePartials = guarded((...parts) => native.mergePartials(parts));
export const finishPartial = guarded(native.finishPartial);

// privacy
export const Ledger = guardedClass(native.Ledger);

// access
export const AccessLog = guardedClass(native.AccessLog);

// store
export const Store = guardedClass(native.Store);
export const View = guardedClass(native.View);

// lives
export const Room = guardedClass(native.Room);
export const pinBacktest = guarded(native.pinBacktest);
export const Wall = guardedClass(native.Wall);

/** Loads the module from its bytes, or from a compiled `WebAssembly.Module`, at once. */
export function initFromBytes(module) {
  try {
    native.initSync({ module });
  } catch (cause) {
    const message = "these bytes are not the module of this package";
    throw new CompassError({ kind: "malformed", code: "wasm.malformed", message }, { cause });
  }
  setLoaded();
}
