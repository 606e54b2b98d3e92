//! Rows that come one by one, as checked facts.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::figures::ChannelPart;
use super::super::versions::Outcome;
use super::codes::NONE;
use super::keyed::KeyedRow;
use super::part::Part;
use super::row::{Kind, Place, Row};
use super::table::{Dictionaries, Interactions, Taken, merge};
use crate::fact::InteractionRow;
use crate::time::{Calendar, Day, Instant};

impl Dictionaries {
    /// A row with its ids as codes, on a day that begins at `start`.
    fn encode(&mut self, row: &InteractionRow, start: Instant) -> Row {
        let code = |codes: &mut super::codes::Codes, id: Option<&str>| id.map_or(NONE, |id| codes.code(id));
        Row {
            kind: Kind::new(row.act, Place::new(ChannelPart::of(row.channel), row.affiliation)),
            creator: self.refs.code(row.creator.clone()),
            time: u32::try_from(row.at.millis().saturating_sub(start.millis())).unwrap_or(u32::MAX),
            user: self.users.code(row.user.as_str()),
            content: code(&mut self.contents, row.content.as_ref().map(crate::fact::Content::id)),
            product: code(&mut self.products, row.product.as_ref().map(crate::value::ProductId::as_str)),
            shop: code(&mut self.shops, row.shop.as_ref().map(crate::value::ShopId::as_str)),
            quantity: row.quantity,
            amount: row.amount,
        }
    }
}

impl Interactions {
    /// Keeps rows of a batch, each with its number in the file (SRC-7).
    pub(crate) fn keep_facts(
        &mut self,
        rows: &[(u64, InteractionRow)],
        observed_at: Instant,
        calendar: Calendar,
    ) -> Taken {
        let mut taken = Taken::default();
        let mut touched = BTreeSet::new();
        let mut plain: BTreeMap<Day, Vec<Row>> = BTreeMap::new();
        for (number, fact) in rows {
            let day = calendar.day_of(fact.at);
            let row = self.ids.encode(fact, calendar.start_of(day));
            let Some(event) = &fact.event else {
                plain.entry(day).or_default().push(row);
                continue;
            };
            let event = self.ids.events.code(event.as_str());
            match self.keyed.keep(event, observed_at, KeyedRow { day, row }, &mut touched) {
                Outcome::Accepted => taken.accepted += 1,
                Outcome::Replaced => taken.replaced += 1,
                Outcome::Duplicate => taken.duplicate += 1,
                Outcome::Superseded => taken.superseded += 1,
                Outcome::Conflicting => taken.conflicting.push(*number),
            }
        }
        self.rebuild(touched);
        for (day, rows) in plain {
            let (parts, accepted, duplicate) = if let Some(parts) = self.days.get(&day) {
                merge(parts, rows, observed_at)
            } else {
                let number = rows.len() as u64;
                (vec![Arc::new(Part::of_rows(observed_at, rows))], number, 0)
            };
            self.days.insert(day, parts);
            taken.accepted = taken.accepted.saturating_add(accepted);
            taken.duplicate = taken.duplicate.saturating_add(duplicate);
        }
        taken
    }
}
