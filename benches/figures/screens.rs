//! Every screen asked of the workload once it is loaded: `figures screens --data FOLDER [--runs N] [--screen NAME]`, or of a store of 500 000 videos
//! and 10 000 creators that is made for it: `figures screens --generated acts|sums`.
//!
//! Each screen is asked of a view of its own, of the last 7 and, where its pickers offer them, the last 28 days; the limit beside it is 150 ms.
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use creator_compass::engine::{Dimension, KeyNames, Query, Store, Strictness, View};
use creator_compass::fact::Content;
use creator_compass::privacy::Ledger;
use creator_compass::report::{
    CellAsk, ChangesAsk, ChangesBy, CreatorsAsk, DecliningAsk, FunnelAsk, Listing, PeersAsk, PeersBy,
    PeersPolicy, ProductAsk, ProductChannelsAsk, ProductsAsk, RisingAsk, VideoAsk, VideosAsk, changes,
    creators, declining_creators, explain, funnel, overview, peers, product, product_account,
    product_channels, products, recommended_videos, rising_videos, trend, video, video_account, videos,
};
use creator_compass::source::{SourceContext, read_csv};
use creator_compass::time::{Instant, Period, Picker, Screen};
use creator_compass::value::{ProductId, VideoId};
use creator_compass_benches::FixtureError;
use creator_compass_benches::workload::{Form, NOW_MILLIS, columns, read_columns, read_config, stopwatch};

use crate::engine::{failed, load, median, threads};
use crate::generated::{self, Told};
use crate::measure::{figure, say};

/// What each screen may take, in milliseconds.
const LIMIT: f64 = 150.0;

/// What is asked.
enum From {
    Workload(PathBuf),
    Generated(Told),
}

fn arguments(all: &[String]) -> Result<(From, usize, Option<String>), FixtureError> {
    let wrong = || {
        let usage = "usage: figures screens --data FOLDER | --generated acts|sums [--runs N] [--screen NAME]";
        FixtureError(usage.to_owned())
    };
    let (mut data, mut runs, mut only) = (None, 5, None);
    for pair in all.chunks(2) {
        match pair {
            [flag, value] if flag == "--data" => data = Some(From::Workload(PathBuf::from(value))),
            [flag, value] if flag == "--generated" => {
                data = Some(From::Generated(Told::of(value).ok_or_else(wrong)?));
            }
            [flag, value] if flag == "--screen" => only = Some(value.clone()),
            [flag, value] if flag == "--runs" => runs = value.parse().map_err(|_| wrong())?,
            _ => return Err(wrong()),
        }
    }
    Ok((data.ok_or_else(wrong)?, runs, only))
}

/// What the screens are asked about.
struct Asked {
    period: Period,
    product: ProductId,
    video: VideoId,
}

impl Asked {
    fn new(view: &View<'_>, screen: Screen, picker: Picker) -> Result<Self, FixtureError> {
        let period = view.resolve(screen, picker).map_err(failed)?;
        let best =
            |by| view.query(&Query::new(period, &["gmv[video]"]).group_by(&[by]).top(1)).map_err(failed);
        let (product, video) = (best(Dimension::Product)?, best(Dimension::Content)?);
        let product = product.rows().find_map(|row| row.key().product);
        let video = video.rows().find_map(|row| match row.key().content {
            Some(Content::Video(video)) => Some(video),
            _ => None,
        });
        let none = || FixtureError("the workload sells nothing".to_owned());
        let product = ProductId::new(&product.ok_or_else(none)?).map_err(failed)?;
        Ok(Self { period, product, video: video.ok_or_else(none)? })
    }
}

type Ask = fn(&View<'_>, &Asked) -> Result<usize, FixtureError>;

fn page() -> Listing {
    Listing { limit: Some(50), ..Listing::default() }
}

/// The screens by name, each with how many rows or lines it gives: so that none is asked for nothing.
const GENERAL: [(&str, Ask); 12] = [
    ("overview", |view, asked| Ok(overview(view, asked.period).map_err(failed)?.sales.len())),
    ("trend", |view, asked| Ok(trend(view, asked.period, &["gmv", "views"]).map_err(failed)?.series.len())),
    ("creators", |view, asked| {
        let ask = CreatorsAsk { limit: Some(50), ..CreatorsAsk::new::<&str>(asked.period, &[]) };
        Ok(creators(view, &ask).map_err(failed)?.authorized.len())
    }),
    ("declining_creators", |view, asked| {
        Ok(declining_creators(view, &DecliningAsk::new(asked.period)).map_err(failed)?.measured)
    }),
    ("changes", |view, asked| {
        let (filter, by) = (creator_compass::engine::QueryFilter::default(), ChangesBy::Creator);
        let ask = ChangesAsk { period: asked.period, by, filter, top: Some(10) };
        Ok(changes(view, &ask).map_err(failed)?.scope.feeds.len())
    }),
    ("video_account", |view, asked| {
        Ok(video_account(view, asked.period, None, None).map_err(failed)?.lines.len())
    }),
    ("videos", |view, asked| {
        let period = asked.period;
        let ask = VideosAsk { period, creators: None, products: None, listing: page(), compare: false };
        Ok(videos(view, &ask).map_err(failed)?.rows.len())
    }),
    ("video", |view, asked| {
        let ask = VideoAsk { period: asked.period, video: asked.video.clone(), product: None, trend: None };
        Ok(video(view, &ask).map_err(failed)?.transaction.len())
    }),
    ("rising_videos", |view, _| {
        Ok(rising_videos(view, &RisingAsk::default()).map_err(failed)?.scope.feeds.len())
    }),
    ("explain", |view, asked| {
        let ask =
            CellAsk::new(Query::new(asked.period, &["gmv"]).compared(), "gmv", &[], KeyNames::default());
        Ok(explain(view, &ask).map_err(failed)?.sources.atoms.len())
    }),
    ("peers", |view, asked| {
        let found = view.query(&Query::new(asked.period, &["gmv"]).group_by(&[Dimension::Creator]).top(1));
        let creator = found.map_err(failed)?.rows().find_map(|row| row.key().creator);
        let creator = creator.ok_or_else(|| FixtureError("the workload shows nobody".to_owned()))?;
        let (by, metrics, policy) = (PeersBy::Category, Vec::new(), PeersPolicy::default());
        let ask = PeersAsk { period: asked.period, creator, by, metrics, policy };
        Ok(peers(view, &ask, &Ledger::new()).map_err(failed)?.shown.len())
    }),
    ("recommended_videos", |view, asked| {
        Ok(recommended_videos(view, asked.period, &asked.product).map_err(failed)?.videos.len())
    }),
];

const PRODUCT: [(&str, Ask); 5] = [
    ("product_account", |view, asked| {
        Ok(product_account(view, asked.period, None).map_err(failed)?.lines.len())
    }),
    ("products", |view, asked| {
        let (period, shop, creators) = (asked.period, None, None);
        let ask = ProductsAsk { period, shop, creators, listing: page(), compare: false };
        Ok(products(view, &ask).map_err(failed)?.rows.len())
    }),
    ("product", |view, asked| {
        let (channel, trend) = (None, None);
        let ask = ProductAsk { period: asked.period, product: asked.product.clone(), channel, trend };
        Ok(product(view, &ask).map_err(failed)?.transaction.len())
    }),
    ("product_channels", |view, asked| {
        let product = asked.product.clone();
        let ask = ProductChannelsAsk { period: asked.period, product, listing: page(), contents: 10 };
        Ok(product_channels(view, &ask).map_err(failed)?.channels.len())
    }),
    ("funnel", |view, asked| {
        let (product, creators, channel, trend) = (None, None, None, None);
        let ask = FunnelAsk { period: asked.period, product, creators, channel, trend };
        Ok(funnel(view, &ask).map_err(failed)?.stages.len())
    }),
];

fn ask(
    store: &Store,
    now: Instant,
    (screen, picker): (Screen, Picker),
    all: &[(&str, Ask)],
    (runs, only): (usize, Option<&str>),
    of: &str,
) -> Result<(), FixtureError> {
    let asked = Asked::new(&store.view(now), screen, picker)?;
    for (name, screen) in all.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let mut times = Vec::new();
        for _ in 0..runs {
            let view = store.view(now);
            // Who is known and what shows of whom is found out with the first question: it is part of the time.
            let (took, rows) = stopwatch(|| screen(&view, &asked));
            if rows? == 0 {
                return Err(FixtureError(format!("`{name}` gives nothing")));
            }
            times.push(took.as_secs_f64() * 1e3);
        }
        let took = median(times);
        figure(&format!("screens.{name}.{of}"), took, "ms")?;
        figure(&format!("screens.{name}.{of}.of_limit"), took / LIMIT, "x")?;
    }
    Ok(())
}

fn workload(data: &Path) -> Result<Store, FixtureError> {
    let config = read_config(data).map_err(failed)?;
    let columns = match config.form {
        Form::Strings => columns(config),
        Form::Sorted | Form::Shuffled => read_columns(data).map_err(failed)?,
    };
    Ok(load::load(config, &columns, 1)?.0)
}

/// Tells of every creator one of ten categories, which the workload has none of.
fn categories(store: &mut Store, now: Instant) -> Result<(), FixtureError> {
    let mut csv = "creator,category\n".to_owned();
    for (number, creator) in store.view(now).known_creators().iter().enumerate() {
        writeln!(csv, "{creator},category {}", number % 10).map_err(failed)?;
    }
    let workspace = store.workspace();
    let context = SourceContext {
        file: "creators".to_owned(),
        observed_at: now,
        window: None,
        complete: Vec::new(),
        calendar: workspace.rules.calendar,
        currency: workspace.currency,
    };
    let batch = read_csv("creators", &csv, &context).map_err(failed)?;
    store.load(batch, Strictness::Refuse).map_err(failed)?;
    Ok(())
}

/// Loads the workload, or makes a store, and asks every screen.
pub(crate) fn figures(all: &[String]) -> Result<(), FixtureError> {
    let (data, runs, only) = arguments(all)?;
    let runs_of = (runs, only.as_deref());
    threads()?;
    let mut store = match data {
        From::Workload(data) => workload(&data)?,
        From::Generated(told) => generated::store(told)?,
    };
    let now = Instant::from_millis(NOW_MILLIS)?;
    categories(&mut store, now)?;
    say(&format!("# medians of {runs} runs, a view each"))?;
    let days = (Screen::General, Picker::Last7Days);
    ask(&store, now, days, &GENERAL, runs_of, "7_days")?;
    for (picker, of) in [(Picker::Last7Days, "7_days"), (Picker::Last28Days, "28_days")] {
        ask(&store, now, (Screen::Product, picker), &PRODUCT, runs_of, of)?;
    }
    Ok(())
}
