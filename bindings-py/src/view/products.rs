//! The screens of products.

use creator_compass::wire::{
    FunnelAskWire, FunnelWire, GoalsAskWire, GoalsWire, ProductAccountAskWire, ProductAccountWire,
    ProductAskWire, ProductChannelsAskWire, ProductChannelsWire, ProductWire, ProductsAskWire, ProductsWire,
};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// The account view of products (PRD-1).
    ///
    /// `ask` is a dict with `"period"`, a picker of the product screens, and if wanted `"trend"`, a list of one or two metrics.
    /// Gives `{"scope", "lines", "trend"}`: revenue, products with sales, items sold and orders as lines; an order of several
    /// products is one order.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.trend_size`, `metric.unknown`, `metric.repeated`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> [line["metric"] for line in view.product_account({"period": "last_28_days"})["lines"]]
    /// ['gmv', 'products_sold', 'items_sold', 'orders']
    fn product_account(
        &self,
        py: Python<'_>,
        ask: Ask<ProductAccountAskWire>,
    ) -> Outcome<Out<ProductAccountWire>> {
        py.detach(|| Ok(Out(self.0.product_account(&ask.0)?)))
    }

    /// The table of products (PRD-2).
    ///
    /// `ask` is a dict. It needs `"period"`, a picker of the product screens. The rest may be left out: `"shop"`; `"creators"`, a
    /// list; `"metrics"`, names in their order; `"sort"`, a list of `{"by", "order"}` by a metric of the table or `"product"`;
    /// `"search"`, a part of an id or name; `"top"`, then `"offset"` and `"limit"`; and `"compare"`, a bool, with the previous
    /// cycle.
    ///
    /// Gives `{"scope", "metrics", "rows", "total", "left_out"}`: rows as `{"product", "name", "shop", "lines"}`, products of which
    /// a fact tells that may be seen; the number of rows before `"top"`; and how many rows name no product.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`,
    /// `report.creator.unknown`, `report.shop.unknown`.
    fn products(&self, py: Python<'_>, ask: Ask<ProductsAskWire>) -> Outcome<Out<ProductsWire>> {
        py.detach(|| Ok(Out(self.0.products(&ask.0)?)))
    }

    /// The detail of a product (PRD-3), every figure of the channel that was chosen.
    ///
    /// `ask` is a dict. It needs `"period"`, a picker of the product screens, and `"product"`. The rest may be left out: `"channel"`,
    /// `"all"`, `"live"`, `"video"` or `"card"`; and `"trend"`, a list of one or two metrics.
    ///
    /// Gives `{"scope", "product", "name", "shop", "channel", "transaction", "refund", "traffic", "quality", "trend"}`: four lists of
    /// lines, each beside the previous cycle.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.product.unknown` with the nearest that may be seen,
    /// `query.name.unknown`, `metric.trend_size`, `metric.unknown`, `metric.repeated`.
    fn product(&self, py: Python<'_>, ask: Ask<ProductAskWire>) -> Outcome<Out<ProductWire>> {
        py.detach(|| Ok(Out(self.0.product(&ask.0)?)))
    }

    /// Who sold a product, and where (PRD-4): parts of what may be seen.
    ///
    /// `ask` is a dict. It needs `"period"`, a picker of the product screens, and `"product"`. The rest may be left out: `"metrics"`,
    /// `"sort"`, `"search"`, `"top"`, `"offset"` and `"limit"` of the list of creators, as for `products`; and `"contents"`, how many
    /// top LIVEs and top videos, 10 unless given.
    ///
    /// Gives `{"scope", "product", "name", "shop", "whole", "creators", "creators_total", "channels", "lives", "videos"}`: creators as
    /// `{"creator", "name", "hidden", "lines", "lives", "videos"}`, with in how many LIVEs and videos each sold; channels as
    /// `{"channel", "lines"}`, None for what is told of none; and contents as `{"id", "title", "at", "duration_seconds", "creator",
    /// "creator_name", "lines"}`. What shows by a room of its own is in no creator's row.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `metric.unknown`, `metric.repeated`,
    /// `query.sort.unknown`.
    fn product_channels(
        &self,
        py: Python<'_>,
        ask: Ask<ProductChannelsAskWire>,
    ) -> Outcome<Out<ProductChannelsWire>> {
        py.detach(|| Ok(Out(self.0.product_channels(&ask.0)?)))
    }

    /// The user funnel: product viewers, clickers and buyers, each user once (PRD-5).
    ///
    /// `ask` is a dict. It needs `"period"`, a picker of the product screens. The rest may be left out: `"product"`; `"creators"`, a
    /// list; `"channel"`, `"all"`, `"live"`, `"video"` or `"card"`; and `"trend"`, a list of one or two metrics.
    ///
    /// Gives `{"scope", "stages", "conversions", "bottleneck", "trend"}`: two lists of lines, and the conversion that loses the
    /// largest part, `{"kind": "known", "metric"}`, or why it is undefined or hidden, as a figure. In a custom period users are
    /// hidden (PER-5).
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `report.creator.unknown`, `query.name.unknown`,
    /// `metric.trend_size`, `metric.unknown`, `metric.repeated`.
    fn funnel(&self, py: Python<'_>, ask: Ask<FunnelAskWire>) -> Outcome<Out<FunnelWire>> {
        py.detach(|| Ok(Out(self.0.funnel(&ask.0)?)))
    }

    /// How far the goals of shops were reached (PRD-6).
    ///
    /// `ask` is a dict: `"period"`, a picker of the product screens, and `"goals"`, a list of `{"shop", "target", "creators"}`. The
    /// target is a decimal number as str, in the workspace's currency; the creators may be left out.
    ///
    /// Gives `{"goals"}`, a list of `{"scope", "shop", "target", "gmv", "achievement", "missing", "creators", "rooms"}` with creators
    /// as `{"creator", "name", "hidden", "gmv", "achievement"}`. They add up to the whole with `"rooms"`, which show by themselves.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.goals.empty`, `report.goals.target`, `report.shop.unknown`,
    /// `report.creator.unknown`, and what `money` raises.
    fn goals(&self, py: Python<'_>, ask: Ask<GoalsAskWire>) -> Outcome<Out<GoalsWire>> {
        py.detach(|| Ok(Out(self.0.goals(&ask.0)?)))
    }
}
