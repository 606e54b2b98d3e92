use super::error::{ReportError, Topic};
use super::recommended::{Recommended, recommended_of};
use super::trend::{Trend, by_day};
use super::videos::{VideoFacts, products_of};
use crate::access::Module;
use crate::engine::{Answer, Dimension, Line, Query, QueryFilter, Scope, View};
use crate::fact::{Channel, Content};
use crate::metric::Change;
use crate::time::Period;
use crate::value::{HiddenReason, ProductId, Reasons, Value, VideoId};

/// What the detail of a video is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoAsk {
    /// The period.
    pub period: Period,
    /// The video.
    pub video: VideoId,
    /// One of its products; all of them if none.
    pub product: Option<ProductId>,
    /// One or two metrics to show by day (PER-8); they follow the product.
    pub trend: Option<Vec<String>>,
}

/// The detail of a video (VID-3, VID-4). Its viewers and buyers are what
/// [`profiles`](super::profiles()) shows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct VideoDetail {
    /// What the answer drew on.
    pub scope: Scope,
    /// What is known of it.
    pub facts: VideoFacts,
    /// The products that it sold in the period, most revenue first.
    pub products: Vec<ProductId>,
    /// The product that was chosen.
    pub product: Option<ProductId>,
    /// What was sold, of all products or of the one chosen.
    pub transaction: Vec<Line>,
    /// How it was watched: whatever product was chosen.
    pub content: Vec<Line>,
    /// One or two metrics by day, where they were asked for.
    pub trend: Option<Trend>,
    /// The videos that sell the same product: of one product at once, of several after one was chosen (REC-2).
    pub recommended: Option<Recommended>,
}

/// Revenue, RPM, buyers, sales, CTR, product view, product reach (VID-3).
const TRANSACTION: &[&str] =
    &["gmv", "rpm", "buyers", "sku_orders", "items_sold", "ctr", "product_impressions", "product_reach"];
/// VV, finish rate, new followers, shares, comments, likes, drainage count and success rate (VID-4).
const CONTENT: &[&str] = &[
    "views",
    "finish_rate",
    "new_followers",
    "shares",
    "comments",
    "likes",
    "drainage_entries",
    "drainage_success_rate",
];

/// The detail of a video over a period, for all of its products or one.
///
/// # Errors
/// [`ReportError`] for a video that may not be seen, a product that it does not sell, a wrong choice of metrics of the trend.
pub fn video(view: &View<'_>, ask: &VideoAsk) -> Result<VideoDetail, ReportError> {
    let own = QueryFilter { videos: Some(vec![ask.video.clone()]), ..QueryFilter::default() };
    let of = |names: &[&str], filter: &QueryFilter| {
        Query::new(ask.period, names).in_module(Module::Video).filter(filter.clone())
    };
    let names = [CONTENT, &["videos", "gmv"]].concat();
    let by_video = |query: Query| query.group_by(&[Dimension::Creator, Dimension::Content]).compared();
    let watched = view.query(&by_video(of(&names, &own)))?;
    let creator = watched.rows().next().and_then(|row| row.key().creator);
    let is_own = view.visible_video(&ask.video, ask.period);
    if creator.is_none() && is_own.is_none() {
        return Err(unknown(view, ask)?);
    }
    let products = products_of(view, ask.period, std::slice::from_ref(&ask.video))?;
    let products = products.into_values().next().unwrap_or_default();
    if let Some(product) = ask.product.as_ref().filter(|product| !products.contains(product)) {
        let known = products.iter().map(|product| product.as_str().to_owned());
        return Err(ReportError::unknown(Topic::Product, product.as_str(), known));
    }
    let chosen = QueryFilter { products: ask.product.clone().map(|product| vec![product]), ..own.clone() };
    let sold = view.query(&by_video(of(TRANSACTION, &chosen)))?;
    let owner = creator.clone().or_else(|| is_own.clone()).map(|creator| vec![creator]);
    // VID-5
    let never_public = view.never_public().contains(&ask.video);
    // A video without a row of its own is told of by the days: 0 where its feed covers them, else why not.
    let lines = |answer: Answer, filter: &QueryFilter, names: &[&str]| -> Result<Vec<Line>, ReportError> {
        let answer = if answer.is_empty() {
            view.query(&of(names, &QueryFilter { creators: owner.clone(), ..filter.clone() }).compared())?
        } else {
            answer
        };
        let row = answer.rows().next();
        let lines = (0..names.len()).filter_map(|place| row.as_ref()?.line(place));
        Ok(lines.map(|line| if never_public { hidden_line(&line) } else { line }).collect())
    };
    let scope = watched.scope.clone();
    // A day of which the creator is hidden is a hidden day of the video, whoever else shows.
    let by_owner = QueryFilter { creators: owner.clone(), ..chosen.clone() };
    let trend = ask.trend.as_ref();
    let trend = trend.map(|names| by_day(view, Query { metrics: names.clone(), ..of(&[], &by_owner) }));
    let mut trend = trend.transpose()?;
    if never_public {
        let series = trend.iter_mut().flat_map(|trend| &mut trend.series);
        series.flat_map(|series| &mut series.points).for_each(|point| point.value = hidden(&point.value));
    }
    let recommended = match (&ask.product, products.as_slice()) {
        (Some(product), _) | (None, [product]) => Some(product),
        _ => None,
    };
    let recommended = recommended.map(|product| recommended_of(view, ask.period, product)).transpose()?;
    Ok(VideoDetail {
        transaction: lines(sold, &chosen, TRANSACTION)?,
        content: lines(watched, &own, CONTENT)?,
        trend,
        facts: VideoFacts::of(view, &ask.video, creator.or(is_own)),
        products,
        product: ask.product.clone(),
        recommended,
        scope,
    })
}

/// A figure of a video that was never public (VID-5), beside what hides it anyway.
fn hidden<T>(value: &Value<T>) -> Value<T> {
    let never = Reasons::one(HiddenReason::NeverPublic);
    Value::Hidden(match value {
        Value::Hidden(reasons) => reasons.clone().and(never),
        _ => never,
    })
}

fn hidden_line(line: &Line) -> Line {
    let change = Change { absolute: hidden(&line.change.absolute), relative: hidden(&line.change.relative) };
    Line { metric: line.metric, value: hidden(&line.value), previous: hidden(&line.previous), change }
}

/// A video that is hidden is told like one that is not there, with the nearest that may be seen.
fn unknown(view: &View<'_>, ask: &VideoAsk) -> Result<ReportError, ReportError> {
    let filter = QueryFilter { channels: Some(vec![Channel::Video]), ..QueryFilter::default() };
    let query = Query::new(ask.period, &["gmv", "views", "videos"]).in_module(Module::Video);
    let answer = view.query(&query.group_by(&[Dimension::Content]).filter(filter))?;
    let seen = answer.rows().filter_map(|row| match row.key().content? {
        Content::Video(video) => Some(video.as_str().to_owned()),
        Content::Room(_) => None,
    });
    Ok(ReportError::unknown(Topic::Video, ask.video.as_str(), seen))
}
