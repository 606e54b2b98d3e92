use std::collections::BTreeSet;

use super::abbreviated::Observed;
use super::act::Act;
use super::cell::{CellError, Cells, read_count, read_money};
use super::kind::{
    Affiliation, AliasKind, Channel, Content, CreatorRef, Definition, VideoStatus, Visibility,
};
use super::row::{
    ActivityKey, ActivityRow, AliasRow, Bucket, CreatorRow, Fact, InteractionRow, ObservationRow, OrderRow,
    ProductRow, RoomRow, SubjectRef, VideoAbout, VideoRow,
};
use super::table::{Table, is_told_by_activity};
use crate::metric::{Measure, Unit};
use crate::value::{
    CreatorId, Currency, EventId, IdError, OrderId, ProductId, RoomId, ShopId, UserId, VideoId, region_code,
};

/// Reads one row of a plain table.
///
/// # Errors
/// [`CellError`], the first cell that cannot be taken.
pub fn read_row(table: Table, feed: &str, cells: &Cells<'_>, currency: Currency) -> Result<Fact, CellError> {
    match table {
        Table::Creators => creator_row(cells).map(Fact::Creator),
        Table::Aliases => alias(cells).map(Fact::Alias),
        Table::Rooms => room(cells).map(Fact::Room),
        Table::Videos => video(cells).map(Fact::Video),
        Table::Products => product(cells).map(Fact::Product),
        Table::Activity => activity(feed, cells, currency).map(Fact::Activity),
        Table::Orders => order(cells, currency).map(Fact::Order),
        Table::Observations => observation(cells).map(Fact::Observation),
        Table::Interactions => interaction(cells, currency).map(Fact::Interaction),
        Table::Profiles => super::read_profile::profile(cells).map(Fact::Profile),
    }
}

fn id<T>(column: &str, text: &str, new: impl FnOnce(&str) -> Result<T, IdError>) -> Result<T, CellError> {
    if broken_by_spreadsheet(text) {
        let expected = "an id in full; a spreadsheet has rounded this one";
        return Err(CellError::malformed(column, text, expected).coded("source.id.broken"));
    }
    new(text).map_err(|error| CellError::malformed(column, text, &error.to_string()))
}

/// Whether a spreadsheet made a float of an id, as in `7.50E+18` (SRC-9).
pub(crate) fn broken_by_spreadsheet(text: &str) -> bool {
    let digits =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    let split = text.split_once(['E', 'e']);
    split.is_some_and(|(mantissa, exponent)| {
        exponent.strip_prefix('+').is_some_and(digits) && digits(mantissa)
    })
}

pub(super) fn id_of<T>(
    cells: &Cells<'_>,
    column: &str,
    new: impl FnOnce(&str) -> Result<T, IdError>,
) -> Result<Option<T>, CellError> {
    cells.text(column).map(|text| id(column, text, new)).transpose()
}

pub(super) fn required_id<T>(
    cells: &Cells<'_>,
    column: &str,
    new: impl FnOnce(&str) -> Result<T, IdError>,
) -> Result<T, CellError> {
    id(column, cells.required(column, "an id")?, new)
}

/// A text for people: at most 1000 characters are kept.
fn label(cells: &Cells<'_>, column: &str) -> Option<String> {
    let cut: Option<String> = cells.text(column).map(|text| text.chars().take(1000).collect());
    // Where it is cut it may end in a space, which no table keeps.
    cut.map(|text| text.trim_end().to_owned())
}

fn name(cells: &Cells<'_>, column: &str) -> Result<Option<String>, CellError> {
    cells.read(column, "a name of 1 to 256 bytes", |text| {
        CreatorId::new(text).ok().map(|id| id.as_str().to_owned())
    })
}

pub(super) fn creator_ref(cells: &Cells<'_>) -> Result<Option<CreatorRef>, CellError> {
    if let Some(creator) = id_of(cells, "creator", CreatorId::new)? {
        return Ok(Some(CreatorRef::Id(creator)));
    }
    Ok(name(cells, "username")?.map(|username| CreatorRef::Alias(AliasKind::Username, username)))
}

pub(super) fn content(cells: &Cells<'_>) -> Result<Option<Content>, CellError> {
    match (id_of(cells, "room", RoomId::new)?, id_of(cells, "video", VideoId::new)?) {
        (Some(_), Some(video)) => {
            Err(CellError::malformed("video", video.as_str(), "a room or a video, not both"))
        }
        (Some(room), None) => Ok(Some(Content::Room(room))),
        (None, Some(video)) => Ok(Some(Content::Video(video))),
        (None, None) => Ok(None),
    }
}

fn channel(cells: &Cells<'_>) -> Result<Option<Channel>, CellError> {
    cells.read("channel", "live, video or card", Channel::of)
}

/// The channel told, or that of the room or video; they must agree.
pub(super) fn channel_of(cells: &Cells<'_>, content: Option<&Content>) -> Result<Option<Channel>, CellError> {
    match (channel(cells)?, content.map(Content::channel)) {
        (Some(channel), Some(implied)) if channel != implied => {
            Err(CellError::malformed("channel", channel.as_str(), "the channel of its room or video"))
        }
        (channel, implied) => Ok(channel.or(implied)),
    }
}

fn affiliation(cells: &Cells<'_>) -> Result<Option<Affiliation>, CellError> {
    cells.read("affiliation", "in_house or affiliate", Affiliation::of)
}

fn creator_row(cells: &Cells<'_>) -> Result<CreatorRow, CellError> {
    Ok(CreatorRow {
        creator: required_id(cells, "creator", CreatorId::new)?,
        username: name(cells, "username")?,
        handle: name(cells, "handle")?,
        open_id: name(cells, "open_id")?,
        name: label(cells, "name"),
        region: cells.read("region", "a region code of two letters such as US", region_code)?,
        category: label(cells, "category"),
        followers: cells.count("followers")?,
    })
}

fn alias(cells: &Cells<'_>) -> Result<AliasRow, CellError> {
    let kind = cells.required("kind", "username, handle or open_id")?;
    let (from, until) = (cells.day("from")?, cells.day("until")?);
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        return Err(CellError::malformed("until", &until.to_string(), "a day behind `from`"));
    }
    cells.required("value", "a name")?;
    let value = name(cells, "value")?.ok_or_else(|| CellError::missing("value", "a name"))?;
    Ok(AliasRow {
        creator: required_id(cells, "creator", CreatorId::new)?,
        kind: AliasKind::of(kind)
            .ok_or_else(|| CellError::malformed("kind", kind, "username, handle or open_id"))?,
        value,
        from,
        until,
    })
}

fn room(cells: &Cells<'_>) -> Result<RoomRow, CellError> {
    let started_at =
        cells.instant("started_at")?.ok_or_else(|| CellError::missing("started_at", "an instant"))?;
    let ended_at = cells.instant("ended_at")?;
    if let Some(ended_at) = ended_at.filter(|ended_at| *ended_at < started_at) {
        return Err(CellError::malformed(
            "ended_at",
            &ended_at.to_string(),
            "an instant not before `started_at`",
        ));
    }
    let room = required_id(cells, "room", RoomId::new)?;
    Ok(RoomRow { room, creator: creator_ref(cells)?, title: label(cells, "title"), started_at, ended_at })
}

fn video(cells: &Cells<'_>) -> Result<VideoRow, CellError> {
    Ok(VideoRow {
        video: required_id(cells, "video", VideoId::new)?,
        creator: creator_ref(cells)?,
        title: label(cells, "title"),
        posted_at: cells
            .instant("posted_at")?
            .ok_or_else(|| CellError::missing("posted_at", "an instant"))?,
        duration_seconds: cells.count("duration_seconds")?,
        named_on: None,
        about: VideoAbout {
            status: cells.read("status", "active or inactive", VideoStatus::of)?,
            visibility: cells.read("visibility", "public, private or deleted", Visibility::of)?,
            ever_public: cells.read("ever_public", "true or false", |text| match text {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            })?,
            link: label(cells, "link"),
            picture: label(cells, "picture"),
            music: label(cells, "music"),
            labels: labels(cells),
        },
    })
}

/// Labels with `|` between them: in order, each once, none empty.
fn labels(cells: &Cells<'_>) -> Vec<String> {
    let all = cells.text("labels").into_iter().flat_map(|text| text.split('|'));
    let all: BTreeSet<String> = all
        .map(|label| label.trim().chars().take(1000).collect())
        .filter(|label: &String| !label.is_empty())
        .collect();
    all.into_iter().collect()
}

fn product(cells: &Cells<'_>) -> Result<ProductRow, CellError> {
    Ok(ProductRow {
        product: required_id(cells, "product", ProductId::new)?,
        name: label(cells, "name"),
        shop: id_of(cells, "shop", ShopId::new)?,
    })
}

fn bucket(cells: &Cells<'_>) -> Result<Bucket, CellError> {
    match (cells.day("day")?, cells.day("start")?, cells.day("end")?, cells.instant("minute")?) {
        (Some(day), None, None, None) => Ok(Bucket::Day(day)),
        (None, Some(start), Some(end), None) if start < end => Ok(Bucket::Span { start, end }),
        (None, Some(_), Some(end), None) => {
            Err(CellError::malformed("end", &end.to_string(), "a day behind `start`"))
        }
        (None, None, None, Some(minute)) => Ok(Bucket::Minute(minute)),
        _ => Err(CellError::missing("day", "exactly one of: day; start and end; minute")),
    }
}

fn activity(feed: &str, cells: &Cells<'_>, currency: Currency) -> Result<ActivityRow, CellError> {
    let (bucket, creator, content) = (bucket(cells)?, creator_ref(cells)?, content(cells)?);
    let definition = cells.read("definition", "direct, attributed or affiliate", Definition::of)?;
    let affiliation = affiliation(cells)?;
    let channel = channel_of(cells, content.as_ref())?;
    let mut measures = Vec::new();
    for measure in Measure::ALL.iter().copied().filter(|measure| is_told_by_activity(*measure)) {
        let Some(text) = cells.text(measure.id()) else { continue };
        let value = match measure.unit() {
            Unit::Money => read_money(measure.id(), text, currency)?,
            _ => read_count(measure.id(), text)?,
        };
        measures.push((measure, value));
    }
    let key = ActivityKey {
        feed: feed.to_owned(),
        bucket: Some(bucket),
        creator: if content.is_some() { None } else { creator.clone() },
        channel,
        content,
        product: id_of(cells, "product", ProductId::new)?,
        shop: id_of(cells, "shop", ShopId::new)?,
        affiliation,
        definition,
    };
    Ok(ActivityRow { key, bucket, creator, affiliation, definition, measures })
}

fn order(cells: &Cells<'_>, currency: Currency) -> Result<OrderRow, CellError> {
    let given = cells.required("currency", "the workspace's currency")?;
    if given != currency.code() {
        let error = CellError::malformed("currency", given, &format!("{currency}, the workspace's currency"));
        return Err(error.coded("source.currency.foreign"));
    }
    let missing = |column: &'static str, expected: &'static str| move || CellError::missing(column, expected);
    let line = cells.required("line", "a line of the order")?;
    let created_at = cells.instant("created_at")?.ok_or_else(missing("created_at", "an instant"))?;
    Ok(OrderRow {
        order: required_id(cells, "order", OrderId::new)?,
        line: id("line", line, OrderId::new)?.as_str().to_owned(),
        creator: creator_ref(cells)?,
        channel: channel(cells)?,
        content: content(cells)?,
        product: id_of(cells, "product", ProductId::new)?,
        shop: id_of(cells, "shop", ShopId::new)?,
        affiliation: affiliation(cells)?,
        quantity: cells.count("quantity")?.ok_or_else(missing("quantity", "a whole number"))?,
        created_at,
        paid_at: cells.instant("paid_at")?,
        refunded_at: cells.instant("refunded_at")?,
        settled_at: cells.instant("settled_at")?,
        amount: cells.money("amount", currency)?.ok_or_else(missing("amount", "an amount"))?,
        refund_amount: cells.money("refund_amount", currency)?,
        refund_quantity: cells.count("refund_quantity")?,
        commission: cells.money("commission", currency)?,
        settled_amount: cells.money("settled_amount", currency)?,
    })
}

fn observation(cells: &Cells<'_>) -> Result<ObservationRow, CellError> {
    let (kind, subject) =
        (cells.required("subject_kind", "creator, room or video")?, cells.required("subject", "an id")?);
    let subject = match kind {
        "creator" => SubjectRef::Creator(id("subject", subject, CreatorId::new)?),
        "room" => SubjectRef::Room(id("subject", subject, RoomId::new)?),
        "video" => SubjectRef::Video(id("subject", subject, VideoId::new)?),
        other => return Err(CellError::malformed("subject_kind", other, "creator, room or video")),
    };
    let measure = cells.required("measure", "a measure")?;
    let value = cells.required("value", "a count such as 742 or 541.2K")?;
    let expected = "a count such as 742 or 541.2K";
    Ok(ObservationRow {
        subject,
        measure: Measure::of(measure)
            .filter(|measure| measure.unit() != Unit::Money)
            .ok_or_else(|| CellError::malformed("measure", measure, "a measure that is counted"))?,
        observed_at: cells
            .instant("observed_at")?
            .ok_or_else(|| CellError::missing("observed_at", "an instant"))?,
        observed: Observed::parse(value).ok_or_else(|| CellError::malformed("value", value, expected))?,
    })
}

fn interaction(cells: &Cells<'_>, currency: Currency) -> Result<InteractionRow, CellError> {
    let missing = |column: &'static str, expected: &'static str| CellError::missing(column, expected);
    let act = cells.read("act", "an act of a user such as view or purchase", Act::of)?;
    let act = act.ok_or_else(|| missing("act", "an act of a user such as view or purchase"))?;
    let whole = "a whole number from 0 to 4294967295";
    let quantity = cells.read("quantity", whole, |text| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if digits { text.parse::<u32>().ok() } else { None }
    })?;
    let amount = cells.money("amount", currency)?;
    if let Some(amount) = amount.filter(|amount| *amount < 0) {
        return Err(CellError::malformed("amount", &amount.to_string(), "an amount that is not negative"));
    }
    let quantity = of_act(cells, act, "quantity", act.has_quantity(), quantity)?;
    let amount = of_act(cells, act, "amount", act.has_amount(), amount)?;
    let content = content(cells)?;
    let channel = channel_of(cells, content.as_ref())?;
    if let Some(channel) = channel.filter(|channel| !act.fits(*channel)) {
        let expected = format!("a channel in which `{}` can be done", act.as_str());
        return Err(CellError::malformed("channel", channel.as_str(), &expected));
    }
    Ok(InteractionRow {
        event: id_of(cells, "event", EventId::new)?,
        at: cells.instant("at")?.ok_or_else(|| missing("at", "an instant"))?,
        user: required_id(cells, "user", UserId::new)?,
        act,
        creator: Some(creator_ref(cells)?.ok_or_else(|| missing("creator", "a creator or a username"))?),
        channel,
        content,
        product: id_of(cells, "product", ProductId::new)?,
        shop: id_of(cells, "shop", ShopId::new)?,
        affiliation: affiliation(cells)?,
        quantity,
        amount,
    })
}

/// A figure that an act must carry, or must not.
fn of_act<T: Default + PartialEq>(
    cells: &Cells<'_>,
    act: Act,
    column: &str,
    carries: bool,
    given: Option<T>,
) -> Result<T, CellError> {
    match given {
        Some(value) if !carries && value != T::default() => {
            let expected = format!("nothing: `{}` has no {column}", act.as_str());
            Err(CellError::malformed(column, cells.text(column).unwrap_or_default(), &expected))
        }
        None if carries => Err(CellError::missing(column, &format!("the {column} of `{}`", act.as_str()))),
        given => Ok(given.unwrap_or_default()),
    }
}
