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
    pub(super) shards: [Shard; SHARDS],
    pub(super) names: Vec<Arc<str>>,
    /// One more than the largest number that is a code.
    numbers: u32,
}

/// Into how many tables names are shared out by their hash, so that threads fill them side by side.
pub(super) const SHARDS: usize = 4;

/// The codes of some names: short ones are found without following a pointer.
#[derive(Debug, Clone, Default)]
pub(super) struct Shard {
    short: FxHashMap<Short, u32>,
    long: FxHashMap<Arc<str>, u32>,
}

/// A name of up to 15 bytes: the bytes, and how many they are in the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Short(u64, u64);

/// A name as tables keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name<'a> {
    Short(Short),
    Long(&'a [u8]),
}

impl<'a> Name<'a> {
    pub(super) fn of(name: &'a [u8]) -> Self {
        let mut all = [0_u8; 16];
        match (all.get_mut(..name.len()), u8::try_from(name.len())) {
            (Some(low), Ok(length)) if length < 16 => {
                low.copy_from_slice(name);
                Self::padded(u128::from_le_bytes(all), length)
            }
            _ => Self::Long(name),
        }
    }
    /// The name at a place of a text, which is read as one number where there is room.
    #[inline]
    pub(super) fn at(text: &'a [u8], from: usize, to: usize) -> Option<Self> {
        let name = text.get(from..to)?;
        let wide = from.checked_add(16).and_then(|end| text.get(from..end));
        match (wide.and_then(|wide| <[u8; 16]>::try_from(wide).ok()), u8::try_from(name.len())) {
            (Some(wide), Ok(length)) if length < 16 => {
                let own = (1_u128 << (u32::from(length) * 8)) - 1;
                Some(Self::padded(u128::from_le_bytes(wide) & own, length))
            }
            _ => Some(Self::of(name)),
        }
    }
    #[inline]
    fn padded(bytes: u128, length: u8) -> Self {
        let all = (bytes | u128::from(length) << 120).to_le_bytes();
        let [low, high] = [all.first_chunk::<8>(), all.last_chunk::<8>()];
        let number = |half: Option<&[u8; 8]>| half.map_or(0, |half| u64::from_le_bytes(*half));
        Self::Short(Short(number(low), number(high)))
    }
    /// The place of its table.
    #[inline]
    pub(super) fn shard(self) -> usize {
        const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = match self {
            Self::Short(Short(low, high)) => (low.wrapping_mul(MIX) ^ high).wrapping_mul(MIX),
            Self::Long(name) => {
                let words = name
                    .chunks(8)
                    .map(|bytes| bytes.iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte)));
                words.fold(0, |all: u64, word| (all ^ word).wrapping_mul(MIX).rotate_left(29))
            }
        };
        (mixed >> 62) as usize
    }
}

impl Shard {
    #[inline]
    pub(super) fn find(&self, name: Name<'_>) -> Option<u32> {
        match name {
            Name::Short(short) => self.short.get(&short).copied(),
            Name::Long(name) => self.long.get(std::str::from_utf8(name).ok()?).copied(),
        }
    }
    pub(super) fn insert(&mut self, name: &Arc<str>, code: u32) {
        match Name::of(name.as_bytes()) {
            Name::Short(short) => self.short.insert(short, code),
            Name::Long(_) => self.long.insert(Arc::clone(name), code),
        };
    }
    /// Moves codes from one on up.
    pub(super) fn shift(&mut self, from: u32, by: u32) {
        let all = self.short.values_mut().chain(self.long.values_mut());
        all.filter(|code| **code >= from).for_each(|code| *code = code.saturating_add(by));
    }
}

/// The number an id is, where it is one below 2³¹ written plainly.
fn own_code(id: &str) -> Option<u32> {
    own_number(id.as_bytes())
}

/// As `own_code`, of bytes.
#[inline]
pub(super) fn own_number(id: &[u8]) -> Option<u32> {
    let first = id.first()?;
    if !first.is_ascii_digit() || id.len() > 10 || (*first == b'0' && id.len() > 1) {
        return None;
    }
    let digits = id
        .iter()
        .try_fold(0_u64, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u64::from(byte - b'0')));
    u32::try_from(digits?).ok().filter(|number| *number < NAMED)
}

/// The code of a name's place.
pub(super) fn code_at(place: usize) -> u32 {
    u32::try_from(place).map_or(NONE - 1, |number| NAMED.saturating_add(number).min(NONE - 1))
}

impl Codes {
    /// The code of an id, new if need be.
    pub(crate) fn code(&mut self, id: &str) -> u32 {
        if let Some(code) = own_code(id) {
            self.met(code);
            return code;
        }
        if let Some(code) = self.find_name(id) {
            return code;
        }
        let code = code_at(self.names.len());
        let name: Arc<str> = Arc::from(id);
        if let Some(shard) = self.shards.get_mut(Name::of(id.as_bytes()).shard()) {
            shard.insert(&name, code);
        }
        self.names.push(name);
        code
    }
    fn find_name(&self, id: &str) -> Option<u32> {
        let name = Name::of(id.as_bytes());
        self.shards.get(name.shard())?.find(name)
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
        own_code(id).or_else(|| self.find_name(id))
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
        let mut codes = Self { shards: Default::default(), names: Vec::new(), numbers };
        for (name, code) in names.iter().zip(NAMED..) {
            if let Some(shard) = codes.shards.get_mut(Name::of(name.as_bytes()).shard()) {
                shard.insert(name, code);
            }
        }
        codes.names = names;
        Some(codes)
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
