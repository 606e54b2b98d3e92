//! Shop video performance list: one figure a video for the whole window asked, without a date (SRC-12).

use chrono::NaiveDateTime;

use super::context::SourceContext;
use super::envelope::{Notes, check_zone};
use super::field::Fields;
use super::rate::RateEncoding;
use crate::fact::{
    ActivityKey, ActivityRow, Affiliation, AliasKind, Bucket, CellError, Channel, Content, CreatorRef,
    Definition, Fact, VideoAbout, VideoRow,
};
use crate::metric::Measure;
use crate::value::VideoId;

const KNOWN: &[&str] = &[
    "id",
    "title",
    "username",
    "duration",
    "video_post_time",
    "hash_tags",
    "creator",
    "gmv",
    "gpm",
    "views",
    "click_through_rate",
    "sku_orders",
    "items_sold",
    "unit_sold",
    "units_sold",
    "avg_customers",
    "daily_avg_buyers",
    "products",
    "advertisable",
    "product_impressions",
    "product_clicks",
    "produt_clicks",
    "ctor",
    "v_to_l_clicks",
    "v_to_l_rate",
    "video_finish_rate",
    "indirect_gmv",
    "attributed_gmv",
    "likes",
    "comments",
    "shares",
    "new_followers",
];
const KNOWN_CREATOR: &[&str] = &["author_type", "open_id", "user_name", "nick_name", "creator_id"];

/// The bucket in which TikTok Shop gathers what belongs to no video it can name.
const UNKNOWN_VIDEO: &str = "0";

pub(super) fn read(
    fields: Fields<'_>,
    context: &SourceContext,
    notes: &mut Notes,
) -> Result<Vec<Fact>, CellError> {
    fields.count_unknown(KNOWN, &mut notes.unknown_fields);
    let author = fields.object("creator")?;
    if let Some(author) = &author {
        author.count_unknown(KNOWN_CREATOR, &mut notes.unknown_fields);
    }
    let video = fields.checked_id("id", VideoId::new)?;
    let creator = creator(&fields, author.as_ref())?;
    for (rate, encoding) in [
        ("click_through_rate", RateEncoding::Fraction),
        ("ctor", RateEncoding::Fraction),
        ("v_to_l_rate", RateEncoding::Fraction),
        ("video_finish_rate", RateEncoding::Fraction),
    ] {
        fields.rate(rate, encoding)?;
    }
    fields.money("gpm", context.currency)?;
    let bucket = bucket(context)?;
    let row = ActivityRow {
        key: ActivityKey {
            feed: "video_list".to_owned(),
            bucket: Some(bucket),
            creator: None,
            channel: Some(Channel::Video),
            content: Some(Content::Video(video.clone())),
            product: None,
            shop: None,
            affiliation: None,
            definition: None,
        },
        bucket,
        creator: creator.clone(),
        affiliation: author.as_ref().map(affiliation).transpose()?.flatten(),
        definition: Some(definition_at(context)),
        measures: measures(&fields, context, bucket)?,
    };
    let mut facts = vec![Fact::Activity(row)];
    if video.as_str() != UNKNOWN_VIDEO
        && let Some(local) = fields.text("video_post_time")?
    {
        let expected = "a shop-local time YYYY-MM-DD HH:MM:SS";
        let wrong = || CellError::malformed("video_post_time", local, expected);
        let time = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M:%S").map_err(|_| wrong())?;
        let posted_at = context.calendar.instant_of(time).map_err(|_| wrong())?;
        check_zone(video.as_str(), posted_at.millis(), notes);
        let title = fields.text("title")?.map(|title| title.chars().take(1000).collect());
        let duration_seconds = fields.count("duration")?;
        let named_on = context.window.map(|window| window.start);
        facts.push(Fact::Video(VideoRow {
            video,
            creator,
            title,
            posted_at,
            duration_seconds,
            named_on,
            about: VideoAbout::default(),
        }));
    }
    Ok(facts)
}

/// The window asked, as one day or as a span.
pub(super) fn bucket(context: &SourceContext) -> Result<Bucket, CellError> {
    match context.window.map(|window| (window.start, window.end)) {
        Some((start, Some(end))) if start.next() == end => Ok(Bucket::Day(start)),
        Some((start, Some(end))) if start < end => Ok(Bucket::Span { start, end }),
        _ => Err(CellError::missing("start_date_ge", "the window that was asked for")),
    }
}

/// What `gmv` means in an analytics answer: attributed since the restatement at the end of March 2026, direct before;
/// names and structure stayed the same, so the time of looking decides (SRC-11).
pub(super) fn definition_at(context: &SourceContext) -> Definition {
    const RESTATED_MILLIS: i64 = 1_774_915_200_000; // 2026-03-31T00:00:00Z
    if context.observed_at.millis() < RESTATED_MILLIS { Definition::Direct } else { Definition::Attributed }
}

fn creator(fields: &Fields<'_>, author: Option<&Fields<'_>>) -> Result<Option<CreatorRef>, CellError> {
    let mut names: Vec<(AliasKind, String)> = Vec::new();
    let mut take = |kind, name: Option<&str>| -> Result<(), CellError> {
        if let Some(name) = name {
            let checked = crate::value::CreatorId::new(name);
            let checked =
                checked.map_err(|error| CellError::malformed("username", name, &error.to_string()))?;
            names.push((kind, checked.as_str().to_owned()));
        }
        Ok(())
    };
    take(AliasKind::Username, fields.text("username")?)?;
    if let Some(author) = author {
        take(AliasKind::Username, author.text("user_name")?)?;
        take(AliasKind::OpenId, author.text("open_id")?)?;
    }
    names.sort();
    names.dedup();
    Ok(match names.as_slice() {
        [] => None,
        [(kind, name)] => Some(CreatorRef::Alias(*kind, name.clone())),
        _ => Some(CreatorRef::Aliases(names)),
    })
}

fn affiliation(author: &Fields<'_>) -> Result<Option<Affiliation>, CellError> {
    Ok(match author.text("author_type")? {
        Some("AFFILIATE_ACCOUNTS" | "AFFILIATES") => Some(Affiliation::Affiliate),
        Some("OFFICIAL_ACCOUNTS" | "MARKETING_ACCOUNTS" | "LINKED_ACCOUNTS") => Some(Affiliation::InHouse),
        _ => None,
    })
}

fn measures(
    fields: &Fields<'_>,
    context: &SourceContext,
    bucket: Bucket,
) -> Result<Vec<(Measure, i64)>, CellError> {
    // `avg_customers` is a mean a day: only of a single day is it a number of buyers.
    let customers = fields.count("avg_customers")?;
    let told = [
        (Measure::Gmv, fields.money("gmv", context.currency)?),
        (Measure::Views, fields.count("views")?),
        (Measure::SkuOrders, fields.count("sku_orders")?),
        (Measure::ItemsSold, fields.count_of(&["items_sold", "units_sold", "unit_sold"])?),
        (Measure::Buyers, customers.filter(|_| matches!(bucket, Bucket::Day(_)))),
        (Measure::ProductImpressions, fields.count("product_impressions")?),
        (Measure::ProductClicks, fields.count_of(&["product_clicks", "produt_clicks"])?),
        (Measure::DrainageEntries, fields.count("v_to_l_clicks")?),
        (Measure::Likes, fields.count("likes")?),
        (Measure::Comments, fields.count("comments")?),
        (Measure::Shares, fields.count("shares")?),
        (Measure::NewFollowers, fields.count("new_followers")?),
    ];
    Ok(told_only(told))
}

/// Keeps what is told, in the order of the dictionary.
pub(super) fn told_only(told: impl IntoIterator<Item = (Measure, Option<i64>)>) -> Vec<(Measure, i64)> {
    let mut kept: Vec<(Measure, i64)> =
        told.into_iter().filter_map(|(m, value)| value.map(|value| (m, value))).collect();
    kept.sort_unstable();
    kept
}
