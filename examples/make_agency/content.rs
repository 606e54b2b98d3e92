//! What the creators made: videos and LIVE rooms, and how they were watched.

use chrono::NaiveDate;

use super::calendar::{day, day_of, days, earlier, later, second_of};
use super::people::{PEOPLE, PRODUCTS, Person, Product};
use super::rng::Rng;

/// The first day of the oldest weekly video list.
pub(crate) fn weekly_from() -> NaiveDate {
    day(2026, 5, 18)
}
/// The first day with a video list of its own.
pub(crate) fn daily_from() -> NaiveDate {
    day(2026, 6, 15)
}
/// The first day with a LIVE list: forty days before the last.
pub(crate) fn lives_from() -> NaiveDate {
    day(2026, 5, 21)
}
/// The first day of the orders.
pub(crate) fn orders_from() -> NaiveDate {
    day(2026, 6, 1)
}
/// The day after the last of everything.
pub(crate) fn data_end() -> NaiveDate {
    day(2026, 6, 30)
}

/// A video.
#[derive(Debug)]
pub(crate) struct Video {
    pub(crate) id: u64,
    pub(crate) by: &'static Person,
    pub(crate) posted: i64,
    pub(crate) title: String,
    pub(crate) seconds: u64,
    pub(crate) products: Vec<&'static Product>,
}

/// How a video did in some days.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Watched {
    pub(crate) views: u64,
    pub(crate) finishes: u64,
    pub(crate) product_impressions: u64,
    pub(crate) product_clicks: u64,
    pub(crate) likes: u64,
    pub(crate) comments: u64,
    pub(crate) shares: u64,
    pub(crate) new_followers: u64,
    pub(crate) to_live: u64,
}

/// The id of a video or room: its unix second in the top 32 bits.
fn id_at(second: i64, rng: &mut Rng) -> u64 {
    (second.unsigned_abs() << 32) | (rng.next() >> 32)
}

/// The products of a creator's own topic.
fn about(person: &'static Person) -> impl Iterator<Item = &'static Product> {
    PRODUCTS.iter().filter(|product| product.topic == person.topic)
}

/// Every video, oldest first within each creator.
pub(crate) fn videos(seed: u64) -> Vec<Video> {
    let mut all = Vec::new();
    for person in PEOPLE.iter().filter(|person| person.pace > 0) {
        let mut rng = Rng::of(seed, &format!("videos {}", person.id));
        let mut on = later(day(2026, 4, 6), rng.below(person.pace));
        let mut number = 1;
        while on < data_end() {
            let hour = u32::try_from(rng.between(7, 21)).unwrap_or(7);
            let posted = second_of(on, hour, 0) + i64::try_from(rng.below(3600)).unwrap_or_default();
            let own: Vec<&'static Product> = about(person).collect();
            let first = rng.pick(&own).copied();
            let second = if rng.one_in(4) { rng.pick(&PRODUCTS) } else { None };
            let mut products: Vec<&'static Product> = first.into_iter().collect();
            products.extend(second.filter(|two| first.is_none_or(|one| one.id != two.id)));
            all.push(Video {
                id: id_at(posted - 7, &mut rng),
                by: person,
                posted,
                title: format!("Contoh {} #{number}", person.topic),
                seconds: rng.between(12, 75),
                products,
            });
            number += 1;
            on = later(on, person.pace + rng.below(4));
        }
    }
    all
}

impl Video {
    /// How it did on a day; nothing before it was posted and from its 46th day on.
    pub(crate) fn watched_on(&self, seed: u64, on: NaiveDate) -> Watched {
        let age = on.signed_duration_since(day_of(self.posted)).num_days();
        let Some(age) = u64::try_from(age).ok().filter(|age| *age <= 45) else { return Watched::default() };
        let mut rng = Rng::of(seed, &format!("watched {} {on}", self.id));
        let views = self.by.reach * rng.between(60, 140) * 3 / (3 + age) / 100 + rng.below(9);
        let live = self.by.live_on(on);
        Watched {
            views,
            finishes: views * rng.between(14, 41) / 100,
            product_impressions: views * rng.between(62, 93) / 100,
            product_clicks: views * rng.between(18, 62) / 1000,
            likes: views * rng.between(20, 70) / 1000,
            comments: views * rng.between(1, 6) / 1000,
            shares: views * rng.between(1, 9) / 1000,
            new_followers: views * rng.between(0, 5) / 1000,
            to_live: if live { views * rng.between(4, 16) / 1000 } else { 0 },
        }
    }
    /// How it did in some days.
    pub(crate) fn watched(&self, seed: u64, start: NaiveDate, end: NaiveDate) -> Watched {
        days(start, end).map(|on| self.watched_on(seed, on)).fold(Watched::default(), |sum, one| Watched {
            views: sum.views + one.views,
            finishes: sum.finishes + one.finishes,
            product_impressions: sum.product_impressions + one.product_impressions,
            product_clicks: sum.product_clicks + one.product_clicks,
            likes: sum.likes + one.likes,
            comments: sum.comments + one.comments,
            shares: sum.shares + one.shares,
            new_followers: sum.new_followers + one.new_followers,
            to_live: sum.to_live + one.to_live,
        })
    }
}

/// A LIVE room.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) id: u64,
    pub(crate) by: &'static Person,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) title: String,
    /// Whether the shop sees how people acted in it.
    pub(crate) open: bool,
    pub(crate) products: Vec<&'static Product>,
    pub(crate) views: u64,
    pub(crate) product_impressions: u64,
    pub(crate) product_clicks: u64,
}

/// The room that runs over midnight: whose, and the day it starts.
const OVER_MIDNIGHT: &str = "cr-02";
fn over_midnight_on() -> NaiveDate {
    day(2026, 6, 23)
}
/// The room of three seconds: whose, and its day.
const TOO_SHORT: &str = "cr-03";
fn too_short_on() -> NaiveDate {
    day(2026, 6, 17)
}

/// Every room, by day, then by creator.
pub(crate) fn rooms(seed: u64) -> Vec<Room> {
    let mut all = Vec::new();
    for on in days(earlier(lives_from(), 3), data_end()) {
        for person in &PEOPLE {
            if person.id == TOO_SHORT && on == too_short_on() {
                all.push(room(seed, person, second_of(on, 11, 51), 3));
            }
            if !person.live_on(on) {
                continue;
            }
            let mut rng = Rng::of(seed, &format!("room {} {on}", person.id));
            let night = person.id == OVER_MIDNIGHT && on == over_midnight_on();
            let start = if night { second_of(on, 23, 10) } else { second_of(on, person.live_hour, 0) };
            let length = if night { 135 * 60 } else { rng.between(50 * 60, 150 * 60) };
            let late = if night { 0 } else { rng.below(900) };
            all.push(room(seed, person, start + i64::try_from(late).unwrap_or_default(), length));
        }
    }
    all
}

fn room(seed: u64, by: &'static Person, start: i64, length: u64) -> Room {
    let mut rng = Rng::of(seed, &format!("room {} at {start}", by.id));
    let minutes = length / 60;
    let views = by.audience * minutes * rng.between(70, 150) / 100 / 75;
    let product_impressions = views * rng.between(150, 420) / 100;
    let wanted = rng.between(4, 7);
    let skip = rng.below(4);
    let others = PRODUCTS.iter().filter(|product| product.topic != by.topic);
    let products = about(by).chain(others.skip(usize::try_from(skip).unwrap_or_default()));
    Room {
        id: id_at(start - 18 - i64::try_from(rng.below(8)).unwrap_or_default(), &mut rng),
        by,
        start,
        end: start + i64::try_from(length).unwrap_or_default(),
        title: format!("LIVE {} {}", by.topic, day_of(start).format("%d/%m")),
        open: !rng.one_in(14),
        products: products.take(usize::try_from(wanted).unwrap_or(4)).collect(),
        views,
        product_impressions,
        product_clicks: product_impressions * rng.between(40, 110) / 1000,
    }
}
