use std::collections::{BTreeMap, BTreeSet};

use super::forget::Named;
use super::store::Tables;
use crate::fact::{AliasKind, AliasRow, CreatorRef};
use crate::time::{Day, Instant, Window};
use crate::value::CreatorId;

/// Maps the names that documents use to creators, by day (SRC-13). Names compare byte for byte.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    dated: BTreeMap<(AliasKind, String), Vec<AliasRow>>,
    plain: BTreeMap<(AliasKind, String), BTreeSet<CreatorId>>,
    /// Whose rows are that name nobody who is known; nobody's, but where everybody counts.
    others: Option<CreatorId>,
}

impl Aliases {
    pub(super) fn new(tables: &Tables, known_at: Option<Instant>) -> Self {
        let mut aliases = Self::default();
        for versions in tables.aliases.values() {
            if let Some(current) = versions.current(known_at) {
                let row = current.row();
                aliases.dated.entry((row.kind, row.value.clone())).or_default().push(row.clone());
            }
        }
        // A name that ever was two creators' is neither's without dates: past rows of one would pass to the other.
        for versions in tables.creators.values() {
            for (_, row) in versions.known(known_at).flatten() {
                let names = [
                    (AliasKind::Username, &row.username),
                    (AliasKind::Handle, &row.handle),
                    (AliasKind::OpenId, &row.open_id),
                ];
                for (kind, name) in names {
                    if let Some(name) = name {
                        aliases.plain.entry((kind, name.clone())).or_default().insert(row.creator.clone());
                    }
                }
            }
        }
        aliases
    }

    /// With rows that name nobody who is known as somebody's.
    pub(super) fn with(self, others: Option<CreatorId>) -> Self {
        Self { others, ..self }
    }
    /// Whose a row is over the days of its bucket, if it is anybody's.
    pub(super) fn whose(&self, creator: Option<&CreatorRef>, days: Window<Day>) -> Option<CreatorId> {
        creator.and_then(|creator| self.resolve(creator, days)).or_else(|| self.others.clone())
    }
    /// The creator a row means over the days of its bucket; `None` when no name, or more than one creator, fits.
    pub(super) fn resolve(&self, creator: &CreatorRef, days: Window<Day>) -> Option<CreatorId> {
        match creator {
            CreatorRef::Id(creator) => Some(creator.clone()),
            CreatorRef::Alias(kind, name) => only(self.fitting(*kind, name, days).iter()),
            CreatorRef::Aliases(names) => {
                let all = names.iter().flat_map(|(kind, name)| self.fitting(*kind, name, days));
                only(all.collect::<BTreeSet<CreatorId>>().iter())
            }
        }
    }

    /// Whether a row over some days names a creator: by id, or by a name it went by on any of them.
    pub(super) fn named(&self, creator: &CreatorRef, days: Window<Day>, of: &CreatorId) -> Named {
        let names = match creator {
            CreatorRef::Id(id) => return if id == of { Named::Its } else { Named::Anothers },
            CreatorRef::Alias(kind, name) => vec![(*kind, name.clone())],
            CreatorRef::Aliases(names) => names.clone(),
        };
        let (mut anybody, mut its) = (false, false);
        for (kind, name) in names {
            let key = (kind, name);
            let dated = self.dated.get(&key).map(|rows| {
                let on = |row: &&AliasRow| {
                    days.end.is_none_or(|end| row.from.is_none_or(|from| from < end))
                        && row.until.is_none_or(|until| days.start < until)
                };
                rows.iter().filter(on).map(|row| &row.creator).collect::<Vec<_>>()
            });
            let plain = || self.plain.get(&key).into_iter().flatten().collect();
            let creators = dated.unwrap_or_else(plain);
            anybody |= !creators.is_empty();
            its |= creators.contains(&of);
        }
        match (its, anybody) {
            (true, _) => Named::Its,
            (false, true) => Named::Anothers,
            (false, false) => Named::Nobody,
        }
    }

    /// Whether a name may mean different creators on different days.
    pub(super) fn varies(&self, creator: &CreatorRef) -> bool {
        let dated = |kind: AliasKind, name: &str| self.dated.contains_key(&(kind, name.to_owned()));
        match creator {
            CreatorRef::Id(_) => false,
            CreatorRef::Alias(kind, name) => dated(*kind, name),
            CreatorRef::Aliases(names) => names.iter().any(|(kind, name)| dated(*kind, name)),
        }
    }

    /// The creators that go by a name over some days.
    fn fitting(&self, kind: AliasKind, name: &str, days: Window<Day>) -> BTreeSet<CreatorId> {
        let key = (kind, name.to_owned());
        // Dated names win over the one a creator goes by now.
        if let Some(rows) = self.dated.get(&key) {
            let covers = |row: &&AliasRow| {
                row.from.is_none_or(|from| from <= days.start)
                    && row.until.is_none_or(|until| days.end.is_some_and(|end| end <= until))
            };
            return rows.iter().filter(covers).map(|row| row.creator.clone()).collect();
        }
        self.plain.get(&key).cloned().unwrap_or_default()
    }
}

fn only<'a>(mut creators: impl Iterator<Item = &'a CreatorId>) -> Option<CreatorId> {
    let first = creators.next()?;
    if creators.next().is_none() { Some(first.clone()) } else { None }
}
