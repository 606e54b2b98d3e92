//! The questions as queries, and answers in the form that peers compare.
use creator_compass::engine::{Answer, Dimension, Query, QueryFilter, View};
use creator_compass::fact::{Channel, Content};
use creator_compass::metric::Figure;
use creator_compass::time::{Day, Picker, Screen};
use creator_compass::value::{CreatorId, UndefinedReason, Value};
use creator_compass_benches::FixtureError;
use creator_compass_benches::workload::{
    AnswerFile, Column, Days, FIRST_DAY, Form, Question, TODAY, creator_id,
};

use super::failed;

/// The figures of a creator and channel.
const WIDE: &[&str] = &[
    "views",
    "product_impressions",
    "product_clicks",
    "sku_orders",
    "items_sold",
    "gmv",
    "refund_gmv",
    "ctr",
    "buyers",
];
const DAILY: &[&str] = &["views", "product_clicks", "sku_orders", "gmv"];
const REACH: &[&str] = &["product_reach", "product_clickers", "buyers", "gmv"];
const CHANNELS: [Channel; 3] = [Channel::Live, Channel::Video, Channel::Card];

fn query(view: &View<'_>, days: Days, metrics: &[&str], by: &[Dimension]) -> Result<Query, FixtureError> {
    let first = Day::parse("1970-01-01")?;
    let picker = Picker::Custom { start: first.plus(days.start), end: first.plus(days.end) };
    let period = view.resolve(Screen::General, picker).map_err(failed)?;
    Ok(Query::new(period, metrics).group_by(by))
}

fn filter(question: &Question, form: Form) -> Result<QueryFilter, FixtureError> {
    let channels = question
        .channels
        .as_ref()
        .map(|all| all.iter().filter_map(|channel| CHANNELS.get(usize::from(*channel)).copied()).collect());
    let creators = question.creators.as_ref().map(|all| {
        all.iter().map(|number| CreatorId::new(&creator_id(form, *number))).collect::<Result<_, _>>()
    });
    Ok(QueryFilter { channels, creators: creators.transpose()?, ..QueryFilter::default() })
}

/// Asks a question; the top videos are asked again for the days before.
pub(super) fn ask(view: &View<'_>, question: &Question, form: Form) -> Result<Vec<Answer>, FixtureError> {
    let asked = match question.kind.as_str() {
        "creator_channel" => query(view, question.days, WIDE, &[Dimension::Creator, Dimension::Channel])?,
        "creator_day" => query(view, question.days, DAILY, &[Dimension::Creator, Dimension::Day])?,
        "product_channel" => query(view, question.days, REACH, &[Dimension::Product, Dimension::Channel])?,
        _ => {
            let filter = QueryFilter { channels: Some(vec![Channel::Video]), ..QueryFilter::default() };
            let top = query(view, question.days, &["gmv"], &[Dimension::Content])?.filter(filter);
            let answer = view.query(&top.top(question.top.unwrap_or(100))).map_err(failed)?;
            let videos = answer.rows().filter_map(|row| match &row.key().content {
                Some(Content::Video(video)) => Some(video.clone()),
                _ => None,
            });
            let filter = QueryFilter { videos: Some(videos.collect()), ..QueryFilter::default() };
            let days = question.previous.ok_or_else(|| FixtureError("no days before".to_owned()))?;
            let before = query(view, days, &["gmv"], &[Dimension::Content])?.filter(filter);
            let before = view.query(&before).map_err(failed)?;
            return Ok(vec![answer, before]);
        }
    };
    Ok(vec![view.query(&asked.filter(filter(question, form)?)).map_err(failed)?])
}

/// The first question over so many days.
pub(super) fn of_days(view: &View<'_>, days: i32) -> Result<Answer, FixtureError> {
    let days = Days { start: (TODAY - days).max(FIRST_DAY), end: TODAY };
    let query = query(view, days, WIDE, &[Dimension::Creator, Dimension::Channel])?;
    view.query(&query).map_err(failed)
}

/// The number at the end of an id.
fn number(id: &str) -> u32 {
    let digits = id.rsplit('-').next().unwrap_or(id);
    digits.parse().unwrap_or(u32::MAX)
}

fn whole(value: &Value<Figure>) -> i64 {
    match value {
        Value::Known(Figure::Count(count) | Figure::Seconds(count)) => *count,
        Value::Known(Figure::Money(money)) => i64::try_from(money.micros()).unwrap_or(i64::MAX),
        _ => i64::MIN,
    }
}

fn ratio(value: &Value<Figure>) -> f64 {
    match value {
        Value::Known(Figure::Ratio(ratio)) => *ratio,
        _ => f64::NAN,
    }
}

fn channels(answer: &Answer) -> Column {
    let number = |channel: Option<Channel>| match channel {
        Some(Channel::Live) => 0,
        Some(Channel::Video) => 1,
        Some(Channel::Card) => 2,
        None => u8::MAX,
    };
    Column::U8(answer.rows().map(|row| number(row.key().channel)).collect())
}

fn figures(answer: &Answer, metric: usize) -> Column {
    Column::I64(answer.rows().map(|row| whole(&row.value(metric))).collect())
}

/// Views of creators and channels. A card is not viewed, so its views are absent; a peer's sum over no rows is 0.
fn views(answer: &Answer, metric: usize) -> Column {
    let of = |value: &Value<Figure>, is_card: bool| match value {
        Value::Undefined(reasons) if is_card && reasons.contains(&UndefinedReason::Absent) => 0,
        value => whole(value),
    };
    let rows = answer.rows().map(|row| of(&row.value(metric), row.key().channel == Some(Channel::Card)));
    Column::I64(rows.collect())
}

fn creators(answer: &Answer) -> Column {
    let id = |creator: Option<&CreatorId>| creator.map_or(u32::MAX, |creator| number(creator.as_str()));
    Column::U32(answer.rows().map(|row| id(row.key().creator.as_ref())).collect())
}

/// Puts the answer of a question into a file.
pub(super) fn write(
    file: &mut AnswerFile,
    question: &Question,
    answers: &[Answer],
) -> Result<(), FixtureError> {
    let answer = answers.first().ok_or_else(|| FixtureError("no answer".to_owned()))?;
    let mut columns: Vec<(&'static str, Column)> = Vec::new();
    match question.kind.as_str() {
        "creator_channel" => {
            columns.extend([("creator", creators(answer)), ("channel", channels(answer))]);
            columns.extend(WIDE.iter().enumerate().map(|(place, name)| match *name {
                "views" => ("views", views(answer, place)),
                "ctr" => ("ctr", Column::F64(answer.rows().map(|row| ratio(&row.value(place))).collect())),
                name => (name, figures(answer, place)),
            }));
        }
        "creator_day" => {
            let day = |day: Option<Day>| day.map_or(i32::MIN, Day::number);
            let days = answer.rows().map(|row| day(row.key().start)).collect();
            columns.extend([("creator", creators(answer)), ("day", Column::I32(days))]);
            columns.extend(DAILY.iter().enumerate().map(|(place, name)| (*name, figures(answer, place))));
        }
        "product_channel" => {
            let product = |product: Option<&str>| product.map_or(u32::MAX, number);
            let products = answer.rows().map(|row| product(row.key().product.as_deref())).collect();
            columns.extend([("product", Column::U32(products)), ("channel", channels(answer))]);
            let names = ["reach", "clickers", "buyers", "gmv"].into_iter().enumerate();
            columns.extend(names.map(|(place, name)| (name, figures(answer, place))));
        }
        _ => {
            let video = |content: Option<&Content>| content.map_or(u32::MAX, |content| number(content.id()));
            let ids: Vec<u32> = answer.rows().map(|row| video(row.key().content.as_ref())).collect();
            let before: std::collections::BTreeMap<u32, i64> = answers
                .iter()
                .skip(1)
                .flat_map(Answer::rows)
                .map(|row| (video(row.key().content.as_ref()), whole(&row.value(0))))
                .collect();
            let previous = ids.iter().map(|id| before.get(id).copied().unwrap_or(0)).collect();
            columns.extend([
                ("content", Column::U32(ids)),
                ("gmv", figures(answer, 0)),
                ("previous_gmv", Column::I64(previous)),
            ]);
        }
    }
    file.push(&question.name, columns);
    Ok(())
}
