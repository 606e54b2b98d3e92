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
    /// The names, by their place.
    pub(super) fn names(&self) -> &[Arc<str>] {
        &self.names
    }
    /// The place of a name's code; none of a number.
    #[inline]
    pub(super) fn place(code: u32) -> Option<usize> {
        code.checked_sub(NAMED).map(|place| place as usize)
    }
    /// Whether a code is the number that its id is.
    #[inline]
    pub(crate) fn is_own(code: u32) -> bool {
        code < NAMED
    }
    /// Whether an id is its own code.
    pub(super) fn is_number(id: &str) -> bool {
        own_code(id).is_some()
    }
    /// Codes of names in order, beside numbers below a bound; none where those are no codes.
    pub(super) fn of_names(numbers: u32, names: Vec<Arc<str>>) -> Option<Self> {
        if numbers > NAMED || names.len() >= (NONE - NAMED) as usize {
            return None;
        }
        let by_name = names.iter().cloned().zip(NAMED..).collect();
        Some(Self { by_name, names, numbers })
    }
    /// The code of a number in the order of bytes: 0 for none, then numbers, then names.
    #[inline]
    pub(super) fn ranked(&self, rank: u32) -> Option<u32> {
        let Some(number) = rank.checked_sub(1) else { return Some(NONE) };
        match number.checked_sub(self.numbers) {
            None => Some(number),
            Some(place) if (place as usize) < self.names.len() => NAMED.checked_add(place),
            Some(_) => None,
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
    pub(crate) fn code(&mut self, creator: Option<CreatorRef>) -> u32 {
        if let Some(code) = self.by_ref.get(&creator) {
            return *code;
        }
        let code = u32::try_from(self.refs.len()).unwrap_or(NONE - 1);
        self.refs.push(creator.clone());
        self.by_ref.insert(creator, code);
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
