import * as cc from "creator-compass";
import { COMPLETE, NOW, OBSERVED, authorized, refuses } from "./tests/filled.mjs";
import {test} from "node:test"; test("x",(t)=>{ for (const d of [28,19]) {
  const cells = Array.from({ length: 100_000 }, (_, i) => [`2026-05-${1 + (i % d)}`.replace(/-(\d)$/, "-0$1"), "ana", "video", `v${Math.floor(i / d)}`, i % 1000, `${i % 977}.50`]);
  const csv = [["day", "creator", "channel", "video", "views", "gmv"], ...cells].map((row) => row.join(",")).join("\n");
  const store = authorized(); const t=performance.now();
  const r=store.loadCsv("activity", csv, {observedAt:OBSERVED}); console.log(d, performance.now()-t, r.accepted, r.conflicting);
  store.free()
} })
