//! A ledger as bytes: populations in order, each in one way.

use std::collections::{BTreeMap, BTreeSet};

use super::error::PrivacyError;
use super::group::{Audience, Population};
use super::ledger::Ledger;
use super::peers::{PeerTopic, Told};
use crate::fact::Channel;
use crate::time::Day;
use crate::value::{
    BytesError, ContentId, CreatorId, Format, IdError, ProductId, Reader, Seal, ShopId, Writer,
};

/// Profiles alone are written as they always were; means over peers made a second version.
const FORMAT: Format = Format { magic: *b"CCLG", version: 1, seal: Seal::Both };
const WITH_PEERS: Format = Format { version: 2, ..FORMAT };

impl Ledger {
    /// The ledger as bytes: versioned, with a checksum; equal ledgers give equal bytes.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let format = if self.peers.is_empty() { FORMAT } else { WITH_PEERS };
        let mut out = Writer::new(format);
        out.length(self.groups.len());
        for (of, sizes) in &self.groups {
            write(of, &mut out);
            out.length(sizes.len());
            for users in sizes {
                out.unsigned(*users);
            }
        }
        if !self.peers.is_empty() {
            write_peers(&self.peers, &mut out);
        }
        out.finish(format)
    }
    /// Reads what [`Ledger::save`] wrote, and nothing else.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged, or that no version writes.
    pub fn open(bytes: &[u8]) -> Result<Self, PrivacyError> {
        let mut bytes = Reader::new(bytes, WITH_PEERS)?;
        let mut ledger = Self::new();
        for _ in 0..bytes.length()? {
            let of = read(&mut bytes)?;
            let count = bytes.length()?;
            let sizes = ascending(&mut bytes, count, Reader::unsigned)?;
            if sizes.is_empty() || ledger.groups.last_key_value().is_some_and(|(last, _)| *last >= of) {
                return Err(bytes.malformed("groups in order, each shown").into());
            }
            ledger.groups.insert(of, sizes);
        }
        if bytes.version() == WITH_PEERS.version {
            ledger.peers = read_peers(&mut bytes)?;
        }
        bytes.finish()?;
        Ok(ledger)
    }
}

fn write_peers(peers: &BTreeMap<PeerTopic, Told>, out: &mut Writer) {
    out.length(peers.len());
    for (topic, told) in peers {
        out.text(&topic.metric);
        out.signed(topic.start.number().into());
        out.signed(topic.end.number().into());
        out.length(told.len());
        for (members, digest) in told {
            texts(out, Some(members), CreatorId::as_str);
            out.bytes(&digest.to_le_bytes());
        }
    }
}

fn read_peers(bytes: &mut Reader<'_>) -> Result<BTreeMap<PeerTopic, Told>, BytesError> {
    let mut peers: BTreeMap<PeerTopic, Told> = BTreeMap::new();
    for _ in 0..bytes.length()? {
        let metric = bytes.text()?.to_owned();
        let topic = PeerTopic { metric, start: day(bytes)?, end: day(bytes)? };
        let mut told = Told::new();
        for _ in 0..bytes.length()? {
            let members = ids(bytes, CreatorId::new)?.unwrap_or_default();
            let mut digest = [0; 16];
            for byte in &mut digest {
                *byte = bytes.byte()?;
            }
            if members.is_empty() || told.last_key_value().is_some_and(|(last, _)| *last >= members) {
                return Err(bytes.malformed("groups of creators in order"));
            }
            told.insert(members, u128::from_le_bytes(digest));
        }
        let behind = peers.last_key_value().is_none_or(|(last, _)| *last < topic);
        if told.is_empty() || !behind || topic.end <= topic.start {
            return Err(bytes.malformed("metrics over days in order, each with groups"));
        }
        peers.insert(topic, told);
    }
    if peers.is_empty() {
        return Err(bytes.malformed("means over peers, which this format is for"));
    }
    Ok(peers)
}

/// So many things, each greater than the one before.
fn ascending<'a, T: Ord>(
    bytes: &mut Reader<'a>,
    count: usize,
    read: impl Fn(&mut Reader<'a>) -> Result<T, BytesError>,
) -> Result<BTreeSet<T>, BytesError> {
    let mut all = BTreeSet::new();
    for _ in 0..count {
        let one = read(bytes)?;
        if all.last().is_some_and(|last| *last >= one) {
            return Err(bytes.malformed("things in order"));
        }
        all.insert(one);
    }
    Ok(all)
}

fn write(of: &Population, out: &mut Writer) {
    out.byte(of.audience as u8);
    out.signed(of.start.number().into());
    out.signed(of.end.number().into());
    let channels = of.channels.iter().flatten().fold(0_u8, |bits, channel| bits | 1 << *channel as u8);
    out.byte(channels);
    texts(out, of.creators.as_ref(), CreatorId::as_str);
    texts(out, of.contents.as_ref(), ContentId::as_str);
    texts(out, of.products.as_ref(), ProductId::as_str);
    texts(out, of.shops.as_ref(), ShopId::as_str);
}

/// Nothing named is written as none: a list that narrows names at least one.
fn texts<T>(out: &mut Writer, ids: Option<&BTreeSet<T>>, text: impl Fn(&T) -> &str) {
    out.length(ids.map_or(0, BTreeSet::len));
    for id in ids.into_iter().flatten() {
        out.text(text(id));
    }
}

fn read(bytes: &mut Reader<'_>) -> Result<Population, BytesError> {
    let rank = usize::from(bytes.byte()?);
    let audience = *Audience::ALL.get(rank).ok_or_else(|| bytes.malformed("an audience"))?;
    let (start, end) = (day(bytes)?, day(bytes)?);
    let bits = bytes.byte()?;
    let has = |channel: &&Channel| bits & (1 << **channel as u8) != 0;
    let channels: BTreeSet<Channel> = Channel::ALL.iter().filter(has).copied().collect();
    if end <= start || bits >= (1 << Channel::ALL.len()) - 1 {
        return Err(bytes.malformed("a day, and not each channel by name"));
    }
    Ok(Population {
        audience,
        start,
        end,
        channels: (bits != 0).then_some(channels),
        creators: ids(bytes, CreatorId::new)?,
        contents: ids(bytes, ContentId::new)?,
        products: ids(bytes, ProductId::new)?,
        shops: ids(bytes, ShopId::new)?,
    })
}

fn day(bytes: &mut Reader<'_>) -> Result<Day, BytesError> {
    let number = i32::try_from(bytes.signed()?).ok();
    let day = number.and_then(|number| Some(Day::FIRST.plus(number)).filter(|day| day.number() == number));
    day.ok_or_else(|| bytes.malformed("a day"))
}

fn ids<T: Ord>(
    bytes: &mut Reader<'_>,
    of: impl Fn(&str) -> Result<T, IdError>,
) -> Result<Option<BTreeSet<T>>, BytesError> {
    let count = bytes.length()?;
    let ids = ascending(bytes, count, |bytes| {
        let text = bytes.text()?;
        of(text).map_err(|_| bytes.malformed("an id"))
    })?;
    Ok((!ids.is_empty()).then_some(ids))
}

#[cfg(test)]
#[path = "ledger_bytes_tests.rs"]
mod tests;
