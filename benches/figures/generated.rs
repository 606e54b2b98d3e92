//! Stores made for the measurements: 500 000 videos of 10 000 creators, told by acts of users or by daily sums. Nobody's data.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use creator_compass::engine::{Store, Strictness, Workspace};
use creator_compass::source::{SourceContext, read_csv};
use creator_compass::time::{Day, Instant, Window};
use creator_compass::value::Currency;
use creator_compass_benches::workload::{
    Config, DAY_MILLIS, FIRST_DAY, Form, NOW_MILLIS, TODAY, VIDEO, ZONE_MILLIS, access, columns, creator_id,
    rules,
};
use creator_compass_benches::{FixtureError, Seeded};

use crate::engine::{failed, load};
use crate::measure::say;

/// What tells of the videos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Single acts of users: 10 000 000 rows.
    Acts,
    /// A row for each video, product and day on which it was seen, as documents of a shop tell it: about 1 000 000 rows.
    Sums,
}

impl Told {
    pub(crate) fn of(name: &str) -> Option<Self> {
        match name {
            "acts" => Some(Self::Acts),
            "sums" => Some(Self::Sums),
            _ => None,
        }
    }
}

const VIDEOS: u32 = 500_000;
const CREATORS: u32 = 10_000;
const ACTS: u32 = 10_000_000;
/// Rows that are read at a time.
const PAGE: usize = 100_000;

fn context(observed_at: Instant) -> Result<SourceContext, FixtureError> {
    Ok(SourceContext {
        file: "generated".to_owned(),
        observed_at,
        window: None,
        complete: vec![Window { start: Day::parse("2026-01-02")?, end: Some(Day::parse("2026-07-01")?) }],
        calendar: rules()?.calendar,
        currency: Currency::new("IDR").map_err(failed)?,
    })
}

/// Reads lines as a table, some at a time.
fn read(
    store: &mut Store,
    table: &str,
    header: &str,
    rows: impl Iterator<Item = String>,
) -> Result<(), FixtureError> {
    let context = context(Instant::from_millis(NOW_MILLIS)?)?;
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let page = rows.by_ref().take(PAGE).fold(header.to_owned(), |text, row| text + "\n" + &row);
        let batch = read_csv(table, &page, &context).map_err(failed)?;
        store.load(batch, Strictness::Refuse).map_err(failed)?;
    }
    Ok(())
}

fn instant(day: i32) -> Result<Instant, FixtureError> {
    Ok(Instant::from_millis(i64::from(day) * DAY_MILLIS - ZONE_MILLIS + DAY_MILLIS / 3)?)
}

/// The store, and what it holds beside the access log of the workload with as many creators.
pub(crate) fn store(told: Told) -> Result<Store, FixtureError> {
    // Three of five contents of the workload are videos.
    let config =
        Config { creators: CREATORS, contents: VIDEOS / 3 * 5, ..Config::new(ACTS, 1, Form::Sorted) };
    let store = match told {
        Told::Acts => acts(config)?,
        Told::Sums => sums(config)?,
    };
    say(&format!("# generated, nobody's data, of {CREATORS} creators"))?;
    Ok(store)
}

fn acts(config: Config) -> Result<Store, FixtureError> {
    let columns = columns(config);
    let (mut store, _) = load::load(config, &columns, 1)?;
    // Each video was posted on the day of its first act.
    let mut videos: BTreeMap<u32, (u32, i64)> = BTreeMap::new();
    let contents = columns.content.iter().zip(&columns.channel);
    for (((content, channel), creator), at) in contents.zip(&columns.creator).zip(&columns.at) {
        if *channel == VIDEO {
            videos.entry(*content).or_insert((*creator, *at));
        }
    }
    drop(columns);
    say(&format!("# {} videos told by {ACTS} acts", videos.len()))?;
    let rows = videos.into_iter().map(|(video, (creator, at))| {
        let creator = creator_id(Form::Sorted, creator);
        let at = Instant::from_millis(at).map(|at| at.to_string()).unwrap_or_default();
        format!("{video},{creator},{at},Video {video}")
    });
    read(&mut store, "videos", "video,creator,posted_at,title", rows)?;
    Ok(store)
}

fn sums(config: Config) -> Result<Store, FixtureError> {
    let currency = Currency::new("IDR").map_err(failed)?;
    let mut store = Store::new(Workspace { id: "w".to_owned(), rules: rules()?, currency, l2l: false });
    store.record(access(config)?.events).map_err(failed)?;
    let mut seeded = Seeded::new(7);
    // A few creators post much.
    let owners: Vec<u64> =
        (0..VIDEOS).map(|_| seeded.below(u64::from(CREATORS)) * seeded.below(1000) / 1000).collect();
    let all = i64::from(TODAY - FIRST_DAY);
    let first = Day::parse("2026-01-02")?;
    let mut posts = Vec::new();
    let mut days = Vec::new();
    for (video, owner) in owners.iter().enumerate() {
        let day = FIRST_DAY + i32::try_from(seeded.below(all.unsigned_abs())).map_err(failed)?;
        posts.push(format!("{video},{owner},{},Video {video}", instant(day)?));
        for _ in 0..2 {
            // What is new is seen most, and the last days are asked for.
            let back = i32::try_from(seeded.below(28)).map_err(failed)?;
            let seen = day.max(TODAY - 1 - back);
            let (product, level) = (seeded.below(20_000), seeded.below(1000) * seeded.below(1000) / 100);
            let mut row = format!("{},{video},{owner},video,{product}", first.plus(seen - FIRST_DAY));
            let (clicks, orders) = (level / 20, level / 400);
            let told =
                [level, level * 2, clicks, orders, orders + orders / 3, level / 10, level / 30, level / 50];
            for count in told {
                let _ = write!(row, ",{count}");
            }
            let _ = write!(row, ",{},{}", orders * 125_000, orders * 12_500);
            days.push(row);
        }
    }
    say(&format!("# {VIDEOS} videos told by {} daily sums", days.len()))?;
    read(&mut store, "videos", "video,creator,posted_at,title", posts.into_iter())?;
    let header = "day,video,creator,channel,product,views,product_impressions,product_clicks,sku_orders,items_sold,likes,\
                  comments,shares,gmv,commission";
    read(&mut store, "activity", header, days.into_iter())?;
    Ok(store)
}
