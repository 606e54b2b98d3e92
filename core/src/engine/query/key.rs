use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::figures::ChannelPart;
use super::super::interactions::{Codes, NONE};
use crate::fact::Content;

/// What a row of an answer is about; [`NONE`] where it is not grouped by that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// The stretch of time, from 0.
    pub(super) bucket: u32,
    pub(super) person: u32,
    /// The place of the channel in [`ChannelPart::ALL`].
    pub(super) part: u8,
    /// 0 a room, 1 a video.
    pub(super) content_kind: u8,
    pub(super) content: u32,
    pub(super) product: u32,
    pub(super) shop: u32,
}

/// No channel: not grouped by it.
pub(super) const NO_PART: u8 = u8::MAX;

impl Key {
    /// All in one.
    pub(super) const WHOLE: Self = Self {
        bucket: 0,
        person: NONE,
        part: NO_PART,
        content_kind: 0,
        content: NONE,
        product: NONE,
        shop: NONE,
    };
}

pub(super) fn number_of(part: ChannelPart) -> u8 {
    match part {
        ChannelPart::Live => 0,
        ChannelPart::Video => 1,
        ChannelPart::Card => 2,
        ChannelPart::Untold => 3,
    }
}

pub(super) fn part_of(number: u8) -> Option<ChannelPart> {
    ChannelPart::ALL.get(usize::from(number)).copied()
}

/// Codes of a column of ids, with those that only other tables name.
#[derive(Debug, Clone)]
pub(super) struct Overlay<'a> {
    base: &'a Codes,
    extra: Vec<Arc<str>>,
    by_name: FxHashMap<Arc<str>, u32>,
}

/// The first code of an id that the acts do not name.
const EXTRA: u32 = 3 << 30;

impl<'a> Overlay<'a> {
    pub(super) fn new(base: &'a Codes) -> Self {
        Self { base, extra: Vec::new(), by_name: FxHashMap::default() }
    }
    pub(super) fn code(&mut self, id: &str) -> u32 {
        if let Some(code) = self.find(id) {
            return code;
        }
        let code = u32::try_from(self.extra.len()).map_or(NONE - 1, |place| EXTRA.saturating_add(place));
        let name: Arc<str> = Arc::from(id);
        self.extra.push(Arc::clone(&name));
        self.by_name.insert(name, code);
        code
    }
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.base.find(id).or_else(|| self.by_name.get(id).copied())
    }
    pub(super) fn text(&self, code: u32) -> Cow<'_, str> {
        match code.checked_sub(EXTRA) {
            None => self.base.text(code),
            Some(place) => Cow::Borrowed(self.extra.get(place as usize).map_or("", |name| name)),
        }
    }
}

/// The ids that keys of an answer are made of.
#[derive(Debug, Clone)]
pub(super) struct Ids<'a> {
    pub(super) contents: Overlay<'a>,
    pub(super) products: Overlay<'a>,
    pub(super) shops: Overlay<'a>,
}

impl Ids<'_> {
    /// The kind and code of a content.
    pub(super) fn content(&mut self, content: &Content) -> (u8, u32) {
        let kind = u8::from(matches!(content, Content::Video(_)));
        (kind, self.contents.code(content.id()))
    }
}
