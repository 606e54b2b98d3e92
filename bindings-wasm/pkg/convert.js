// Between values and wire text. The walk copies what JSON can hold and refuses the rest, so that a getter, a proxy or
// a `toJSON` of the caller is asked once, here, and never while the module reads.
import { CompassError } from "./errors.js";

const DEPTH = 64;
const VALUES = 4_000_000;
const LONE = /\p{Surrogate}/u;
const whole = String.prototype.isWellFormed ? (text) => text.isWellFormed() : (text) => !LONE.test(text);

function refuse(argument, what, cause) {
  const facts = { kind: "invalid", code: "wire.malformed", rule: "SRC-10", message: `${argument}: ${what}`, details: { argument } };
  return new CompassError(facts, cause === undefined ? undefined : { cause });
}

function copy(value, depth, walk) {
  if (++walk.values > VALUES) throw refuse(walk.argument, `more than ${VALUES} values in one call`);
  switch (typeof value) {
    case "string":
      if (!whole(value)) throw refuse(walk.argument, "a text with half a surrogate pair is not Unicode");
      return value;
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw refuse(walk.argument, `${value} is no JSON number`);
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw refuse(walk.argument, `${value} is beyond 2^53, so not exact`);
      return value;
    case "object":
      break;
    default:
      throw refuse(walk.argument, `${typeof value} cannot be passed`);
  }
  if (value === null) return null;
  if (depth >= DEPTH) throw refuse(walk.argument, `nested deeper than ${DEPTH}, or cyclic`);
  if (Array.isArray(value)) {
    const list = [];
    for (let at = 0; at < value.length; at += 1) list.push(copy(value[at], depth + 1, walk));
    return list;
  }
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object Date]") {
    const millis = Date.prototype.getTime.call(value);
    return Number.isNaN(millis) ? "Invalid Date" : new Date(millis).toISOString();
  }
  if (tag !== "[object Object]") throw refuse(walk.argument, `expected a plain object, got ${tag.slice(8, -1)}`);
  const plain = Object.create(null); // so that "__proto__" is a key like any other
  for (const key of Object.keys(value)) {
    if (!whole(key)) throw refuse(walk.argument, "a key with half a surrogate pair is not Unicode");
    const inner = value[key];
    if (inner !== undefined) plain[key] = copy(inner, depth + 1, walk);
  }
  return plain;
}

/** A value as JSON; `undefined` as `null`. */
export function toJson(value, argument) {
  try {
    return JSON.stringify(value === undefined ? null : copy(value, 0, { argument, values: 0 }));
  } catch (error) {
    throw error instanceof CompassError ? error : refuse(argument, "it could not be read", error);
  }
}

/** An answer as plain objects. */
export const fromJson = (json) => JSON.parse(json);
