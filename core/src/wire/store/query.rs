use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::super::access::module;
use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::screens::content;
use super::super::time::PickerWire;
use super::answer::ScopeReportWire;
use super::cell::{CellWire, hidden};
use crate::engine::{Answer, AnswerRow, Dimension, Direction, KeyNames, Query, QueryFilter, SortBy};
use crate::fact::{Affiliation, Channel};
use crate::time::Period;
use crate::value::{CreatorId, IdError, ProductId, RoomId, ShopId, VideoId};

/// A question of a view.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QueryAskWire {
    /// The period.
    pub period: PickerWire,
    /// The screen whose pickers are offered: `general` or `product`.
    #[serde(default)]
    pub screen: Option<String>,
    /// The module whose permissions count: `overview`, `live`, `creator`, `video` or `product`.
    #[serde(default)]
    pub module: Option<String>,
    /// By what the answer is grouped.
    #[serde(default)]
    pub group_by: Vec<String>,
    /// The metrics, in order.
    pub metrics: Vec<String>,
    /// Which facts count.
    #[serde(default, deserialize_with = "object")]
    pub filter: QueryFilterWire,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    #[serde(default)]
    pub compare: bool,
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
}

/// Which facts count. What is absent filters nothing; a list keeps exactly what it names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "fields are those of `engine::QueryFilter`")]
pub struct QueryFilterWire {
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    #[serde(default)]
    pub channels: Option<Vec<String>>,
    #[serde(default)]
    pub rooms: Option<Vec<String>>,
    #[serde(default)]
    pub videos: Option<Vec<String>>,
    #[serde(default)]
    pub products: Option<Vec<String>>,
    #[serde(default)]
    pub shops: Option<Vec<String>>,
    #[serde(default)]
    pub affiliation: Option<String>,
}

/// One order.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SortWire {
    /// A metric that is asked, or a dimension that is grouped by.
    pub by: String,
    /// `descending`, the default, or `ascending`.
    #[serde(default)]
    pub order: Option<String>,
}

/// A shape from named fields alone: serde would take a list of its fields in order too.
pub(in crate::wire) fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<T, D::Error> {
    let map = Map::deserialize(from)?;
    serde_json::from_value(Json::Object(map)).map_err(D::Error::custom)
}

pub(in crate::wire) fn objects<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let maps = Vec::<Map<String, Json>>::deserialize(from)?;
    let all = maps.into_iter().map(|map| serde_json::from_value(Json::Object(map)));
    all.collect::<Result<_, _>>().map_err(D::Error::custom)
}

/// One of a list of names, or an error that lists them.
pub(in crate::wire) fn one_of<T>(
    found: Option<T>,
    name: &str,
    field: &'static str,
    names: &[&str],
) -> Result<T, WireError> {
    found.ok_or_else(|| {
        let value: String = name.chars().take(64).collect();
        let what = format!("{field} `{value}`: expected one of {}", names.join(", "));
        WireError::malformed("query.name.unknown", &what).with("field", field).with("value", value)
    })
}

pub(in crate::wire) fn ids<T>(
    all: Option<&Vec<String>>,
    new: fn(&str) -> Result<T, IdError>,
) -> Result<Option<Vec<T>>, WireError> {
    let read = |all: &Vec<String>| all.iter().map(|id| Ok(new(id)?)).collect();
    all.map(read).transpose()
}

impl QueryFilterWire {
    pub(in crate::wire) fn read(&self) -> Result<QueryFilter, WireError> {
        let channels =
            self.channels.as_ref().map(|all| all.iter().map(|name| channel(name)).collect()).transpose()?;
        let affiliation = self
            .affiliation
            .as_ref()
            .map(|name| one_of(Affiliation::of(name), name, "affiliation", &["in_house", "affiliate"]));
        Ok(QueryFilter {
            creators: ids(self.creators.as_ref(), CreatorId::new)?,
            channels,
            rooms: ids(self.rooms.as_ref(), RoomId::new)?,
            videos: ids(self.videos.as_ref(), VideoId::new)?,
            products: ids(self.products.as_ref(), ProductId::new)?,
            shops: ids(self.shops.as_ref(), ShopId::new)?,
            affiliation: affiliation.transpose()?,
        })
    }
}

impl SortWire {
    pub(in crate::wire) fn read(&self) -> Result<SortBy, WireError> {
        let order = self.order.as_deref().unwrap_or("descending");
        let direction = match order {
            "descending" => Some(Direction::Descending),
            "ascending" => Some(Direction::Ascending),
            _ => None,
        };
        let direction = one_of(direction, order, "order", &["descending", "ascending"])?;
        Ok(SortBy { by: self.by.clone(), direction })
    }
}

/// The channel of a name.
pub(in crate::wire) fn channel(name: &str) -> Result<Channel, WireError> {
    let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.as_str()).collect();
    one_of(Channel::of(name), name, "channel", &names)
}

impl QueryAskWire {
    /// Reads the question for a period that was resolved.
    ///
    /// # Errors
    /// An unknown dimension, module, channel, affiliation or order, or a text that is no id.
    pub fn read(&self, period: Period) -> Result<Query, WireError> {
        let names: Vec<&str> = Dimension::ALL.iter().map(|dimension| dimension.as_str()).collect();
        let dimension = |name: &String| one_of(Dimension::of(name), name, "groupBy", &names);
        let group_by: Vec<Dimension> = self.group_by.iter().map(dimension).collect::<Result<_, _>>()?;
        let mut query = Query::new(period, &self.metrics);
        if let Some(name) = &self.module {
            query.module = module(name)?;
        }
        Ok(Query {
            group_by,
            filter: self.filter.read()?,
            compare: self.compare,
            sort: self.sort.iter().map(SortWire::read).collect::<Result<_, _>>()?,
            search: self.search.clone(),
            top: self.top,
            offset: self.offset,
            limit: self.limit,
            ..query
        })
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerWire {
    /// What it drew on.
    pub scope: ScopeReportWire,
    /// By what it is grouped.
    pub group_by: Vec<&'static str>,
    /// The metrics, in order.
    pub metrics: Vec<MetricWire>,
    /// The rows, in order.
    pub rows: Vec<AnswerRowWire>,
    /// How many rows there are before `top`, `offset` and `limit`.
    pub total: usize,
    /// Visible rows that are in no row of the answer, and rows whose creator nobody knows.
    pub left_out: Vec<LeftOutWire>,
}

/// A row of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerRowWire {
    /// What it is about: a field a dimension.
    pub key: Map<String, Json>,
    /// Its name for people.
    pub name: Option<String>,
    /// Why days of its creator are hidden.
    pub hidden: Vec<&'static str>,
    /// One line a metric.
    pub lines: Vec<AnswerLineWire>,
}

/// A metric of a row, beside the previous cycle's where that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerLineWire {
    /// The name the metric is asked by.
    pub metric: String,
    /// Its figure.
    pub value: CellWire,
    /// The previous cycle's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<CellWire>,
    /// The difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<CellWire>,
    /// The difference over the previous cycle's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_change: Option<CellWire>,
}

/// Rows that are in no row of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutWire {
    /// `unknown_creator`, `no_content`, `no_product` or `no_shop`.
    pub why: &'static str,
    /// How many.
    pub rows: u64,
}

pub(super) fn key(names: &KeyNames, group_by: &[Dimension]) -> Map<String, Json> {
    let field = |dimension: &Dimension| {
        let value = match dimension {
            Dimension::Creator => json!(names.creator.as_ref().map(CreatorId::as_str)),
            Dimension::Channel => json!(names.channel.map(Channel::as_str)),
            Dimension::Content => names.content.as_ref().map_or(Json::Null, content),
            Dimension::Product => json!(names.product),
            Dimension::Shop => json!(names.shop),
            Dimension::Day | Dimension::Week | Dimension::Month => {
                json!(names.start.map(|day| day.to_string()))
            }
        };
        (dimension.as_str().to_owned(), value)
    };
    group_by.iter().map(field).collect()
}

fn row(row: AnswerRow<'_>, answer: &Answer) -> AnswerRowWire {
    let line = |(place, metric): (usize, &crate::metric::Metric)| {
        let compared = row.compared(place);
        AnswerLineWire {
            metric: metric.name(),
            value: (&row.value(place)).into(),
            previous: compared.map(|(previous, _)| previous.into()),
            change: compared.map(|(_, change)| (&change.absolute).into()),
            relative_change: compared.map(|(_, change)| (&change.relative).into()),
        }
    };
    AnswerRowWire {
        key: key(&row.key(), &answer.group_by),
        name: row.name().map(str::to_owned),
        hidden: row.hidden().map(hidden).unwrap_or_default(),
        lines: answer.metrics.iter().enumerate().map(line).collect(),
    }
}

impl From<&Answer> for AnswerWire {
    fn from(answer: &Answer) -> Self {
        let unknown = answer.scope.unknown_creator_rows;
        let unknown = (unknown > 0).then_some(LeftOutWire { why: "unknown_creator", rows: unknown });
        let lacking = answer.left_out.iter().map(|left| LeftOutWire {
            why: match left.lacks {
                Dimension::Product => "no_product",
                Dimension::Shop => "no_shop",
                _ => "no_content",
            },
            rows: left.rows,
        });
        Self {
            scope: (&answer.scope).into(),
            group_by: answer.group_by.iter().map(|dimension| dimension.as_str()).collect(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            rows: answer.rows().map(|one| row(one, answer)).collect(),
            total: answer.total,
            left_out: unknown.into_iter().chain(lacking).collect(),
        }
    }
}
