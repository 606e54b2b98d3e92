use std::collections::BTreeMap;

use super::error::ReportError;
use super::subject::product_known;
use super::videos::VideoFacts;
use crate::access::Module;
use crate::engine::{Dimension, Query, QueryFilter, View};
use crate::fact::{Channel, Content};
use crate::metric::Figure;
use crate::time::Period;
use crate::value::{CreatorId, HiddenReason, ProductId, Reasons, Value, VideoId};

/// The videos that sell a product best (REC-1…3).
#[derive(Debug, Clone, PartialEq)]
pub struct Recommended {
    /// The product.
    pub product: ProductId,
    /// At most three, of highest revenue first; ties by id.
    pub videos: Vec<RecommendedVideo>,
}

/// A recommended video.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendedVideo {
    /// Its place, from 1.
    pub rank: usize,
    /// What is known of it; its creator only where the creator may be seen. A private or deleted video keeps its place (REC-3).
    pub facts: VideoFacts,
    /// Its revenue of the product; hidden where its creator may not be seen (REC-3).
    pub gmv: Value<Figure>,
}

/// How many are recommended (REC-1).
const BEST: usize = 3;

/// The three videos of highest revenue among all that sell a product in a period, own and others' (REC-1, REC-3).
///
/// # Errors
/// [`ReportError`] for an unknown product.
pub fn recommended_videos(
    view: &View<'_>,
    period: Period,
    product: &ProductId,
) -> Result<Recommended, ReportError> {
    product_known(view, period, product)?;
    recommended_of(view, period, product)
}

pub(super) fn recommended_of(
    view: &View<'_>,
    period: Period,
    product: &ProductId,
) -> Result<Recommended, ReportError> {
    let filter = QueryFilter {
        channels: Some(vec![Channel::Video]),
        products: Some(vec![product.clone()]),
        ..QueryFilter::default()
    };
    let query = Query::new(period, &["gmv", "sku_orders"]).in_module(Module::Video);
    let query = query.group_by(&[Dimension::Content]).filter(filter);
    let order = view.order_of_all(&query)?;
    let best = order.into_iter().filter_map(|key| match key.content? {
        Content::Video(video) => Some(video),
        Content::Room(_) => None,
    });
    let best: Vec<VideoId> = best.take(BEST).collect();
    // What shows of them, as anywhere else: to whom the creator is hidden, so is the figure.
    let filter = QueryFilter { videos: Some(best.clone()), ..query.filter.clone() };
    let seen =
        view.query(&query.clone().filter(filter).group_by(&[Dimension::Creator, Dimension::Content]))?;
    let mut seen: BTreeMap<VideoId, (Option<CreatorId>, Value<Figure>)> = seen
        .rows()
        .filter_map(|row| {
            let key = row.key();
            match key.content? {
                Content::Video(video) => Some((video, (key.creator, row.value(0)))),
                Content::Room(_) => None,
            }
        })
        .collect();
    let mut videos = Vec::new();
    for (video, rank) in best.into_iter().zip(1..) {
        let (creator, gmv) = match seen.remove(&video) {
            Some(seen) => seen,
            None => (None, Value::Hidden(why(view, &query, &video)?)),
        };
        videos.push(RecommendedVideo { rank, facts: VideoFacts::of(view, &video, creator), gmv });
    }
    Ok(Recommended { product: product.clone(), videos })
}

/// Why nothing shows of a video: whose it is, everybody's rows tell, and what is said is why that creator is hidden.
fn why(view: &View<'_>, query: &Query, video: &VideoId) -> Result<Reasons<HiddenReason>, ReportError> {
    let filter = QueryFilter { videos: Some(vec![video.clone()]), ..query.filter.clone() };
    let by_creator = query.clone().filter(filter).group_by(&[Dimension::Creator, Dimension::Content]);
    let known = view.known_creators();
    let owner = view.order_of_all(&by_creator)?.into_iter().find_map(|key| key.creator);
    let reasons = match owner.filter(|owner| known.contains(owner)) {
        Some(creator) => view.hidden_reasons(&creator, Module::Video, query.period.window()),
        None => Some(Reasons::one(HiddenReason::UnknownCreator)),
    };
    Ok(reasons.unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized)))
}
