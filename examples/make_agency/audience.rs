//! Who watched, clicked, bought and follows, as the platform publishes it: users by age, gender, region and price of phone.

use super::calendar::{day, earlier};
use super::content::{Video, data_end};
use super::people::{PEOPLE, PRODUCTS, Person};
use super::rng::Rng;

/// A row of `profiles.csv`.
pub(crate) type Row = [String; 10];
/// Its columns.
pub(crate) const COLUMNS: [&str; 10] =
    ["audience", "start", "end", "creator", "channel", "video", "product", "dimension", "bucket", "users"];

/// A dimension, and of a hundred users about how many are in each bucket.
type Weights = (&'static str, &'static [(&'static str, u64)]);

const YOUNG: &[(&str, u64)] = &[("18-24", 46), ("25-34", 33), ("35+", 17), ("unknown", 4)];
const SETTLED: &[(&str, u64)] = &[("18-24", 16), ("25-34", 38), ("35+", 41), ("unknown", 5)];
const WOMEN: &[(&str, u64)] = &[("male", 18), ("female", 79), ("others", 3)];
const MEN: &[(&str, u64)] = &[("male", 64), ("female", 33), ("others", 3)];
const REGIONS: Weights = ("region", &[("ID", 91), ("MY", 6), ("unknown", 3)]);
const PHONES: Weights = ("phone_price", &[("under 2m", 48), ("2m to 5m", 37), ("over 5m", 15)]);

/// What a topic's users are like.
fn like(topic: &str) -> [Weights; 4] {
    let home = topic.len().is_multiple_of(2);
    [("age", if home { SETTLED } else { YOUNG }), ("gender", if home { MEN } else { WOMEN }), REGIONS, PHONES]
}

/// Users of a group, as they are published.
struct Group<'a> {
    audience: &'a str,
    days: [String; 2],
    creator: &'a str,
    channel: &'a str,
    video: String,
    product: String,
}

impl Group<'_> {
    fn rows(&self, rng: &mut Rng, topic: &str, users: u64, all: &mut Vec<Row>) {
        for (dimension, weights) in like(topic) {
            let weights: Vec<(&str, u64)> =
                weights.iter().map(|(bucket, weight)| (*bucket, weight * rng.between(80, 120))).collect();
            let sum: u64 = weights.iter().map(|(_, weight)| weight).sum();
            let mut left = users;
            for (at, (bucket, weight)) in weights.iter().enumerate() {
                // The last bucket takes what rounding left over: each user is in one.
                let here = if at + 1 == weights.len() { left } else { users * weight / sum };
                left -= here;
                let [start, end] = self.days.clone();
                all.push([
                    self.audience.to_owned(),
                    start,
                    end,
                    self.creator.to_owned(),
                    self.channel.to_owned(),
                    self.video.clone(),
                    self.product.clone(),
                    dimension.to_owned(),
                    (*bucket).to_owned(),
                    here.to_string(),
                ]);
            }
        }
    }
}

/// The profiles of the last seven days, and who followed on the last of them.
pub(crate) fn profiles(seed: u64, videos: &[Video]) -> Vec<Row> {
    let mut all = Vec::new();
    let week = [earlier(data_end(), 7).to_string(), data_end().to_string()];
    let last = [earlier(data_end(), 1).to_string(), data_end().to_string()];
    let group = |audience, days: &[String; 2], creator| {
        let (video, product) = (String::new(), String::new());
        Group { audience, days: days.clone(), creator, channel: "", video, product }
    };
    for person in PEOPLE.iter().filter(|person| person.known()) {
        let mut rng = Rng::of(seed, &format!("audience {}", person.id));
        let viewers = person.followers * rng.between(9, 14) / 100;
        for (audience, part) in [("viewers", 100), ("clickers", 22), ("buyers", 4)] {
            let users = viewers * part / 100;
            group(audience, &week, person.id).rows(&mut rng, person.topic, users, &mut all);
            for (channel, share) in [("live", rng.between(45, 70)), ("video", rng.between(40, 60))] {
                let part = Group { channel, ..group(audience, &week, person.id) };
                part.rows(&mut rng, person.topic, users * share / 100, &mut all);
            }
        }
        group("followers", &last, person.id).rows(&mut rng, person.topic, person.followers, &mut all);
        of_videos(&mut rng, person, viewers, videos, &week, &mut all);
        for product in PRODUCTS.iter().filter(|product| product.topic == person.topic) {
            let users = viewers * rng.between(1, 3) / 100;
            let part = Group { product: product.id.to_string(), ..group("buyers", &week, person.id) };
            part.rows(&mut rng, person.topic, users, &mut all);
        }
    }
    for product in &PRODUCTS {
        let mut rng = Rng::of(seed, &format!("buyers {}", product.id));
        let users = rng.between(700, 5200);
        let part = Group { product: product.id.to_string(), ..group("buyers", &week, "") };
        part.rows(&mut rng, product.topic, users, &mut all);
    }
    all
}

/// The last two videos of a creator.
fn of_videos(
    rng: &mut Rng,
    person: &Person,
    viewers: u64,
    videos: &[Video],
    days: &[String; 2],
    all: &mut Vec<Row>,
) {
    let own = videos.iter().rev().filter(|video| video.by.id == person.id);
    for (video, share) in own.take(2).zip([18, 7]) {
        for (audience, part) in [("viewers", 100), ("buyers", 6)] {
            let group = Group {
                audience,
                days: days.clone(),
                creator: person.id,
                channel: "video",
                video: video.id.to_string(),
                product: String::new(),
            };
            group.rows(rng, person.topic, viewers * share * part / 10_000, all);
        }
    }
}

/// A row of `videos.csv`.
pub(crate) type VideoRow = [String; 12];
/// Its columns.
pub(crate) const VIDEO_COLUMNS: [&str; 12] = [
    "video",
    "creator",
    "username",
    "title",
    "posted_at",
    "duration_seconds",
    "status",
    "visibility",
    "ever_public",
    "link",
    "music",
    "labels",
];

/// What is told of the videos that the lists name, beside their figures.
pub(crate) fn video_rows(seed: u64, videos: &[Video]) -> Vec<VideoRow> {
    const MUSIC: [&str; 4] = ["suara asli", "Lagu Contoh Satu", "Lagu Contoh Dua", "Irama Contoh"];
    const LABELS: [&str; 4] = ["ulasan", "tutorial", "promo", "di balik layar"];
    let listed = videos
        .iter()
        .filter(|video| video.watched(seed, super::content::weekly_from(), data_end()).views > 0);
    listed
        .map(|video| {
            let mut rng = Rng::of(seed, &format!("about {}", video.id));
            let visibility = match rng.below(24) {
                0 => "deleted",
                1 => "private",
                _ => "public",
            };
            let known = video.by.known();
            let posted = super::calendar::day_of(video.posted);
            let label = |rng: &mut Rng| rng.pick(&LABELS).copied().unwrap_or_default();
            let mut labels = vec![label(&mut rng), label(&mut rng)];
            labels.sort_unstable();
            labels.dedup();
            [
                video.id.to_string(),
                if known { video.by.id.to_owned() } else { String::new() },
                if known { String::new() } else { video.by.username_on(posted).to_owned() },
                video.title.clone(),
                super::calendar::utc_text(video.posted),
                video.seconds.to_string(),
                if visibility == "public" && posted >= day(2026, 5, 1) { "active" } else { "inactive" }
                    .to_owned(),
                visibility.to_owned(),
                "true".to_owned(),
                format!("https://example.com/@{}/video/{}", video.by.username_on(posted), video.id),
                rng.pick(&MUSIC).copied().unwrap_or_default().to_owned(),
                labels.join("|"),
            ]
        })
        .collect()
}
