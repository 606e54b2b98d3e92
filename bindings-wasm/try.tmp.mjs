import * as cc from "creator-compass";
import * as native from "./pkg/generated/creator_compass.js";
import {readFileSync, readdirSync} from "node:fs";
import { OBSERVED, authorized } from "./tests/filled.mjs";
const memory=native.initSync({}).memory;
const mb=()=>memory.buffer.byteLength/1e6;
const what=process.argv[2];
const n=50000,d=19;
const cells = Array.from({ length: n }, (_, i) => [`2026-05-${1 + (i % d)}`.replace(/-(\d)$/, "-0$1"), "ana", "video", `v${Math.floor(i / d)}`, i % 1000, `${i % 977}.50`]);
const head=["day", "creator", "channel", "video", "views", "gmv"];
const csv = [head, ...cells].map((row) => row.join(",")).join("\n");
const rows = cells.map((row) => Object.fromEntries(row.map((cell, at) => [head[at], cell])));
const orders=["order,line,creator,quantity,created_at,paid_at,currency,amount",...cells.map((c,i)=>`o${i},1,ana,1,${c[0]}T01:00:00Z,${c[0]}T02:00:00Z,IDR,150000`)].join("\n");
const dir="../examples/data/agency/documents/";
const bigdoc=(key,files)=>{const docs=files.map(f=>JSON.parse(readFileSync(dir+f))); const one=docs[0]; let all=docs.flatMap(x=>x.data[key]??[]); const out=[]; for(let k=0;out.length<5000;k++) for(const r of all) out.push({...r,id:`${r.id}${k}`}); one.data[key]=out; return JSON.stringify(one)};
const files=readdirSync(dir);
const docs={video:["video_performance_list",()=>bigdoc("videos",files.filter(f=>f.startsWith("videos_2")))],live:["live_performance_list",()=>bigdoc("live_stream_sessions",files.filter(f=>f.startsWith("lives_")))],aff:["seller_affiliate_orders",()=>bigdoc("orders",files.filter(f=>f.startsWith("orders_")))]};
const store=new cc.Store({timeZone:"Asia/Jakarta",currency:"IDR"}); const before=mb(); let len,t,r;
const o={observedAt:OBSERVED,window:{start:"2026-05-01",end:"2026-05-20"}};
if(what==="csv"){len=csv.length;t=performance.now();r=store.loadCsv("activity",csv,o)}
else if(what==="orders"){len=orders.length;t=performance.now();r=store.loadCsv("orders",orders,o)}
else if(what==="rows"){len=JSON.stringify(rows).length;t=performance.now();r=store.loadRows("activity",rows,o)}
else {const [k,f]=docs[what];const text=f();len=text.length;t=performance.now();r=store.loadDocument(k,text,o)}
console.log(what,(len/1e6).toFixed(1),"MB text; grew",mb()-before,"factor",((mb()-before)/len*1e6).toFixed(1),(performance.now()-t)|0,"ms",r.accepted, r.rejected.length, r.conflicting, r.rejected[0]);
