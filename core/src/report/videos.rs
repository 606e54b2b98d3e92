use std::collections::BTreeMap;

use super::error::{ReportError, creators_known};
use super::listing::{Entry, Listing, creator_name, entries};
use super::trend::{Trend, by_day};
use crate::access::Module;
use crate::engine::{Dimension, Line, Query, QueryFilter, Scope, View};
use crate::fact::{Channel, Content, VideoAbout, VideoStatus, Visibility};
use crate::metric::Metric;
use crate::time::{Instant, Period};
use crate::value::{CreatorId, ProductId, VideoId};

/// The account view of videos (VID-1).
#[derive(Debug, Clone, PartialEq)]
pub struct VideoAccount {
    /// What the answer drew on.
    pub scope: Scope,
    /// Revenue, items sold and estimated commission of videos, and videos posted, each beside the previous cycle's.
    pub lines: Vec<Line>,
    /// One or two metrics by day, where they were asked for (PER-8).
    pub trend: Option<Trend>,
}

/// Revenue, items sold, estimated commission, videos (VID-1).
const ACCOUNT: &[&str] = &["gmv[video]", "items_sold[video]", "commission[video]", "videos"];

/// The account view of videos of a period, of all creators or some, with the trend of one or two metrics if asked for.
///
/// # Errors
/// [`ReportError`] for an unknown creator, or a wrong choice of metrics of the trend.
pub fn video_account(
    view: &View<'_>,
    period: Period,
    creators: Option<&[CreatorId]>,
    trend: Option<&[String]>,
) -> Result<VideoAccount, ReportError> {
    creators_known(view, creators.into_iter().flatten())?;
    let filter = QueryFilter { creators: creators.map(<[_]>::to_vec), ..QueryFilter::default() };
    let trend = trend
        .map(|names| by_day(view, Query::new(period, names).in_module(Module::Video).filter(filter.clone())));
    let trend = trend.transpose()?;
    let query = Query::new(period, ACCOUNT).in_module(Module::Video).filter(filter.clone());
    let answer = view.query(&query.compared())?;
    let row = answer.rows().next();
    let lines = (0..ACCOUNT.len()).filter_map(|place| row.as_ref()?.line(place)).collect();
    Ok(VideoAccount { lines, trend, scope: answer.scope })
}

/// What the list of videos is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideosAsk {
    /// The period.
    pub period: Period,
    /// Of these creators only.
    pub creators: Option<Vec<CreatorId>>,
    /// That sell these products only; figures are of them.
    pub products: Option<Vec<ProductId>>,
    /// Which metrics, rows and order.
    pub listing: Listing,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    pub compare: bool,
}

/// The list of videos (VID-2).
#[derive(Debug, Clone, PartialEq)]
pub struct Videos {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metrics of every row, in order.
    pub metrics: Vec<Metric>,
    /// The rows, in order: videos posted in the period, and those of which a fact of it tells.
    pub rows: Vec<VideoLine>,
    /// How many rows there are before `top`, `offset` and `limit`.
    pub total: usize,
}

/// A video of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct VideoLine {
    /// The video.
    pub facts: VideoFacts,
    /// The products that it sold in the period, most revenue first; ties by id.
    pub products: Vec<ProductId>,
    /// One entry a metric.
    pub entries: Vec<Entry>,
}

/// What is known of a video (VID-2, VID-3, VID-5).
#[derive(Debug, Clone, PartialEq)]
pub struct VideoFacts {
    /// Its id.
    pub video: VideoId,
    /// Its title.
    pub title: Option<String>,
    /// Whose.
    pub creator: Option<CreatorId>,
    /// The creator's name for people.
    pub creator_name: Option<String>,
    /// When it was posted.
    pub posted_at: Option<Instant>,
    /// How long it is.
    pub duration_seconds: Option<i64>,
    /// Whether it sells.
    pub status: Option<VideoStatus>,
    /// Who may watch it.
    pub visibility: Option<Visibility>,
    /// Whether it can be played: not where it is private or deleted (VID-5).
    pub is_playable: bool,
    /// Where it is watched.
    pub link: Option<String>,
    /// Its picture; none of a video that cannot be played.
    pub picture: Option<String>,
    /// Its music.
    pub music: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
}

impl VideoFacts {
    pub(super) fn of(view: &View<'_>, video: &VideoId, creator: Option<CreatorId>) -> Self {
        let row = view.video(video);
        let VideoAbout { status, visibility, link, picture, music, labels, ever_public: _ } =
            view.video_about(video);
        let is_playable = !matches!(visibility, Some(Visibility::Private | Visibility::Deleted));
        Self {
            video: video.clone(),
            title: row.and_then(|row| row.title.clone()),
            creator_name: creator.as_ref().and_then(|creator| creator_name(view, creator)),
            creator,
            posted_at: row.map(|row| row.posted_at),
            duration_seconds: row.and_then(|row| row.duration_seconds),
            status,
            visibility,
            is_playable,
            link,
            picture: picture.filter(|_| is_playable),
            music,
            labels,
        }
    }
}

/// What the list shows by default (VID-2).
pub const VIDEO_METRICS: &[&str] = &[
    "gmv",
    "views",
    "new_followers",
    "rpm",
    "sku_orders",
    "items_sold",
    "drainage_pv",
    "drainage_success_rate",
];

/// The list of videos of a period.
///
/// # Errors
/// [`ReportError`] for an unknown or repeated metric, an unknown order, an unknown creator.
pub fn videos(view: &View<'_>, ask: &VideosAsk) -> Result<Videos, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let query = ask.listing.query(ask.period, VIDEO_METRICS).in_module(Module::Video);
    let mut query =
        Query { compare: ask.compare, ..query.group_by(&[Dimension::Creator, Dimension::Content]) };
    query.check()?;
    let metrics = query.metrics.len();
    // A video posted in the period is a row, whatever else is told of it.
    let posted = "videos".to_owned();
    if !query.metrics.contains(&posted) && ask.products.is_none() {
        query.metrics.push(posted);
    }
    let filter = QueryFilter {
        creators: ask.creators.clone(),
        channels: Some(vec![Channel::Video]),
        products: ask.products.clone(),
        ..QueryFilter::default()
    };
    let mut answer = view.query(&query.filter(filter))?;
    let mut rows = Vec::new();
    for row in answer.rows() {
        let key = row.key();
        let Some(Content::Video(video)) = key.content else { continue };
        rows.push(VideoLine {
            facts: VideoFacts::of(view, &video, key.creator),
            products: Vec::new(),
            entries: entries(&answer, row, metrics),
        });
    }
    let shown: Vec<VideoId> = rows.iter().map(|row| row.facts.video.clone()).collect();
    let mut sold = products_of(view, ask.period, &shown)?;
    for row in &mut rows {
        row.products = sold.remove(&row.facts.video).unwrap_or_default();
    }
    answer.metrics.truncate(metrics);
    Ok(Videos { metrics: answer.metrics, rows, total: answer.total, scope: answer.scope })
}

/// The products that videos sold in a period, most revenue first; ties by id.
pub(super) fn products_of(
    view: &View<'_>,
    period: Period,
    videos: &[VideoId],
) -> Result<BTreeMap<VideoId, Vec<ProductId>>, ReportError> {
    let mut sold: BTreeMap<VideoId, Vec<ProductId>> = BTreeMap::new();
    if videos.is_empty() {
        return Ok(sold);
    }
    let filter = QueryFilter { videos: Some(videos.to_vec()), ..QueryFilter::default() };
    let query = Query::new(period, &["gmv", "sku_orders"]).in_module(Module::Video);
    let answer = view.query(&query.group_by(&[Dimension::Content, Dimension::Product]).filter(filter))?;
    for row in answer.rows() {
        let key = row.key();
        let some = |place: usize| row.value(place).known().is_some_and(|figure| !figure.is_zero());
        let (Some(Content::Video(video)), Some(product), true) =
            (key.content, key.product.and_then(|id| ProductId::new(&id).ok()), some(0) || some(1))
        else {
            continue;
        };
        sold.entry(video).or_default().push(product);
    }
    Ok(sold)
}
