//! The table as bytes: dictionaries in order, then each part as columns of the fewest whole bytes.
use std::sync::Arc;

use super::super::parallel;
use super::super::save::Field;
use super::part::Part;
use super::row::{Kind, Row, order};
use super::table::Interactions;
use super::used::{AllUsed, Ranks};
use crate::fact::CreatorRef;
use crate::time::{Day, Instant};
use crate::value::Writer;

/// How many parts are written before they are joined.
const TOGETHER: usize = 16;

/// A row in numbers that facts alone decide; its order is that of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) time: u32,
    pub(super) user: u32,
    pub(super) content: u32,
    pub(super) product: u32,
    pub(super) shop: u32,
    pub(super) quantity: u32,
    pub(super) amount: u64,
}

/// All dictionaries in the order of bytes.
struct Order<'a> {
    creators: Vec<u32>,
    users: Ranks<'a>,
    contents: Ranks<'a>,
    products: Ranks<'a>,
    shops: Ranks<'a>,
    events: Ranks<'a>,
}

impl Order<'_> {
    fn creator(&self, number: u32) -> u32 {
        self.creators.get(number as usize).copied().unwrap_or_default()
    }
    #[inline]
    fn line(&self, row: &Row) -> Line {
        Line {
            time: row.time,
            user: self.users.of(row.user),
            content: self.contents.of(row.content),
            product: self.products.of(row.product),
            shop: self.shops.of(row.shop),
            quantity: row.quantity,
            // INVARIANT: no load takes a negative one.
            amount: u64::try_from(row.amount).unwrap_or_default(),
        }
    }
}

fn put_names(ranks: &Ranks<'_>, out: &mut Writer) {
    ranks.numbers.put(out);
    out.length(ranks.names.len());
    for name in &ranks.names {
        out.text(name);
    }
}

/// How many bytes a number takes.
pub(super) fn width(number: u64) -> usize {
    (u64::BITS - number.leading_zeros()).div_ceil(8) as usize
}

/// The least, the width of what exceeds it, and that of each; `least_width` where a row must be seen in the bytes.
fn put_column(numbers: impl Iterator<Item = u64> + Clone, least_width: usize, out: &mut Writer) {
    let (least, most) =
        numbers.clone().fold((u64::MAX, 0), |(least, most), number| (least.min(number), most.max(number)));
    let least = least.min(most);
    let width = width(most - least).max(least_width);
    out.unsigned(least);
    out.byte(width.to_le_bytes()[0]);
    let mut bytes: Vec<u8> = Vec::with_capacity(numbers.size_hint().0.saturating_mul(width));
    for number in numbers {
        bytes.extend_from_slice((number - least).to_le_bytes().get(..width).unwrap_or_default());
    }
    out.bytes(&bytes);
}

fn part_bytes(part: &Part, order_of: &Order<'_>) -> Vec<u8> {
    let mut runs: Vec<((bool, Kind), u32, usize)> = Vec::with_capacity(part.run_count());
    for segment in part.segments() {
        let creators = part.creators(segment.runs());
        for (run, creator) in segment.runs().zip(creators) {
            runs.push((order(segment.kind), order_of.creator(*creator), run));
        }
    }
    runs.sort_unstable();
    let mut lines: Vec<Line> = Vec::with_capacity(part.len());
    let mut out = Writer::part();
    let segments = runs.chunk_by(|(a, ..), (b, ..)| a == b);
    out.length(segments.clone().count());
    let mut valued = None;
    for segment in segments {
        let Some(((is_valued, kind), ..)) = segment.first().copied() else { continue };
        if is_valued && valued.is_none() {
            valued = Some(lines.len());
        }
        let (act, place) = kind.bytes();
        out.byte(act);
        out.byte(place);
        out.length(segment.len());
        let mut next = 0;
        for (_, creator, run) in segment {
            creator.saturating_sub(next).put(&mut out);
            next = creator.saturating_add(1);
            let rows = part.rows(*run);
            out.length(rows.len());
            let first = lines.len();
            lines.extend(rows.map(|at| order_of.line(&part.row(kind, 0, at))));
            if let Some(run) = lines.get_mut(first..)
                && !run.is_sorted()
            {
                run.sort_unstable();
            }
        }
    }
    // A byte at least of each time: as many rows as there are can be seen from the bytes.
    put_column(lines.iter().map(|line| u64::from(line.time)), 1, &mut out);
    put_column(lines.iter().map(|line| u64::from(line.user)), 0, &mut out);
    put_column(lines.iter().map(|line| u64::from(line.content)), 0, &mut out);
    put_column(lines.iter().map(|line| u64::from(line.product)), 0, &mut out);
    put_column(lines.iter().map(|line| u64::from(line.shop)), 0, &mut out);
    let valued = lines.get(valued.unwrap_or(lines.len())..).unwrap_or_default();
    put_column(valued.iter().map(|line| u64::from(line.quantity)), 0, &mut out);
    put_column(valued.iter().map(|line| line.amount), 0, &mut out);
    out.into_bytes()
}

impl Interactions {
    /// Writes the table; equal tables give equal bytes, whatever their codes.
    pub(crate) fn put(&self, out: &mut Writer) {
        let (ids, used) = (&self.ids, AllUsed::of(self));
        let mut refs: Vec<(&Option<CreatorRef>, usize)> = Vec::new();
        for ((place, name), used) in ids.refs.all().iter().enumerate().zip(&used.refs) {
            if *used {
                refs.push((name, place));
            }
        }
        refs.sort_unstable();
        let mut creators = vec![0_u32; ids.refs.len()];
        for (rank, (_, place)) in (0_u32..).zip(&refs) {
            if let Some(to) = creators.get_mut(*place) {
                *to = rank;
            }
        }
        let order_of = Order {
            creators,
            users: Ranks::new(&ids.users, &used.users),
            contents: Ranks::new(&ids.contents, &used.contents),
            products: Ranks::new(&ids.products, &used.products),
            shops: Ranks::new(&ids.shops, &used.shops),
            events: Ranks::new(&ids.events, &used.events),
        };
        out.length(refs.len());
        for (name, _) in &refs {
            name.put(out);
        }
        let all =
            [&order_of.users, &order_of.contents, &order_of.products, &order_of.shops, &order_of.events];
        for ranks in all {
            put_names(ranks, out);
        }
        let parts: Vec<(Day, &Arc<Part>)> =
            self.days.iter().flat_map(|(day, parts)| parts.iter().map(move |part| (*day, part))).collect();
        out.length(parts.len());
        for parts in parts.chunks(TOGETHER) {
            let written = parallel::map(parts.to_vec(), |(_, part)| part_bytes(part, &order_of));
            for ((day, part), bytes) in parts.iter().zip(written) {
                day.put(out);
                part.observed_at.put(out);
                out.length(bytes.len());
                out.bytes(&bytes);
            }
        }
        self.put_events(&order_of, out);
    }

    fn put_events(&self, order_of: &Order<'_>, out: &mut Writer) {
        let events = self.events().map(|(event, at, day, row)| {
            let (event, creator) = (order_of.events.of(event), order_of.creator(row.creator));
            (event, at, day, row.kind, creator, order_of.line(&row))
        });
        let mut events: Vec<(u32, Instant, Day, Kind, u32, Line)> = events.collect();
        events.sort_unstable();
        out.length(events.len());
        for (event, at, day, kind, creator, line) in events {
            event.put(out);
            at.put(out);
            day.put(out);
            let (act, place) = kind.bytes();
            out.byte(act);
            out.byte(place);
            for number in
                [creator, line.time, line.user, line.content, line.product, line.shop, line.quantity]
            {
                number.put(out);
            }
            line.amount.put(out);
        }
    }

    /// The table as bytes.
    pub(crate) fn written(&self) -> Vec<u8> {
        let mut out = Writer::part();
        self.put(&mut out);
        out.into_bytes()
    }
}

impl PartialEq for Interactions {
    fn eq(&self, other: &Self) -> bool {
        self.written() == other.written()
    }
}

impl Eq for Interactions {}
