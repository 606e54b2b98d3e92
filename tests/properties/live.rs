//! A room against a naive one: a list of all events, counted anew at each question (LIV, DSH).
use std::collections::{BTreeMap, BTreeSet};

use creator_compass::fact::Act;
use creator_compass::live::{
    AppealOutcome, LiveEvent, LiveEventKind, LiveSpan, Paid, Room, RoomAct, RoomSettings, Taken,
    TrafficSource,
};
use creator_compass::metric::{Figure, Metric};
use creator_compass::time::Instant;
use creator_compass::value::{CreatorId, Currency, EventId, ProductId, RoomId, UserId, Value};
use creator_compass_tests::Seeded;

const START: i64 = 1_747_742_430_000;
const MINUTES: usize = 24;
const WAIT: i64 = 3;
const METRICS: [&str; 8] =
    ["concurrent_viewers", "comments", "views", "viewers", "buyers", "sku_orders", "gmv", "product_clicks"];

fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap()
}

fn minute(at: Instant) -> i64 {
    at.millis().div_euclid(60_000)
}

fn kind(random: &mut Seeded) -> LiveEventKind {
    let product = ProductId::new(random.one(&["p1", "p2", "p3"])).unwrap();
    let name = random.one(&["v1", "v2"]).to_owned();
    match random.below(24) {
        0..=12 => {
            let act = random.one(&[
                Act::Comment,
                Act::View,
                Act::Purchase,
                Act::ProductClick,
                Act::ProductImpression,
            ]);
            let user = random.one(&[None, Some("u1"), Some("u2"), Some("u3")]);
            let of_product = act == Act::ProductClick || random.below(2) == 0;
            let source = (act == Act::View).then(|| TrafficSource {
                name: random.one(&["feed", "search"]).to_owned(),
                paid: random.one(&[Paid::Organic, Paid::Paid]),
            });
            LiveEventKind::Act(RoomAct {
                user: user.map(|user| UserId::new(user).unwrap()),
                product: of_product.then_some(product),
                quantity: 1,
                amount: if act == Act::Purchase {
                    1_000_000 * i64::try_from(random.below(5)).unwrap()
                } else {
                    0
                },
                source,
                text: (act == Act::Comment && random.below(2) == 0).then(|| "hello".to_owned()),
                ..RoomAct::new(act)
            })
        }
        13..=15 => LiveEventKind::Viewers(i64::try_from(random.below(90)).unwrap()),
        16 | 17 => LiveEventKind::Stock { product, left: i64::try_from(random.below(9)).unwrap() },
        18 => LiveEventKind::Pinned(product),
        19 => LiveEventKind::Unpinned(product),
        20 => LiveEventKind::Violation { violation: name, reason: "claim".to_owned(), recommendation: None },
        21 => LiveEventKind::Appealed { violation: name },
        22 => LiveEventKind::AppealAnswered {
            violation: name,
            outcome: random.one(&[AppealOutcome::Upheld, AppealOutcome::Overturned]),
        },
        _ if random.below(8) == 0 => LiveEventKind::Ended,
        _ => LiveEventKind::Promotion { name: "sale".to_owned() },
    }
}

/// Events of a LIVE, in an order of arrival: inside the bound, or any.
fn arrivals(random: &mut Seeded, in_bound: bool) -> Vec<LiveEvent> {
    let count = random.below(70);
    let mut all: Vec<(i64, u64, LiveEvent)> = (0..count)
        .map(|number| {
            let at = at(START + i64::try_from(random.below(MINUTES * 60_000)).unwrap());
            let delay = if in_bound { random.below(4) } else { random.below(12) };
            let order = minute(at) + i64::try_from(delay).unwrap();
            let event =
                LiveEvent { id: EventId::new(&format!("e{number}")).unwrap(), at, kind: kind(random) };
            (order, random.number(), event)
        })
        .collect();
    all.sort_by_key(|(order, tie, _)| (*order, *tie));
    all.into_iter().map(|(.., event)| event).collect()
}

/// All events that count, in order of time and id.
struct Naive(Vec<LiveEvent>);

impl Naive {
    fn before(&self, end: i64) -> impl Iterator<Item = &LiveEvent> {
        self.0.iter().filter(move |event| minute(event.at) < end)
    }
    fn acts(&self, end: i64, act: Act) -> impl Iterator<Item = &RoomAct> {
        self.before(end).filter_map(move |event| match &event.kind {
            LiveEventKind::Act(one) if one.act == act => Some(one),
            _ => None,
        })
    }
    fn figure(&self, metric: &str, end: i64) -> Option<i64> {
        let count = |act| i64::try_from(self.acts(end, act).count()).unwrap();
        let users = |act| {
            let all: BTreeSet<&UserId> = self.acts(end, act).filter_map(|one| one.user.as_ref()).collect();
            i64::try_from(all.len()).unwrap()
        };
        Some(match metric {
            "concurrent_viewers" => {
                let look = |event: &LiveEvent| match event.kind {
                    LiveEventKind::Viewers(now) => Some(now),
                    _ => None,
                };
                return self.before(end).filter_map(look).last();
            }
            "comments" => count(Act::Comment),
            "views" => count(Act::View),
            "viewers" => users(Act::View),
            "buyers" => users(Act::Purchase),
            "sku_orders" => count(Act::Purchase),
            "gmv" => self.acts(end, Act::Purchase).map(|one| one.amount).sum(),
            _ => count(Act::ProductClick),
        })
    }
    fn until(&self, now: Instant) -> impl DoubleEndedIterator<Item = &LiveEvent> {
        self.0.iter().filter(move |event| event.at <= now)
    }
    fn ended_at(&self, now: Instant) -> Option<Instant> {
        self.until(now).find(|event| event.kind == LiveEventKind::Ended).map(|event| event.at)
    }
    fn pinned(&self, now: Instant) -> Option<ProductId> {
        self.until(now).fold(None, |pinned, event| match &event.kind {
            LiveEventKind::Pinned(product) => Some(product.clone()),
            LiveEventKind::Unpinned(product) if pinned.as_ref() == Some(product) => None,
            _ => pinned,
        })
    }
    /// Products with fewer than 5 left, how many, and since when.
    fn low(&self, now: Instant) -> BTreeSet<(i64, ProductId, Instant)> {
        let mut stock: BTreeMap<&ProductId, Vec<(i64, Instant)>> = BTreeMap::new();
        for event in self.until(now) {
            if let LiveEventKind::Stock { product, left } = &event.kind {
                stock.entry(product).or_default().push((*left, event.at));
            }
        }
        let low = |(product, all): (&ProductId, Vec<(i64, Instant)>)| {
            let (left, _) = *all.last()?;
            let since = all.iter().rev().take_while(|(left, _)| *left < 5).last()?.1;
            Some((left, product.clone(), since))
        };
        if self.ended_at(now).is_some() {
            BTreeSet::new()
        } else {
            stock.into_iter().filter_map(low).collect()
        }
    }
    /// Violations, the last found first, and how far each appeal has come.
    fn violations(&self, now: Instant) -> Vec<(String, &'static str)> {
        let mut found: Vec<(String, &'static str)> = Vec::new();
        for event in self.until(now) {
            let of = |found: &mut Vec<(String, &'static str)>, id: &str, from: &str, to: &'static str| {
                if let Some(one) = found.iter_mut().find(|one| one.0 == id && one.1 == from) {
                    one.1 = to;
                }
            };
            match &event.kind {
                LiveEventKind::Violation { violation, .. }
                    if !found.iter().any(|one| one.0 == *violation) =>
                {
                    found.push((violation.clone(), "open"));
                }
                LiveEventKind::Appealed { violation } => of(&mut found, violation, "open", "appealed"),
                LiveEventKind::AppealAnswered { violation, outcome } => {
                    of(&mut found, violation, "appealed", outcome.as_str());
                }
                _ => {}
            }
        }
        found.reverse();
        found
    }
}

fn number(value: &Value<Figure>) -> Option<i64> {
    match value {
        Value::Known(Figure::Count(count)) => Some(*count),
        Value::Known(Figure::Money(money)) => Some(i64::try_from(money.micros()).unwrap()),
        _ => None,
    }
}

fn settings() -> RoomSettings {
    let (room, creator) = (RoomId::new("r1").unwrap(), CreatorId::new("ana").unwrap());
    let mut settings = RoomSettings::new(room, Some(creator), at(START), Currency::new("USD").unwrap());
    settings.rules.lateness_minutes = u32::try_from(WAIT).unwrap();
    settings
}

/// A room that observes events in this order, each now and then twice, kept and read now and then; and those that count.
fn observed(random: &mut Seeded, arrivals: &[LiveEvent]) -> (Room, Naive) {
    let (mut room, mut newest, mut all) = (Room::new(settings()), minute(at(START)), Vec::new());
    for event in arrivals {
        let taken = room.observe(event.clone()).unwrap();
        let is_late = minute(event.at) < newest - WAIT;
        assert_eq!(taken, if is_late { Taken::Late } else { Taken::New }, "{event:?}");
        if !is_late {
            newest = newest.max(minute(event.at));
            all.push(event.clone());
            if random.below(8) == 0 {
                assert_eq!(room.observe(event.clone()).unwrap(), Taken::Duplicate);
            }
        }
        if random.below(40) == 0 {
            room = Room::open(&room.save()).unwrap();
        }
    }
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    (room, Naive(all))
}

fn compare(room: &Room, naive: &Naive, now: Instant, metrics: &[Metric]) {
    let snapshot = room.snapshot(now, metrics).unwrap();
    let ended_at = naive.ended_at(now);
    assert_eq!(snapshot.ended_at, ended_at);
    let whole = minute(ended_at.unwrap_or(now));
    let is_old = (whole - 5) * 60_000 >= START;
    for (name, line) in METRICS.iter().zip(&snapshot.lines) {
        assert_eq!(number(&line.value), naive.figure(name, minute(now) + 1), "{name} at {now}");
        let (then, before) = (naive.figure(name, whole), naive.figure(name, whole - 5));
        let change = then.zip(before).filter(|_| is_old).map(|(then, before)| then - before);
        assert_eq!(number(&line.change), change, "the change of {name} at {now}");
    }
    assert_eq!(snapshot.pinned, naive.pinned(now));
    let alerts = snapshot.stock_alerts.iter().map(|one| (one.left, one.product.clone(), one.at));
    assert!(alerts.eq(naive.low(now)));
    let violations = snapshot.violations.iter().map(|one| (one.violation.clone(), one.appeal.as_str()));
    assert!(violations.eq(naive.violations(now)), "violations at {now}");
    let texts: Vec<&EventId> = naive
        .until(now)
        .filter(|event| matches!(&event.kind, LiveEventKind::Act(act) if act.text.is_some()))
        .map(|event| &event.id)
        .collect();
    assert!(room.comments(now, None, usize::MAX).iter().map(|one| &one.event).eq(texts));
    // The minutes of the whole trend are what is counted of each, and add up.
    let trend = room.trend(now, LiveSpan::Whole, &room.trend_metrics(&["gmv", "viewers"]).unwrap()).unwrap();
    for ((_, points), name) in trend.series.iter().zip(["gmv", "viewers"]) {
        for point in points {
            let end = minute(point.minute);
            let of = |end| naive.figure(name, end).unwrap();
            assert_eq!(number(&point.value), Some(of(end + 1) - of(end)));
        }
        let sum: i64 = points.iter().filter_map(|point| number(&point.value)).sum();
        assert_eq!(Some(sum), naive.figure(name, minute(now) + 1));
    }
    let mut brought: BTreeMap<&TrafficSource, (BTreeSet<&UserId>, i64)> = BTreeMap::new();
    for act in naive.acts(minute(now) + 1, Act::View) {
        if let Some(source) = &act.source {
            let one = brought.entry(source).or_default();
            one.0.extend(&act.user);
            one.1 += 1;
        }
    }
    let sources = room.sources(now);
    assert_eq!(sources.len(), brought.len());
    for line in &sources {
        let (users, views) = &brought[&line.source];
        assert_eq!((line.viewers, line.views), (i64::try_from(users.len()).unwrap(), *views));
    }
}

fn sequences(seed: u64, count: usize, in_bound: bool) {
    let mut random = Seeded(seed);
    let metrics = Metric::parse_all(&METRICS).unwrap();
    for _ in 0..count {
        let arrivals = arrivals(&mut random, in_bound);
        let (room, naive) = observed(&mut random, &arrivals);
        if in_bound {
            assert!(room.late().is_empty());
            let mut sorted = arrivals.clone();
            sorted.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
            let (in_order, _) = observed(&mut random, &sorted);
            assert!(in_order == room, "the order of arrival shows");
            assert!(in_order.save() == room.save(), "the order of arrival shows in the bytes");
        }
        for _ in 0..4 {
            let now = at(START + i64::try_from(random.below((MINUTES + 4) * 60_000)).unwrap());
            compare(&room, &naive, now, &metrics);
        }
    }
}

#[test]
fn a_room_is_what_its_events_tell_in_whatever_order_they_arrive() {
    sequences(1, 2_000, true);
}

#[test]
fn a_room_is_what_the_events_tell_that_came_in_time() {
    sequences(2, 2_000, false);
}
