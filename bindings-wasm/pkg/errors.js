/** Every error of the package: match `code`, show `message`. See index.d.ts. */
export class CompassError extends Error {
  constructor({ kind, code, rule = "", message, details = {} }, options) {
    super(message, options);
    this.kind = kind;
    this.code = code;
    this.rule = rule;
    this.details = details;
  }
}
// On the prototype, so that it is no own field of each error.
Object.defineProperty(CompassError.prototype, "name", { value: "CompassError", configurable: true, writable: true });

/** The error a door throws, from its wire form. */
export const compassError = (wire) => new CompassError(JSON.parse(wire));
