"""Counts the real data by itself and compares with what the main job said (called by tests/real_data)."""

import csv
import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

real, work = Path(sys.argv[1]), Path(sys.argv[2])
failed = 0


def check(what: str, ours: object, counted: object) -> None:
    global failed
    failed += ours != counted
    print(f"  {what}: {ours}" if ours == counted else f"  {what}: {ours}, but counted {counted}")


def answer(name: str) -> dict:
    return json.loads((work / f"{name}.json").read_text())


def rows(report: dict, ending: str) -> Counter:
    total = Counter()
    for load in report["loads"]:
        if load["file"].endswith(ending):
            for key in ("accepted", "replaced", "duplicate", "superseded", "conflicting"):
                total[key] += load[key]
            total["rejected"] += len(load["rejected"])
    return total


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def known(cell: dict) -> object:
    return cell.get("value") if cell["kind"] == "known" else cell


print("the two crawls of real videos")
first = read(real / "data/tiktok_vn_videos/raw_data.csv")
second = read(real / "data/tiktok_vn_videos/recrawled_1v.csv")
videos = {row["vid_id"] for row in first + second}
looks = sum(1 for row in first + second for name in ("vid_nview", "vid_nlike", "vid_ncomment", "vid_nshare") if row[name].strip())
# Looks of one crawl at one moment can repeat a row: a look is a video, a counter and a time.
distinct = {(row["vid_id"], name, row["vid_scrapeTime"]) for row in first + second
            for name in ("vid_nview", "vid_nlike", "vid_ncomment", "vid_nshare") if row[name].strip()}
broken = sum(1 for row in first + second for name in ("vid_nview", "vid_nlike", "vid_ncomment", "vid_nshare")
             if row[name].strip() and not row[name].strip()[0].isdigit())
tiktok = answer("tiktok")
check("videos accepted", rows(tiktok, "videos.csv")["accepted"], len(videos))
check("creators accepted", rows(tiktok, "creators.csv")["accepted"], len({row["user_name"] for row in first + second}))
observations = rows(tiktok, "observations.csv")
check("looks accepted", observations["accepted"], len(distinct) - broken)
check("looks accepted or known already", observations["accepted"] + observations["duplicate"], looks - broken)
check("looks rejected", observations["rejected"], broken)

print("the real shop's page")
page = json.loads((real / "samples/real_vn_shop/shop_videos_performance_202605.json").read_text())["data"]["videos"]
shop = answer("shop")
check("rows accepted", rows(shop, ".json")["accepted"], len(page))
gmv = sum(float(row["gmv"]["amount"]) for row in page if row.get("username"))
line = next(line for line in shop["overview"]["sales"] if line["metric"] == "gmv[video]")
check("GMV of videos with a creator", float(known(line["value"])), gmv)

print("the live sellers")
sellers = answer("sellers")
source = read(real / "data/facebook_live_thailand/Live.csv")
unique = {tuple(row.values()): row for row in source}.values()
period = sellers["overview"]["scope"]["period"]["days"]
inside = []
for row in unique:
    day = datetime.strptime(row["status_published"], "%m/%d/%Y %H:%M").date().isoformat()
    if period["start"] <= day < period["end"]:
        inside.append(row)
for name, column in (("likes", "num_reactions"), ("comments", "num_comments"), ("shares", "num_shares")):
    ours = sum(known(line["value"]) for creator in sellers["creators"]["authorized"] for line in creator["lines"] if line["metric"] == name)
    check(f"{name} from {period['start']} to {period['end']}", ours, sum(int(row[column]) for row in inside))
check("sellers", len(sellers["creators"]["authorized"]), len({row["status_id"].split("_")[0] for row in source}))

sys.exit(1 if failed else 0)
