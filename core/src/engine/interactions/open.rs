//! The table read from bytes: what is read is what was written, and nothing else is accepted.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::parallel;
use super::super::save::Field;
use super::codes::{Codes, NONE, Refs};
use super::keyed::KeyedRow;
use super::part::Part;
use super::row::{Kind, Row, order};
use super::save::{Line, width};
use super::table::{Dictionaries, Interactions};
use super::used::{AllUsed, Used};
use crate::fact::CreatorRef;
use crate::time::{Calendar, Day, Instant};
use crate::value::{BytesError, Reader, check_id};

fn get_names(bytes: &mut Reader<'_>) -> Result<Codes, BytesError> {
    let numbers = u32::get(bytes)?;
    let mut names: Vec<Arc<str>> = Vec::new();
    for _ in 0..bytes.length()? {
        let name = bytes.text()?;
        let is_behind = names.last().is_none_or(|last| **last < *name);
        if !is_behind || Codes::is_number(name) || check_id("id", name).is_err() {
            return Err(bytes.malformed("ids in ascending order that are no small numbers"));
        }
        names.push(Arc::from(name));
    }
    Codes::of_names(numbers, names).ok_or_else(|| bytes.malformed("numbers below 2147483649"))
}

fn get_refs(bytes: &mut Reader<'_>) -> Result<Refs, BytesError> {
    let mut refs = Refs::default();
    let mut last: Option<Option<CreatorRef>> = None;
    for _ in 0..bytes.length()? {
        let name = Option::<CreatorRef>::get(bytes)?;
        if last.as_ref().is_some_and(|last| *last >= name) {
            return Err(bytes.malformed("creators in ascending order"));
        }
        refs.code(name.clone());
        last = Some(name);
    }
    Ok(refs)
}

/// Numbers as [`super::save`] writes a column of them.
fn get_column(bytes: &mut Reader<'_>, rows: usize, least_width: usize) -> Result<Vec<u64>, BytesError> {
    let (least, wide) = (bytes.unsigned()?, usize::from(bytes.byte()?));
    if wide > 8 {
        return Err(bytes.malformed("a number of up to 8 bytes"));
    }
    let written = bytes.bytes(rows.saturating_mul(wide))?;
    let mut numbers: Vec<u64> = Vec::with_capacity(rows);
    let (mut some_least, mut most) = (rows == 0, 0_u64);
    let mut take = |more: u64| {
        some_least |= more == 0;
        most = most.max(more);
        // Checked below for the largest.
        numbers.push(least.wrapping_add(more));
    };
    if wide == 0 {
        (0..rows).for_each(|_| take(0));
    } else {
        for number in written.chunks_exact(wide) {
            let mut all = [0_u8; 8];
            if let Some(low) = all.get_mut(..wide) {
                low.copy_from_slice(number);
            }
            take(u64::from_le_bytes(all));
        }
    }
    let none = rows == 0 && least != 0;
    if !some_least || none || least.checked_add(most).is_none() || width(most).max(least_width) != wide {
        return Err(bytes.malformed("a column in its fewest bytes"));
    }
    Ok(numbers)
}

/// The day a part lies on.
struct Here {
    /// The first millisecond of times that are instants, and the one behind the last.
    times: std::ops::Range<i64>,
}

impl Here {
    fn new(calendar: Calendar, day: Day) -> Self {
        let (start, end) = (calendar.start_of(day).millis(), calendar.start_of(day.next()).millis());
        let all = Instant::range();
        Self { times: all.start.max(start) - start..all.end.min(end) - start }
    }
}

/// A row of numbers as one of codes, where it can be.
fn row_of(ids: &Dictionaries, here: &Here, kind: Kind, creator: u32, line: &Line) -> Option<Row> {
    let (has_quantity, has_amount) = (kind.act().has_quantity(), kind.act().has_amount());
    let row = Row {
        kind,
        creator,
        time: line.time,
        user: ids.users.ranked(line.user)?,
        content: ids.contents.ranked(line.content)?,
        product: ids.products.ranked(line.product)?,
        shop: ids.shops.ranked(line.shop)?,
        quantity: line.quantity,
        amount: i64::try_from(line.amount).ok()?,
    };
    let sound = (creator as usize) < ids.refs.len()
        && here.times.contains(&i64::from(row.time))
        && row.user != NONE
        && (has_quantity || row.quantity == 0)
        && (has_amount || row.amount == 0)
        && (kind.takes_content() || row.content == NONE);
    sound.then_some(row)
}

/// A part of rows, each checked, in the order in which they were written.
fn get_part(
    bytes: &mut Reader<'_>,
    ids: &Dictionaries,
    here: &Here,
    observed_at: Instant,
) -> Result<Part, BytesError> {
    let mut runs: Vec<(Kind, u32, usize)> = Vec::new();
    let (mut rows, mut valued) = (0_usize, 0_usize);
    let mut last = None;
    for _ in 0..bytes.length()? {
        let (act, place) = (bytes.byte()?, bytes.byte()?);
        let kind = Kind::of_bytes(act, place)
            .ok_or_else(|| bytes.malformed("an act in a channel where it can be done"))?;
        if last.replace(order(kind)).is_some_and(|last| last >= order(kind)) {
            return Err(bytes.malformed("acts in ascending order"));
        }
        let count = bytes.length()?;
        let mut next = 0_u32;
        for _ in 0..count {
            let creator = next.checked_add(u32::get(bytes)?);
            let creator = creator.filter(|creator| (*creator as usize) < ids.refs.len());
            let creator = creator.ok_or_else(|| bytes.malformed("a creator of the list"))?;
            let length = bytes.length()?;
            rows = rows.saturating_add(length);
            if length == 0 {
                return Err(bytes.malformed("at least one row"));
            }
            if kind.is_valued() {
                valued = valued.saturating_add(length);
            }
            runs.push((kind, creator, length));
            next = creator.saturating_add(1);
        }
        if count == 0 {
            return Err(bytes.malformed("at least one creator"));
        }
    }
    if rows == 0 || rows > u32::MAX as usize {
        return Err(bytes.malformed("at least one row"));
    }
    // Times take at least a byte each: more rows than bytes end here, before memory is taken.
    let times = get_column(bytes, rows, 1)?;
    let [users, contents, products, shops] = [
        get_column(bytes, rows, 0)?,
        get_column(bytes, rows, 0)?,
        get_column(bytes, rows, 0)?,
        get_column(bytes, rows, 0)?,
    ];
    let (quantities, amounts) = (get_column(bytes, valued, 0)?, get_column(bytes, valued, 0)?);
    let narrow = |column: &[u64], at: usize| {
        column.get(at).and_then(|number| u32::try_from(*number).ok()).unwrap_or(u32::MAX)
    };
    // A quantity may be the largest number of 32 bits; of a code that is none's.
    let wide = [&times, &users, &contents, &products, &shops];
    if wide.iter().any(|column| column.iter().any(|number| *number >= u64::from(u32::MAX)))
        || quantities.iter().any(|number| *number > u64::from(u32::MAX))
    {
        return Err(bytes.malformed("numbers below 4294967295"));
    }
    let mut all: Vec<Row> = Vec::with_capacity(rows);
    let mut at = 0_usize;
    for (kind, creator, length) in runs {
        let mut last: Option<Line> = None;
        for _ in 0..length {
            let value = at.checked_sub(rows - valued);
            let line = Line {
                time: narrow(&times, at),
                user: narrow(&users, at),
                content: narrow(&contents, at),
                product: narrow(&products, at),
                shop: narrow(&shops, at),
                quantity: value.map_or(0, |value| narrow(&quantities, value)),
                amount: value.and_then(|value| amounts.get(value).copied()).unwrap_or_default(),
            };
            if last.replace(line).is_some_and(|last| last > line) {
                return Err(bytes.malformed("rows in ascending order"));
            }
            let row = row_of(ids, here, kind, creator, &line);
            all.push(row.ok_or_else(|| bytes.malformed("an act that a source can give"))?);
            at += 1;
        }
    }
    bytes.clone().finish()?;
    Ok(Part::of_sorted(observed_at, &all))
}

impl Interactions {
    /// Reads a table.
    pub(crate) fn get(bytes: &mut Reader<'_>, calendar: Calendar) -> Result<Self, BytesError> {
        let refs = get_refs(bytes)?;
        let ids = Dictionaries {
            refs,
            names: Codes::default(),
            users: get_names(bytes)?,
            contents: get_names(bytes)?,
            products: get_names(bytes)?,
            shops: get_names(bytes)?,
            events: get_names(bytes)?,
        };
        let mut table = Self { ids, ..Self::default() };
        let mut jobs: Vec<(Day, Instant, Reader<'_>)> = Vec::new();
        for _ in 0..bytes.length()? {
            let (day, at) = (Day::get(bytes)?, Instant::get(bytes)?);
            if jobs.last().is_some_and(|(last_day, last_at, _)| (*last_day, *last_at) >= (day, at)) {
                return Err(bytes.malformed("days in ascending order"));
            }
            let length = bytes.length()?;
            jobs.push((day, at, bytes.part(length)?));
        }
        let ids = &table.ids;
        let parts = parallel::map(jobs, |(day, at, mut bytes)| {
            get_part(&mut bytes, ids, &Here::new(calendar, day), at).map(|part| (day, part))
        });
        let mut days: BTreeMap<Day, Vec<Arc<Part>>> = BTreeMap::new();
        for part in parts {
            let (day, part) = part?;
            days.entry(day).or_default().push(Arc::new(part));
        }
        table.days = days;
        table.get_events(bytes, calendar)?;
        let used = AllUsed::of(&table);
        let whole = |codes: &Codes, used: &Used| {
            codes.numbers() == used.numbers && used.names.iter().all(|used| *used)
        };
        let ids = &table.ids;
        let all_used = used.refs.iter().all(|used| *used)
            && whole(&ids.users, &used.users)
            && whole(&ids.contents, &used.contents)
            && whole(&ids.products, &used.products)
            && whole(&ids.shops, &used.shops)
            && whole(&ids.events, &used.events);
        if all_used { Ok(table) } else { Err(bytes.malformed("no id without a row")) }
    }

    fn get_events(&mut self, bytes: &mut Reader<'_>, calendar: Calendar) -> Result<(), BytesError> {
        let mut touched = BTreeSet::new();
        let mut last = None;
        for _ in 0..bytes.length()? {
            let (event, at, day) = (u32::get(bytes)?, Instant::get(bytes)?, Day::get(bytes)?);
            let (act, place) = (bytes.byte()?, bytes.byte()?);
            let kind = Kind::of_bytes(act, place)
                .ok_or_else(|| bytes.malformed("an act in a channel where it can be done"))?;
            let creator = u32::get(bytes)?;
            let line = Line {
                time: Field::get(bytes)?,
                user: Field::get(bytes)?,
                content: Field::get(bytes)?,
                product: Field::get(bytes)?,
                shop: Field::get(bytes)?,
                quantity: Field::get(bytes)?,
                amount: Field::get(bytes)?,
            };
            let place = (event, at, day, kind, creator, line);
            if last.replace(place).is_some_and(|last| last >= place) {
                return Err(bytes.malformed("rows in ascending order"));
            }
            let event = self.ids.events.ranked(event).filter(|event| *event != NONE);
            let row = row_of(&self.ids, &Here::new(calendar, day), kind, creator, &line);
            let (Some(event), Some(row)) = (event, row) else {
                return Err(bytes.malformed("an act that a source can give"));
            };
            self.keyed.keep(event, at, KeyedRow { day, row }, &mut touched);
        }
        self.rebuild(touched);
        Ok(())
    }
}
