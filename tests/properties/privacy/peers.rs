//! Whoever lays all shown means over peers side by side reads no figure of one creator, nor of two (BEY-9).
use std::collections::BTreeMap;
use std::fmt::Write as _;

use creator_compass::privacy::{Ledger, PeerGroup, PeerTopic};
use creator_compass::time::Day;
use creator_compass::value::CreatorId;
use creator_compass::wire::{LedgerDoor, StoreDoor, events_from_json, from_json};
use creator_compass_tests::Seeded;
use serde_json::{Value, json};

/// Numbers of the field of this many: another one than the library reckons in.
const PRIME: u64 = 2_147_483_647;

fn inverse(number: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, number, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

/// How many of some rows are independent.
fn rank(mut rows: Vec<Vec<u64>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let one = inverse(rows[rank][column]);
        let pivot = rows[rank].clone();
        for row in rows.iter_mut().skip(rank + 1).filter(|row| row[column] != 0) {
            let factor = row[column] * one % PRIME;
            for (number, less) in row.iter_mut().zip(&pivot).skip(column) {
                *number = (*number + (PRIME - factor) * less) % PRIME;
            }
        }
        rank += 1;
    }
    rank
}

/// A group as an equation over creators, days and channels: 1 where it counts.
struct Equation {
    members: Vec<usize>,
    days: std::ops::Range<usize>,
    channels: &'static [usize],
}

const CREATORS: usize = 16;
const DAYS: usize = 6;
/// LIVE, video, card and none told; and what lasts, whatever day it is read on.
const CHANNELS: usize = 5;

fn row(equation: &Equation) -> Vec<u64> {
    let mut row = vec![0; CREATORS * DAYS * CHANNELS];
    for creator in &equation.members {
        for day in equation.days.clone() {
            for channel in equation.channels {
                row[(creator * DAYS + day) * CHANNELS + channel] = 1;
            }
        }
    }
    row
}

/// Whether some sum of multiples of equations is of these creators alone.
fn reads(rows: &[Vec<u64>], whole: usize, creators: &[usize]) -> bool {
    let others = rows.iter().map(|row| {
        let cells = row.iter().enumerate();
        let kept = cells.filter(|(cell, _)| !creators.contains(&(cell / (DAYS * CHANNELS))));
        kept.map(|(_, number)| *number).collect()
    });
    rank(others.collect()) < whole
}

fn id(number: usize) -> CreatorId {
    CreatorId::new(&format!("c{number:02}")).unwrap()
}

/// Any groups of any topics, offered to a ledger: what it admits lets nobody of four be read by the three others.
#[test]
fn no_sum_of_admitted_means_is_of_few() {
    let mut random = Seeded(71);
    let metrics: [(&str, &[usize]); 5] = [
        ("gmv", &[0, 1, 2, 3]),
        ("gmv[live]", &[0]),
        ("gmv[video]", &[1]),
        ("gmv[card]", &[2]),
        ("followers", &[4]),
    ];
    let first = Day::parse("2026-06-01").unwrap();
    let (mut admitted, mut refused) = (0, 0);
    for _ in 0..80 {
        let least = 3 + random.below(2);
        let (mut ledger, mut equations) = (Ledger::new(), Vec::new());
        for _ in 0..30 {
            let (metric, channels) = random.one(&metrics);
            let start = random.below(4);
            let end = start + 1 + random.below(4 - start);
            let mut members: Vec<usize> = (0..CREATORS).filter(|_| random.below(3) > 0).collect();
            if random.below(3) == 0 {
                members.truncate(least + 1);
            }
            let day = |number: usize| first.plus(i32::try_from(number).unwrap());
            let group = PeerGroup {
                topic: PeerTopic { metric: metric.to_owned(), start: day(start), end: day(end) },
                members: members.iter().map(|member| id(*member)).collect(),
                digest: 7,
            };
            if ledger.admits_peers(&group, least) {
                ledger.record_peers(&[group]);
                let days = if channels == [4] { 0..1 } else { start..end };
                equations.push(Equation { members, days, channels });
                admitted += 1;
            } else {
                refused += 1;
            }
        }
        let rows: Vec<Vec<u64>> = equations.iter().map(row).collect();
        let whole = rank(rows.clone());
        for one in 0..CREATORS {
            for other in one..CREATORS {
                assert!(!reads(&rows, whole, &[one, other]), "{one} and {other} are read");
            }
        }
        assert_eq!(Ledger::open(&ledger.save()).unwrap(), ledger);
    }
    assert!(admitted > 100 && refused > 150, "{admitted} {refused}");
}

fn store(values: &BTreeMap<(usize, usize), usize>) -> StoreDoor {
    let workspace = json!({ "timeZone": "Asia/Jakarta", "currency": "IDR" });
    let mut store = StoreDoor::new(&from_json(workspace).unwrap()).unwrap();
    let mut log = Vec::new();
    let mut people = "creator,category,followers\n".to_owned();
    for number in 0..CREATORS {
        let creator = format!("c{number:02}");
        let mut add = |what: &str, more: Value| {
            let mut event = json!({ "id": format!("{creator}-{what}"), "happenedAt": "2026-01-06T09:00:00+07:00", "creator": creator });
            event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            log.push(event);
        };
        add("signed", json!({ "kind": "contract_signed", "on": "2025-01-01" }));
        let days = json!({ "start": "2025-01-01", "end": null });
        add("asked", json!({ "kind": "requested", "request": format!("{creator}-r"), "days": days }));
        add("authorized", json!({ "kind": "authorized", "request": format!("{creator}-r") }));
        writeln!(people, "{creator},{},{}", if number % 3 == 0 { "food" } else { "beauty" }, 100 * number)
            .unwrap();
    }
    store.record(&events_from_json(log).unwrap()).unwrap();
    for day in 0..DAYS {
        let observed = json!({ "observedAt": format!("2026-06-{:02}T01:00:00Z", 9 + day) });
        store.load_csv("creators", &people, &from_json(observed).unwrap()).unwrap();
    }
    let mut csv = "day,creator,channel,gmv\n".to_owned();
    for ((creator, day), gmv) in values {
        writeln!(csv, "2026-06-{:02},c{creator:02},live,{gmv}", 9 + day).unwrap();
    }
    let options = json!({ "observedAt": "2026-06-15T01:00:00Z", "complete": [{ "start": "2026-05-01", "end": "2026-06-15" }] });
    store.load_csv("activity", &csv, &from_json(options).unwrap()).unwrap();
    store
}

/// Questions of the screen, one after the other on one ledger: the means that are shown let no creator be read by another, and
/// are the means of the groups that were remembered.
#[test]
fn no_screens_of_peers_tell_a_figure() {
    let mut random = Seeded(72);
    let mut shown = 0;
    for _ in 0..40 {
        let values: BTreeMap<(usize, usize), usize> = (0..CREATORS)
            .flat_map(|creator| (0..DAYS).map(move |day| (creator, day)))
            .map(|cell| (cell, 100 + random.below(1000)))
            .collect();
        let store = store(&values);
        let view = store.view("2026-06-15T03:00:00Z", None).unwrap();
        let mut ledger = LedgerDoor::new();
        let mut equations = Vec::new();
        for _ in 0..8 {
            let start = random.below(DAYS);
            let end = start + 1 + random.below(DAYS - start);
            let creator = random.below(CREATORS);
            let period = json!({ "kind": "custom", "start": format!("2026-06-{:02}", 9 + start), "end": format!("2026-06-{:02}", 9 + end) });
            let by = random.one(&["category", "followers"]);
            let least = 3 + random.below(3);
            let bands = [300 + 100 * random.below(4), 900 + 100 * random.below(4)];
            let ask = json!({ "period": period, "creator": format!("c{creator:02}"), "by": by, "metrics": ["gmv[live]"], "atLeast": least, "bands": bands });
            let answer = ledger.show_peers(&view, &from_json(ask).unwrap()).unwrap();
            let answer = serde_json::to_value(answer).unwrap();
            let alike = |other: &usize| match by {
                "category" => other.is_multiple_of(3) == creator.is_multiple_of(3),
                _ => bands.iter().all(|bound| (100 * other < *bound) == (100 * creator < *bound)),
            };
            let sum = |creator: usize| (start..end).map(|day| values[&(creator, day)]).sum::<usize>();
            let mut cohort: Vec<usize> = (0..CREATORS).filter(alike).collect();
            cohort.sort_by_key(|creator| (std::cmp::Reverse(sum(*creator)), *creator));
            assert_eq!(answer["cohort"]["creators"], cohort.len());
            let mut from = 0;
            for group in answer["metrics"][0]["groups"].as_array().unwrap() {
                let number = usize::try_from(group["creators"].as_u64().unwrap()).unwrap();
                let members = cohort[from..from + number].to_vec();
                from += number;
                if group["mean"]["kind"] == "known" {
                    assert!(number >= least);
                    let all: usize = members.iter().map(|creator| sum(*creator)).sum();
                    let mean: f64 = group["mean"]["value"].as_str().unwrap().parse().unwrap();
                    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
                    let expected = all as f64 / number as f64;
                    assert!((mean - expected).abs() < 1e-6, "{group} {expected}");
                    equations.push(Equation { members, days: start..end, channels: &[0] });
                    shown += 1;
                }
            }
        }
        let rows: Vec<Vec<u64>> = equations.iter().map(row).collect();
        let whole = rank(rows.clone());
        for one in 0..CREATORS {
            for other in one..CREATORS {
                assert!(!reads(&rows, whole, &[one, other]), "{one} and {other} are read");
            }
        }
    }
    assert!(shown > 60, "{shown}");
}

/// Data that changed since a mean was shown are not shown: the difference would be of whoever changed.
#[test]
fn changed_data_are_not_shown_again() {
    let values: BTreeMap<(usize, usize), usize> =
        (0..CREATORS).map(|creator| ((creator, 0), 100 + 10 * creator)).collect();
    let changed: BTreeMap<(usize, usize), usize> =
        values.iter().map(|(cell, gmv)| (*cell, if cell.0 == 4 { gmv + 1 } else { *gmv })).collect();
    let period = json!({ "kind": "custom", "start": "2026-06-09", "end": "2026-06-10" });
    let ask = json!({ "period": period, "creator": "c01", "metrics": ["gmv[live]"] });
    let mut ledger = LedgerDoor::new();
    let mut kinds = |values: &BTreeMap<(usize, usize), usize>| {
        let store = store(values);
        let view = store.view("2026-06-15T03:00:00Z", None).unwrap();
        let answer = ledger.show_peers(&view, &from_json(ask.clone()).unwrap()).unwrap();
        let answer = serde_json::to_value(answer).unwrap();
        let groups = answer["metrics"][0]["groups"].as_array().unwrap().clone();
        groups.iter().map(|group| group["mean"]["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&values), ["known", "known"]);
    // c04 stands in the upper or lower group: that one is hidden, the other is as it was.
    let mut after = kinds(&changed);
    after.sort();
    assert_eq!(after, ["hidden", "known"]);
    assert_eq!(kinds(&values), ["known", "known"]);
}
