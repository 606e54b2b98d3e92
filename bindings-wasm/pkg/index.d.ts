/// <reference lib="esnext.disposable" />

/** RFC 3339, or a `Date`. Answers are always UTC: `"2026-05-01T10:00:00Z"`. */
export type Instant = string | Date;
/** `YYYY-MM-DD`, 1970-01-01 to 9999-12-31. */
export type Day = string;

/** Days `[start, end)`; without an end for ever. */
export interface Window {
  readonly start: Day;
  readonly end: Day | null;
}
/** As {@link Window}; an end left out is none. */
export interface WindowInput {
  readonly start: Day;
  readonly end?: Day | null;
}

// ── The module ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Loads the module. Needed once before the first call in browsers; does nothing in Node, where it is loaded at import.
 * In browsers another place to load from, or a response, may be given.
 */
export function ready(source?: string | URL | Request | Response | Promise<Response>): Promise<void>;
/** Loads the module at once, for hosts without `fetch` or files. Does nothing when it is loaded already. */
export function initFromBytes(module: BufferSource | WebAssembly.Module): void;

// ── Errors ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `invalid`: a bad argument. `conflict`: the state forbids it. `refused`: the policy does. */
export type ErrorKind = "invalid" | "conflict" | "refused" | "not_ready" | "malformed";
/** A value of plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The facts of an error as a plain object, as a bulk request reports them. */
export interface ErrorFacts {
  readonly kind: ErrorKind;
  /** Dotted and permanent: match this. */
  readonly code: string;
  /** The rule behind it, or empty. */
  readonly rule: string;
  /** For people; may change. */
  readonly message: string;
  /** Names, values and expectations. */
  readonly details: { readonly [name: string]: Json };
}

/** Every error this package throws. */
export class CompassError extends Error implements ErrorFacts {
  constructor(
    facts: Pick<ErrorFacts, "kind" | "code" | "message"> & Partial<ErrorFacts>,
    options?: { cause?: unknown },
  );
  readonly name: "CompassError";
  readonly kind: ErrorKind;
  readonly code: string;
  readonly rule: string;
  readonly details: { readonly [name: string]: Json };
}

// ── Workspace ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type WeekDay = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
export type Module = "overview" | "live" | "creator" | "video" | "product";
/** Totals of a finished day, or what is on air. */
export type Grain = "realtime" | "aggregate";

/** Where a policy differs from the rules' defaults; what is left out keeps them. */
export interface Policy {
  /** 30 */
  readonly longestPeriodDays?: number | null;
  /** 6 */
  readonly retentionMonths?: number | null;
  /** `"monday"` */
  readonly weekStart?: WeekDay | null;
  /** 7 */
  readonly answerDays?: number | null;
  /** `["US"]` */
  readonly restrictedRegions?: readonly string[] | null;
  /** Which modules contract windows bound: all. */
  readonly contractBounds?: { readonly [module in Module]?: boolean | null } | null;
  /** false */
  readonly uvOnCustomPeriod?: boolean | null;
  /** 2 */
  readonly trendMetrics?: number | null;
  /** 5 */
  readonly liveScreenRooms?: number | null;
  /** 16 */
  readonly dashboardMetrics?: number | null;
  /** 1000 */
  readonly profileUsersOver?: number | null;
}

/** A partner in one role and one market. */
export interface Workspace {
  readonly id?: string | null;
  /** An IANA zone. */
  readonly timeZone: string;
  /** ISO 4217; `"USD"` if left out. */
  readonly currency?: string | null;
  /** Whether the partner is of the L2L kind. */
  readonly l2l?: boolean;
  readonly policy?: Policy | null;
}

// ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The day an instant belongs to in a zone. */
export function dayOf(timeZone: string, instant: Instant): Day;
/** All instants of a day in a zone. A day may have 23 or 24.5 hours; a day that a zone skipped has 0. */
export function dayWindow(timeZone: string, day: Day): DayWindow;
export interface DayWindow {
  readonly start: string;
  readonly end: string;
  readonly hours: number;
}
/** The first day that all modules still give at a moment. */
export function retentionStart(timeZone: string, now: Instant, policy?: Policy | null): Day;

/** What a person picked. */
export type Picker =
  | { readonly kind: "yesterday" }
  | { readonly kind: "last_7_days" }
  | { readonly kind: "last_28_days" }
  | { readonly kind: "day"; readonly day: Day }
  /** The week of any day in it. */
  | { readonly kind: "week"; readonly day: Day }
  /** `YYYY-MM` */
  | { readonly kind: "month"; readonly month: string }
  /** Days `[start, end)`. */
  | { readonly kind: "custom"; readonly start: Day; readonly end: Day };

/** Product screens offer other pickers than all others. */
export type Screen = "general" | "product";

export interface PeriodPick {
  readonly timeZone: string;
  readonly now: Instant;
  readonly screen: Screen;
  readonly picker: Picker;
  readonly policy?: Policy | null;
}

export interface Period {
  readonly picker: Picker["kind"];
  readonly days: Window;
  /** The cycle it is compared with. */
  readonly previous: Window;
}

/**
 * The period a picker means on a screen at a moment.
 *
 * Refused with `time.picker.not_offered`, `time.period.empty`, `time.period.too_long`, `time.period.out_of_retention` or
 * `time.period.not_finished`; where it helps, `details.allowed` holds the windows that could be asked instead.
 */
export function resolve(pick: PeriodPick): Period;

/** Windows sorted, disjoint, touching ones joined, empty ones dropped. */
export function normalize(windows: readonly WindowInput[]): Window[];
/** All days in either. */
export function union(a: readonly WindowInput[], b: readonly WindowInput[]): Window[];
/** All days in both. */
export function intersection(a: readonly WindowInput[], b: readonly WindowInput[]): Window[];
/** All days of `a` that are not in `b`. */
export function difference(a: readonly WindowInput[], b: readonly WindowInput[]): Window[];

// ── Money ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An amount as documents write it: text, since a JavaScript number is not exact. */
export interface MoneyInput {
  readonly amount: string;
  readonly currency: string;
  readonly shown?: never;
}
export interface Money {
  readonly amount: string;
  readonly currency: string;
  /** Rounded half-even to the minor unit. */
  readonly shown: string;
}
/** Reads an amount, to the millionth. */
export function money(amount: string, currency: string): Money;
/** Adds amounts of one currency, exactly. */
export function moneySum(amounts: readonly MoneyInput[]): Money;

// ── Access ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a request covers. */
export type Scope = { readonly kind: "creator" } | { readonly kind: "room"; readonly room: string };

interface EventHead<T> {
  readonly id: string;
  readonly happenedAt: T;
  readonly creator: string;
}
type EventBody =
  | { readonly kind: "contract_signed"; readonly on: Day }
  /** `on` is the first day outside. */
  | { readonly kind: "contract_ended"; readonly on: Day }
  | { readonly kind: "authorized"; readonly request: string }
  | { readonly kind: "declined"; readonly request: string }
  | { readonly kind: "revoked"; readonly request: string }
  | { readonly kind: "region_declared"; readonly region: string };

/** An event of the log, as it comes out. */
export type AccessEvent = EventHead<string> & { readonly recordedAt: string } & (
    | EventBody
    | {
        readonly kind: "requested";
        readonly request: string;
        readonly scope: Scope;
        readonly days: Window;
        readonly until?: Day;
      }
  );

/** An event to record. `recordedAt` is `happenedAt` and `scope` the creator if left out. Other fields are refused. */
export type AccessEventInput = EventHead<Instant> & { readonly recordedAt?: Instant | null } & (
    | EventBody
    | {
        readonly kind: "requested";
        readonly request: string;
        readonly scope?: Scope | null;
        readonly days: WindowInput;
        /** The last day of validity. */
        readonly until?: Day | null;
      }
  );

export interface Recorded {
  readonly recorded: number;
  readonly duplicates: number;
}

/** What a question is about. */
export type Subject =
  | { readonly kind: "creator" }
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "video"; readonly video: string }
  | { readonly kind: "product"; readonly product: string };

/** May this be seen? */
export interface Question {
  readonly creator: string;
  /** The creator as a whole if left out. */
  readonly subject?: Subject | null;
  readonly module: Module;
  readonly grain: Grain;
  readonly day: Day;
}

interface CauseOf<R extends string, W extends string> {
  readonly reason: R;
  /** Who can act. */
  readonly who: W;
  /** The day from which time alone removes it. */
  readonly clearsOn: Day | null;
}
/** A cause that a request brought about, and the day of the act. */
interface RequestCause<R extends string, W extends string> extends CauseOf<R, W> {
  readonly request: string;
  readonly on: Day;
}
export type Cause =
  | (CauseOf<"region_restricted", "nobody"> & { readonly region: string })
  | CauseOf<"not_under_contract", "partner" | "nobody">
  | RequestCause<"request_pending", "creator">
  | RequestCause<"request_declined" | "request_expired" | "revoked" | "ended", "partner">
  | CauseOf<"outside_authorized_period" | "not_authorized", "partner">
  | (CauseOf<"aggregate_not_yet" | "not_yet_published", "time"> & { readonly clearsOn: Day })
  | CauseOf<"out_of_retention", "nobody">;

export type Decision =
  | { readonly kind: "visible" }
  | {
      readonly kind: "hidden";
      /** Every cause that holds. */
      readonly causes: readonly Cause[];
      /** The first day on which it will be visible with no further event. */
      readonly visibleFrom: Day | null;
    };

export type RequestState = "requested" | "authorized" | "declined" | "expired" | "revoked" | "ended";
export type NextAction = "wait" | "view_data" | "request_again" | "none";

export interface RequestRow {
  readonly request: string;
  readonly creator: string;
  readonly scope: Scope;
  readonly days: Window;
  readonly until: Day | null;
  readonly state: RequestState;
  /** The instant of the state. */
  readonly since: string;
  readonly sentAt: string;
  readonly nextAction: NextAction;
}

export interface Requests {
  readonly requests: readonly RequestRow[];
}
export interface Contracts {
  readonly windows: readonly Window[];
}
export interface Lists {
  readonly requested: readonly RequestRow[];
  readonly authorized: readonly RequestRow[];
  readonly unauthorized: readonly RequestRow[];
}

/** An event without effect. */
export interface Ignored {
  readonly event: string;
  readonly why:
    | "already_under_contract"
    | "not_under_contract"
    | "request_exists"
    | "collides"
    | "unknown_request"
    | "wrong_creator"
    | "expired"
    | "not_pending"
    | "not_authorized"
    | "days_empty"
    | "until_past"
    | "validity_over";
}
export interface IgnoredEvents {
  readonly ignored: readonly Ignored[];
}

export interface Selection {
  readonly module: Module;
  readonly grain: Grain;
  readonly period: WindowInput;
}
export interface VisibleCreator {
  readonly creator: string;
  readonly visible: readonly Window[];
}
export interface VisibleRoom extends VisibleCreator {
  readonly room: string;
}
export interface Compiled {
  /** Creators with a visible day. */
  readonly creators: readonly VisibleCreator[];
  /** Rooms that a request of their own names. */
  readonly rooms: readonly VisibleRoom[];
}

/** A command that brings one event. */
export type SingleCommand =
  /** From today if it says no day. */
  | { readonly kind: "sign"; readonly creator: string; readonly on?: Day | null }
  | { readonly kind: "end"; readonly creator: string; readonly on?: Day | null }
  | {
      readonly kind: "request";
      readonly request: string;
      readonly creator: string;
      readonly scope?: Scope | null;
      readonly days: WindowInput;
      readonly until?: Day | null;
    }
  | { readonly kind: "authorize"; readonly request: string }
  | { readonly kind: "decline"; readonly request: string }
  | { readonly kind: "revoke"; readonly request: string };
/** One request a creator, with ids `<prefix>/<creator>`. */
export interface BulkCommand {
  readonly kind: "request_many";
  readonly prefix: string;
  readonly creators: readonly string[];
  readonly days: WindowInput;
  readonly until?: Day | null;
}
export type Command = SingleCommand | BulkCommand;

export interface Issued {
  readonly events: readonly AccessEvent[];
}
export type Outcome =
  | { readonly creator: string; readonly event: AccessEvent; readonly error?: never }
  | { readonly creator: string; readonly error: ErrorFacts; readonly event?: never };
export interface Outcomes {
  readonly outcomes: readonly Outcome[];
}

/** Decide with what was known at this moment; with all if left out. */
export interface AsKnown {
  readonly knownAt?: Instant | null;
}

/** The append-only log of contracts and authorizations, with the rules of its workspace. */
export class AccessLog {
  /** An empty log: all is hidden. */
  constructor(workspace: Workspace);
  /** How many events. */
  readonly length: number;
  /** Takes events, all or none, in any order, twice too. An error has its place in `details.index`. */
  record(events: readonly AccessEventInput[]): Recorded;
  /** Takes a log of JSON lines, one event a line. The quick way for large logs. An error has its `details.line`. */
  recordLines(lines: string): Recorded;
  /** May this be seen? If not: every cause, and who can act. */
  decide(question: Question, now: Instant, options?: AsKnown): Decision;
  /** The contract windows of a creator. */
  contracts(creator: string, now: Instant, options?: AsKnown): Contracts;
  /** Every request with its state, by the time it was sent. */
  requests(now: Instant, options?: AsKnown): Requests;
  /** The lists by tab. */
  lists(now: Instant, options?: AsKnown): Lists;
  /** The events without effect, in the order of the fold. */
  ignored(now: Instant, options?: AsKnown): IgnoredEvents;
  /** The visible days of a period, by creator and by room. */
  compile(selection: Selection, now: Instant, options?: AsKnown): Compiled;
  /** What a command brings: events to `record`, or a refusal. Nothing is recorded. */
  command(command: SingleCommand, now: Instant): Issued;
  command(command: BulkCommand, now: Instant): Outcomes;
  command(command: Command, now: Instant): Issued | Outcomes;
  /** All events, by creator, then in the order of the fold. */
  events(): AccessEvent[];
  /** Gives its memory back; later calls throw `wasm.freed`. The garbage collector does it too, some day. */
  free(): void;
  [Symbol.dispose](): void;
}
