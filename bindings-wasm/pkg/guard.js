// States the module's own glue reports badly: not loaded yet, broken by a trap, and an object after `free()`.
import { CompassError } from "./errors.js";

let loaded = false;
let broken;
export const setLoaded = () => { loaded = true; };

function run(call, self, args) {
  if (!loaded) throw new CompassError({ kind: "not_ready", code: "wasm.not_ready", message: "the module is not loaded; expected `await ready()` before the first call" });
  try {
    if (!broken) return Reflect.apply(call, self, args);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    broken = error; // a trap leaves the module's memory as it was in the middle of the call
  }
  const message = "the module ran out of its 4 GiB of memory, or met a fault: it needs a new page or process";
  throw new CompassError({ kind: "not_ready", code: "wasm.trapped", message }, { cause: broken });
}

/** A function that needs the module. */
export const guarded = (call) => (...args) => run(call, undefined, args);

/**
 * A class that needs the module, and whose objects may have been freed. Its prototype stays the module's own, so that
 * objects which the module makes are of the class too.
 */
export function guardedClass(Class) {
  const methods = Class.prototype;
  for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(methods))) {
    if (name === "constructor" || name === "free" || name.startsWith("__")) continue;
    for (const part of ["value", "get"]) {
      const call = own[part];
      if (typeof call !== "function") continue;
      own[part] = function (...args) {
        if (this instanceof Class && this.__wbg_ptr) return run(call, this, args);
        const message = `this ${Class.name} was freed, or is none`;
        throw new CompassError({ kind: "invalid", code: "wasm.freed", message, details: { class: Class.name } });
      };
    }
    Object.defineProperty(methods, name, own);
  }
  const { open } = Class; // a static call that makes an object
  if (open) Class.open = (...args) => run(open, Class, args);
  const { free } = methods;
  methods.free = function () { if (this.__wbg_ptr && !broken) run(free, this, []); }; // twice is once
  if (Symbol.dispose) methods[Symbol.dispose] = methods.free;
  methods.constructor = new Proxy(Class, { construct: (target, args, made) => run(Reflect.construct, undefined, [target, args, made]) });
  return methods.constructor;
}
