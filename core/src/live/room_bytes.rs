//! A room as bytes: what it was made with, then what it holds, each in one way.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustc_hash::FxHashSet;

use super::counts::COUNTED;
use super::error::RoomError;
use super::event::{AppealOutcome, LiveEvent, LiveEventKind, Paid, RoomAct, TrafficSource};
use super::minutes::{Gauge, Minutes, instant_of};
use super::room::{Comment, Room};
use super::settings::{ProductAbout, RoomAbout, RoomRules, RoomSettings};
use crate::fact::Act;
use crate::time::Instant;
use crate::value::{
    BytesError, CreatorId, Currency, EventId, Format, IdError, ProductId, Reader, RoomId, Seal, UserId,
    Writer,
};

const FORMAT: Format = Format { magic: *b"CCRM", version: 1, seal: Seal::Both };

impl Room {
    /// The room as bytes: versioned, with a checksum; equal rooms give equal bytes. [`Room::open`] goes on from there.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let mut out = Writer::new(FORMAT);
        write_settings(&self.settings, &mut out);
        out.signed(self.newest.into());
        out.length(self.about.len());
        for (product, about) in &self.about {
            out.text(product.as_str());
            optional(about.name.as_deref(), &mut out);
            out.length(about.skus.len());
            for sku in &about.skus {
                out.text(sku);
            }
        }
        write_minutes(&self.minutes, &mut out);
        out.length(self.products.len());
        for (product, minutes) in &self.products {
            out.text(product.as_str());
            write_minutes(minutes, &mut out);
        }
        out.length(self.sources.len());
        for (source, minutes) in &self.sources {
            write_source(source, &mut out);
            write_minutes(minutes, &mut out);
        }
        let events = |events: &[LiveEvent], out: &mut Writer| {
            out.length(events.len());
            for event in events {
                write_event(event, out);
            }
        };
        events(self.marks.all(), &mut out);
        events(&self.late, &mut out);
        out.length(self.comments.len());
        for comment in &self.comments {
            out.signed(comment.at.millis().into());
            out.text(comment.event.as_str());
            optional(comment.user.as_ref().map(UserId::as_str), &mut out);
            out.text(&comment.text);
        }
        out.length(self.ids.len());
        for (minute, ids) in &self.ids {
            out.signed((*minute).into());
            let mut ids: Vec<&u128> = ids.iter().collect();
            ids.sort_unstable();
            out.length(ids.len());
            for id in ids {
                out.bytes(&id.to_le_bytes());
            }
        }
        out.finish(FORMAT)
    }
    /// Reads what [`Room::save`] wrote, and nothing else.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged, or that no version writes.
    pub fn open(bytes: &[u8]) -> Result<Self, RoomError> {
        let bytes = &mut Reader::new(bytes, FORMAT)?;
        let settings = read_settings(bytes)?;
        let mut room = Self::new(settings);
        let first = room.minutes.first;
        let last = first.saturating_add(i64::from(RoomRules::MOST_HOURS).saturating_mul(60));
        let newest = number(bytes)?;
        if newest < first || newest > last {
            return Err(bytes.malformed("a minute of the LIVE").into());
        }
        room.newest = newest;
        room.about = map(bytes, id(ProductId::new), |bytes| {
            let name = read_optional(bytes)?;
            let mut skus = Vec::new();
            for _ in 0..bytes.length()? {
                skus.push(bytes.text()?.to_owned());
            }
            Ok(ProductAbout { name, skus })
        })?;
        let started_at = room.settings.started_at;
        room.minutes = read_minutes(started_at, last, bytes)?;
        room.products = map(bytes, id(ProductId::new), |bytes| read_minutes(started_at, last, bytes))?;
        room.sources = map(bytes, read_source, |bytes| read_minutes(started_at, last, bytes))?;
        for _ in 0..bytes.length()? {
            let event = read_event(bytes)?;
            let known = room.marks.all().last();
            if known.is_some_and(|known| (known.at, &known.id) >= (event.at, &event.id)) {
                return Err(bytes.malformed("events in order").into());
            }
            room.marks.add(event);
        }
        for _ in 0..bytes.length()? {
            room.late.push(read_event(bytes)?);
        }
        for _ in 0..bytes.length()? {
            let comment = Comment {
                at: instant(bytes)?,
                event: id(EventId::new)(bytes)?,
                user: read_optional(bytes)?
                    .map(|user| UserId::new(&user))
                    .transpose()
                    .map_err(|_| bytes.malformed("an id"))?,
                text: bytes.text()?.to_owned(),
            };
            if room.comments.last().is_some_and(|last| *last >= comment) {
                return Err(bytes.malformed("comments in order").into());
            }
            room.comments.push(comment);
        }
        room.ids = read_ids(bytes)?;
        room.marks.settle(instant_of(room.oldest()));
        bytes.clone().finish()?;
        Ok(room)
    }
}

fn read_ids(bytes: &mut Reader<'_>) -> Result<VecDeque<(i64, FxHashSet<u128>)>, BytesError> {
    let mut all: VecDeque<(i64, FxHashSet<u128>)> = VecDeque::new();
    for _ in 0..bytes.length()? {
        let minute = number(bytes)?;
        if all.back().is_some_and(|(last, _)| *last >= minute) {
            return Err(bytes.malformed("minutes in order"));
        }
        let mut ids = BTreeSet::new();
        for _ in 0..bytes.length()? {
            let id = digest(bytes)?;
            if ids.last().is_some_and(|last| *last >= id) {
                return Err(bytes.malformed("things in order"));
            }
            ids.insert(id);
        }
        all.push_back((minute, ids.into_iter().collect()));
    }
    Ok(all)
}

fn write_settings(settings: &RoomSettings, out: &mut Writer) {
    let RoomSettings { room, creator, started_at, currency, rules, about } = settings;
    out.text(room.as_str());
    optional(creator.as_ref().map(CreatorId::as_str), out);
    out.signed(started_at.millis().into());
    out.text(currency.code());
    let RoomRules { lateness_minutes, longest_hours, low_stock_below, dashboard_metrics, trend_metrics } =
        *rules;
    for limit in [lateness_minutes, longest_hours, dashboard_metrics, trend_metrics] {
        out.unsigned(limit.into());
    }
    out.signed(low_stock_below.into());
    let RoomAbout { title, name, handle, avatar, page } = about;
    for text in [title, name, handle, avatar, page] {
        optional(text.as_deref(), out);
    }
}

fn read_settings(bytes: &mut Reader<'_>) -> Result<RoomSettings, BytesError> {
    let room = id(RoomId::new)(bytes)?;
    let creator = read_optional(bytes)?.map(|id| CreatorId::new(&id)).transpose();
    let creator = creator.map_err(|_| bytes.malformed("an id"))?;
    let started_at = instant(bytes)?;
    let currency = Currency::new(bytes.text()?).map_err(|_| bytes.malformed("a currency"))?;
    let mut limit = || u32::try_from(bytes.unsigned()?).map_err(|_| bytes.malformed("a number of 32 bits"));
    let (lateness_minutes, longest_hours, dashboard_metrics, trend_metrics) =
        (limit()?, limit()?, limit()?, limit()?);
    let low_stock_below = number(bytes)?;
    let rules =
        RoomRules { lateness_minutes, longest_hours, low_stock_below, dashboard_metrics, trend_metrics };
    let mut text = || read_optional(bytes);
    let about = RoomAbout { title: text()?, name: text()?, handle: text()?, avatar: text()?, page: text()? };
    Ok(RoomSettings { room, creator, started_at, currency, rules, about })
}

/// Minutes of which nothing is told are left out, and so are sums of 0.
fn write_minutes(minutes: &Minutes, out: &mut Writer) {
    let span = minutes.first..minutes.end();
    out.length(usize::try_from(minutes.end().saturating_sub(minutes.first)).unwrap_or_default());
    for minute in span {
        let counts = minutes.counts(minute).copied().unwrap_or_default();
        let told: Vec<(u8, i64)> = (0_u8..)
            .zip(COUNTED)
            .map(|(place, measure)| (place, counts.get(measure).unwrap_or_default()))
            .filter(|(_, sum)| *sum != 0)
            .collect();
        out.length(told.len());
        for (place, sum) in told {
            out.byte(place);
            out.signed(sum.into());
        }
        match minutes.gauge(minute) {
            None => out.byte(0),
            Some(gauge) => {
                out.byte(1);
                out.signed(gauge.last_at.millis().into());
                out.text(gauge.last_id.as_str());
                out.signed(gauge.last.into());
                out.signed(gauge.peak.into());
            }
        }
    }
    for users in minutes.users() {
        let sorted: BTreeMap<&u128, &i64> = users.iter().collect();
        out.length(sorted.len());
        for (user, minute) in sorted {
            out.bytes(&user.to_le_bytes());
            out.signed((*minute).into());
        }
    }
}

fn read_minutes(started_at: Instant, last: i64, bytes: &mut Reader<'_>) -> Result<Minutes, BytesError> {
    let mut minutes = Minutes::new(started_at);
    let length = i64::try_from(bytes.length()?).unwrap_or(i64::MAX);
    if minutes.first.saturating_add(length) > last.saturating_add(1) {
        return Err(bytes.malformed("no more minutes than a LIVE has"));
    }
    for minute in minutes.first..minutes.first.saturating_add(length) {
        let mut before = None;
        minutes.reach(minute);
        for _ in 0..bytes.length()? {
            let (place, sum) = (bytes.byte()?, number(bytes)?);
            let measure = COUNTED.get(usize::from(place)).copied();
            let measure = measure.filter(|_| before < Some(place) && sum != 0);
            minutes.add(minute, measure.ok_or_else(|| bytes.malformed("sums in order"))?, sum);
            before = Some(place);
        }
        if is_there(bytes)? {
            let (last_at, last_id) = (instant(bytes)?, id(EventId::new)(bytes)?);
            let (last, peak) = (number(bytes)?, number(bytes)?);
            minutes.set_gauge(minute, Gauge { last_at, last_id, last, peak });
        }
    }
    for place in 0..4 {
        let mut before = None;
        for _ in 0..bytes.length()? {
            let (user, minute) = (digest(bytes)?, number(bytes)?);
            if before >= Some(user) {
                return Err(bytes.malformed("users in order"));
            }
            minutes.know(place, user, minute);
            before = Some(user);
        }
    }
    Ok(minutes)
}

fn write_source(source: &TrafficSource, out: &mut Writer) {
    out.text(&source.name);
    out.byte(source.paid as u8);
}

fn read_source(bytes: &mut Reader<'_>) -> Result<TrafficSource, BytesError> {
    let name = bytes.text()?.to_owned();
    Ok(TrafficSource { name, paid: one(bytes, Paid::ALL)? })
}

fn write_event(event: &LiveEvent, out: &mut Writer) {
    out.text(event.id.as_str());
    out.signed(event.at.millis().into());
    match &event.kind {
        LiveEventKind::Act(act) => {
            out.byte(0);
            out.byte(act.act as u8);
            optional(act.user.as_ref().map(UserId::as_str), out);
            optional(act.product.as_ref().map(ProductId::as_str), out);
            out.unsigned(act.quantity.into());
            out.signed(act.amount.into());
            out.byte(act.source.is_some().into());
            if let Some(source) = &act.source {
                write_source(source, out);
            }
            optional(act.text.as_deref(), out);
        }
        LiveEventKind::Viewers(now) => {
            out.byte(1);
            out.signed((*now).into());
        }
        LiveEventKind::Stock { product, left } => {
            out.byte(2);
            out.text(product.as_str());
            out.signed((*left).into());
        }
        LiveEventKind::Pinned(product) => tagged(3, product.as_str(), out),
        LiveEventKind::Unpinned(product) => tagged(4, product.as_str(), out),
        LiveEventKind::Violation { violation, reason, recommendation } => {
            tagged(5, violation, out);
            out.text(reason);
            optional(recommendation.as_deref(), out);
        }
        LiveEventKind::Appealed { violation } => tagged(6, violation, out),
        LiveEventKind::AppealAnswered { violation, outcome } => {
            tagged(7, violation, out);
            out.byte(*outcome as u8);
        }
        LiveEventKind::GiveawayStarted { giveaway, product } => {
            tagged(8, giveaway, out);
            optional(product.as_ref().map(ProductId::as_str), out);
        }
        LiveEventKind::GiveawayEnded { giveaway } => tagged(9, giveaway, out),
        LiveEventKind::Promotion { name } => tagged(10, name, out),
        LiveEventKind::Ended => out.byte(11),
    }
}

fn tagged(kind: u8, text: &str, out: &mut Writer) {
    out.byte(kind);
    out.text(text);
}

fn read_event(bytes: &mut Reader<'_>) -> Result<LiveEvent, BytesError> {
    let (event, at) = (id(EventId::new)(bytes)?, instant(bytes)?);
    let product = id(ProductId::new);
    let named = |bytes: &mut Reader<'_>| -> Result<String, BytesError> { Ok(bytes.text()?.to_owned()) };
    let kind = match bytes.byte()? {
        0 => LiveEventKind::Act(read_act(bytes)?),
        1 => LiveEventKind::Viewers(number(bytes)?),
        2 => LiveEventKind::Stock { product: product(bytes)?, left: number(bytes)? },
        3 => LiveEventKind::Pinned(product(bytes)?),
        4 => LiveEventKind::Unpinned(product(bytes)?),
        5 => LiveEventKind::Violation {
            violation: named(bytes)?,
            reason: named(bytes)?,
            recommendation: read_optional(bytes)?,
        },
        6 => LiveEventKind::Appealed { violation: named(bytes)? },
        7 => LiveEventKind::AppealAnswered {
            violation: named(bytes)?,
            outcome: one(bytes, AppealOutcome::ALL)?,
        },
        8 => LiveEventKind::GiveawayStarted { giveaway: named(bytes)?, product: read_product(bytes)? },
        9 => LiveEventKind::GiveawayEnded { giveaway: named(bytes)? },
        10 => LiveEventKind::Promotion { name: named(bytes)? },
        11 => LiveEventKind::Ended,
        _ => return Err(bytes.malformed("a kind of event")),
    };
    Ok(LiveEvent { id: event, at, kind })
}

fn read_act(bytes: &mut Reader<'_>) -> Result<RoomAct, BytesError> {
    let act = one(bytes, Act::ALL)?;
    let user = read_optional(bytes)?.map(|id| UserId::new(&id)).transpose();
    let user = user.map_err(|_| bytes.malformed("an id"))?;
    let product = read_product(bytes)?;
    let quantity = u32::try_from(bytes.unsigned()?).map_err(|_| bytes.malformed("a number of 32 bits"))?;
    let amount = number(bytes)?;
    let source = if is_there(bytes)? { Some(read_source(bytes)?) } else { None };
    Ok(RoomAct { act, user, product, quantity, amount, source, text: read_optional(bytes)? })
}

fn read_product(bytes: &mut Reader<'_>) -> Result<Option<ProductId>, BytesError> {
    let product = read_optional(bytes)?.map(|id| ProductId::new(&id)).transpose();
    product.map_err(|_| bytes.malformed("an id"))
}

fn optional(text: Option<&str>, out: &mut Writer) {
    out.byte(text.is_some().into());
    if let Some(text) = text {
        out.text(text);
    }
}

fn read_optional(bytes: &mut Reader<'_>) -> Result<Option<String>, BytesError> {
    Ok(if is_there(bytes)? { Some(bytes.text()?.to_owned()) } else { None })
}

fn is_there(bytes: &mut Reader<'_>) -> Result<bool, BytesError> {
    match bytes.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(bytes.malformed("0 or 1")),
    }
}

fn one<T: Copy>(bytes: &mut Reader<'_>, all: &[T]) -> Result<T, BytesError> {
    let place = usize::from(bytes.byte()?);
    all.get(place).copied().ok_or_else(|| bytes.malformed("one of a list"))
}

fn number(bytes: &mut Reader<'_>) -> Result<i64, BytesError> {
    i64::try_from(bytes.signed()?).map_err(|_| bytes.malformed("a number of 64 bits"))
}

fn digest(bytes: &mut Reader<'_>) -> Result<u128, BytesError> {
    let digest = bytes.bytes(16)?;
    Ok(u128::from_le_bytes(digest.try_into().unwrap_or_default()))
}

fn instant(bytes: &mut Reader<'_>) -> Result<Instant, BytesError> {
    Instant::from_millis(number(bytes)?).map_err(|_| bytes.malformed("a moment"))
}

fn id<T>(of: impl Fn(&str) -> Result<T, IdError>) -> impl Fn(&mut Reader<'_>) -> Result<T, BytesError> {
    move |bytes| {
        let text = bytes.text()?;
        of(text).map_err(|_| bytes.malformed("an id"))
    }
}

/// So many pairs, each key greater than the one before.
fn map<'a, K: Ord, T>(
    bytes: &mut Reader<'a>,
    key: impl Fn(&mut Reader<'a>) -> Result<K, BytesError>,
    value: impl Fn(&mut Reader<'a>) -> Result<T, BytesError>,
) -> Result<BTreeMap<K, T>, BytesError> {
    let mut all = BTreeMap::new();
    for _ in 0..bytes.length()? {
        let (key, value) = (key(bytes)?, value(bytes)?);
        if all.last_key_value().is_some_and(|(last, _)| *last >= key) {
            return Err(bytes.malformed("things in order"));
        }
        all.insert(key, value);
    }
    Ok(all)
}
