use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fact::CreatorRef;
use crate::metric::Key;

/// The code of what is not told.
pub(crate) const NONE: u32 = u32::MAX;
/// The first code of an id that is no small whole number.
const NAMED: u32 = 1 << 31;

/// Codes of ids. A whole number below 2³¹ is its own code, so a column of such numbers needs no look-up; other ids are
/// numbered from 2³¹ up as they come. `"123"` and 123 are one id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Codes {
    by_name: FxHashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
    /// One more than the largest number that is a code.
    numbers: u32,
}

/// The number an id is, where it is one below 2³¹ written plainly.
fn own_code(id: &str) -> Option<u32> {
    let bytes = id.as_bytes();
    let plain = bytes.len() <= 10 && bytes.iter().all(u8::is_ascii_digit);
    if !plain || (bytes.first() == Some(&b'0') && bytes.len() > 1) {
        return None;
    }
    id.parse::<u32>().ok().filter(|number| *number < NAMED)
}

impl Codes {
    /// The code of an id, new if need be.
    pub(crate) fn code(&mut self, id: &str) -> u32 {
        if let Some(code) = own_code(id) {
            self.met(code);
            return code;
        }
        if let Some(code) = self.by_name.get(id).copied() {
            return code;
        }
        let code = u32::try_from(self.names.len()).map_or(NONE - 1, |number| NAMED.saturating_add(number));
        let name: Arc<str> = Arc::from(id);
        self.names.push(Arc::clone(&name));
        self.by_name.insert(name, code);
        code
    }
    /// The code of a whole number.
    pub(crate) fn code_of_number(&mut self, number: u64) -> u32 {
        match u32::try_from(number) {
            Ok(code) if code < NAMED => {
                self.met(code);
                code
            }
            _ => self.code(&number.to_string()),
        }
    }
    /// The code of an id that was met before.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        own_code(id).or_else(|| self.by_name.get(id).copied())
    }
    /// The id of a code.
    pub(crate) fn text(&self, code: u32) -> Cow<'_, str> {
        match code.checked_sub(NAMED) {
            None => Cow::Owned(code.to_string()),
            Some(place) => Cow::Borrowed(self.names.get(place as usize).map_or("", |name| name)),
        }
    }
    /// The id of a code as a key of states.
    pub(crate) fn key(&self, code: u32) -> Key {
        match code.checked_sub(NAMED) {
            None => Key::number(code.into()),
            Some(place) => Key::of(self.names.get(place as usize).map_or("", |name| name)),
        }
    }
    /// Forgets the names of codes that `used` does not hold; their places stay empty.
    pub(crate) fn keep(&mut self, used: impl Fn(u32) -> bool) {
        for (place, name) in self.names.iter_mut().enumerate() {
            let code = u32::try_from(place).map_or(NONE, |place| NAMED.saturating_add(place));
            if !name.is_empty() && !used(code) {
                self.by_name.remove(name);
                *name = Arc::from("");
            }
        }
    }
    /// Notes a number that is a code.
    pub(super) fn met(&mut self, number: u32) {
        self.numbers = self.numbers.max(number.saturating_add(1));
    }
    /// One more than the largest number that is a code.
    pub(crate) fn numbers(&self) -> u32 {
        self.numbers
    }
    /// How many places codes take that lie densely.
    pub(crate) fn size(&self) -> usize {
        (self.numbers as usize).saturating_add(self.names.len()).max(1)
    }
}

/// A dense place of a code where numbers reach up to `numbers`.
#[inline]
pub(crate) fn dense(code: u32, numbers: u32) -> usize {
    if code < NAMED { code as usize } else { (code - NAMED) as usize + numbers as usize }
}

/// The creators that rows name, numbered from 0 as they come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refs {
    by_ref: FxHashMap<Option<CreatorRef>, u32>,
    refs: Vec<Option<CreatorRef>>,
}

impl Refs {
    /// The number of a creator's name, or of none, new if need be.
    pub(crate) fn code(&mut self, creator: &Option<CreatorRef>) -> u32 {
        if let Some(code) = self.by_ref.get(creator) {
            return *code;
        }
        let code = u32::try_from(self.refs.len()).unwrap_or(NONE - 1);
        self.refs.push(creator.clone());
        self.by_ref.insert(creator.clone(), code);
        code
    }
    /// The names in order of their numbers.
    pub(crate) fn all(&self) -> &[Option<CreatorRef>] {
        &self.refs
    }
    /// The name of a number.
    pub(crate) fn get(&self, code: u32) -> Option<&CreatorRef> {
        self.refs.get(code as usize)?.as_ref()
    }
    pub(crate) fn len(&self) -> usize {
        self.refs.len()
    }
}
