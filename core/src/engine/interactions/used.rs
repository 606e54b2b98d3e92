//! Which codes rows use, and the same codes in the order of their names.
use std::sync::Arc;

use super::codes::{Codes, NONE, dense};
use super::part::Column;
use super::row::Row;
use super::table::Interactions;

/// The codes of one dictionary that rows use.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// One more than the largest number.
    pub(super) numbers: u32,
    /// The names, by their place.
    pub(super) names: Vec<bool>,
}

impl Used {
    fn of(codes: &Codes) -> Self {
        Self { numbers: 0, names: vec![false; codes.names().len()] }
    }
    #[inline]
    fn take(&mut self, code: u32) {
        match Codes::place(code) {
            Some(place) => {
                if let Some(used) = self.names.get_mut(place) {
                    *used = true;
                }
            }
            None => self.numbers = self.numbers.max(code + 1),
        }
    }
    fn take_all(&mut self, codes: &[u32]) {
        for code in codes.iter().filter(|code| **code != NONE) {
            self.take(*code);
        }
    }
    fn take_column(&mut self, column: &Column) {
        match column {
            Column::Same(code) => self.take_all(&[*code]),
            Column::Each(codes) => self.take_all(codes),
        }
    }
}

/// The codes of all dictionaries that rows use.
#[derive(Debug)]
pub(super) struct AllUsed {
    pub(super) refs: Vec<bool>,
    pub(super) users: Used,
    pub(super) contents: Used,
    pub(super) products: Used,
    pub(super) shops: Used,
    pub(super) events: Used,
}

impl AllUsed {
    pub(super) fn of(table: &Interactions) -> Self {
        let ids = &table.ids;
        let mut used = Self {
            refs: vec![false; ids.refs.len()],
            users: Used::of(&ids.users),
            contents: Used::of(&ids.contents),
            products: Used::of(&ids.products),
            shops: Used::of(&ids.shops),
            events: Used::of(&ids.events),
        };
        for part in table.days.values().flatten() {
            for creator in part.creators(0..part.run_count()) {
                used.take_ref(*creator);
            }
            used.users.take_all(&part.users);
            used.contents.take_column(&part.contents);
            used.products.take_column(&part.products);
            used.shops.take_column(&part.shops);
        }
        for (event, _, _, row) in table.events() {
            used.events.take_all(&[event]);
            used.take_row(&row);
        }
        used
    }
    fn take_ref(&mut self, creator: u32) {
        if let Some(used) = self.refs.get_mut(creator as usize) {
            *used = true;
        }
    }
    fn take_row(&mut self, row: &Row) {
        self.take_ref(row.creator);
        self.users.take_all(&[row.user]);
        self.contents.take_all(&[row.content]);
        self.products.take_all(&[row.product]);
        self.shops.take_all(&[row.shop]);
    }
}

/// From the codes of a dictionary to numbers that facts alone decide: 0 for none, then numbers, then names in order.
#[derive(Debug)]
pub(super) struct Ranks<'a> {
    pub(super) numbers: u32,
    /// The names that are used, in order.
    pub(super) names: Vec<&'a Arc<str>>,
    by_place: Vec<u32>,
}

impl<'a> Ranks<'a> {
    pub(super) fn new(codes: &'a Codes, used: &Used) -> Self {
        let all = codes.names().iter().zip(&used.names).enumerate();
        let mut names: Vec<(&Arc<str>, usize)> =
            all.filter(|(_, (_, used))| **used).map(|(place, (name, _))| (name, place)).collect();
        names.sort_unstable();
        let mut by_place = vec![0; codes.names().len()];
        for (rank, (_, place)) in (0_u32..).zip(&names) {
            if let Some(to) = by_place.get_mut(*place) {
                *to = rank;
            }
        }
        Self { numbers: used.numbers, names: names.into_iter().map(|(name, _)| name).collect(), by_place }
    }
    /// The number of a code.
    #[inline]
    pub(super) fn of(&self, code: u32) -> u32 {
        if code == NONE {
            return 0;
        }
        let rank = match Codes::place(code) {
            None => dense(code, self.numbers),
            Some(place) => {
                self.by_place.get(place).copied().unwrap_or_default() as usize + self.numbers as usize
            }
        };
        u32::try_from(rank).unwrap_or(u32::MAX - 1) + 1
    }
}
