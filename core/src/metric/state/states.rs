use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::code::{BytesError, Code, FORMAT, Reader, Writer};
use super::error::StateError;
use super::group::Group;
use super::measure_state::MeasureState;
use crate::value::Currency;

type Row = Vec<(Arc<str>, MeasureState)>;

/// States by group and measure: one part of the data, ready to be shipped and merged with others (STO-3, BEY-12).
///
/// # Example: two workers, one answer
/// ```
/// use creator_compass::metric::{Group, Key, KeySet, MeasureState, States, SumState, UsersState};
/// use creator_compass::value::{Currency, Policy};
///
/// let worker = |gmv: i128, buyers: Vec<u64>| {
///     let mut states = States::new(Some(Currency::new("IDR")?));
///     let creator = Group::of([Some(Key::of("c1"))]);
///     let buyers = UsersState::of(KeySet::from_numbers(buyers), Policy::default().exact_users);
///     states.put(creator.clone(), "gmv", SumState::of(gmv).into())?;
///     states.put(creator, "buyers", buyers.into())?;
///     Ok::<_, Box<dyn std::error::Error>>(states.to_bytes())
/// };
/// let (first, second) = (worker(150_000, vec![7, 9])?, worker(90_000, vec![9])?);
///
/// let merge = |a: &[u8], b: &[u8]| States::from_bytes(a)?.merge(States::from_bytes(b)?);
/// let whole = merge(&first, &second)?;
/// assert_eq!(whole.to_bytes(), merge(&second, &first)?.to_bytes());
/// let creator = Group::of([Some(Key::of("c1"))]);
/// assert_eq!(whole.get(&creator, "gmv"), Some(&SumState::of(240_000).into()));
/// let Some(MeasureState::Users(buyers)) = whole.get(&creator, "buyers") else { panic!("buyers were put") };
/// assert_eq!(buyers.exact(), Some(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct States {
    /// The currency of all money in it.
    currency: Option<Currency>,
    /// Each name once, shared by the rows.
    names: BTreeSet<Arc<str>>,
    /// INVARIANT: a row is in the order of its names.
    groups: BTreeMap<Group, Row>,
}

impl PartialEq for States {
    fn eq(&self, other: &Self) -> bool {
        self.currency == other.currency && self.groups == other.groups
    }
}

impl Eq for States {}

impl States {
    /// No states yet, with the currency of the money to come.
    #[must_use]
    pub fn new(currency: Option<Currency>) -> Self {
        Self { currency, ..Self::default() }
    }
    /// The currency of all money in it.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.currency
    }
    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.len()
    }
    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
    /// Whether a group is there.
    #[must_use]
    pub fn has(&self, group: &Group) -> bool {
        self.groups.contains_key(group)
    }
    /// Adds a group that may have no state: it is there, and nothing is told of it.
    pub fn add_group(&mut self, group: Group) {
        self.groups.entry(group).or_default();
    }
    /// Merges a state into that of a group's measure.
    ///
    /// # Errors
    /// As [`MeasureState::merge`]; what was there is then as it was.
    pub fn put(&mut self, group: Group, measure: &str, state: MeasureState) -> Result<(), StateError> {
        let name = self.name(measure);
        let row = self.groups.entry(group).or_default();
        match row.binary_search_by(|(own, _)| own.cmp(&name)) {
            Err(at) => row.insert(at, (name, state)),
            Ok(at) => {
                if let Some((_, own)) = row.get_mut(at) {
                    own.absorb(state)?;
                }
            }
        }
        Ok(())
    }
    /// The state of a group's measure; nothing where no part tells it.
    #[must_use]
    pub fn get(&self, group: &Group, measure: &str) -> Option<&MeasureState> {
        let row = self.groups.get(group)?;
        let at = row.binary_search_by(|(own, _)| (**own).cmp(measure)).ok()?;
        row.get(at).map(|(_, state)| state)
    }
    /// The groups in order, each with its measures in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&Group, impl Iterator<Item = (&str, &MeasureState)>)> {
        self.groups.iter().map(|(group, row)| (group, row.iter().map(|(name, state)| (&**name, state))))
    }
    /// The states of both parts of the data.
    ///
    /// # Errors
    /// [`StateError::CurrencyMismatch`], or as [`MeasureState::merge`].
    pub fn merge(self, other: Self) -> Result<Self, StateError> {
        let currency = match (self.currency, other.currency) {
            (Some(left), Some(right)) if left != right => {
                return Err(StateError::CurrencyMismatch { left, right });
            }
            (left, right) => left.or(right),
        };
        let (mut large, small) = if self.len() < other.len() { (other, self) } else { (self, other) };
        large.currency = currency;
        large.names.extend(small.names);
        for (group, row) in small.groups {
            match large.groups.entry(group) {
                Entry::Vacant(place) => {
                    place.insert(row);
                }
                Entry::Occupied(mut place) => {
                    let own = std::mem::take(place.get_mut());
                    *place.get_mut() = merge_rows(own, row)?;
                }
            }
        }
        Ok(large)
    }
    /// The states as bytes: the same states give the same bytes on every machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new(FORMAT);
        self.write(&mut out);
        out.finish(FORMAT)
    }
    /// Reads what [`States::to_bytes`] wrote; everything else is refused.
    ///
    /// # Errors
    /// [`StateError`] with a code `state.bytes.…` that says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StateError> {
        let mut bytes = Reader::new(bytes, FORMAT)?;
        let states = Self::read(&mut bytes)?;
        bytes.finish()?;
        Ok(states)
    }
    fn name(&mut self, measure: &str) -> Arc<str> {
        if let Some(name) = self.names.get(measure) {
            return Arc::clone(name);
        }
        let name: Arc<str> = Arc::from(measure);
        self.names.insert(Arc::clone(&name));
        name
    }
}

impl Code for States {
    fn write(&self, out: &mut Writer) {
        let used: BTreeSet<&str> = self.groups.values().flatten().map(|(name, _)| &**name).collect();
        let places: BTreeMap<&str, usize> = used.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        out.text(self.currency.map_or("", Currency::code));
        out.length(used.len());
        for name in &used {
            out.text(name);
        }
        out.length(self.groups.len());
        for (group, row) in &self.groups {
            group.write(out);
            out.length(row.len());
            for (name, state) in row {
                out.length(places.get(&**name).copied().unwrap_or(0));
                state.write(out);
            }
        }
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let currency = match bytes.text()? {
            "" => None,
            code => Some(Currency::new(code).map_err(|_| bytes.malformed("a currency"))?),
        };
        let names = read_names(bytes)?;
        let mut unused: BTreeSet<usize> = (0..names.len()).collect();
        let mut states = Self { currency, names: names.iter().cloned().collect(), groups: BTreeMap::new() };
        for _ in 0..bytes.length()? {
            let group = Group::read(bytes)?;
            if states.groups.last_key_value().is_some_and(|(last, _)| *last >= group) {
                return Err(bytes.malformed("groups in ascending order"));
            }
            let length = bytes.length()?;
            let mut row: Row = Vec::with_capacity(length.min(names.len()));
            for _ in 0..length {
                let at = usize::try_from(bytes.unsigned()?).unwrap_or(usize::MAX);
                let name = names.get(at).cloned().ok_or_else(|| bytes.malformed("a measure of the list"))?;
                if row.last().is_some_and(|(last, _)| *last >= name) {
                    return Err(bytes.malformed("measures in ascending order"));
                }
                unused.remove(&at);
                row.push((name, MeasureState::read(bytes)?));
            }
            states.groups.insert(group, row);
        }
        if !unused.is_empty() {
            return Err(bytes.malformed("no measure without a state"));
        }
        Ok(states)
    }
}

fn read_names(bytes: &mut Reader<'_>) -> Result<Vec<Arc<str>>, BytesError> {
    let length = bytes.length()?;
    let mut names: Vec<Arc<str>> = Vec::with_capacity(length);
    for _ in 0..length {
        let name = bytes.text()?;
        if names.last().is_some_and(|last| **last >= *name) {
            return Err(bytes.malformed("measures in ascending order"));
        }
        names.push(Arc::from(name));
    }
    Ok(names)
}

fn merge_rows(a: Row, b: Row) -> Result<Row, StateError> {
    let mut merged: Row = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some((x, _)), Some((y, _))) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => merged.extend(a.next()),
            std::cmp::Ordering::Greater => merged.extend(b.next()),
            std::cmp::Ordering::Equal => {
                if let (Some((name, mut left)), Some((_, right))) = (a.next(), b.next()) {
                    left.absorb(right)?;
                    merged.push((name, left));
                }
            }
        }
    }
    merged.extend(a);
    merged.extend(b);
    Ok(merged)
}
