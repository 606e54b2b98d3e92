use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::{AnswerLineWire, CellWire, ScopeReportWire, SortWire, ViewDoor, hidden, objects};
use super::super::time::PickerWire;
use super::listing::{entries, listing};
use crate::engine::View;
use crate::fact::Channel;
use crate::report::{
    ProductChannel, ProductChannels, ProductChannelsAsk, ProductCreator, TopContent, product_channels,
};
use crate::value::{CreatorId, ProductId};

/// What the channel analysis of a product is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductChannelsAskWire {
    /// The period.
    pub period: PickerWire,
    /// The product.
    pub product: String,
    /// The metrics of the list of creators in their order; its own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// The order of creators.
    #[serde(default, deserialize_with = "objects")]
    pub sort: Vec<SortWire>,
    /// A part of an id or a name of the creators to keep.
    #[serde(default)]
    pub search: Option<String>,
    /// How many of the first creators are kept, before paging.
    #[serde(default)]
    pub top: Option<usize>,
    /// How many creators are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many creators are given.
    #[serde(default)]
    pub limit: Option<usize>,
    /// How many top LIVEs and how many top videos; 10 unless given.
    #[serde(default)]
    pub contents: Option<usize>,
}

/// Who sold a product, and where (PRD-4).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ProductChannels`")]
pub struct ProductChannelsWire {
    pub scope: ScopeReportWire,
    pub product: String,
    pub name: Option<String>,
    pub shop: Option<String>,
    pub whole: Vec<AnswerLineWire>,
    pub creators: Vec<ProductCreatorWire>,
    pub creators_total: usize,
    pub channels: Vec<ProductChannelWire>,
    pub lives: Vec<TopContentWire>,
    pub videos: Vec<TopContentWire>,
}

/// A creator who sold a product.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ProductCreator`")]
pub struct ProductCreatorWire {
    pub creator: String,
    pub name: Option<String>,
    pub hidden: Vec<&'static str>,
    pub lines: Vec<AnswerLineWire>,
    pub lives: CellWire,
    pub videos: CellWire,
}

/// A channel in which a product was sold.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ProductChannel`")]
pub struct ProductChannelWire {
    pub channel: Option<&'static str>,
    pub lines: Vec<AnswerLineWire>,
}

/// A LIVE or video that sold a product.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::TopContent`")]
pub struct TopContentWire {
    pub id: String,
    pub title: Option<String>,
    pub at: Option<String>,
    pub duration_seconds: Option<i64>,
    pub creator: Option<String>,
    pub creator_name: Option<String>,
    pub lines: Vec<AnswerLineWire>,
}

impl From<&ProductCreator> for ProductCreatorWire {
    fn from(row: &ProductCreator) -> Self {
        Self {
            creator: row.creator.as_str().to_owned(),
            name: row.name.clone(),
            hidden: row.hidden.as_ref().map(hidden).unwrap_or_default(),
            lines: entries(&row.entries),
            lives: (&row.lives).into(),
            videos: (&row.videos).into(),
        }
    }
}

impl From<&ProductChannel> for ProductChannelWire {
    fn from(row: &ProductChannel) -> Self {
        Self { channel: row.channel.map(Channel::as_str), lines: entries(&row.entries) }
    }
}

impl From<&TopContent> for TopContentWire {
    fn from(row: &TopContent) -> Self {
        Self {
            id: row.content.id().to_owned(),
            title: row.title.clone(),
            at: row.at.map(|at| at.to_string()),
            duration_seconds: row.duration_seconds,
            creator: row.creator.as_ref().map(CreatorId::as_str).map(str::to_owned),
            creator_name: row.creator_name.clone(),
            lines: entries(&row.entries),
        }
    }
}

impl From<&ProductChannels> for ProductChannelsWire {
    fn from(answer: &ProductChannels) -> Self {
        Self {
            scope: (&answer.scope).into(),
            product: answer.product.as_str().to_owned(),
            name: answer.name.clone(),
            shop: answer.shop.as_ref().map(|shop| shop.as_str().to_owned()),
            whole: entries(&answer.whole),
            creators: answer.creators.iter().map(ProductCreatorWire::from).collect(),
            creators_total: answer.creators_total,
            channels: answer.channels.iter().map(ProductChannelWire::from).collect(),
            lives: answer.lives.iter().map(TopContentWire::from).collect(),
            videos: answer.videos.iter().map(TopContentWire::from).collect(),
        }
    }
}

impl ViewDoor {
    /// Who sold a product, and where (PRD-4).
    ///
    /// # Errors
    /// A period that is refused, an unknown product, or a wrong choice of metrics or orders.
    pub fn product_channels(&self, ask: &ProductChannelsAskWire) -> Result<ProductChannelsWire, WireError> {
        Ok((&Self::product_channels_of(&self.view(), ask)?).into())
    }
    pub(super) fn product_channels_of(
        view: &View<'_>,
        ask: &ProductChannelsAskWire,
    ) -> Result<ProductChannels, WireError> {
        let page = (ask.top, ask.offset, ask.limit);
        let ask = ProductChannelsAsk {
            period: Self::product_period(view, &ask.period)?,
            product: ProductId::new(&ask.product)?,
            listing: listing(&ask.metrics, &ask.sort, ask.search.as_ref(), page)?,
            contents: ask.contents.unwrap_or(10),
        };
        Ok(product_channels(view, &ask)?)
    }
}
