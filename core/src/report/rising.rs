use super::error::{ReportError, creators_known};
use super::videos::VideoFacts;
use crate::access::Module;
use crate::change::{GrowthPolicy, rising_bound};
use crate::engine::{Dimension, Line, Query, QueryFilter, Scope, View};
use crate::fact::{Channel, Content};
use crate::metric::{Figure, Metric};
use crate::time::{Picker, Screen};
use crate::value::{CreatorId, Value};

/// By what videos rise (VID-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::exhaustive_enums, reason = "views and sales, as VID-6 has them")]
pub enum RisingBy {
    /// By views.
    #[default]
    Views,
    /// By sales: SKU orders are what is counted, GMV stands beside them.
    Gmv,
}

/// What fast-rising videos are asked by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RisingAsk {
    /// By views or by sales.
    pub by: RisingBy,
    /// Of these creators only.
    pub creators: Option<Vec<CreatorId>>,
    /// How many rows are passed over.
    pub offset: usize,
    /// How many rows are given.
    pub limit: Option<usize>,
}

/// Fast-rising videos (VID-6).
#[derive(Debug, Clone, PartialEq)]
pub struct Rising {
    /// What the answer drew on: the last days, beside as many before.
    pub scope: Scope,
    /// What is counted.
    pub by: Metric,
    /// Those that rise for certain, the fastest first; ties by id.
    pub rows: Vec<RisingVideo>,
    /// How many there are before paging.
    pub total: usize,
}

/// A fast-rising video.
#[derive(Debug, Clone, PartialEq)]
pub struct RisingVideo {
    /// The video.
    pub facts: VideoFacts,
    /// The lower bound of the rate of the later days over that of the days before; above 1.
    pub bound: f64,
    /// What is counted, beside the days before.
    pub count: Line,
    /// GMV, beside the days before.
    pub gmv: Line,
}

/// Videos that rise for certain (VID-6): the bound of [`rising_bound`] over the last three finished days and the three before lies above 1.
///
/// A video of whose creator one of these days is hidden is left out, whatever the rest says: its place would tell what is hidden.
///
/// # Errors
/// [`ReportError`] for an unknown creator, or where the days lie outside what is kept.
pub fn rising_videos(view: &View<'_>, ask: &RisingAsk) -> Result<Rising, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let policy = GrowthPolicy::default();
    let span = i32::try_from(policy.span_days).unwrap_or(1);
    let end = view.today();
    let period = view.resolve(Screen::General, Picker::Custom { start: end.plus(-span), end })?;
    let name = match ask.by {
        RisingBy::Views => "views",
        RisingBy::Gmv => "sku_orders",
    };
    let filter = QueryFilter {
        creators: ask.creators.clone(),
        channels: Some(vec![Channel::Video]),
        ..QueryFilter::default()
    };
    let query = Query::new(period, &[name, "gmv"]).in_module(Module::Video);
    let query = query.group_by(&[Dimension::Creator, Dimension::Content]).filter(filter).compared();
    let answer = view.query(&query)?;
    let count = |value: &Value<Figure>| match value {
        Value::Known(Figure::Count(count)) => u64::try_from(*count).ok(),
        _ => None,
    };
    let mut rows = Vec::new();
    for row in answer.rows() {
        let (key, Some(line)) = (row.key(), row.line(0)) else { continue };
        let (Some(Content::Video(video)), Some(creator)) = (key.content, key.creator) else { continue };
        let compares = row.hidden().is_none() && line.change.absolute.known().is_some();
        let bound = rising_bound(count(&line.value), count(&line.previous), &policy);
        if let (true, Value::Known(bound), Some(gmv)) = (compares, bound, row.line(1))
            && bound > 1.0
        {
            rows.push((bound, video, creator, line, gmv));
        }
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let total = rows.len();
    let page = rows.into_iter().skip(ask.offset).take(ask.limit.unwrap_or(usize::MAX));
    let rows = page.map(|(bound, video, creator, count, gmv)| {
        let facts = VideoFacts::of(view, &video, Some(creator));
        RisingVideo { facts, bound, count, gmv }
    });
    let rows = rows.collect();
    let by = answer.metrics.first().copied();
    let by = by.map_or_else(|| Metric::parse(name), Ok)?;
    Ok(Rising { by, rows, total, scope: answer.scope })
}
