use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::store::{
    AnswerLineWire, CellWire, LineWire, ScopeReportWire, SortWire, TrendWire, ViewDoor, ids, objects, one_of,
};
use super::super::time::PickerWire;
use super::listing::{entries, listing};
use crate::engine::{Line, View};
use crate::fact::{VideoStatus, Visibility};
use crate::report::{
    Recommended, RecommendedVideo, Rising, RisingAsk, RisingBy, RisingVideo, VideoAccount, VideoAsk,
    VideoDetail, VideoFacts, VideoLine, Videos, VideosAsk, recommended_videos, rising_videos, video,
    video_account, videos,
};
use crate::time::Screen;
use crate::value::{CreatorId, ProductId, VideoId};

/// What the account view of videos is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VideoAccountAskWire {
    /// The period.
    pub period: PickerWire,
    /// Of these creators; of all that may be seen if none.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// One or two metrics to show by day (PER-8).
    #[serde(default)]
    pub trend: Option<Vec<String>>,
}

/// The account view of videos (VID-1).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::VideoAccount`")]
pub struct VideoAccountWire {
    pub scope: ScopeReportWire,
    pub lines: Vec<LineWire>,
    pub trend: Option<TrendWire>,
}

/// What the list of videos is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VideosAskWire {
    /// The period.
    pub period: PickerWire,
    /// Of these creators only.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// That sell these products only; figures are of them.
    #[serde(default)]
    pub products: Option<Vec<String>>,
    /// The metrics in their order; the list's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// The order of rows.
    #[serde(default, deserialize_with = "objects")]
    pub sort: Vec<SortWire>,
    /// A part of an id or a name of the rows to keep.
    #[serde(default)]
    pub search: Option<String>,
    /// How many of the first rows are kept, before paging.
    #[serde(default)]
    pub top: Option<usize>,
    /// How many rows are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many rows are given.
    #[serde(default)]
    pub limit: Option<usize>,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    #[serde(default)]
    pub compare: bool,
}

/// The list of videos (VID-2).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Videos`")]
pub struct VideosWire {
    pub scope: ScopeReportWire,
    pub metrics: Vec<MetricWire>,
    pub rows: Vec<VideoLineWire>,
    pub total: usize,
}

/// A video of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::VideoLine`")]
pub struct VideoLineWire {
    pub facts: VideoFactsWire,
    pub products: Vec<String>,
    pub lines: Vec<AnswerLineWire>,
}

/// What is known of a video (VID-2, VID-3, VID-5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::VideoFacts`")]
pub struct VideoFactsWire {
    pub video: String,
    pub title: Option<String>,
    pub creator: Option<String>,
    pub creator_name: Option<String>,
    pub posted_at: Option<String>,
    pub duration_seconds: Option<i64>,
    pub status: Option<&'static str>,
    pub visibility: Option<&'static str>,
    pub playable: bool,
    pub link: Option<String>,
    pub picture: Option<String>,
    pub music: Option<String>,
    pub labels: Vec<String>,
}

/// What the detail of a video is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VideoAskWire {
    /// The period.
    pub period: PickerWire,
    /// The video.
    pub video: String,
    /// One of its products; all of them if none.
    #[serde(default)]
    pub product: Option<String>,
    /// One or two metrics to show by day (PER-8); they follow the product.
    #[serde(default)]
    pub trend: Option<Vec<String>>,
}

/// The detail of a video (VID-3, VID-4).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::VideoDetail`")]
pub struct VideoWire {
    pub scope: ScopeReportWire,
    pub facts: VideoFactsWire,
    pub products: Vec<String>,
    pub product: Option<String>,
    pub transaction: Vec<LineWire>,
    pub content: Vec<LineWire>,
    pub trend: Option<TrendWire>,
    pub recommended: Option<RecommendedWire>,
}

/// What fast-rising videos are asked by.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RisingVideosAskWire {
    /// `views`, the default, or `gmv`.
    #[serde(default)]
    pub by: Option<String>,
    /// Of these creators only.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// How many rows are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many rows are given.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Fast-rising videos (VID-6).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Rising`")]
pub struct RisingVideosWire {
    pub scope: ScopeReportWire,
    pub by: String,
    pub rows: Vec<RisingVideoWire>,
    pub total: usize,
}

/// A fast-rising video.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::RisingVideo`")]
pub struct RisingVideoWire {
    pub facts: VideoFactsWire,
    pub bound: f64,
    pub count: LineWire,
    pub gmv: LineWire,
}

/// What recommended videos are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecommendedVideosAskWire {
    /// The period.
    pub period: PickerWire,
    /// The product.
    pub product: String,
}

/// The videos that sell a product best (REC-1…3).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Recommended`")]
pub struct RecommendedWire {
    pub product: String,
    pub videos: Vec<RecommendedVideoWire>,
}

/// A recommended video.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::RecommendedVideo`")]
pub struct RecommendedVideoWire {
    pub rank: usize,
    pub facts: VideoFactsWire,
    pub gmv: CellWire,
}

impl From<&VideoFacts> for VideoFactsWire {
    fn from(facts: &VideoFacts) -> Self {
        Self {
            video: facts.video.as_str().to_owned(),
            title: facts.title.clone(),
            creator: facts.creator.as_ref().map(|creator| creator.as_str().to_owned()),
            creator_name: facts.creator_name.clone(),
            posted_at: facts.posted_at.map(|at| at.to_string()),
            duration_seconds: facts.duration_seconds,
            status: facts.status.map(VideoStatus::as_str),
            visibility: facts.visibility.map(Visibility::as_str),
            playable: facts.is_playable,
            link: facts.link.clone(),
            picture: facts.picture.clone(),
            music: facts.music.clone(),
            labels: facts.labels.clone(),
        }
    }
}

fn texts(products: &[ProductId]) -> Vec<String> {
    products.iter().map(|product| product.as_str().to_owned()).collect()
}

fn lines(all: &[Line]) -> Vec<LineWire> {
    all.iter().map(LineWire::from).collect()
}

impl From<&VideoAccount> for VideoAccountWire {
    fn from(answer: &VideoAccount) -> Self {
        let trend = answer.trend.as_ref().map(TrendWire::from);
        Self { scope: (&answer.scope).into(), lines: lines(&answer.lines), trend }
    }
}

impl From<&VideoLine> for VideoLineWire {
    fn from(line: &VideoLine) -> Self {
        Self { facts: (&line.facts).into(), products: texts(&line.products), lines: entries(&line.entries) }
    }
}

impl From<&Videos> for VideosWire {
    fn from(answer: &Videos) -> Self {
        Self {
            scope: (&answer.scope).into(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            rows: answer.rows.iter().map(VideoLineWire::from).collect(),
            total: answer.total,
        }
    }
}

impl From<&VideoDetail> for VideoWire {
    fn from(answer: &VideoDetail) -> Self {
        Self {
            scope: (&answer.scope).into(),
            facts: (&answer.facts).into(),
            products: texts(&answer.products),
            product: answer.product.as_ref().map(|product| product.as_str().to_owned()),
            transaction: lines(&answer.transaction),
            content: lines(&answer.content),
            trend: answer.trend.as_ref().map(TrendWire::from),
            recommended: answer.recommended.as_ref().map(RecommendedWire::from),
        }
    }
}

impl From<&Rising> for RisingVideosWire {
    fn from(answer: &Rising) -> Self {
        let row = |row: &RisingVideo| RisingVideoWire {
            facts: (&row.facts).into(),
            bound: row.bound,
            count: (&row.count).into(),
            gmv: (&row.gmv).into(),
        };
        let rows = answer.rows.iter().map(row).collect();
        Self { scope: (&answer.scope).into(), by: answer.by.name(), rows, total: answer.total }
    }
}

impl From<&Recommended> for RecommendedWire {
    fn from(answer: &Recommended) -> Self {
        let video = |one: &RecommendedVideo| RecommendedVideoWire {
            rank: one.rank,
            facts: (&one.facts).into(),
            gmv: (&one.gmv).into(),
        };
        let videos = answer.videos.iter().map(video).collect();
        Self { product: answer.product.as_str().to_owned(), videos }
    }
}

impl ViewDoor {
    /// The account view of videos (VID-1).
    ///
    /// # Errors
    /// A period that is refused, an unknown creator, or a wrong choice of metrics of the trend.
    pub fn video_account(&self, ask: &VideoAccountAskWire) -> Result<VideoAccountWire, WireError> {
        let view = self.view();
        let period = view.resolve(Screen::General, ask.period.read()?)?;
        let creators = ids(ask.creators.as_ref(), CreatorId::new)?;
        Ok((&video_account(&view, period, creators.as_deref(), ask.trend.as_deref())?).into())
    }
    /// The list of videos (VID-2).
    ///
    /// # Errors
    /// A period that is refused, a wrong choice of metrics or orders, an unknown creator.
    pub fn videos(&self, ask: &VideosAskWire) -> Result<VideosWire, WireError> {
        Ok((&Self::videos_of(&self.view(), ask)?).into())
    }
    pub(super) fn videos_of(view: &View<'_>, ask: &VideosAskWire) -> Result<Videos, WireError> {
        let page = (ask.top, ask.offset, ask.limit);
        let ask = VideosAsk {
            period: view.resolve(Screen::General, ask.period.read()?)?,
            creators: ids(ask.creators.as_ref(), CreatorId::new)?,
            products: ids(ask.products.as_ref(), ProductId::new)?,
            listing: listing(&ask.metrics, &ask.sort, ask.search.as_ref(), page)?,
            compare: ask.compare,
        };
        Ok(videos(view, &ask)?)
    }
    /// The detail of a video (VID-3, VID-4).
    ///
    /// # Errors
    /// A period that is refused, a video that may not be seen, a product that it does not sell, or a wrong choice of metrics of
    /// the trend.
    pub fn video(&self, ask: &VideoAskWire) -> Result<VideoWire, WireError> {
        let view = self.view();
        let ask = VideoAsk {
            period: view.resolve(Screen::General, ask.period.read()?)?,
            video: VideoId::new(&ask.video)?,
            product: ask.product.as_deref().map(ProductId::new).transpose()?,
            trend: ask.trend.clone(),
        };
        Ok((&video(&view, &ask)?).into())
    }
    /// Fast-rising videos (VID-6).
    ///
    /// # Errors
    /// An unknown creator, or another count than `views` and `gmv`.
    pub fn rising_videos(&self, ask: &RisingVideosAskWire) -> Result<RisingVideosWire, WireError> {
        Ok((&Self::rising_of(&self.view(), ask)?).into())
    }
    pub(super) fn rising_of(view: &View<'_>, ask: &RisingVideosAskWire) -> Result<Rising, WireError> {
        let by = ask.by.clone().unwrap_or_else(|| "views".to_owned());
        let known = match by.as_str() {
            "views" => Some(RisingBy::Views),
            "gmv" => Some(RisingBy::Gmv),
            _ => None,
        };
        let ask = RisingAsk {
            by: one_of(known, &by, "by", &["views", "gmv"])?,
            creators: ids(ask.creators.as_ref(), CreatorId::new)?,
            offset: ask.offset,
            limit: ask.limit,
        };
        Ok(rising_videos(view, &ask)?)
    }
    /// The videos that sell a product best (REC-1…3).
    ///
    /// # Errors
    /// A period that is refused, or an unknown product.
    pub fn recommended_videos(&self, ask: &RecommendedVideosAskWire) -> Result<RecommendedWire, WireError> {
        let view = self.view();
        let period = view.resolve(Screen::General, ask.period.read()?)?;
        Ok((&recommended_videos(&view, period, &ProductId::new(&ask.product)?)?).into())
    }
}
