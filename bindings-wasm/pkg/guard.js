// Two states the module's own glue reports badly: not loaded yet, and an object after `free()`.
import { CompassError } from "./errors.js";

let loaded = false;
export const setLoaded = () => { loaded = true; };

function check() {
  if (loaded) return;
  throw new CompassError({ kind: "not_ready", code: "wasm.not_ready", message: "the module is not loaded; expected `await ready()` before the first call" });
}

/** A function that needs the module. */
export const guarded = (call) => (...args) => { check(); return call(...args); };

/** A class that needs the module, and whose objects may have been freed. */
export function guardedClass(Class) {
  for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(Class.prototype))) {
    if (name === "constructor" || name === "free" || name.startsWith("__")) continue;
    for (const part of ["value", "get"]) {
      const call = own[part];
      if (typeof call !== "function") continue;
      own[part] = function (...args) {
        if (this instanceof Class && this.__wbg_ptr) return call.apply(this, args);
        const message = `this ${Class.name} was freed, or is none`;
        throw new CompassError({ kind: "invalid", code: "wasm.freed", message, details: { class: Class.name } });
      };
    }
    Object.defineProperty(Class.prototype, name, own);
  }
  const Guarded = class extends Class {
    constructor(...args) { check(); super(...args); }
    free() { if (this.__wbg_ptr) super.free(); } // twice is once
  };
  if (Symbol.dispose) Guarded.prototype[Symbol.dispose] = Guarded.prototype.free;
  return Object.defineProperty(Guarded, "name", { value: Class.name });
}
