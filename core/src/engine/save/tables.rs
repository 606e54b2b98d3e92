//! The tables: every key with its versions, in order.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::store::Tables;
use super::super::versions::Versions;
use super::facts::Sound;
use super::field::Field;
use super::{FIRST, PROFILES};
use crate::fact::{VideoAbout, VideoRow};
use crate::time::Instant;
use crate::value::{BytesError, Format, Reader, Writer};

fn put<K, R: Field>(table: &BTreeMap<K, Versions<R>>, out: &mut Writer) {
    out.length(table.values().map(|versions| versions.all().len()).sum());
    for (at, row) in table.values().flat_map(Versions::all) {
        at.put(out);
        row.put(out);
    }
}

/// Rows in ascending order of key, moment and row: the key is in the row.
fn get<K: Ord, R: Field + Ord + Sound>(
    bytes: &mut Reader<'_>,
    key: impl Fn(&R) -> K,
) -> Result<BTreeMap<K, Versions<R>>, BytesError> {
    let mut table: Vec<(K, Versions<R>)> = Vec::new();
    for _ in 0..bytes.length()? {
        let (at, row) = (Instant::get(bytes)?, R::get(bytes)?);
        if !row.is_sound() {
            return Err(bytes.malformed("a row that a source can give"));
        }
        let key = key(&row);
        let in_order = match table.last_mut() {
            Some((last, versions)) if *last == key => versions.push(at, row),
            last => {
                let in_order = last.is_none_or(|(last, _)| *last < key);
                let mut versions = Versions::default();
                versions.push(at, row);
                table.push((key, versions));
                in_order
            }
        };
        if !in_order {
            return Err(bytes.malformed("rows in ascending order"));
        }
    }
    Ok(table.into_iter().collect())
}

impl Tables {
    pub(super) fn put(&self, out: &mut Writer) {
        // The interactions follow on their own: as columns.
        let Self {
            creators,
            aliases,
            rooms,
            videos,
            unpublished: _, // it follows from them
            products,
            activity,
            orders,
            observations,
            interactions: _,
            profiles,
        } = self;
        put(creators, out);
        put(aliases, out);
        put(rooms, out);
        put(videos, out);
        put(products, out);
        put(activity.rows(), out);
        put(orders, out);
        put(observations, out);
        if out.version() >= PROFILES.version {
            put(profiles, out);
        }
    }
    /// The first format that holds these facts.
    pub(super) fn format(&self) -> Format {
        let mut videos = self.videos.values().flat_map(Versions::all);
        let told = videos.any(|(_, row)| row.about != VideoAbout::default());
        if told || !self.profiles.is_empty() { PROFILES } else { FIRST }
    }
    pub(super) fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let mut tables = Self {
            creators: get(bytes, |row: &crate::fact::CreatorRow| row.creator.clone())?,
            aliases: get(bytes, |row: &crate::fact::AliasRow| {
                (row.kind, row.value.clone(), row.creator.clone(), row.from)
            })?,
            rooms: get(bytes, |row: &crate::fact::RoomRow| row.room.clone())?,
            videos: get(bytes, |row: &crate::fact::VideoRow| row.video.clone())?,
            unpublished: BTreeSet::new(),
            products: get(bytes, |row: &crate::fact::ProductRow| row.product.clone())?,
            activity: get(bytes, |row: &Arc<crate::fact::ActivityRow>| row.key.clone())?.into(),
            orders: get(bytes, |row: &crate::fact::OrderRow| (row.order.clone(), row.line.clone()))?,
            observations: get(bytes, |row: &crate::fact::ObservationRow| {
                (row.subject.clone(), row.measure, row.observed_at)
            })?,
            interactions: super::super::interactions::Interactions::default(),
            profiles: if bytes.version() < PROFILES.version {
                BTreeMap::new()
            } else {
                get(bytes, |row: &crate::fact::ProfileRow| row.key.clone())?
            },
        };
        let told = |(_, row): &(Instant, VideoRow)| row.about.ever_public == Some(false);
        let unpublished = tables.videos.iter().filter(|(_, versions)| versions.all().iter().any(told));
        tables.unpublished = unpublished.map(|(video, _)| video.clone()).collect();
        Ok(tables)
    }
}
