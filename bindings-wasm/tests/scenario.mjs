// Store operations of the vectors: a workspace, its log and its loads, then one question.
import { rooms } from "./live.mjs";

export function scenarios(cc) {
  const { kept } = rooms(cc);
  const load = (store, { document, table, room, json, text, csv, rows, ...options }) => {
    if (room) return store.loadRoom(kept(room), options);
    if (document) return store.loadDocument(document, text ?? JSON.stringify(json), options);
    return csv === undefined ? store.loadRows(table, rows, options) : store.loadCsv(table, csv, options);
  };
  const loaded = (input) => {
    const store = new cc.Store(input.workspace);
    store.record(input.log ?? []);
    return { store, reports: (input.loads ?? []).map((one) => load(store, one)) };
  };
  const ask = (question) => (input) => {
    const { store } = loaded(input);
    const view = store.view(input.now, { knownAt: input.knownAt });
    try {
      return question(view, input);
    } finally {
      view.free();
      store.free();
    }
  };
  const figure = (view, { report, period, metric, creator }) => {
    if (report === "overview") {
      const { indicators, sales, live, video } = view.overview({ period });
      return [indicators, sales, live, video].flat().find((line) => line.metric === metric);
    }
    const { authorized, pending } = view.creators({ period, metrics: [metric] });
    const of = (line) => line.creator === creator;
    return authorized.find(of)?.lines[0] ?? { pending: pending.find(of) };
  };
  // Partial answers of several stores, merged and finished.
  const partial = ({ parts, ask: question, ...common }) => {
    const one = (part) => ask((view) => view.partial(part.ask ?? question))({ ...common, ...part });
    const all = parts.map(one);
    const merged = cc.mergePartials(...all);
    if (String(cc.mergePartials(...all.toReversed?.() ?? [...all].reverse())) !== String(merged)) throw new Error("the order of parts shows");
    return cc.finishPartial(merged);
  };
  // The overview of a store that was saved and opened, after what is forgotten.
  const saved = (input) => {
    const store = cc.Store.open(loaded(input).store.save());
    for (const creator of input.forget ?? []) store.forget(creator);
    return store.view(input.now).overview({ period: input.period });
  };
  // A file as text.
  const text = (file) => ({ text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(file) });
  // Profiles, matches, peers and files asked one after the other, each next to what was shown before: the last answer.
  const shown = (view, { asks }) => {
    let ledger = new cc.Ledger();
    let last;
    const methods = { profiles: ["profiles", "showProfiles"], peers: ["peers", "showPeers"], export: ["export", "showExport"], livestreamAudience: ["livestreamAudience", "showLivestreamAudience"], matchCreators: ["matchCreators", "showMatchCreators"] };
    for (const { screen, ask: asked } of asks) {
      const [given, remembered] = methods[screen] ?? methods.matchCreators;
      const before = ledger[given](view, asked);
      const after = ledger[remembered](view, asked);
      if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error("showing differs");
      last = screen === "export" ? text(after) : after;
      ledger = cc.Ledger.open(ledger.save());
    }
    return last;
  };
  // Which means over peers two ledgers let be read together, each after showing its own.
  const conflicts = (view, input) => {
    const [one, other] = ["one", "other"].map((name) => {
      const ledger = new cc.Ledger();
      for (const asked of input[name]) ledger.showPeers(view, asked);
      return cc.Ledger.open(ledger.save());
    });
    return { means: one.meanConflicts(other) };
  };
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
  // A store from bytes, as bytes again.
  const opened = ({ hex }) => {
    const saved = [...cc.Store.open(bytes(hex)).save()];
    return { saved: saved.map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  };
  return {
    "store.partial": partial,
    "store.saved": saved,
    "store.opened": opened,
    "partial.finished": ({ hex }) => cc.finishPartial(bytes(hex)),
    "store.load": (input) => ({ reports: loaded(input).reports }),
    "store.overview": ask((view, { period }) => view.overview({ period })),
    "store.creators": ask((view, { period, metrics }) => view.creators({ period, metrics })),
    "store.trend": ask((view, { period, metrics }) => view.trend({ period, metrics })),
    "store.growth": ask((view, input) => view.growth(input.ask)),
    "store.query": ask((view, input) => view.query(input.ask)),
    "store.watermarks": ask((view) => view.watermarks()),
    "store.decide": ask((view, { question }) => view.decide(question)),
    "store.lists": ask((view) => view.lists()),
    "store.figure": ask(figure),
    "store.shown": ask(shown),
    "store.conflicts": ask(conflicts),
    "view.export": ask((view, input) => text(view.export(input.ask))),
    // `view.…` is the method of a view of that name.
    screen: (op) => op.startsWith("view.") && ask((view, input) => view[op.slice("view.".length)](input.ask)),
  };
}
