use std::collections::{BTreeMap, BTreeSet};

use super::error::ReportError;
use super::listing::{Entry, Listing, creator_name, entries};
use super::subject::of_product;
use crate::access::Module;
use crate::engine::{Answer, Dimension, Direction, Query, QueryFilter, Scope, View};
use crate::fact::{Channel, Content};
use crate::metric::{Figure, Metric};
use crate::time::{Instant, Period};
use crate::value::{CreatorId, HiddenReason, ProductId, Reasons, ShopId, UndefinedReason, Value};

/// What the channel analysis of a product is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductChannelsAsk {
    /// The period.
    pub period: Period,
    /// The product.
    pub product: ProductId,
    /// Which metrics, rows and order the list of creators has.
    pub listing: Listing,
    /// How many top LIVEs and how many top videos.
    pub contents: usize,
}

/// Who sold a product, and where (PRD-4): parts of what is visible.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductChannels {
    /// What the answer drew on.
    pub scope: Scope,
    /// The product.
    pub product: ProductId,
    /// Its name for people.
    pub name: Option<String>,
    /// Its shop, by the catalogue.
    pub shop: Option<ShopId>,
    /// The metrics of creators, in order.
    pub metrics: Vec<Metric>,
    /// Revenue, orders, items sold and buyers of the whole.
    pub whole: Vec<Entry>,
    /// By creator: those of whom a fact tells. What shows by a room of its own is in no creator's row.
    pub creators: Vec<ProductCreator>,
    /// How many creators there are before `top`, `offset` and `limit`.
    pub creators_total: usize,
    /// By channel; what is told of no channel has a row of its own.
    pub channels: Vec<ProductChannel>,
    /// The LIVEs with the most revenue of the product.
    pub lives: Vec<TopContent>,
    /// The videos with the most revenue of the product.
    pub videos: Vec<TopContent>,
}

/// A creator who sold a product.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductCreator {
    /// Its id.
    pub creator: CreatorId,
    /// Its name for people.
    pub name: Option<String>,
    /// Why days of it are hidden; sums are over the others.
    pub hidden: Option<Reasons<HiddenReason>>,
    /// Revenue, its share, orders, items sold and buyers, or what was chosen.
    pub entries: Vec<Entry>,
    /// In how many LIVEs it sold; undefined unless single LIVEs tell all of its orders in LIVEs.
    pub lives: Value<Figure>,
    /// In how many videos, likewise.
    pub videos: Value<Figure>,
}

/// A channel in which a product was sold.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductChannel {
    /// The channel; none for what is told of none.
    pub channel: Option<Channel>,
    /// Revenue, its share, orders, buyers, CTR and `C_O`.
    pub entries: Vec<Entry>,
}

/// A LIVE or video that sold a product.
#[derive(Debug, Clone, PartialEq)]
pub struct TopContent {
    /// Which.
    pub content: Content,
    /// Its title.
    pub title: Option<String>,
    /// When it started or was posted.
    pub at: Option<Instant>,
    /// How long it is.
    pub duration_seconds: Option<i64>,
    /// Whose.
    pub creator: Option<CreatorId>,
    /// The creator's name for people.
    pub creator_name: Option<String>,
    /// Revenue and orders of the product.
    pub entries: Vec<Entry>,
}

const WHOLE: &[&str] = &["gmv", "sku_orders", "items_sold", "buyers"];
const BY_CREATOR: &[&str] = &["gmv", "gmv_share", "sku_orders", "items_sold", "buyers"];
const BY_CHANNEL: &[&str] = &["gmv", "gmv_share", "sku_orders", "buyers", "ctr", "c_o"];
const BY_CONTENT: &[&str] = &["gmv", "sku_orders"];
/// What single LIVEs and videos have to add up to.
const SOLD_IN: [&str; 2] = ["sku_orders[live]", "sku_orders[video]"];

/// Who sold a product in a period, and where.
///
/// # Errors
/// [`ReportError`] for an unknown product, an unknown or repeated metric, or an unknown order.
pub fn product_channels(view: &View<'_>, ask: &ProductChannelsAsk) -> Result<ProductChannels, ReportError> {
    let filter = QueryFilter { products: Some(vec![ask.product.clone()]), ..QueryFilter::default() };
    let listed = ask.listing.query(ask.period, BY_CREATOR).in_module(Module::Product);
    let mut listed = listed.group_by(&[Dimension::Creator]).told();
    listed.check()?;
    let shown = listed.metrics.len();
    let also = SOLD_IN.into_iter().filter(|name| !listed.metrics.iter().any(|known| known == name));
    listed.metrics.extend(also.map(str::to_owned).collect::<Vec<String>>());
    let query = |names: &[&str]| Query::new(ask.period, names).in_module(Module::Product);
    let whole = of_product(view, &ask.product, query(WHOLE))?;
    let of = |query: Query, by: &[Dimension]| view.query(&query.group_by(by).filter(filter.clone()));
    let by_creator = view.query(&listed.filter(filter.clone()))?;
    let by_channel = of(query(BY_CHANNEL), &[Dimension::Channel])?;
    let ranked = query(BY_CONTENT).sort_by("gmv", Direction::Descending);
    let ranked = ranked.sort_by("content", Direction::Ascending);
    let contents = of(ranked, &[Dimension::Creator, Dimension::Content])?;
    let sold = sold(&contents);
    let creators = by_creator.rows().filter_map(|row| {
        let creator = row.key().creator?;
        let place = |name: &str| by_creator.metrics.iter().position(|metric| metric.name() == name);
        let count = |kind: usize| {
            let all = SOLD_IN.get(kind).and_then(|name| Some(row.value(place(name)?)));
            let all = all.unwrap_or_else(|| Value::undefined(UndefinedReason::Absent));
            sold.get(&(creator.clone(), kind)).cloned().unwrap_or_default().count(all)
        };
        Some(ProductCreator {
            name: row.name().map(str::to_owned),
            hidden: row.hidden().cloned(),
            entries: entries(&by_creator, row, shown),
            lives: count(0),
            videos: count(1),
            creator,
        })
    });
    let creators = creators.collect();
    let channels = by_channel.rows().map(|row| ProductChannel {
        channel: row.key().channel,
        entries: entries(&by_channel, row, usize::MAX),
    });
    let row = whole.rows().next();
    let described = view.product(&ask.product);
    Ok(ProductChannels {
        product: ask.product.clone(),
        name: described.and_then(|row| row.name.clone()),
        shop: described.and_then(|row| row.shop.clone()),
        whole: row.map(|row| entries(&whole, row, usize::MAX)).unwrap_or_default(),
        creators,
        metrics: by_creator.metrics.iter().take(shown).copied().collect(),
        creators_total: by_creator.total,
        channels: channels.collect(),
        lives: top(view, &contents, 0, ask.contents),
        videos: top(view, &contents, 1, ask.contents),
        scope: whole.scope,
    })
}

/// 0 a LIVE, 1 a video.
fn kind_of(content: &Content) -> usize {
    usize::from(matches!(content, Content::Video(_)))
}

/// The LIVEs or videos of a creator that sold, and their orders together.
#[derive(Debug, Clone)]
struct Sold {
    contents: BTreeSet<String>,
    orders: Value<i64>,
}

impl Default for Sold {
    fn default() -> Self {
        Self { contents: BTreeSet::new(), orders: Value::Known(0) }
    }
}

impl Sold {
    fn add(&mut self, content: &Content, orders: Value<Figure>) {
        if sells(&orders) {
            self.contents.insert(content.id().to_owned());
        }
        let known = std::mem::replace(&mut self.orders, Value::Known(0));
        self.orders = known.zip_with(orders, |sum, orders| match orders {
            Figure::Count(orders) => Value::Known(sum.saturating_add(orders)),
            _ => Value::undefined(UndefinedReason::Absent),
        });
    }
    /// How many there are. If they do not add up to all orders, others sold that no source names.
    fn count(self, all: Value<Figure>) -> Value<Figure> {
        let many = i64::try_from(self.contents.len()).unwrap_or(i64::MAX);
        self.orders.zip_with(all, |orders, all| {
            if all == Figure::Count(orders) {
                Value::Known(Figure::Count(many))
            } else {
                Value::undefined(UndefinedReason::Absent)
            }
        })
    }
}

fn sells(orders: &Value<Figure>) -> bool {
    matches!(orders, Value::Known(Figure::Count(orders)) if *orders > 0)
}

fn sold(contents: &Answer) -> BTreeMap<(CreatorId, usize), Sold> {
    let mut sold: BTreeMap<(CreatorId, usize), Sold> = BTreeMap::new();
    for row in contents.rows() {
        let key = row.key();
        if let (Some(creator), Some(content)) = (key.creator, key.content) {
            sold.entry((creator, kind_of(&content))).or_default().add(&content, row.value(1));
        }
    }
    sold
}

/// The first contents of a kind that sold the product, or of which it is not known.
fn top(view: &View<'_>, contents: &Answer, kind: usize, most: usize) -> Vec<TopContent> {
    let is_none = |value: Value<Figure>| match value {
        Value::Known(Figure::Count(count)) => count == 0,
        Value::Known(Figure::Money(money)) => money.micros() == 0,
        _ => false,
    };
    let all = contents.rows().filter_map(|row| {
        let key = row.key();
        let content = key.content.filter(|content| kind_of(content) == kind)?;
        if is_none(row.value(0)) && is_none(row.value(1)) {
            return None;
        }
        let (at, duration_seconds) = described(view, &content);
        Some(TopContent {
            title: row.name().map(str::to_owned),
            at,
            duration_seconds,
            creator_name: key.creator.as_ref().and_then(|creator| creator_name(view, creator)),
            creator: key.creator,
            entries: entries(contents, row, usize::MAX),
            content,
        })
    });
    all.take(most).collect()
}

/// When a content began, and how long it is in seconds.
fn described(view: &View<'_>, content: &Content) -> (Option<Instant>, Option<i64>) {
    match content {
        Content::Room(room) => {
            let row = view.room(room);
            let ended = row.and_then(|row| Some((row.started_at, row.ended_at?)));
            let millis = ended.map(|(started, ended)| ended.millis().saturating_sub(started.millis()));
            (row.map(|row| row.started_at), millis.map(|millis| millis.div_euclid(1000)))
        }
        Content::Video(video) => {
            let row = view.video(video);
            (row.map(|row| row.posted_at), row.and_then(|row| row.duration_seconds))
        }
    }
}
