//! Two stores of one workspace as one (STO-3, BEY-12).
use std::collections::BTreeMap;

use super::store::{Store, Tables};
use super::versions::Versions;
use crate::access::AccessError;
use crate::value::{Currency, Details, ErrorKind, Failure, details};

/// Why two stores are not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// They are in two currencies.
    #[error("cannot merge a store in {right} into one in {left}: one currency a store")]
    Currency {
        /// What is there.
        left: Currency,
        /// What came.
        right: Currency,
    },
    /// They are of two workspaces, or of one under two calendars or policies.
    #[error("cannot merge a store of `{right}` into one of `{left}`: their {differs} differ")]
    Workspace {
        /// What is there.
        left: String,
        /// What came.
        right: String,
        /// What differs: `ids`, `time zones`, `policies` or `kinds`.
        differs: &'static str,
    },
    /// An event of the one is in the log of the other with other content.
    #[error(transparent)]
    Access(#[from] AccessError),
}

impl Failure for MergeError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Conflict
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Currency { .. } => "store.merge.currency",
            Self::Workspace { .. } => "store.merge.workspace",
            Self::Access(error) => error.code(),
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Currency { .. } => "MET-4",
            Self::Workspace { .. } => "STO-3",
            Self::Access(error) => error.rule(),
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Currency { left, right } => details! { "left": left.code(), "right": right.code() },
            Self::Workspace { left, right, differs } => {
                details! { "left": left, "right": right, "differs": differs }
            }
            Self::Access(error) => error.details(),
        }
    }
}

fn merge<K: Ord, R: Ord>(table: &mut BTreeMap<K, Versions<R>>, other: BTreeMap<K, Versions<R>>) {
    for (key, versions) in other {
        let own = table.entry(key).or_default();
        for (at, row) in versions.into_all() {
            own.keep(at, row);
        }
    }
}

impl Store {
    /// Takes all that another store of the same workspace holds: the store then is one that loaded what both did, to
    /// the byte (STO-3). Merging in any order, and twice, gives the same.
    ///
    /// # Errors
    /// [`MergeError`] for stores of two workspaces, and for logs that contradict each other; the store is then as it
    /// was.
    pub fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        let (own, came) = (&self.workspace, &other.workspace);
        if own.currency != came.currency {
            return Err(MergeError::Currency { left: own.currency, right: came.currency });
        }
        let differs = if own.id != came.id {
            Some("ids")
        } else if own.rules.calendar != came.rules.calendar {
            Some("time zones")
        } else if own.rules.policy != came.rules.policy {
            Some("policies")
        } else if own.l2l != came.l2l {
            Some("kinds")
        } else {
            None
        };
        if let Some(differs) = differs {
            return Err(MergeError::Workspace { left: own.id.clone(), right: came.id.clone(), differs });
        }
        // The only step that can fail comes first.
        self.log.record_all(other.log.events().cloned())?;
        self.feeds.merge(other.feeds);
        let Tables {
            creators,
            aliases,
            rooms,
            videos,
            unpublished,
            products,
            activity,
            orders,
            observations,
            interactions,
            profiles,
        } = other.tables;
        merge(&mut self.tables.creators, creators);
        merge(&mut self.tables.aliases, aliases);
        merge(&mut self.tables.rooms, rooms);
        merge(&mut self.tables.videos, videos);
        self.tables.unpublished.extend(unpublished);
        merge(&mut self.tables.products, products);
        merge(self.tables.activity.rows_mut(), activity.into_rows());
        merge(&mut self.tables.orders, orders);
        merge(&mut self.tables.observations, observations);
        merge(&mut self.tables.profiles, profiles);
        self.tables.interactions.merge(&interactions);
        Ok(())
    }
}
