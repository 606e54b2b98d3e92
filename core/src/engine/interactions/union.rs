//! Two tables as one, and a table without a creator.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::forget::Named;
use super::codes::{Codes, NONE};
use super::keyed::KeyedRow;
use super::part::Part;
use super::row::{Kind, Row};
use super::table::{Interactions, merge};
use crate::fact::{Content, CreatorRef};
use crate::time::{Calendar, Day};
use crate::value::{BytesError, Reader, RoomId, VideoId};

/// What each name says of one creator, on each day that has rows: by the number of the name.
pub(crate) type NamesByDay = BTreeMap<Day, Vec<Named>>;

/// From the codes of one dictionary to those of another, made as they are met.
struct Moved<'a> {
    from: &'a Codes,
    to: Vec<Option<u32>>,
}

impl<'a> Moved<'a> {
    fn new(from: &'a Codes) -> Self {
        Self { from, to: vec![None; from.names().len()] }
    }
    fn code(&mut self, code: u32, own: &mut Codes) -> u32 {
        if code == NONE {
            return NONE;
        }
        let Some(place) = Codes::place(code) else {
            own.met(code);
            return code;
        };
        let from = self.from;
        match self.to.get_mut(place) {
            Some(Some(known)) => *known,
            Some(to) => *to.insert(own.code(&from.text(code))),
            None => NONE,
        }
    }
}

fn content_of(kind: Kind, id: &str) -> Option<Content> {
    use super::super::figures::ChannelPart;
    match kind.place().part() {
        ChannelPart::Live => RoomId::new(id).ok().map(Content::Room),
        ChannelPart::Video => VideoId::new(id).ok().map(Content::Video),
        ChannelPart::Card | ChannelPart::Untold => None,
    }
}

impl Interactions {
    /// Takes the rows of another table: of equal rows the larger number counts, each as early as either observed it.
    pub(crate) fn merge(&mut self, other: &Self) {
        let ids = &other.ids;
        let mut users = Moved::new(&ids.users);
        let mut contents = Moved::new(&ids.contents);
        let mut products = Moved::new(&ids.products);
        let mut shops = Moved::new(&ids.shops);
        let mut events = Moved::new(&ids.events);
        let mut refs: Vec<Option<u32>> = vec![None; ids.refs.len()];
        let own = &mut self.ids;
        let mut moved = |row: Row, own: &mut super::table::Dictionaries| {
            let creator = match refs.get_mut(row.creator as usize) {
                Some(Some(known)) => *known,
                Some(to) => *to.insert(own.refs.code(ids.refs.get(row.creator).cloned())),
                None => row.creator,
            };
            Row {
                creator,
                user: users.code(row.user, &mut own.users),
                content: contents.code(row.content, &mut own.contents),
                product: products.code(row.product, &mut own.products),
                shop: shops.code(row.shop, &mut own.shops),
                ..row
            }
        };
        for (day, parts) in &other.days {
            let known = self.days.entry(*day).or_default();
            // So many rows were known from each moment on: those of all parts observed until then.
            let mut so_far: Vec<Row> = Vec::new();
            for part in parts {
                let rows = part.all().map(|row| moved(row, own));
                if known.is_empty() {
                    *known = vec![Arc::new(Part::of_rows(part.observed_at, rows.collect()))];
                    so_far = known.iter().flat_map(|part| part.all()).collect();
                    continue;
                }
                so_far.extend(rows);
                (*known, _, _) = merge(known, so_far.clone(), part.observed_at);
            }
        }
        let mut touched = BTreeSet::new();
        for (event, at, day, row) in other.events() {
            let event = events.code(event, &mut own.events);
            let row = moved(row, own);
            self.keyed.keep(event, at, KeyedRow { day, row }, &mut touched);
        }
        self.rebuild(touched);
    }

    /// What each name says on each day.
    pub(crate) fn names_by_day(&self, named: impl Fn(Option<&CreatorRef>, Day) -> Named) -> NamesByDay {
        let names = self.ids.refs.all();
        let of_day = |day: Day| names.iter().map(|name| named(name.as_ref(), day)).collect();
        self.all_days().into_iter().map(|day| (day, of_day(day))).collect()
    }

    fn all_rows(&self) -> impl Iterator<Item = (Day, Row)> + '_ {
        let plain = self.rows().map(|(day, _, row)| (day, row));
        plain.chain(self.events().map(|(_, _, day, row)| (day, row)))
    }

    /// The rooms and videos that rows of the creator tell of.
    pub(crate) fn contents_of(&self, names: &NamesByDay) -> BTreeSet<Content> {
        let mut met: BTreeSet<(bool, u32)> = BTreeSet::new();
        let mut contents = BTreeSet::new();
        for (day, row) in self.all_rows().filter(|(_, row)| row.content != NONE) {
            let name = names.get(&day).and_then(|names| names.get(row.creator as usize));
            let is_room = row.kind.place().part() == super::super::figures::ChannelPart::Live;
            if name == Some(&Named::Its) && met.insert((is_room, row.content)) {
                contents.extend(content_of(row.kind, &self.ids.contents.text(row.content)));
            }
        }
        contents
    }

    /// Forgets every row of a creator, and the ids that no other row uses; answers how many rows.
    pub(crate) fn forget(
        &mut self,
        names: &NamesByDay,
        contents: &BTreeSet<Content>,
        calendar: Calendar,
    ) -> u64 {
        let before = self.all_rows().count();
        let codes: BTreeSet<(bool, u32)> = contents
            .iter()
            .filter_map(|content| {
                let code = self.ids.contents.find(content.id())?;
                Some((matches!(content, Content::Room(_)), code))
            })
            .collect();
        let gone =
            |day: Day, row: &Row| match names.get(&day).and_then(|names| names.get(row.creator as usize)) {
                Some(Named::Its) => true,
                Some(Named::Nobody) if row.content != NONE => {
                    let is_room = row.kind.place().part() == super::super::figures::ChannelPart::Live;
                    codes.contains(&(is_room, row.content))
                }
                _ => false,
            };
        for (day, parts) in &mut self.days {
            for part in parts.iter_mut().filter(|part| part.all().any(|row| gone(*day, &row))) {
                let rows = part.all().filter(|row| !gone(*day, row)).collect();
                *part = Arc::new(Part::of_rows(part.observed_at, rows));
            }
            parts.retain(|part| part.len() > 0);
        }
        self.days.retain(|_, parts| !parts.is_empty());
        let touched = self.keyed.forget(|known| gone(known.day, &known.row));
        self.rebuild(touched);
        let forgotten = before.saturating_sub(self.all_rows().count()) as u64;
        // What was met by a load that failed, or by rows that are gone, is in no dictionary of a table read anew.
        if let Ok(fresh) = self.read_anew(calendar) {
            *self = fresh;
        }
        forgotten
    }

    fn read_anew(&self, calendar: Calendar) -> Result<Self, BytesError> {
        let written = self.written();
        let mut bytes = Reader::of_part(&written);
        let table = Self::get(&mut bytes, calendar)?;
        bytes.finish()?;
        Ok(table)
    }
}
