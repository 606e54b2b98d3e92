// Between values and wire text. The walk copies what JSON can hold and refuses the rest, so that a getter, a proxy or
// a `toJSON` of the caller is asked once, here, and never while the module reads. Texts cross as they are.
import { CompassError } from "./errors.js";

const DEPTH = 64;
const VALUES = 4_000_000;
const LONE = /\p{Surrogate}/u;
const whole = String.prototype.isWellFormed ? (text) => text.isWellFormed() : (text) => !LONE.test(text);
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

function refuse({ argument, place }, what, cause) {
  const facts = { kind: "invalid", code: "wire.malformed", rule: "SRC-10", message: `${argument}: ${what}`, details: { argument, ...place } };
  return new CompassError(facts, cause === undefined ? undefined : { cause });
}

function copy(value, depth, walk) {
  if (++walk.values > VALUES) throw refuse(walk, `more than ${VALUES} values in one call`);
  switch (typeof value) {
    case "string":
      if (!whole(value)) throw refuse(walk, "a text with half a surrogate pair is not Unicode");
      return value;
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw refuse(walk, `${value} is no JSON number`);
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw refuse(walk, `${value} is beyond 2^53, so not exact: write it as text`);
      return value;
    case "object":
      break;
    default:
      throw refuse(walk, `${typeof value} cannot be passed`);
  }
  if (value === null) return null;
  if (depth >= DEPTH) throw refuse(walk, `nested deeper than ${DEPTH}, or cyclic`);
  if (Array.isArray(value)) {
    const list = [];
    for (let at = 0; at < value.length; at += 1) {
      if (depth === 0) walk.place = { index: at };
      list.push(copy(value[at], depth + 1, walk));
    }
    return list;
  }
  const tag = tagOf(value);
  if (tag === "Date") {
    const millis = Date.prototype.getTime.call(value);
    return Number.isNaN(millis) ? "Invalid Date" : new Date(millis).toISOString();
  }
  if (tag !== "Object") throw refuse(walk, `expected a plain object, got ${tag}`);
  const plain = Object.create(null); // so that "__proto__" is a key like any other
  for (const key of Object.keys(value)) {
    if (!whole(key)) throw refuse(walk, "a key with half a surrogate pair is not Unicode");
    if (walk.rows && walk.place && depth === 1) walk.place.column = key;
    const inner = value[key];
    if (inner !== undefined) plain[key] = copy(inner, depth + 1, walk);
  }
  return plain;
}

/** Calls a reader; what it throws is typed. */
function typed(argument, read, rows = false) {
  const walk = { argument, values: 0, rows };
  try {
    return read(walk);
  } catch (error) {
    throw error instanceof CompassError ? error : refuse(walk, "it could not be read", error);
  }
}

const isBytes = (value) => ["Uint8Array", "ArrayBuffer"].includes(tagOf(value));

function readText(value, walk) {
  if (typeof value === "string") return copy(value, 0, walk);
  if (!isBytes(value)) throw refuse(walk, `expected a text or its bytes, got ${tagOf(value)}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(value);
  } catch (error) {
    throw refuse(walk, "these bytes are no UTF-8 text", error);
  }
}

/** A value as JSON; `undefined` as `null`. */
export const toJson = (value, argument) =>
  typed(argument, (walk) => JSON.stringify(value === undefined ? null : copy(value, 0, walk)));

/** Rows of named cells as JSON; an error says in which column. */
export const toRows = (value, argument) => typed(argument, (walk) => JSON.stringify(copy(value, 0, walk)), true);

/** A text, or UTF-8 bytes, as a text. */
export const toText = (value, argument) => typed(argument, (walk) => readText(value, walk));

/** A document as its text: given so, as bytes, or as the object it was read into. */
export const toDocument = (value, argument) =>
  typed(argument, (walk) => (tagOf(value) === "Object" ? JSON.stringify(copy(value, 0, walk)) : readText(value, walk)));

function readBytes(value, walk) {
  if (!isBytes(value)) throw refuse(walk, `expected a Uint8Array, got ${tagOf(value)}`);
  return Uint8Array.from(new Uint8Array(value)); // a copy that no caller changes
}

/** Bytes as they are. */
export const toBytes = (value, argument) => typed(argument, (walk) => readBytes(value, walk));

/** A list of bytes as one run: the length of each in four bytes, then the bytes. */
export const toParts = (value, argument) =>
  typed(argument, (walk) => {
    if (!Array.isArray(value)) throw refuse(walk, `expected a list, got ${tagOf(value)}`);
    const parts = Array.from(value, (part) => readBytes(part, walk));
    const run = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
    let at = 0;
    for (const part of parts) {
      new DataView(run.buffer).setUint32(at, part.length, true);
      run.set(part, at + 4);
      at += 4 + part.length;
    }
    return run;
  });

/** An answer as plain objects. */
export const fromJson = (json) => JSON.parse(json);
