use rustc_hash::FxHashMap;

use super::super::figures::ChannelPart;
use super::super::interactions::NONE;
use super::answer::KeyNames;
use super::key::{Key, part_of};
use crate::fact::Content;
use crate::time::Day;
use crate::value::{CreatorId, HiddenReason, Reasons};

/// What the keys of an answer stand for, each thing once.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) keys: Vec<Key>,
    pub(super) creators: FxHashMap<u32, (CreatorId, Option<String>)>,
    pub(super) contents: FxHashMap<(u8, u32), (Content, Option<String>)>,
    pub(super) products: FxHashMap<u32, (String, Option<String>)>,
    pub(super) shops: FxHashMap<u32, String>,
    /// The first day of each stretch of time; empty where the answer is not by time.
    pub(super) starts: Vec<Day>,
    /// Why days of a creator in a stretch are hidden; those without any are left out.
    pub(super) hidden: FxHashMap<(u32, u32), Reasons<HiddenReason>>,
}

impl Names {
    /// What a row is about.
    pub(super) fn key(&self, row: usize) -> KeyNames {
        let Some(key) = self.keys.get(row) else { return KeyNames::default() };
        let content = self.contents.get(&(key.content_kind, key.content)).filter(|_| key.content != NONE);
        KeyNames {
            creator: self.creators.get(&key.person).map(|(id, _)| id.clone()),
            channel: part_of(key.part).and_then(ChannelPart::channel),
            content: content.map(|(content, _)| content.clone()),
            product: self.products.get(&key.product).map(|(id, _)| id.clone()),
            shop: self.shops.get(&key.shop).cloned(),
            start: self.starts.get(key.bucket as usize).copied(),
        }
    }
    /// The name for people of the finest thing a row is about.
    pub(super) fn label(&self, row: usize) -> Option<&str> {
        let key = self.keys.get(row)?;
        let label = if key.product != NONE {
            &self.products.get(&key.product)?.1
        } else if key.content != NONE {
            &self.contents.get(&(key.content_kind, key.content))?.1
        } else {
            &self.creators.get(&key.person)?.1
        };
        label.as_deref()
    }
    /// Why days of a row's creator are hidden.
    pub(super) fn hidden(&self, row: usize) -> Option<&Reasons<HiddenReason>> {
        let key = self.keys.get(row)?;
        self.hidden.get(&(key.person, key.bucket))
    }
    /// Whether an id or a name of a row holds a text, whatever its case.
    pub(super) fn matches(&self, row: usize, search: &str) -> bool {
        let Some(key) = self.keys.get(row) else { return false };
        let holds = |text: &str| text.to_lowercase().contains(search);
        let both = |id: &str, name: &Option<String>| holds(id) || name.as_deref().is_some_and(holds);
        let content = self.contents.get(&(key.content_kind, key.content));
        content.is_some_and(|(content, name)| both(content.id(), name))
            || self.products.get(&key.product).is_some_and(|(id, name)| both(id, name))
            || self.creators.get(&key.person).is_some_and(|(id, name)| both(id.as_str(), name))
    }
}
