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

/** A text, or its bytes in UTF-8. */
export type TextOrBytes = string | Uint8Array | ArrayBuffer;

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
  /** 1048576; read as at least 65536 */
  readonly exactUsers?: number | null;
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

/** A picker without arguments, or its plain name. */
export type PickerInput = Picker | "yesterday" | "last_7_days" | "last_28_days";

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
  /** The relative standard error, where it draws on an estimated number of users: only partial answers do. */
  readonly estimate?: { readonly error: number };
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

/** Answer with what was known at this moment; with all if left out. */
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
  /** Takes a log of JSON lines, one event a line. The quick way for large logs. An error has `details.line`, from 1. */
  recordLines(lines: TextOrBytes): Recorded;
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

// ── Metrics ─────────────────────────────────────────────────────────────────────────────────────────────────────────

// Generated from the registry of metrics: `UPDATE=1 cargo test --test architecture`.
/** What is counted. */
export type Measure =
  | "impressions" | "views" | "viewers" | "concurrent_viewers" | "entries" | "leaves" | "watch_seconds"
  | "finishes" | "likes" | "comments" | "shares" | "new_followers" | "product_impressions" | "product_reach"
  | "product_clicks" | "product_clickers" | "orders_created" | "sku_orders" | "orders" | "items_sold" | "gmv"
  | "direct_gmv" | "buyers" | "refund_gmv" | "refund_orders" | "refund_items" | "commission" | "settlement_gmv"
  | "reviews" | "negative_reviews" | "complaints" | "drainage_pv" | "drainage_entries" | "livestreams" | "videos"
  | "products_sold" | "live_seconds" | "creations" | "creation_views" | "streams" | "followers" | "stock"
  | "creators" | "offers_received" | "offers_accepted" | "ad_spend" | "acquisitions";
/** What is computed of measures. */
export type DerivedMetric =
  | "live_partners" | "partners_with_sales" | "active_rate" | "sales_rate" | "avg_gmv_live" | "avg_ctr_live"
  | "avg_ctr_video" | "ctr" | "c_o" | "content_ctr" | "rpm" | "transaction_rate" | "interaction_rate"
  | "finish_rate" | "drainage_success_rate" | "avg_watch_seconds" | "view_rate" | "viewer_click_rate"
  | "clicker_buyer_rate" | "viewer_buyer_rate" | "return_rate" | "negative_review_rate" | "complaint_rate"
  | "gmv_share" | "goal_achievement" | "aov" | "engagement_rate_views" | "engagement_rate_followers" | "roi"
  | "roas" | "cpa" | "watch_through_rate" | "repeat_engagement" | "returning_followers" | "acceptance_rate";
/** What has no channel, or is about one by itself. */
export type WholeMetric =
  | "livestreams" | "videos" | "creations" | "creation_views" | "streams" | "followers" | "stock" | "creators"
  | "offers_received" | "offers_accepted" | "ad_spend" | "acquisitions" | "live_partners" | "partners_with_sales"
  | "active_rate" | "sales_rate" | "avg_gmv_live" | "avg_ctr_live" | "avg_ctr_video" | "goal_achievement"
  | "engagement_rate_followers" | "roi" | "roas" | "cpa" | "returning_followers" | "acceptance_rate";
// End of what is generated.

/** A place where something is sold. */
export type Channel = "live" | "video" | "card";
/** The id of a metric. */
export type MetricName = Measure | DerivedMetric;
/** What a metric is asked by: its id, or its id in a channel, as in `gmv[live]`. */
export type MetricId = MetricName | `${Exclude<MetricName, WholeMetric>}[${Channel}]`;
export type Unit = "count" | "seconds" | "ratio" | "money" | "per_mille_money";

export interface MetricInfo<Id extends MetricId = MetricId> {
  readonly name: Id;
  /** The label in English. */
  readonly label: string;
  /** The label in Chinese. */
  readonly labelZh: string;
  /** What it is, in an English sentence. */
  readonly help: string;
  /** What it is, in a Chinese sentence. */
  readonly helpZh: string;
  readonly unit: Unit;
  readonly good: "more" | "less" | "neither";
  readonly nature: "vanity" | "actionable";
  /** The metric that a vanity metric is not shown without. */
  readonly companion: MetricName | null;
  /** What stands between the operators are the names of its parts, as {@link evaluateMetric} takes them. */
  readonly formula: string;
  /** The titles of the documents that describe it. */
  readonly sources: readonly string[];
  /** The version of its definition in force. */
  readonly version: number;
  /** From when on its figures compare: a month or a day; `null` is always. */
  readonly since: string | null;
  /** All versions of its definition, the last one in force. */
  readonly versions: readonly MetricVersion[];
}
/** A definition over time. */
export interface MetricVersion {
  readonly version: number;
  /** From when on sources count by it; `null` is always. */
  readonly since: string | null;
  /** Until when they did; `null` is still. */
  readonly until: string | null;
  /** What sets it apart from the others. */
  readonly about: string;
}
/** Every metric, with its labels. */
export function metrics(): MetricInfo<MetricName>[];

/** Why there is no figure. */
export type Lack =
  | {
      readonly reason:
        | "zero_denominator"
        | "absent"
        | "not_loaded"
        | "conflicting"
        | "counter_fell"
        | "below_resolution"
        | "uniques_do_not_add"
        | "parts_do_not_merge"
        | "mixed_definitions"
        | "overflow"
        | "below_floor";
    }
  /** Several feeds tell it, none complete for the days asked. */
  | { readonly reason: "mixed_sources"; readonly feeds: readonly Feed[] }
  /** The figures there are for spans that the days asked cut. */
  | { readonly reason: "span_not_divisible"; readonly spans: readonly Window[] };
/** Why something may not be shown. */
export type HiddenReason =
  | Cause["reason"]
  | "uv_on_custom_period"
  | "unknown_creator"
  | "too_few_users"
  | "users_estimated"
  | "differencing"
  | "never_public"
  | "too_few_peers";

export interface Undefined {
  readonly kind: "undefined";
  readonly reasons: readonly Lack[];
}
export interface Hidden {
  readonly kind: "hidden";
  readonly reasons: readonly HiddenReason[];
}
interface NumberOf<U extends Unit> {
  readonly kind: "known";
  readonly value: number;
  readonly unit: U;
  readonly currency?: never;
  readonly shown?: never;
  /** The relative standard error, where it draws on an estimated number of users: only partial answers do. */
  readonly estimate?: { readonly error: number };
}
interface MoneyOf<U extends Unit> {
  readonly kind: "known";
  /** The exact amount, as text. */
  readonly value: string;
  readonly unit: U;
  readonly currency: string;
  /** Rounded half-even to the minor unit. */
  readonly shown: string;
}
export type KnownNumber = NumberOf<"count"> | NumberOf<"seconds"> | NumberOf<"ratio">;
export type KnownMoney = MoneyOf<"money"> | MoneyOf<"per_mille_money">;
/** A figure, or why there is none. */
export type Cell = KnownNumber | KnownMoney | Undefined | Hidden;

/** A part of a formula: a whole number, an amount as text, or why there is none. */
export type Part =
  | number
  | string
  | { readonly undefined: readonly Lack["reason"][] }
  | { readonly hidden: readonly HiddenReason[] };
/** Parts by the names that a formula gives them. What is left out is absent. */
export interface Parts {
  readonly [name: string]: Part;
}
/** A metric to work out from parts at hand. */
export interface EvaluateAsk {
  readonly metric: MetricId;
  /** `"USD"` if left out. */
  readonly currency?: string | null;
  readonly parts?: Parts;
  /** For a mean over contents: the parts of each, by its id. */
  readonly contents?: { readonly [content: string]: Parts } | null;
}
/** Works a metric out from parts at hand: undefined on a zero denominator, hidden or undefined where a part is. */
export function evaluateMetric(ask: EvaluateAsk): Cell;

// ── Changes ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The figures of a subject in one period; a count that is left out is absent. */
export interface ChangeFigures {
  /** An amount. */
  readonly gmv: string;
  readonly orders?: number | null;
  readonly productClicks?: number | null;
  readonly views?: number | null;
}
/** A creator, a product, a channel, or any crossing of these; a side is left out where the subject was not there. */
export interface ChangeSubject {
  readonly id: string;
  readonly before?: ChangeFigures | null;
  readonly after?: ChangeFigures | null;
}
/** A change of GMV to take apart. */
export interface ChangeAsk {
  /** `"USD"` if left out. */
  readonly currency?: string | null;
  readonly subjects: readonly ChangeSubject[];
}
/** An amount of a change: exact, and in minor units so rounded that what is shown sums as well. */
export interface Share {
  readonly amount: string;
  readonly shown: string;
}
/** What each factor of `views × content CTR × C_O × order value` brought, and sales that no view led to. */
export interface Factors {
  readonly views: Share;
  readonly contentCtr: Share;
  readonly cO: Share;
  readonly orderValue: Share;
  readonly withoutViews: Share;
}
/** What one subject brought; the factors of one that stayed sum to its change, and are undefined where a count is absent. */
export type ChangePart =
  | { readonly id: string; readonly kind: "entrant" | "leaver"; readonly change: Share; readonly factors: null }
  | {
      readonly id: string;
      readonly kind: "stayed";
      readonly change: Share;
      readonly factors: ({ readonly kind: "known" } & Factors) | Undefined;
    };
/** The change by cause. */
export interface ChangeTotals extends Factors {
  readonly entrants: Share;
  readonly leavers: Share;
  /** By subjects that stayed and whose factors are undefined. */
  readonly notSplit: Share;
}
/** A change of GMV by subject, in the order of the question, and by cause. Both sum to it. */
export interface Decomposition {
  readonly currency: string;
  readonly change: Share;
  readonly parts: readonly ChangePart[];
  readonly totals: ChangeTotals;
}
/**
 * Takes a change of GMV apart, by subject and by cause; nothing is left over (BEY-8). What a factor brought is the mean over
 * all orders in which the four can change.
 *
 * Throws `change.subject.repeated`, `change.subject.nowhere`, `change.count.negative`, what {@link money} throws, or
 * `wire.malformed`.
 */
export function decomposeChange(ask: ChangeAsk): Decomposition;

/** Views or orders of a subject in two spans of equal length; a count that is left out is absent. */
export interface SpanCounts {
  readonly id: string;
  readonly later?: number | null;
  readonly earlier?: number | null;
}
/** Counts to rank; what a policy leaves out keeps the rules' default. */
export interface GrowthRankAsk {
  readonly counts: readonly SpanCounts[];
  readonly policy?: {
    /** 100 */
    readonly floor?: number | null;
    /** 95; read as 1 to 99 */
    readonly confidencePercent?: number | null;
  } | null;
}
/** Subjects with the bound of their rate ratio, which is 1 where nothing changed. */
export interface GrowthRank {
  readonly rows: readonly { readonly id: string; readonly bound: NumberOf<"ratio"> | Undefined }[];
}
/**
 * The fastest-rising first: by the lower bound of how much faster they gather counts than before (VID-6). Ties by id; what has
 * no bound, as below the floor in the later span, comes last. Throws `wire.malformed`.
 */
export function rising(ask: GrowthRankAsk): GrowthRank;
/** The fastest-falling first: by the upper bound of the same ratio (CRE-5). The floor lies on the earlier span. */
export function falling(ask: GrowthRankAsk): GrowthRank;

// ── Store ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type DocumentKind =
  | "video_performance_list"
  | "live_performance_list"
  | "product_performance_list"
  | "seller_affiliate_orders";
export type Table =
  | "creators"
  | "aliases"
  | "rooms"
  | "videos"
  | "products"
  | "activity"
  | "orders"
  | "observations"
  | "interactions"
  | "profiles";
/** Where rows came by. */
export type Feed = "orders" | "interactions" | "activity" | "live_list" | "video_list" | "product_list";
/**
 * Cells by column. Amounts are text: a number that is not whole is not exact, so its row is refused. `null` and what is
 * left out are absent.
 */
export interface Row {
  readonly [column: string]: string | number | Date | null | undefined;
}

/** What a source does not say of itself. */
export interface LoadOptions {
  /** When it was looked at: later observations replace earlier ones. */
  readonly observedAt: Instant;
  /** Its name, for messages. */
  readonly file?: string | null;
  /** The days a list was asked for. Video and product lists need it. */
  readonly window?: WindowInput | null;
  /** More days for which it is declared complete. */
  readonly complete?: readonly WindowInput[];
  /** Whether one refused row refuses all, with `store.load.rejected`. */
  readonly strict?: boolean;
}

/** What became of every row. */
export interface LoadReport {
  readonly feed: Feed;
  readonly file: string;
  /** Rows of a new key. */
  readonly accepted: number;
  /** Rows that replaced what was observed earlier. */
  readonly replaced: number;
  /** Rows known already. */
  readonly duplicate: number;
  /** Rows observed before what is known. */
  readonly superseded: number;
  /** Rows that contradict one of the same key and moment. */
  readonly conflicting: number;
  readonly rejected: readonly Rejection[];
  readonly unknownFields: readonly UnknownField[];
  readonly warnings: readonly Warning[];
}
/** A row that was refused; the others were taken. */
export interface Rejection {
  readonly file: string;
  /** The line of a CSV file; in lists the place, from 1. */
  readonly row: number;
  readonly column: string;
  /** Dotted and permanent, such as `source.cell.malformed`. */
  readonly code: string;
  readonly value: string | null;
  readonly expected: string;
}
/** A field nobody knows, and how often it came. */
export interface UnknownField {
  readonly field: string;
  readonly count: number;
}
/** Something that looks wrong and was taken all the same. */
export interface Warning {
  readonly file: string;
  readonly row: number;
  readonly code: string;
  readonly message: string;
}

/** Documents, tables and an access log, with the rules of a workspace. */
/** What was erased of a creator. */
export interface Forgotten {
  /** Events of the access log. */
  readonly events: number;
  /** Rows of tables, each version of one counted. */
  readonly rows: number;
  /** Acts of users, each version of one counted. */
  readonly interactions: number;
}

export class Store {
  constructor(workspace: Workspace);
  /**
   * Reads what {@link Store.save} wrote. Anything else throws: `store.open.foreign`, `store.open.version` (a later
   * version wrote it), `store.open.length` (cut off), `store.open.checksum` (damaged), `store.open.malformed`.
   */
  static open(bytes: Uint8Array): Store;
  /** The store as bytes: stores that hold the same facts give the same bytes, in whatever order they were loaded. */
  save(): Uint8Array;
  /**
   * Erases a creator: events, names, rooms, videos, counters, activity, orders and acts, with every version of them. What
   * is left is, to the byte of {@link Store.save}, a store that never loaded them. A row that names the creator by a name
   * which another creator went by too, is erased as well. Keeping the creator from being loaded again is the caller's.
   */
  forget(creator: string): Forgotten;
  /**
   * Takes all that another store of the same workspace holds, as if both had been loaded here; in any order, twice too.
   * Throws `store.merge.workspace`, `store.merge.currency`, `access.event.conflict`; the store is then as it was.
   */
  merge(other: Store): void;
  /** Takes events, as {@link AccessLog.record} does. */
  record(events: readonly AccessEventInput[]): Recorded;
  /** Takes a log of JSON lines, as {@link AccessLog.recordLines} does. */
  recordLines(lines: TextOrBytes): Recorded;
  /**
   * Loads one page of an Open API document: its text, its bytes, or the object it was read into. A text keeps integers
   * beyond 2⁵³; an object that has any is refused.
   */
  loadDocument(kind: DocumentKind, document: TextOrBytes | object, options: LoadOptions): LoadReport;
  /**
   * Loads a LIVE that is over: its minutes become the days. What came too late to be in a figure of the room is in them; users
   * are told by acts alone. Throws `live.still_on` for one that had not ended when it was observed, or `value.currency.mismatch`.
   */
  loadRoom(room: Room, options: LoadOptions): LoadReport;
  /** Loads a table from CSV with a header row. */
  loadCsv(table: Table, text: TextOrBytes, options: LoadOptions): LoadReport;
  /** Loads a table from rows. What JSON cannot hold is an error with its `details.index` and `details.column`. */
  loadRows(table: Table, rows: readonly Row[], options: LoadOptions): LoadReport;
  /** A copy of the access log. What it records is not in the store. */
  access(): AccessLog;
  /** The store at a moment. What is loaded or recorded later does not change it. */
  view(now: Instant, options?: AsKnown): View;
  /** Gives its memory back; later calls throw `wasm.freed`. The garbage collector does it too, some day. */
  free(): void;
  [Symbol.dispose](): void;
}

// ── View ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface OverviewAsk {
  readonly period: PickerInput;
}
export interface CreatorsAsk extends OverviewAsk {
  /** In their order; the screen's own if left out. */
  readonly metrics?: readonly MetricId[];
  /** Most of the first metric first, if left out. */
  readonly sort?: readonly CreatorSort[];
  /** A part of an id or a name, whatever its case. */
  readonly search?: string | null;
  readonly filter?: QueryFilter;
  /** Of each of the two lists. */
  readonly offset?: number;
  readonly limit?: number | null;
}
/** One order of creators: by a metric that is asked, by their id or by their name. */
export interface CreatorSort {
  readonly by: MetricId | "creator" | "name";
  readonly order?: "descending" | "ascending" | null;
}
export interface DecliningAsk extends OverviewAsk {
  /** What is counted, also of one channel; `"views"` if left out. */
  readonly by?: MetricId | null;
  readonly filter?: QueryFilter;
  readonly search?: string | null;
  readonly offset?: number;
  readonly limit?: number | null;
}
export interface ChangesAsk extends OverviewAsk {
  /** `"creator"` if left out. */
  readonly by?: "creator" | "product" | "channel" | null;
  readonly filter?: QueryFilter;
  /** How many of the largest parts are given; the rest is one part. */
  readonly top?: number | null;
}
export interface TrendAsk extends OverviewAsk {
  /** One or two. */
  readonly metrics: readonly MetricId[];
}
/** A counter, looked at from one instant to another. */
export interface GrowthAsk {
  readonly subjectKind: "creator" | "room" | "video";
  readonly subject: string;
  readonly measure: Measure;
  readonly from: Instant;
  readonly to: Instant;
}

export interface Watermark {
  readonly feed: Feed;
  /** The first day whose figures are partial. */
  readonly partialFrom: Day | null;
}
export interface Watermarks {
  /** The earliest of all. */
  readonly partialFrom: Day | null;
  readonly feeds: readonly Watermark[];
}

/** A metric beside the previous cycle's. */
export interface Line {
  readonly metric: MetricId;
  readonly value: Cell;
  readonly previous: Cell;
  readonly change: Cell;
  /** The change over the previous cycle's figure. */
  readonly relativeChange: Cell;
}
export interface FeedUse extends Watermark {
  /** Days asked that it does not cover. */
  readonly missing: readonly Window[];
}
export interface HiddenCreator {
  readonly creator: string;
  readonly reasons: readonly HiddenReason[];
}
/** What an answer drew on. */
export interface AnswerScope {
  readonly period: Period;
  readonly partialFrom: Day | null;
  readonly feeds: readonly FeedUse[];
  /** Known creators of whom nothing is shown. */
  readonly hidden: readonly HiddenCreator[];
  /** Creators of whom part of the previous cycle may not be seen: they hide the changes of all. */
  readonly hiddenBefore: readonly HiddenCreator[];
  /** Rows whose creator nobody knows. */
  readonly unknownCreatorRows: number;
}

/** The Data Overview. */
export interface Overview {
  readonly scope: AnswerScope;
  readonly indicators: readonly Line[];
  readonly sales: readonly Line[];
  /** GMV by whose shop sold it. */
  readonly affiliation: { readonly inHouse: Cell; readonly affiliate: Cell };
  readonly live: readonly Line[];
  readonly video: readonly Line[];
  /** Settlement GMV of the 30 finished days before today; only of a partner of the L2L kind. */
  readonly settlement?: { readonly scope: AnswerScope; readonly line: Line };
}

/** An authorized creator. */
export interface CreatorLine {
  readonly creator: string;
  readonly name: string | null;
  /** The days of the period that the figures are over. */
  readonly visible: readonly Window[];
  /** Why the other days are hidden. */
  readonly hidden: readonly HiddenReason[];
  readonly lines: readonly Line[];
  /** Over the `settlementDays`, where there are some. */
  readonly settlement?: Line;
}
/** A creator that is not authorized. */
export interface PendingLine {
  readonly creator: string;
  readonly name: string | null;
  /** What can be done. */
  readonly action: "request" | "wait" | "none";
  /** Of the last day of the period. */
  readonly decision: Decision;
}
/** The creators screen: by the first metric, most first. */
export interface Creators {
  readonly scope: AnswerScope;
  readonly metrics: readonly MetricInfo[];
  readonly authorized: readonly CreatorLine[];
  readonly authorizedTotal: number;
  readonly pending: readonly PendingLine[];
  readonly pendingTotal: number;
  /** Only of a partner of the L2L kind. */
  readonly settlementDays?: Window;
}
export interface DecliningLine {
  readonly creator: string;
  readonly name: string | null;
  /** How fast it goes at most, measured by before: below 1. */
  readonly bound: Cell;
  /** The count, and GMV. */
  readonly lines: readonly [Line, Line];
}
export interface Declining {
  readonly scope: AnswerScope;
  readonly by: MetricInfo;
  /** The steepest first. */
  readonly rows: readonly DecliningLine[];
  readonly total: number;
  /** How many creators could be measured. */
  readonly measured: number;
}
export interface ChangesPart {
  readonly id: string | null;
  readonly name: string | null;
  readonly kind: "entrant" | "leaver" | "stayed" | "untold" | "others";
  /** How many parts the rest has. */
  readonly count?: number;
  readonly change: Share;
  readonly factors: ({ readonly kind: "known" } & Factors) | Undefined | null;
}
export interface Changes {
  readonly scope: AnswerScope;
  readonly by: "creator" | "product" | "channel";
  /** Creators of whom part of either cycle is hidden: they hide the change. */
  readonly cut: readonly HiddenCreator[];
  readonly change:
    | {
        readonly kind: "known";
        readonly currency: string;
        readonly before: string;
        readonly after: string;
        readonly change: Share;
        readonly parts: readonly ChangesPart[];
        readonly totals: ChangeTotals;
      }
    | Undefined
    | { readonly kind: "hidden"; readonly reasons: readonly HiddenReason[] };
}

export interface Point {
  readonly day: Day;
  readonly value: Cell;
}
export interface Series {
  readonly metric: MetricId;
  readonly points: readonly Point[];
}
export interface Trend {
  readonly period: Period;
  /** The first day whose points are partial (PER-7). */
  readonly partialFrom: string | null;
  readonly series: readonly Series[];
}

/** By what an answer is grouped. */
export type Dimension = "creator" | "channel" | "content" | "product" | "shop" | "day" | "week" | "month";
/** Which facts count. What is left out filters nothing; a list keeps exactly what it names, an empty one nothing. */
export interface QueryFilter {
  readonly creators?: readonly string[] | null;
  readonly channels?: readonly Channel[] | null;
  readonly rooms?: readonly string[] | null;
  readonly videos?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly shops?: readonly string[] | null;
  readonly affiliation?: "in_house" | "affiliate" | null;
}
/** By a metric that is asked, or a dimension that is grouped by. What is not known comes last either way. */
export interface Sort {
  readonly by: MetricId | Dimension;
  /** `"descending"` if left out. */
  readonly order?: "descending" | "ascending" | null;
}
/** A question of a view. */
export interface Query extends OverviewAsk {
  /** At least one, in their order. */
  readonly metrics: readonly MetricId[];
  /** Whose pickers are offered: `"general"` if left out. */
  readonly screen?: Screen | null;
  /** Whose permissions count: `"creator"` if left out. */
  readonly module?: Module | null;
  /** At most one of day, week and month. One row if left out. */
  readonly groupBy?: readonly Dimension[];
  readonly filter?: QueryFilter;
  /** Whether each figure stands beside the previous cycle's; not by day, week or month. */
  readonly compare?: boolean;
  /** By the key where grouped by time, else most of the first metric first, if left out. */
  readonly sort?: readonly Sort[];
  /** A part of an id or a name of the rows to keep, whatever its case. */
  readonly search?: string | null;
  /** How many of the first rows are kept, before paging. */
  readonly top?: number | null;
  readonly offset?: number;
  readonly limit?: number | null;
}

/** What a row is about: the dimensions that are grouped by, and no others. `null` is what no fact tells. */
export interface AnswerKey {
  readonly creator?: string;
  readonly channel?: Channel | null;
  readonly content?: { readonly kind: "room" | "video"; readonly id: string };
  readonly product?: string;
  readonly shop?: string;
  readonly day?: Day;
  /** Its first day. */
  readonly week?: Day;
  /** Its first day. */
  readonly month?: Day;
}
/** A metric of a row; the last three where they were asked for with `compare`. */
export interface AnswerLine extends Pick<Line, "metric" | "value">, Partial<Omit<Line, "metric" | "value">> {}
export interface AnswerRow {
  readonly key: AnswerKey;
  /** Its name for people. */
  readonly name: string | null;
  /** Why days of its creator are hidden; figures are over the others. */
  readonly hidden: readonly HiddenReason[];
  /** One a metric. */
  readonly lines: readonly AnswerLine[];
}
/** Rows of facts that are in no row of the answer. */
export interface LeftOut {
  readonly why: "unknown_creator" | "no_content" | "no_product" | "no_shop";
  readonly rows: number;
}
/** The answer to a {@link Query}. */
export interface Answer {
  readonly scope: AnswerScope;
  readonly groupBy: readonly Dimension[];
  readonly metrics: readonly MetricInfo[];
  readonly rows: readonly AnswerRow[];
  /** How many rows there are before `top`, `offset` and `limit`. */
  readonly total: number;
  readonly leftOut: readonly LeftOut[];
}

// ── Explanations ────────────────────────────────────────────────────────────────────────────────────────────────────

/** A cell of an answer: its metric in the row of a key. */
export interface CellAsk extends OverviewAsk {
  readonly metric: MetricId;
  /** What the row is about; the whole if left out. */
  readonly key?: AnswerKey;
  readonly screen?: Screen | null;
  readonly module?: Module | null;
  readonly filter?: QueryFilter;
  /** Whether it stands beside the previous cycle's. */
  readonly compare?: boolean;
}
/** A cell to be explained, and where wanted a second one to compare it with. */
export interface ExplainAsk extends CellAsk {
  readonly against?: CellAsk | null;
}
/** A measure in a channel. */
export interface NumberPart {
  readonly measure: string;
  readonly channel: Channel | null;
  /** The feed that tells it. */
  readonly feed: string | null;
  /** The feeds that tell it, none of them complete. */
  readonly mixed?: readonly string[];
  readonly value: Cell;
  /** How many rows counted. */
  readonly rows: number;
  readonly definitions?: readonly string[];
}
/** A number that a formula draws on. */
export interface FormulaNumber {
  readonly name: string;
  readonly value: Cell;
  readonly parts: readonly NumberPart[];
}
/** Days that are hidden for the same causes. */
export interface HiddenDays {
  readonly days: Window;
  readonly causes: readonly Cause[];
  /** The first day on which they show with no further event. */
  readonly visibleFrom: Day | null;
}
/** Whose days count. */
export interface CountedCreators {
  /** How many creators count with every day. */
  readonly whole: number;
  /** Those of whom some day is hidden, at most 100. */
  readonly cut: readonly {
    readonly creator: string;
    readonly visible: readonly Window[];
    readonly hidden: readonly HiddenDays[];
  }[];
  readonly cutTotal: number;
}
/** A step on the way to a figure. */
export type Step =
  | ({ readonly act: "show"; readonly creator: string } & HiddenDays)
  | {
      readonly act: "load";
      readonly measure: string;
      readonly channel: Channel | null;
      readonly feed: string | null;
      readonly days: readonly Window[];
    }
  | {
      readonly act: "declare";
      readonly measure: string;
      readonly channel: Channel | null;
      readonly feeds: readonly string[];
      readonly days: Window;
    }
  | { readonly act: "ask_other_days"; readonly spans: readonly Window[]; readonly since: string | null }
  | {
      readonly act: "observe_again";
      readonly measure: string;
      readonly channel: Channel | null;
      readonly feed: string | null;
    }
  | { readonly act: "occur" | "give"; readonly what: string }
  | { readonly act: "nothing"; readonly reason: string };
/** What would show a figure: all of the steps. */
export interface Remedy {
  /** Whether anybody, or time, can take every step. */
  readonly possible: boolean;
  /** The first day on which time alone has taken them. */
  readonly showsOn: Day | null;
  readonly steps: readonly Step[];
}
/** A figure and all behind it. */
export interface Explained {
  readonly value: Cell;
  readonly days: Window;
  readonly scope: AnswerScope;
  readonly numbers: readonly FormulaNumber[];
  readonly counted: CountedCreators;
  /** Where there is no figure. */
  readonly remedy: Remedy | null;
}
/** One thing in which two cells differ. */
export type Difference =
  | { readonly in: "metric" | "module"; readonly here: string; readonly there: string }
  | { readonly in: "days"; readonly here: Window; readonly there: Window }
  | { readonly in: "filter" | "key" | "picker" }
  | {
      readonly in: "feed" | "definitions";
      readonly measure: string;
      readonly channel: Channel | null;
      readonly here: readonly string[];
      readonly there: readonly string[];
    }
  | {
      readonly in: "creator";
      readonly creator: string;
      readonly hereAlone: readonly Window[];
      readonly thereAlone: readonly Window[];
    }
  | { readonly in: "creators"; readonly more: number };
/** Why a cell is what it is; the last five where they were asked for. */
export interface Explanation extends Explained {
  readonly metric: MetricInfo;
  readonly before?: Explained;
  readonly change?: Cell;
  readonly relativeChange?: Cell;
  readonly against?: Explained & { readonly metric: MetricInfo };
  readonly differences?: readonly Difference[];
}

// ── Peers ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whom a creator is compared with, and in what. */
export interface PeersAsk extends OverviewAsk {
  readonly creator: string;
  /** `"category"` if left out. */
  readonly by?: "category" | "followers" | null;
  /** The screen's own if left out. */
  readonly metrics?: readonly MetricId[];
  /** The least creators in a group whose mean is shown; 5 if left out, at least 3. */
  readonly atLeast?: number | null;
  /** Where bands of followers begin, ascending. */
  readonly bands?: readonly number[] | null;
}
/** The mean of a group of creators. */
export interface PeerMean {
  readonly creators: number;
  readonly mean: Cell;
}
/** A creator among its peers in one metric. */
export interface PeerMetric {
  readonly metric: MetricInfo;
  /** Its own figure. */
  readonly value: Cell;
  /** Of how many creators of the cohort the figure is known. */
  readonly measured: number;
  /** The group that the creator is in, from 0. */
  readonly place: number | null;
  /** That of the largest figures first. */
  readonly groups: readonly PeerMean[];
}
export interface Peers {
  readonly period: Period;
  readonly creator: string;
  readonly by: "category" | "followers";
  readonly cohort:
    | {
        readonly kind: "known";
        readonly category: string | null;
        /** Followers from here on. */
        readonly from: number | null;
        /** Followers below this. */
        readonly below: number | null;
        readonly creators: number;
      }
    | Undefined
    | { readonly kind: "hidden"; readonly reasons: readonly HiddenReason[] };
  readonly metrics: readonly PeerMetric[];
}

// ── Products ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The account view of products. */
export interface ProductAccountAsk extends OverviewAsk {
  /** One or two metrics to show by day. */
  readonly trend?: readonly MetricId[] | null;
}
export interface ProductAccount {
  readonly scope: AnswerScope;
  /** Revenue, products with sales, items sold and orders. */
  readonly lines: readonly Line[];
  readonly trend: Trend | null;
}
/** How a list is shown. */
export interface Listing extends Partial<Pick<Query, "metrics">>, Pick<Query, "search" | "top" | "offset" | "limit" | "sort"> {}
/** The table of products. */
export interface ProductsAsk extends OverviewAsk, Listing {
  readonly shop?: string | null;
  readonly creators?: readonly string[] | null;
  /** Whether each figure stands beside the previous cycle's. */
  readonly compare?: boolean;
}
export interface ProductLine {
  readonly product: string;
  readonly name: string | null;
  /** By the catalogue. */
  readonly shop: string | null;
  readonly lines: readonly AnswerLine[];
}
export interface Products {
  readonly scope: AnswerScope;
  readonly metrics: readonly MetricInfo[];
  readonly rows: readonly ProductLine[];
  /** How many rows there are before `top`, `offset` and `limit`. */
  readonly total: number;
  /** Visible rows that name no product. */
  readonly leftOut: number;
}
/** The detail of a product. */
export interface ProductAsk extends OverviewAsk {
  readonly product: string;
  /** `"all"` if left out. */
  readonly channel?: "all" | Channel | null;
  /** One or two metrics to show by day. */
  readonly trend?: readonly MetricId[] | null;
}
export interface ProductDetail {
  readonly scope: AnswerScope;
  readonly product: string;
  readonly name: string | null;
  readonly shop: string | null;
  readonly channel: "all" | Channel;
  readonly transaction: readonly Line[];
  readonly refund: readonly Line[];
  readonly traffic: readonly Line[];
  readonly quality: readonly Line[];
  readonly trend: Trend | null;
}
/** Who sold a product, and where; the listing is of creators. */
export interface ProductChannelsAsk extends OverviewAsk, Listing {
  readonly product: string;
  /** How many top LIVEs and top videos: 10 if left out. */
  readonly contents?: number | null;
}
export interface ProductCreator {
  readonly creator: string;
  readonly name: string | null;
  readonly hidden: readonly HiddenReason[];
  readonly lines: readonly AnswerLine[];
  /** In how many LIVEs it sold the product. */
  readonly lives: Cell;
  readonly videos: Cell;
}
export interface ProductChannel {
  /** `null` for what is told of no channel. */
  readonly channel: Channel | null;
  readonly lines: readonly AnswerLine[];
}
export interface TopContent {
  readonly id: string;
  readonly title: string | null;
  /** When it started or was posted. */
  readonly at: string | null;
  readonly durationSeconds: number | null;
  readonly creator: string | null;
  readonly creatorName: string | null;
  readonly lines: readonly AnswerLine[];
}
export interface ProductChannels {
  readonly scope: AnswerScope;
  readonly product: string;
  readonly name: string | null;
  readonly shop: string | null;
  readonly whole: readonly AnswerLine[];
  readonly creators: readonly ProductCreator[];
  readonly creatorsTotal: number;
  readonly channels: readonly ProductChannel[];
  readonly lives: readonly TopContent[];
  readonly videos: readonly TopContent[];
}
/** The user funnel. */
export interface FunnelAsk extends OverviewAsk {
  readonly product?: string | null;
  readonly creators?: readonly string[] | null;
  /** `"all"` if left out. */
  readonly channel?: "all" | Channel | null;
  /** One or two metrics to show by day. */
  readonly trend?: readonly MetricId[] | null;
}
export interface Funnel {
  readonly scope: AnswerScope;
  /** Product viewers, clickers and buyers. */
  readonly stages: readonly Line[];
  readonly conversions: readonly Line[];
  /** The conversion that loses the largest part. */
  readonly bottleneck: { readonly kind: "known"; readonly metric: MetricId } | Undefined | Hidden;
  readonly trend: Trend | null;
}
/** What a shop is to reach. */
export interface Goal {
  readonly shop: string;
  /** A decimal number as text, in the workspace's currency. */
  readonly target: string;
  readonly creators?: readonly string[] | null;
}
export interface GoalsAsk extends OverviewAsk {
  readonly goals: readonly Goal[];
}
export interface GoalCreator {
  readonly creator: string;
  readonly name: string | null;
  readonly hidden: readonly HiddenReason[];
  readonly gmv: Cell;
  readonly achievement: Cell;
}
export interface GoalReport {
  readonly scope: AnswerScope;
  readonly shop: string;
  readonly target: Money;
  readonly gmv: Cell;
  readonly achievement: Cell;
  /** What is still missing; 0 once the target is reached. */
  readonly missing: Cell;
  /** They add up to the whole with `rooms`. */
  readonly creators: readonly GoalCreator[];
  /** What shows by rooms of their own. */
  readonly rooms: Cell;
}
export interface Goals {
  readonly goals: readonly GoalReport[];
}

/** How much a counter grew, at least and at most, between its first and its last look. */
export type Growth =
  | { readonly kind: "known"; readonly low: number; readonly high: number; readonly from: string; readonly to: string }
  | Undefined
  | Hidden;

/** A store at a moment: answers, under permission. Made by {@link Store.view}. */
export class View {
  private constructor();
  /** Today in the business time zone. */
  readonly today: Day;
  /** The period a picker means on a screen; refused as by {@link resolve}. */
  resolve(screen: Screen, picker: PickerInput): Period;
  /** May this be seen? If not: every cause, and who can act. */
  decide(question: Question): Decision;
  /** The requests by tab. */
  lists(): Lists;
  /** From which day on figures are partial. */
  watermarks(): Watermarks;
  /** The Data Overview. */
  overview(ask: OverviewAsk): Overview;
  /** The creators screen. */
  creators(ask: CreatorsAsk): Creators;
  /** The creators whose traffic or sales fall for certain against the previous cycle. */
  decliningCreators(ask: DecliningAsk): Declining;
  /** A change of GMV against the previous cycle taken apart, without a rest. */
  changes(ask: ChangesAsk): Changes;
  /**
   * A creator beside the means of its cohort's quarters, never beside a figure of one peer; remembers nothing.
   *
   * Refused as by {@link resolve}, and with `report.creator.unknown`, `report.peers.at_least`, `report.peers.bands`, `report.peers.metric`,
   * `metric.unknown`, `metric.repeated`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  peers(ask: PeersAsk): Peers;
  /**
   * Why a cell of an answer is what it is, and what would show it where there is no figure.
   *
   * Refused as by {@link resolve}, and with `metric.unknown`, `report.creator.unknown`, `report.explain.outside`, `report.explain.against`,
   * `query.channel.grouped`, `query.group.two_times`, `query.stretch.unknown`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  explain(ask: ExplainAsk): Explanation;
  /** One or two metrics by day. */
  trend(ask: TrendAsk): Trend;
  /**
   * Metrics by any grouping, filtered, compared and ordered. By creator alone: every creator with a visible day; by time
   * alone: every stretch of the period; otherwise the groups that some fact tells.
   *
   * Refused as by {@link resolve}, and with `query.name.unknown`, `query.metrics.empty`, `query.group.repeated`,
   * `query.group.two_times`, `query.sort.unknown`, `query.channel.grouped`, `query.compare.by_time`, `metric.unknown`,
   * `metric.repeated`, `access.module.unknown`, `time.screen.unknown`, `value.id.invalid` or `wire.malformed`.
   */
  query(ask: Query): Answer;
  /**
   * The mergeable states behind the answer to a query, as bytes: where each row is in one of several stores, they merge
   * with {@link mergePartials} and {@link finishPartial} gives the figures. All rows of one event or order belong in one
   * store, and every store has the whole access log. What does not merge (rows of activity and lists, followers, rooms
   * and videos) is undefined by `parts_do_not_merge`. Throws what `query` throws, and `query.partial.field` for `compare`,
   * `sort`, `search`, `top`, `offset` or `limit`.
   */
  partial(ask: Query): Uint8Array;
  /**
   * The account view of videos (VID-1). Refused as by {@link resolve}, and with `report.creator.unknown`, `metric.trend_size`, `metric.unknown`,
   * `metric.repeated`.
   */
  videoAccount(ask: VideoAccountAsk): VideoAccount;
  /**
   * The list of videos: those posted in the period, and those of which a fact of it tells (VID-2). Refused as by {@link resolve}, and with
   * `metric.unknown`, `metric.repeated`, `query.sort.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  videos(ask: VideosAsk): Videos;
  /**
   * The detail of a video, for all of its products or one (VID-3, VID-4). Refused as by {@link resolve}, and with `report.video.unknown` (of what
   * may not be seen too), `report.product.unknown`, `metric.trend_size`, `metric.unknown`, `metric.repeated`, `value.id.invalid`, `wire.malformed`.
   */
  video(ask: VideoAsk): Video;
  /**
   * Videos that rise for certain over the last three finished days against the three before, the fastest first (VID-6). Refused with
   * `query.name.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  risingVideos(ask: RisingVideosAsk): RisingVideos;
  /**
   * The three videos of highest revenue among all that sell a product, own and others' (REC-1…3). Refused as by {@link resolve}, and with
   * `report.product.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  recommendedVideos(ask: RecommendedVideosAsk): Recommended;
  /**
   * All livestreams that are over: those that started in the period, and those of which a fact of it tells (LIV-8). One that may not be seen is a
   * row with its public part. Refused as by {@link resolve}, and with `metric.unknown`, `metric.repeated`, `query.sort.unknown`,
   * `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  livestreams(ask: LivestreamsAsk): Livestreams;
  /** LIVEs of a period by creator (LIV-8). Refused as {@link livestreams}. */
  livestreamRecap(ask: LivestreamRecapAsk): LivestreamRecap;
  /**
   * The requests to make for LIVEs (LIV-8, ACC-7): the events to record, or why not. Nothing is recorded. Throws `query.name.unknown`,
   * `value.id.invalid`, `time.day.malformed`, `wire.malformed`.
   */
  livestreamRequests(ask: LivestreamRequestsAsk): LivestreamRequests;
  /**
   * The audience of a LIVE by age and gender (LIV-7, DSH-12). Remembers nothing; {@link Ledger.showLivestreamAudience} does. Refused as by
   * {@link resolve}, and with `report.room.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  livestreamAudience(ask: LivestreamAudienceAsk): LivestreamAudience;
  /**
   * The profiles of exactly the days asked (PRF-1…3): users never add up. Remembers nothing; {@link Ledger.showProfiles} does.
   * Refused as by {@link resolve}, and with `query.name.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  profiles(ask: ProfilesAsk): Profiles;
  /**
   * Creators whose followers are most like the buyers of a product, the best first (PRD-7). Refused as by {@link resolve}, and with
   * `report.product.unknown`, `report.creator.unknown`, `report.match.weight`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.
   */
  matchCreators(ask: MatchAsk): Matches;
  /** The account view of products (PRD-1). Refused as by {@link resolve}, and with `metric.trend_size`, `metric.unknown` or `metric.repeated`. */
  productAccount(ask: ProductAccountAsk): ProductAccount;
  /** The table of products (PRD-2). Refused also with `query.sort.unknown`, `report.creator.unknown` or `report.shop.unknown`. */
  products(ask: ProductsAsk): Products;
  /** The detail of a product (PRD-3). Refused also with `report.product.unknown`, which names the nearest that may be seen. */
  product(ask: ProductAsk): ProductDetail;
  /** Who sold a product, and where (PRD-4). What shows by a room of its own is in no creator's row. */
  productChannels(ask: ProductChannelsAsk): ProductChannels;
  /** Product viewers, clickers and buyers, each user once (PRD-5). Hidden in a custom period. */
  funnel(ask: FunnelAsk): Funnel;
  /** How far the goals of shops were reached (PRD-6). Refused also with `report.goals.empty` or `report.goals.target`. */
  goals(ask: GoalsAsk): Goals;
  /**
   * A list as the bytes of a file (EXP-1, EXP-2): what is hidden or undefined is empty, and the next column says why.
   * Profiles and matches are remembered by no ledger: {@link Ledger.showExport} does.
   * Throws what the list throws, and `export.list.unknown`, `export.format.unknown`, `export.format.unavailable`,
   * `export.language.unknown`, `export.too_large`.
   */
  export(ask: Export): Uint8Array;
  /** How much a counter grew; hidden unless every day between may be seen. */
  growth(ask: GrowthAsk): Growth;
  /** Gives its memory back; later calls throw `wasm.freed`. The garbage collector does it too, some day. */
  free(): void;
  [Symbol.dispose](): void;
}

// ── Partial answers ─────────────────────────────────────────────────────────────────────────────────────────────────

/** A list to write as a file. This package writes CSV and JSON. */
export interface Export {
  readonly list: "query" | "creators" | "pending_creators" | "declining_creators" | "changes" | "videos" | "rising_videos" | "products"
    | "product_channels" | "goals" | "match_creators" | "profiles" | "livestreams" | "livestream_recap" | "livestream_audience";
  /** What the list's own method takes. */
  readonly ask: object;
  readonly format: "csv" | "json" | "arrow" | "parquet" | "xlsx";
  /** Of headings for people; stable names without. */
  readonly language?: "en" | "zh";
}

/** A row of a finished partial answer. */
export interface PartialRow {
  readonly key: AnswerKey;
  readonly lines: readonly Pick<Line, "metric" | "value">[];
}
/** A finished partial answer: rows in the order of their keys. */
export interface PartialAnswer {
  readonly period: Period;
  readonly partialFrom: Day | null;
  readonly feeds: readonly FeedUse[];
  readonly groupBy: Answer["groupBy"];
  readonly metrics: Answer["metrics"];
  readonly rows: readonly PartialRow[];
}
/**
 * The partial answer of all parts; no order shows. A row that two parts hold counts twice, users may be in several.
 * Throws `partial.empty`, `partial.mismatch` for parts of different questions, or `state.bytes.…` for damaged bytes.
 */
export function mergePartials(...parts: Uint8Array[]): Uint8Array;
/** The figures of a partial answer. Throws `state.bytes.…` for damaged bytes. */
export function finishPartial(part: Uint8Array): PartialAnswer;

// ── Privacy ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Which users a group has: those who came so far in any of the channels, with any of the creators, contents, products and
 * shops, on any of the days. What is left out takes all. Describe a group by all that is true of it: a LIVE room is a part of its
 * creator only where the creator is named beside it.
 */
export interface Population {
  /** Buyers are clickers, and clickers are viewers. */
  readonly audience: "viewers" | "clickers" | "buyers";
  readonly days: { readonly start: Day; readonly end: Day };
  readonly channels?: readonly Channel[] | null;
  readonly creators?: readonly string[] | null;
  readonly contents?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly shops?: readonly string[] | null;
}
/** A group whose profile is asked for. */
export interface ProfileGroup {
  readonly id: string;
  readonly of: Population;
  /** How many they are; undefined if left out. */
  readonly users?: number | null;
  /** An estimate stays hidden. */
  readonly estimated?: boolean;
  /** Why it may not be seen. */
  readonly hidden?: readonly HiddenReason[] | null;
}
export interface SuppressAsk {
  readonly groups: readonly ProfileGroup[];
  readonly policy?: Policy | null;
}
/**
 * What shown groups would let be read: who is in the larger of two `nested` groups only; who is in none of the `parts` of a
 * group, or in two; who is in the `overlap` of two.
 */
export type Complement = "nested" | "parts" | "overlap";
/** Whether a group may be shown. */
export type Verdict = { readonly id: string } & (
  | { readonly kind: "shown"; readonly users: number }
  | Undefined
  | (Hidden & {
      /** Where a reason is `differencing`. */
      readonly complement: Complement | null;
      /** With which shown groups: of this question by their id, or of an earlier one. */
      readonly with: readonly ({ readonly asked: string } | { readonly earlier: Population })[];
    })
);
/** What is known of a video; a private or deleted one cannot be played and shows no picture. */
export interface VideoFacts {
  readonly video: string;
  readonly title: string | null;
  readonly creator: string | null;
  readonly creatorName: string | null;
  readonly postedAt: Instant | null;
  readonly durationSeconds: number | null;
  readonly status: "active" | "inactive" | null;
  readonly visibility: "public" | "private" | "deleted" | null;
  readonly playable: boolean;
  readonly link: string | null;
  readonly picture: string | null;
  readonly music: string | null;
  readonly labels: readonly string[];
}
export interface VideoAccountAsk extends OverviewAsk {
  readonly creators?: readonly string[] | null;
  /** One or two metrics. */
  readonly trend?: readonly string[] | null;
}
export interface VideoAccount {
  readonly scope: AnswerScope;
  readonly lines: readonly Line[];
  readonly trend: Trend | null;
}
export interface VideosAsk extends OverviewAsk, Listing {
  readonly creators?: readonly string[] | null;
  /** Figures are of these products. */
  readonly products?: readonly string[] | null;
  readonly compare?: boolean;
}
export interface Videos {
  readonly scope: AnswerScope;
  readonly metrics: readonly MetricInfo[];
  readonly rows: readonly {
    readonly facts: VideoFacts;
    /** Sold in the period, most revenue first. */
    readonly products: readonly string[];
    readonly lines: readonly AnswerLine[];
  }[];
  readonly total: number;
}
export interface VideoAsk extends OverviewAsk {
  readonly video: string;
  /** One that it sells; all of them unless given. */
  readonly product?: string | null;
  readonly trend?: readonly string[] | null;
}
/** The detail of a video: `transaction` and `trend` follow the product, `content` does not. */
export interface Video {
  readonly scope: AnswerScope;
  readonly facts: VideoFacts;
  readonly products: readonly string[];
  readonly product: string | null;
  readonly transaction: readonly Line[];
  readonly content: readonly Line[];
  readonly trend: Trend | null;
  readonly recommended: Recommended | null;
}
export interface RisingVideosAsk {
  /** Views, unless given; by GMV, SKU orders are counted. */
  readonly by?: "views" | "gmv" | null;
  readonly creators?: readonly string[] | null;
  readonly offset?: number;
  readonly limit?: number | null;
}
export interface RisingVideos {
  readonly scope: AnswerScope;
  readonly by: string;
  readonly rows: readonly { readonly facts: VideoFacts; readonly bound: number; readonly count: Line; readonly gmv: Line }[];
  readonly total: number;
}
export interface RecommendedVideosAsk extends OverviewAsk {
  readonly product: string;
}
/** The videos that sell a product best; revenue of a creator that may not be seen is hidden. */
export interface Recommended {
  readonly product: string;
  readonly videos: readonly { readonly rank: number; readonly facts: VideoFacts; readonly gmv: Cell }[];
}
/** What is known of a LIVE. */
export interface LivestreamFacts {
  readonly room: string;
  readonly title: string | null;
  readonly creator: string | null;
  readonly creatorName: string | null;
  readonly handle: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly durationSeconds: number | null;
}
/** Ordered by a metric, `creator`, `content` or `started_at`. */
export interface LivestreamsAsk extends OverviewAsk, Listing {
  readonly creators?: readonly string[] | null;
}
export interface Livestreams {
  readonly scope: AnswerScope;
  readonly metrics: readonly MetricInfo[];
  readonly rows: readonly {
    readonly facts: LivestreamFacts;
    /** What can be done where days of it are hidden. */
    readonly action: "request" | "wait" | "none" | null;
    readonly decision: Decision;
    readonly lines: readonly AnswerLine[];
  }[];
  readonly total: number;
}
export interface LivestreamRecapAsk extends LivestreamsAsk {
  readonly compare?: boolean;
}
export interface LivestreamRecap {
  readonly scope: AnswerScope;
  readonly metrics: readonly MetricInfo[];
  readonly rows: readonly {
    readonly creator: string;
    readonly name: string | null;
    readonly hidden: readonly HiddenReason[];
    readonly lines: readonly AnswerLine[];
    readonly gmvPerHour: Cell;
    /** The LIVE with the most GMV over 0, of those that may be seen. */
    readonly best: { readonly facts: LivestreamFacts; readonly gmv: Cell } | null;
  }[];
  readonly total: number;
}
export interface LivestreamRequestsAsk {
  readonly rooms: readonly string[];
  /** A request a LIVE, or one a creator over the days of its LIVEs. */
  readonly scope: "room" | "creator";
  /** Ids of requests are `prefix/room` or `prefix/creator`. */
  readonly prefix: string;
  readonly until?: Day | null;
}
export interface LivestreamRequests {
  readonly requests: readonly ({ readonly rooms: readonly string[]; readonly creator: string | null } & (
    | { readonly event: AccessEvent; readonly error?: never }
    | { readonly error: ErrorFacts; readonly event?: never }
  ))[];
}
export interface LivestreamAudienceAsk extends OverviewAsk {
  readonly room: string;
}
/** Viewers, buyers, and followers of the creator; what no source tells is undefined. */
export interface LivestreamAudience extends Profiles {
  readonly facts: LivestreamFacts;
}
export type ProfileAudience = "viewers" | "clickers" | "buyers" | "followers";
export type ProfileDimension = "age" | "gender" | "region" | "phone_price" | "video_preference";
/** Whose profiles are asked for; a list keeps exactly what it names. */
export interface ProfilesAsk {
  readonly period: PickerInput;
  /** Viewers, clickers and buyers unless given. */
  readonly audiences?: readonly ProfileAudience[];
  readonly creators?: readonly string[] | null;
  readonly channels?: readonly Channel[] | null;
  readonly contents?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly shops?: readonly string[] | null;
}
/** How a group of users divides. */
export interface ProfileTable {
  readonly dimension: ProfileDimension;
  readonly buckets: readonly { readonly bucket: string; readonly users: Cell; readonly share: Cell }[];
}
/** A group of users and its profile; of a hidden group no figure is known. */
export interface Profile {
  readonly id: string;
  readonly audience: ProfileAudience;
  readonly creator: string | null;
  readonly channel: Channel | null;
  readonly content: { readonly kind: "room" | "video"; readonly id: string } | null;
  readonly product: string | null;
  readonly shop: string | null;
  readonly users: Cell;
  readonly complement: Complement | null;
  readonly with: readonly ({ readonly asked: string } | { readonly earlier: Population })[];
  readonly tables: readonly ProfileTable[];
}
export interface Profiles {
  readonly period: Period;
  readonly groups: readonly Profile[];
  /** Groups whose creator nobody knows. */
  readonly unknownCreators: number;
}
/** What a match of a product and creators is asked for. */
export interface MatchAsk {
  readonly period: PickerInput;
  readonly product: string;
  readonly creators?: readonly string[] | null;
  /** How much each dimension counts; all the same unless given. */
  readonly weights?: readonly { readonly dimension: ProfileDimension; readonly weight: number }[];
}
/** A creator and how well its followers match the buyers of a product, from 0 to 1. */
export interface CreatorMatch {
  readonly creator: string;
  readonly name: string | null;
  readonly followersOf: Window | null;
  readonly score: Cell;
  readonly likenesses: readonly { readonly dimension: ProfileDimension; readonly likeness: Cell }[];
}
export interface Matches {
  readonly period: Period;
  readonly product: string;
  readonly buyers: Cell;
  readonly creators: readonly CreatorMatch[];
}
export interface Pattern {
  /** In the order of the question. */
  readonly groups: readonly Verdict[];
}
/** A group that with others lets too few users be read. */
export interface LedgerConflict {
  readonly group: Population;
  readonly complement: Complement;
  readonly with: readonly Population[];
}
/** A mean over peers that was shown. */
export interface ShownMean {
  readonly metric: string;
  readonly days: Window;
  readonly creators: readonly string[];
}
/** A mean that with others lets single peers be read. */
export interface MeanConflict {
  readonly mean: ShownMean;
  readonly with: readonly ShownMean[];
}
/**
 * The groups whose profiles were shown (PRF-3): no profile of few users, and no difference of profiles that leaves few. The
 * host keeps one for all who may lay their answers side by side. It holds which groups were shown and how many users each
 * has, nothing else of a profile.
 */
export class Ledger {
  constructor();
  /**
   * Reads what {@link Ledger.save} wrote. Anything else throws: `privacy.ledger.foreign`, `privacy.ledger.version` (a later
   * version wrote it), `privacy.ledger.length` (cut off), `privacy.ledger.checksum` (damaged), `privacy.ledger.malformed`.
   */
  static open(bytes: Uint8Array): Ledger;
  /** The ledger as bytes: what was shown in whatever order gives the same. */
  save(): Uint8Array;
  /** How many groups were shown. */
  readonly length: number;
  /**
   * Which groups may be shown next to those that were; remembers nothing. Of two groups whose difference would show too few the
   * smaller stays hidden, ties by id, and no hidden group could be shown as well.
   *
   * Throws `privacy.group.repeated`, `privacy.group.nothing_named`, `privacy.group.no_day`, `privacy.name.unknown`,
   * `value.id.invalid`, `time.day.malformed`, `time.window.inverted` or `wire.malformed`.
   */
  suppress(ask: SuppressAsk): Pattern;
  /** What {@link Ledger.suppress} gives; the groups that it shows are remembered. Keep the ledger before showing them. */
  show(ask: SuppressAsk): Pattern;
  /** What {@link View.profiles} gives, next to what was shown; remembers nothing. */
  profiles(view: View, ask: ProfilesAsk): Profiles;
  /** The same; the groups that it shows are remembered. Keep the ledger before showing them to anybody. */
  showProfiles(view: View, ask: ProfilesAsk): Profiles;
  /** What {@link View.matchCreators} gives, next to what was shown; remembers nothing. */
  matchCreators(view: View, ask: MatchAsk): Matches;
  /** The same; the buyers that it compares are remembered as shown. */
  showMatchCreators(view: View, ask: MatchAsk): Matches;
  /** What {@link View.livestreamAudience} gives, next to what was shown; remembers nothing. */
  livestreamAudience(view: View, ask: LivestreamAudienceAsk): LivestreamAudience;
  /** The same; the groups that it shows are remembered as shown. */
  showLivestreamAudience(view: View, ask: LivestreamAudienceAsk): LivestreamAudience;
  /** What {@link View.export} gives, profiles and matches next to what was shown; remembers nothing. */
  export(view: View, ask: Export): Uint8Array;
  /** The same; the groups of profiles and matches in the file are remembered. Keep the ledger before giving the file away. */
  showExport(view: View, ask: Export): Uint8Array;
  /** What {@link View.peers} gives, next to what was shown; remembers nothing. */
  peers(view: View, ask: PeersAsk): Peers;
  /** The same; the means that it shows are remembered as shown. */
  showPeers(view: View, ask: PeersAsk): Peers;
  /**
   * The means over peers of another ledger that, beside those of this one, may let single peers be read (BEY-9): they are of the same
   * rows and share creators, or data have changed since. Ask before {@link Ledger.merge}, which remembers the means of both.
   */
  meanConflicts(other: Ledger): MeanConflict[];
  /** Takes what another ledger says was shown; gives what both let be read together, which cannot be taken back. */
  merge(other: Ledger, policy?: Policy | null): LedgerConflict[];
  /** Gives its memory back; later calls throw `wasm.freed`. The garbage collector does it too, some day. */
  free(): void;
  [Symbol.dispose](): void;
}

/** What a product of a LIVE is. */
export interface DescribedProduct {
  readonly product: string;
  readonly name?: string | null;
  readonly skus?: readonly string[];
}
/** What a room is made with. */
export interface RoomSettings {
  readonly room: string;
  readonly startedAt: Instant;
  readonly creator?: string | null;
  /** `"USD"` if left out. */
  readonly currency?: string | null;
  readonly title?: string | null;
  /** The creator's name for people. */
  readonly name?: string | null;
  readonly handle?: string | null;
  readonly avatar?: string | null;
  /** The page of the LIVE. */
  readonly page?: string | null;
  readonly products?: readonly DescribedProduct[];
  readonly policy?: Policy | null;
  readonly rules?: RoomRules | null;
}
/** Limits of a room. */
export interface RoomRules {
  /** How many minutes after later ones an event may arrive: 10. */
  readonly latenessMinutes?: number;
  /** 48. */
  readonly longestHours?: number;
  /** 5. */
  readonly lowStockBelow?: number;
}
interface Happened<K extends string> {
  readonly kind: K;
  /** A second event of an id changes nothing. */
  readonly id: string;
  readonly at: Instant;
}
/** An event of a room. */
export type LiveEvent =
  | (Happened<"act"> & {
      /** One of the acts of the table of interactions. */
      readonly act: string;
      readonly user?: string | null;
      readonly product?: string | null;
      /** Pieces, or seconds watched. */
      readonly quantity?: number | null;
      readonly amount?: string | null;
      /** Where a view came from. */
      readonly source?: string | null;
      /** Whether that was paid for. */
      readonly paid?: boolean | null;
      /** What a comment says. */
      readonly text?: string | null;
    })
  | (Happened<"viewers"> & { readonly viewers: number })
  | (Happened<"stock"> & { readonly product: string; readonly left: number })
  | (Happened<"pinned" | "unpinned"> & { readonly product: string })
  | (Happened<"violation"> & { readonly violation: string; readonly reason: string; readonly recommendation?: string | null })
  | (Happened<"appealed"> & { readonly violation: string })
  | (Happened<"appeal_answered"> & { readonly violation: string; readonly outcome: "upheld" | "overturned" })
  | (Happened<"giveaway_started"> & { readonly giveaway: string; readonly product?: string | null })
  | (Happened<"giveaway_ended"> & { readonly giveaway: string })
  | (Happened<"promotion"> & { readonly name: string })
  | Happened<"ended">;
/** What became of events. */
export interface Taken {
  readonly new: number;
  readonly duplicate: number;
  /** Ids of those that came too late: they are in no figure of the room. */
  readonly late: readonly string[];
  /** Those that cannot be. */
  readonly refused: readonly {
    readonly event: string;
    readonly error: { readonly kind: string; readonly code: string; readonly rule: string; readonly message: string; readonly details: Readonly<Record<string, unknown>> };
  }[];
}
/** A question about a moment. */
export interface AtAsk {
  readonly now: Instant;
}
export interface SnapshotAsk extends AtAsk {
  /** At most 16, in their order; those of a room's detail if left out. */
  readonly metrics?: readonly MetricId[];
}
export interface Violation {
  readonly violation: string;
  readonly at: string;
  readonly reason: string;
  readonly recommendation: string | null;
  readonly appeal: "open" | "appealed" | "upheld" | "overturned";
  readonly appealAt: string | null;
}
export interface StockAlert {
  readonly product: string;
  readonly left: number;
  /** Since when it is low. */
  readonly at: string;
  readonly text: string;
  readonly textZh: string;
}
/** A metric beside its value five minutes before, as of the last whole minute. */
export interface LiveLine {
  readonly metric: MetricId;
  readonly label: string;
  readonly labelZh: string;
  readonly value: Cell;
  readonly change: Cell;
}
export interface Giveaway {
  readonly giveaway: string;
  readonly product: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}
/** A room at a moment. */
export interface Snapshot {
  readonly now: string;
  /** The whole minute that changes are of. */
  readonly comparedAt: string;
  readonly endedAt: string | null;
  /** The last found first. */
  readonly violations: readonly Violation[];
  /** The fewest left first. */
  readonly stockAlerts: readonly StockAlert[];
  readonly lines: readonly LiveLine[];
  readonly pinned: string | null;
  readonly giveaways: readonly Giveaway[];
  /** Events that changed nothing. */
  readonly ignored: number;
  /** Events that came too late. */
  readonly late: number;
}
export type LiveSpan =
  | { readonly kind: "whole" }
  | { readonly kind: "last"; readonly minutes: number }
  | { readonly kind: "custom"; readonly start: Instant; readonly end: Instant };
export interface LiveTrendAsk extends AtAsk {
  readonly span?: LiveSpan;
  /** One or two; viewers now and GMV if left out. */
  readonly metrics?: readonly MetricId[] | null;
}
export interface LiveExportAsk extends AtAsk {
  readonly format: string;
  readonly metrics?: readonly MetricId[] | null;
  readonly language?: "en" | "zh" | null;
}
export interface Marker {
  readonly at: string;
  readonly kind: "pin" | "violation" | "giveaway" | "promotion";
  readonly about: string;
}
/** One or two metrics by minute, with key events. */
export interface LiveTrend {
  readonly start: string;
  readonly end: string;
  readonly series: readonly { readonly metric: MetricId; readonly points: readonly { readonly minute: string; readonly value: Cell }[] }[];
  readonly markers: readonly Marker[];
  readonly peak: { readonly minute: string; readonly viewers: number } | null;
}
export interface SourcesAsk extends AtAsk {
  readonly top?: number | null;
}
export interface Sources {
  readonly rows: readonly { readonly source: string; readonly paid: boolean; readonly viewers: number; readonly views: number }[];
  readonly total: number;
}
export interface LiveFunnel {
  readonly stages: readonly { readonly measure: Measure; readonly count: number; readonly kept: Cell }[];
  readonly bottleneck: Measure | null;
}
export interface LiveProductsAsk extends AtAsk {
  readonly metrics?: readonly MetricId[];
  /** By any metric; by product impressions if left out. */
  readonly sort?: { readonly by: MetricId; readonly order?: "descending" | "ascending" | null };
  /** A part of an id, a name or a SKU. */
  readonly search?: string | null;
}
export interface LiveProduct {
  readonly product: string;
  readonly name: string | null;
  readonly skus: readonly string[];
  readonly pinned: boolean;
  readonly left: number | null;
  readonly values: readonly Cell[];
}
export interface LiveProducts {
  readonly metrics: readonly MetricId[];
  readonly rows: readonly LiveProduct[];
}
export interface MissedProducts {
  readonly rows: readonly {
    readonly product: string;
    readonly name: string | null;
    readonly impressions: number;
    readonly clicks: number;
    readonly orders: number;
    readonly conversion: Cell;
  }[];
}
export interface NextPinAsk extends AtAsk {
  /** For how many minutes a product would be pinned; 5 if left out. */
  readonly spanMinutes?: number | null;
  /** How much of what may come the interval should hold; 80 if left out. */
  readonly levelPercent?: number | null;
}
/** `(counted + prior × weight) / (of + weight)`: the prior is the rate of all products together. */
export interface PinRate {
  readonly counted: number;
  readonly of: number;
  readonly prior: number;
  readonly weight: number;
  readonly rate: number;
}
/** What pinning a product may bring: estimates, not facts. */
export interface PinForecast {
  readonly product: string;
  readonly name: string | null;
  readonly pinned: boolean;
  readonly left: number | null;
  readonly expected: Cell;
  readonly low: Cell;
  readonly high: Cell;
  readonly unknown: "no_pin" | "no_impression" | "no_click" | "no_sale" | "no_price" | null;
  readonly basis: {
    readonly impressions: PinRate;
    readonly clicks: PinRate;
    readonly orders: PinRate;
    readonly orderValue: Cell;
    /** The relative standard error of the expected orders. */
    readonly error: number;
  } | null;
}
/** Products by what pinning them next may bring; estimates rest on the whole minutes of `start` to `end`. */
export interface NextPin {
  readonly now: string;
  readonly start: string;
  readonly end: string;
  readonly spanMinutes: number;
  readonly levelPercent: number;
  readonly pinnedMinutes: number;
  readonly pinnedOrders: number;
  readonly ratedOrders: number;
  readonly lift: number;
  readonly products: readonly PinForecast[];
}
/** What was expected of pins, each from the moment before, against what came. */
export interface PinBacktest {
  readonly levelPercent: number;
  readonly pins: number;
  readonly unknown: number;
  readonly short: number;
  readonly coverage: Cell;
  readonly meanError: Cell;
  readonly meanAbsoluteError: Cell;
  readonly buckets: readonly { readonly pins: number; readonly expected: Cell; readonly came: Cell; readonly coverage: number }[];
  readonly top: {
    readonly followed: number;
    readonly followedCame: Cell;
    readonly othersCame: Cell;
    readonly othersFirstExpected: Cell;
    readonly othersExpected: Cell;
  };
}
/** Something to do next; `kind` says which of the others are told. */
export interface Recommendation {
  readonly kind: "violation" | "giveaway" | "idle_giveaway" | "low_stock" | "pin" | "missed_product";
  readonly text: string;
  readonly textZh: string;
  readonly violation?: Violation;
  readonly canAppeal?: boolean;
  readonly giveaway?: Giveaway;
  readonly stock?: StockAlert;
  readonly forecast?: PinForecast;
  readonly spanMinutes?: number;
  readonly levelPercent?: number;
  readonly missed?: MissedProducts["rows"][number];
}
export interface Recommendations {
  readonly recommendations: readonly Recommendation[];
}
/** What to say about the pinned product, and what it was made of. */
export interface Script {
  readonly product: string;
  readonly name: string;
  readonly clicks: number;
  readonly orders: number;
  readonly items: number;
  readonly left: number | null;
  readonly text: string;
  readonly textZh: string;
}
export interface GiveawaysAsk extends AtAsk {
  /** Sums; clicks, orders, pieces and GMV if left out. */
  readonly metrics?: readonly MetricId[];
}
export interface Uplift {
  readonly metric: MetricId;
  readonly during: Cell;
  readonly before: Cell;
  /** The rate a minute during it over that before. */
  readonly ratio: Cell;
}
export interface Giveaways {
  readonly giveaways: readonly {
    readonly giveaway: Giveaway;
    readonly from: string;
    readonly until: string;
    readonly beforeFrom: string;
    readonly uplifts: readonly Uplift[];
  }[];
}
export interface CommentsAsk extends AtAsk {
  readonly after?: Instant | null;
  /** The last so many: 100. */
  readonly limit?: number | null;
}
export interface Comment {
  readonly at: string;
  readonly event: string;
  readonly user: string | null;
  readonly text: string;
}
export interface Comments {
  readonly comments: readonly Comment[];
}
export interface ReplayAsk extends AtAsk {
  readonly at: Instant;
  /** Comments of so many seconds before and after: 30. */
  readonly seconds?: number | null;
}
export interface Replay {
  readonly at: string;
  readonly offsetMillis: number;
  readonly comments: readonly Comment[];
}
/**
 * A LIVE while it is on, and after. Events come in any order, twice too; what is answered depends on which were observed, not
 * on when. Nothing reads a clock: every question names its `now`, which may have passed.
 */
export class Room {
  /** Throws `value.id.invalid`, `value.currency.unknown`, `time.instant.malformed` or `wire.malformed`. */
  constructor(settings: RoomSettings);
  /**
   * Reads what {@link Room.save} wrote; it goes on from there. Anything else throws: `live.room.foreign`, `live.room.version`,
   * `live.room.length`, `live.room.checksum`, `live.room.malformed`.
   */
  static open(bytes: Uint8Array): Room;
  save(): Uint8Array;
  readonly id: string;
  /** When it ended, as far as was observed. */
  readonly endedAt: string | null;
  /**
   * Takes events. One that cannot be (`live.event.before_start`, `live.event.too_far_ahead`, `live.event.negative`,
   * `live.event.not_in_live`) leaves the room as it was, and is told. Throws for what cannot be read; nothing is taken then.
   */
  observe(events: readonly LiveEvent[]): Taken;
  /** What was said of a product before is replaced. */
  describeProducts(products: readonly DescribedProduct[]): void;
  /** The room at a moment. Throws `metric.dashboard_size`, `metric.unknown` or `metric.repeated`. */
  snapshot(ask: SnapshotAsk): Snapshot;
  /** When a snapshot may next differ without a further event; `null` once the LIVE has ended. */
  nextChangeAt(now: Instant): string | null;
  /** Throws `live.span.reversed`, `metric.trend_size`, `metric.unknown` or `metric.repeated`. */
  trend(ask: LiveTrendAsk): LiveTrend;
  /** The trend over the whole of a LIVE that is over, as a file. Throws `live.still_on` while it is on. */
  export(ask: LiveExportAsk): Uint8Array;
  /** Sources of traffic by the viewers they brought. */
  sources(ask: SourcesAsk): Sources;
  funnel(ask: AtAsk): LiveFunnel;
  products(ask: LiveProductsAsk): LiveProducts;
  /** Products that few see and many of those buy. */
  missedProducts(ask: AtAsk): MissedProducts;
  /** `null` where no product is pinned. */
  script(ask: AtAsk): Script | null;
  /** Throws `live.metric.not_summed` for a metric without a rate a minute. */
  giveaways(ask: GiveawaysAsk): Giveaways;
  /** What pinning each product next may bring: estimates. Throws `live.ask.range`. */
  nextPin(ask: NextPinAsk): NextPin;
  /** What to do next, by what matters first; once the LIVE has ended, violations alone. Throws `live.ask.range`. */
  recommendations(ask: NextPinAsk): Recommendations;
  comments(ask: CommentsAsk): Comments;
  /** Where a point lies in the recording. Throws `live.still_on` while it is on, `live.replay.outside` for a point outside it. */
  replay(ask: ReplayAsk): Replay;
  /** Events that changed nothing, since they contradict what stood. */
  ignored(ask: AtAsk): readonly { readonly event: string; readonly why: string }[];
  /** Gives its memory back; later calls throw `wasm.freed`. The garbage collector does it too, some day. */
  free(): void;
  [Symbol.dispose](): void;
}
/**
 * What was expected of the pins of rooms that are over, against what came. Rooms are given as {@link Room.save} gave them. Throws
 * `live.still_on`, `live.rooms.currencies`, `live.ask.range`, and what {@link Room.open} throws.
 */
export function pinBacktest(rooms: readonly Uint8Array[], ask: NextPinAsk): PinBacktest;
/** A room among ongoing LIVEs and on the live screen. */
export interface Card {
  readonly room: string;
  readonly creator: string | null;
  readonly title: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly avatar: string | null;
  readonly page: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly ongoing: boolean;
  readonly onScreen: boolean;
  readonly comments: readonly Comment[];
  readonly products: readonly DescribedProduct[];
  /** `null` where the view may not see them. */
  readonly lines: readonly LiveLine[] | null;
  /** What can be done then. */
  readonly action: "request" | "wait" | "none" | null;
  /** Why they may not be seen. */
  readonly reasons: readonly HiddenReason[];
}
export interface Cards {
  readonly cards: readonly Card[];
}
/** The wall: ongoing LIVEs as cards, and the live screen with at most five creators. */
export class Wall {
  constructor(policy?: Policy | null);
  /** Gives it a room; it sees what is observed later, too. A room of the same id is replaced. */
  add(room: Room): void;
  /** Takes a room away, off the screen too; whether it was there. */
  remove(room: string): boolean;
  /** Puts a room on the live screen. Throws `live.wall.full`, which names the creators there, or `live.wall.unknown_room`. */
  show(room: string): void;
  /** Takes a room off the live screen; whether it was there. */
  hide(room: string): boolean;
  /** The last started first; with `search`, those with this part in a name or handle. */
  ongoing(view: View, ask?: { readonly search?: string | null } | null): Cards;
  /** The live screen, in the order rooms were put there. */
  screen(view: View): Cards;
  /** Gives its memory back; later calls throw `wasm.freed`. The garbage collector does it too, some day. */
  free(): void;
  [Symbol.dispose](): void;
}
