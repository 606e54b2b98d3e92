//! A part clustered from the rows of a day by counting: each row goes straight to its place.
use super::codes::NONE;
use super::part::{Column, Part};
use super::row::{Kind, Row, order};
use super::slices::{DayColumns, DaySource, ThinRows, kind_and_creator};
use crate::time::Instant;

/// Buffers that building a part needs, kept from one day to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    counts: Vec<u32>,
    places: Vec<u32>,
}

/// Where the counts of each kind lie, a place a creator.
struct Blocks {
    of: [usize; 256],
    kinds: Vec<u8>,
    refs: usize,
}

impl Blocks {
    #[inline]
    fn of_kind(&mut self, kind: u8, counts: &mut Vec<u32>) -> usize {
        let known = self.of.get(usize::from(kind)).copied().unwrap_or(usize::MAX);
        if known == usize::MAX { self.begin(kind, counts) } else { known }
    }
    #[cold]
    fn begin(&mut self, kind: u8, counts: &mut Vec<u32>) -> usize {
        let block = self.kinds.len() * self.refs;
        if let Some(slot) = self.of.get_mut(usize::from(kind)) {
            *slot = block;
        }
        self.kinds.push(kind);
        counts.resize(block + self.refs, 0);
        block
    }
}

/// Columns of a part that are being filled; those that no source tells have no room.
#[derive(Default)]
struct Filled {
    times: Vec<u32>,
    users: Vec<u32>,
    contents: Vec<u32>,
    products: Vec<u32>,
    shops: Vec<u32>,
}

/// Puts codes where their rows go, or none where a source has no such column.
#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
fn put(codes: Option<&[u32]>, out: &mut [u32], places: &[u32]) {
    if out.is_empty() {
        return;
    }
    match codes {
        Some(codes) => codes.iter().zip(places).for_each(|(code, place)| out[*place as usize] = *code),
        None => places.iter().for_each(|place| out[*place as usize] = NONE),
    }
}

#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a day has 90 000 000 ms at most, counted from its start"
)]
impl Filled {
    fn new(sources: &[DaySource<'_>], rows: usize) -> Self {
        let room = |tells: fn(&DayColumns<'_>) -> bool, in_thin: fn(&ThinRows<'_>) -> bool| {
            let told = sources.iter().any(|source| match source {
                DaySource::Columns(columns) => tells(columns),
                DaySource::Thin(thin) => in_thin(thin),
                DaySource::Rows(_) => true,
            });
            vec![0; if told { rows } else { 0 }]
        };
        Self {
            times: vec![0; rows],
            users: vec![0; rows],
            contents: room(|columns| columns.contents.is_some(), |_| true),
            products: room(|columns| columns.products.is_some(), |_| true),
            shops: room(|columns| columns.shops.is_some(), |thin| thin.has_shops),
        }
    }

    fn take(&mut self, source: &DaySource<'_>, places: &[u32]) {
        match source {
            DaySource::Columns(columns) => {
                for (at, place) in columns.at.iter().zip(places) {
                    self.times[*place as usize] = (at - columns.start) as u32;
                }
                put(Some(columns.users), &mut self.users, places);
                put(columns.contents, &mut self.contents, places);
                put(columns.products, &mut self.products, places);
                put(columns.shops, &mut self.shops, places);
            }
            DaySource::Thin(thin) => {
                for ([_, time, user, content, product, _], place) in thin.rows.iter().zip(places) {
                    let place = *place as usize;
                    self.times[place] = *time;
                    self.users[place] = *user;
                    self.contents[place] = *content;
                    self.products[place] = *product;
                }
                if !self.shops.is_empty() {
                    for ([.., shop], place) in thin.rows.iter().zip(places) {
                        self.shops[*place as usize] = *shop;
                    }
                }
            }
            DaySource::Rows(all) => {
                for (row, place) in all.iter().zip(places) {
                    let place = *place as usize;
                    self.times[place] = row.time;
                    self.users[place] = row.user;
                    self.contents[place] = row.content;
                    self.products[place] = row.product;
                    self.shops[place] = row.shop;
                }
            }
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
#[expect(clippy::cast_possible_truncation, reason = "a day has less than 2^32 rows: the loader refuses more")]
impl Part {
    /// Clusters the rows of a day.
    pub(super) fn build(
        observed_at: Instant,
        sources: &[DaySource<'_>],
        refs: usize,
        scratch: &mut Scratch,
    ) -> Self {
        let rows: usize = sources.iter().map(DaySource::len).sum();
        // Counting takes a place for each creator and kind; for few rows of many creators sorting is less.
        if refs.saturating_mul(4) > rows.saturating_add(4096) {
            let mut sorted: Vec<Row> = sources.iter().flat_map(DaySource::rows).collect();
            sorted.sort_by_key(|row| (order(row.kind), row.creator));
            return Self::of_sorted(observed_at, &sorted);
        }
        Self::counted(observed_at, sources, refs, scratch)
    }

    fn counted(observed_at: Instant, sources: &[DaySource<'_>], refs: usize, scratch: &mut Scratch) -> Self {
        let Scratch { counts, places } = scratch;
        let mut blocks = Blocks { of: [usize::MAX; 256], kinds: Vec::new(), refs };
        counts.clear();
        places.clear();
        // First which count each row adds to.
        let mut count = |kind: u8, creator: u32| {
            let place = blocks.of_kind(kind, counts) + creator as usize;
            counts[place] += 1;
            place as u32
        };
        for source in sources {
            match source {
                DaySource::Columns(columns) => {
                    let keys = columns.kinds.iter().zip(columns.creators);
                    places.extend(keys.map(|(kind, creator)| count(*kind, columns.number(*creator))));
                }
                DaySource::Thin(thin) => {
                    places.extend(
                        thin.rows.iter().map(kind_and_creator).map(|(kind, creator)| count(kind, creator)),
                    );
                }
                DaySource::Rows(all) => {
                    places.extend(all.iter().map(|row| count(row.kind.number() as u8, row.creator)));
                }
            }
        }
        let mut part = Self::empty(observed_at);
        let start = part.lay_runs(&blocks, counts);
        part.finish_runs(start);
        // Then where it goes.
        for place in places.iter_mut() {
            let next = &mut counts[*place as usize];
            *place = *next;
            *next += 1;
        }
        part.fill(sources, places);
        part.sum_runs();
        part
    }

    /// Lays the runs of all kinds; the counts become the places where runs begin.
    fn lay_runs(&mut self, blocks: &Blocks, counts: &mut [u32]) -> u32 {
        let mut kinds: Vec<Kind> = blocks.kinds.iter().map(|kind| Kind::numbered(*kind)).collect();
        kinds.sort_by_key(|kind| order(*kind));
        let mut start = 0_u32;
        for kind in kinds {
            self.begin(kind, start);
            let block = blocks.of[kind.number()];
            for (creator, count) in counts[block..block + blocks.refs].iter_mut().enumerate() {
                if *count > 0 {
                    self.run_creators.push(creator as u32);
                    self.run_starts.push(start);
                    let end = start + *count;
                    *count = start;
                    start = end;
                }
            }
            self.end_segment();
        }
        start
    }

    /// Puts every column's values where their rows go.
    fn fill(&mut self, sources: &[DaySource<'_>], places: &[u32]) {
        let valued = self.valued_row as usize;
        let mut filled = Filled::new(sources, places.len());
        (self.quantities, self.amounts) = (vec![0; places.len() - valued], vec![0; places.len() - valued]);
        let mut first = 0;
        for source in sources {
            let places = &places[first..first + source.len()];
            first += source.len();
            filled.take(source, places);
            let mut put = |place: u32, (quantity, amount): (u32, i64)| {
                self.quantities[place as usize - valued] = quantity;
                self.amounts[place as usize - valued] = amount;
            };
            let far = places.iter().enumerate().filter(|(_, place)| **place as usize >= valued);
            match source {
                DaySource::Columns(columns) => far.for_each(|(at, place)| {
                    let quantity = columns.quantities.map_or(0, |all| all[at]);
                    put(*place, (quantity, columns.amounts.map_or(0, |all| all[at])));
                }),
                DaySource::Thin(thin) => {
                    far.zip(thin.values).for_each(|((_, place), value)| put(*place, *value));
                }
                DaySource::Rows(all) => {
                    far.for_each(|(at, place)| put(*place, (all[at].quantity, all[at].amount)));
                }
            }
        }
        let coded =
            |codes: Vec<u32>| if codes.is_empty() { Column::Same(NONE) } else { Column::compact(codes) };
        self.times = filled.times;
        self.users = filled.users;
        self.contents = coded(filled.contents);
        self.products = coded(filled.products);
        self.shops = coded(filled.shops);
    }
}
