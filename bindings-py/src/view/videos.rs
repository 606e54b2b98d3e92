//! The screens of videos.

use creator_compass::wire::{
    RecommendedVideosAskWire, RecommendedWire, RisingVideosAskWire, RisingVideosWire, VideoAccountAskWire,
    VideoAccountWire, VideoAskWire, VideoWire, VideosAskWire, VideosWire,
};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// The account view of videos (VID-1).
    ///
    /// `ask` is a dict with `"period"`, and if wanted `"creators"`, a list, and `"trend"`, a list of one or two metrics. Gives `{"scope", "lines",
    /// "trend"}`: revenue, items sold and estimated commission of videos, and videos posted, as lines.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.creator.unknown`, `metric.trend_size`, `metric.unknown`, `metric.repeated`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> [line["metric"] for line in view.video_account({"period": "yesterday"})["lines"]]
    /// ['gmv[video]', 'items_sold[video]', 'commission[video]', 'videos']
    fn video_account(&self, py: Python<'_>, ask: Ask<VideoAccountAskWire>) -> Outcome<Out<VideoAccountWire>> {
        py.detach(|| Ok(Out(self.0.video_account(&ask.0)?)))
    }

    /// The list of videos: those posted in the period, and those of which a fact of it tells (VID-2).
    ///
    /// `ask` is a dict. It needs `"period"`; the rest may be left out: `"creators"` and `"products"`, lists that keep exactly what they name;
    /// `"metrics"`, names in their order; `"sort"`, a list of `{"by", "order"}` by a metric of the list, `"creator"` or `"content"`; `"search"`, a part of an
    /// id or name; `"top"`, then `"offset"` and `"limit"`; and `"compare"`, a bool, with the previous cycle.
    ///
    /// Gives `{"scope", "metrics", "rows", "total"}`: rows as `{"facts", "products", "lines"}`, the products that it sold in the period most revenue
    /// first. Facts of a video are `{"video", "title", "creator", "creator_name", "posted_at", "duration_seconds", "status", "visibility", "playable", "link",
    /// "picture", "music", "labels"}`; a private or deleted video cannot be played and shows no picture (VID-5). One that was private and never public has no
    /// figure: each is hidden by `"never_public"`.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`, `report.creator.unknown`,
    /// `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.videos({"period": "yesterday", "metrics": ["views"]})["rows"]
    /// []
    fn videos(&self, py: Python<'_>, ask: Ask<VideosAskWire>) -> Outcome<Out<VideosWire>> {
        py.detach(|| Ok(Out(self.0.videos(&ask.0)?)))
    }

    /// The detail of a video, for all of its products or one (VID-3, VID-4).
    ///
    /// `ask` is a dict. It needs `"period"` and `"video"`; `"product"`, one that it sells, and `"trend"`, a list of one or two metrics, may be left out.
    ///
    /// Gives `{"scope", "facts", "products", "product", "transaction", "content", "trend", "recommended"}`: the lines of `"transaction"` and the trend follow
    /// the product, those of `"content"` do not; `"recommended"` is as `recommended_videos` gives it, of its one product, or of the one that was
    /// chosen, else None (REC-2). Facts of a video are `{"video", "title", "creator", "creator_name", "posted_at", "duration_seconds", "status", "visibility", "playable", "link",
    /// "picture", "music", "labels"}`; a private or deleted video cannot be played and shows no picture (VID-5). Its viewers and buyers are in `profiles`.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.video.unknown` (of what may not be seen too), `report.product.unknown`,
    /// `metric.trend_size`, `metric.unknown`, `metric.repeated`, `value.id.invalid`, `wire.malformed`.
    fn video(&self, py: Python<'_>, ask: Ask<VideoAskWire>) -> Outcome<Out<VideoWire>> {
        py.detach(|| Ok(Out(self.0.video(&ask.0)?)))
    }

    /// Videos that rise for certain over the last three finished days against the three before, the fastest first (VID-6).
    ///
    /// `ask` is a dict, all of which may be left out: `"by"`, `"views"` (the default) or `"gmv"`, which counts SKU orders and shows GMV beside them;
    /// `"creators"`, a list; `"offset"` and `"limit"`.
    ///
    /// Gives `{"scope", "by", "rows", "total"}`: rows as `{"facts", "bound", "count", "gmv"}`; the bound is what `rising` gives, above 1; `"count"` and `"gmv"` are
    /// lines beside the days before. A video of whose creator one of the six days is hidden is left out.
    ///
    /// Raises `InvalidError`: `query.name.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.rising_videos({"by": "gmv"})["by"]
    /// 'sku_orders'
    fn rising_videos(&self, py: Python<'_>, ask: Ask<RisingVideosAskWire>) -> Outcome<Out<RisingVideosWire>> {
        py.detach(|| Ok(Out(self.0.rising_videos(&ask.0)?)))
    }

    /// The three videos of highest revenue among all that sell a product, own and others' (REC-1…3).
    ///
    /// `ask` is a dict with `"period"` and `"product"`. Gives `{"product", "videos"}`: videos as `{"rank", "facts", "gmv"}`. The revenue of a video whose
    /// creator may not be seen is hidden, and the creator is not named; a private or deleted video keeps its place.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `value.id.invalid`, `wire.malformed`.
    fn recommended_videos(
        &self,
        py: Python<'_>,
        ask: Ask<RecommendedVideosAskWire>,
    ) -> Outcome<Out<RecommendedWire>> {
        py.detach(|| Ok(Out(self.0.recommended_videos(&ask.0)?)))
    }
}
