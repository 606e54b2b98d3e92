use crate::access::Module;
use crate::fact::{Affiliation, Channel};
use crate::time::{Day, Period, Window};
use crate::value::{CreatorId, ProductId, RoomId, ShopId, VideoId};

/// By what an answer is grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Whose.
    Creator,
    /// LIVE, video or product card.
    Channel,
    /// The LIVE room or video.
    Content,
    /// The product.
    Product,
    /// The shop.
    Shop,
    /// The calendar day.
    Day,
    /// The calendar week (PER-9).
    Week,
    /// The calendar month.
    Month,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Creator,
        Self::Channel,
        Self::Content,
        Self::Product,
        Self::Shop,
        Self::Day,
        Self::Week,
        Self::Month,
    ];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Creator => "creator",
            Self::Channel => "channel",
            Self::Content => "content",
            Self::Product => "product",
            Self::Shop => "shop",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == name)
    }
    /// Whether it is a stretch of time.
    #[must_use]
    pub fn is_time(self) -> bool {
        matches!(self, Self::Day | Self::Week | Self::Month)
    }
}

/// Which facts count. What is absent filters nothing; a list keeps exactly what it names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryFilter {
    /// These creators.
    pub creators: Option<Vec<CreatorId>>,
    /// These channels.
    pub channels: Option<Vec<Channel>>,
    /// These rooms, beside the videos.
    pub rooms: Option<Vec<RoomId>>,
    /// These videos, beside the rooms.
    pub videos: Option<Vec<VideoId>>,
    /// These products.
    pub products: Option<Vec<ProductId>>,
    /// These shops.
    pub shops: Option<Vec<ShopId>>,
    /// Only what is of this affiliation; what a source does not tell makes the figure undefined.
    pub affiliation: Option<Affiliation>,
}

/// Which end comes first. What is not known comes last either way, so that no order tells what is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Most first.
    #[default]
    Descending,
    /// Least first.
    Ascending,
}

/// One order; ties go to the next, and in the end to the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortBy {
    /// A metric that is asked, or a dimension that is grouped by.
    pub by: String,
    /// Which end first.
    pub direction: Direction,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The days.
    pub period: Period,
    /// The module whose permissions count (ACC-12).
    pub module: Module,
    /// By what the answer is grouped; one row if by nothing.
    pub group_by: Vec<Dimension>,
    /// The metrics, as `gmv` or `gmv[live]`, in order.
    pub metrics: Vec<String>,
    /// Which facts count.
    pub filter: QueryFilter,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    pub compare: bool,
    /// Other days over which the same feeds must count, so that figures of both compare.
    pub alike: Option<Window<Day>>,
    /// The order of rows; without any, by time where grouped by time, else most of the first metric first.
    pub sort: Vec<SortBy>,
    /// A part of an id or a name of the rows to keep, whatever its case.
    pub search: Option<String>,
    /// How many of the first rows are kept, before paging.
    pub top: Option<usize>,
    /// How many rows are passed over.
    pub offset: usize,
    /// How many rows are given.
    pub limit: Option<usize>,
    /// Whether only groups that some fact tells are given, also where it is grouped by one thing.
    pub told: bool,
}

impl Query {
    /// The metrics of a period over all that may be seen, in one row.
    #[must_use]
    pub fn new<S: AsRef<str>>(period: Period, metrics: &[S]) -> Self {
        Self {
            period,
            module: Module::Creator,
            group_by: Vec::new(),
            metrics: metrics.iter().map(|name| name.as_ref().to_owned()).collect(),
            filter: QueryFilter::default(),
            compare: false,
            alike: None,
            sort: Vec::new(),
            search: None,
            top: None,
            offset: 0,
            limit: None,
            told: false,
        }
    }
    /// The same, asked in a module.
    #[must_use]
    pub fn in_module(self, module: Module) -> Self {
        Self { module, ..self }
    }
    /// The same, grouped.
    #[must_use]
    pub fn group_by(self, dimensions: &[Dimension]) -> Self {
        Self { group_by: dimensions.to_vec(), ..self }
    }
    /// The same, of these facts.
    #[must_use]
    pub fn filter(self, filter: QueryFilter) -> Self {
        Self { filter, ..self }
    }
    /// The same beside the previous cycle.
    #[must_use]
    pub fn compared(self) -> Self {
        Self { compare: true, ..self }
    }
    /// The same in an order; further calls settle ties.
    #[must_use]
    pub fn sort_by(mut self, by: &str, direction: Direction) -> Self {
        self.sort.push(SortBy { by: by.to_owned(), direction });
        self
    }
    /// The first rows of the order.
    #[must_use]
    pub fn top(self, rows: usize) -> Self {
        Self { top: Some(rows), ..self }
    }
    /// The same without groups that no fact tells.
    #[must_use]
    pub fn told(self) -> Self {
        Self { told: true, ..self }
    }
    /// Whether it is grouped by a dimension.
    #[must_use]
    pub fn has(&self, dimension: Dimension) -> bool {
        self.group_by.contains(&dimension)
    }
}
