//! What is formed where groups cover one another.
//!
//! Of `A` and `B` that cover `X` the users of both are read as `|A| + |B| − |X|`: a set like any shown one, that nests, and
//! covers, and is covered. Of a shown `T` inside both, those outside it are read as `|A| + |B| − |X| − |T|`.

use super::area::{Area, Areas};
use super::cover::Covers;
use super::shown::{Accept, Bound, Member};

/// Users who are in each of some groups: a shown group, or what was formed of shown ones.
#[derive(Debug, Clone)]
struct Element {
    groups: Vec<Area>,
    users: u64,
    /// The shown groups that it is formed of.
    of: Vec<usize>,
    /// Whether it can be one of two that cover another.
    is_part: bool,
    /// Whether two others can cover it.
    is_whole: bool,
}

/// Shown groups and all that is formed of them.
#[derive(Debug)]
pub(super) struct Formed<'a> {
    areas: &'a Areas<'a>,
    bound: Bound,
    covers: Covers,
    elements: Vec<Element>,
    /// Numbers of users, and whose they are, in order.
    sizes: Vec<(u64, usize)>,
}

/// No group forms more sets than this with those that are there: one so entangled stays hidden.
const LIMIT: usize = 256;

/// Parties to a difference: numbers of elements.
type Parties<'p> = &'p [usize];

impl<'a> Formed<'a> {
    pub(super) fn new(areas: &'a Areas<'a>, bound: Bound, covers: Covers) -> Self {
        Self { areas, bound, covers, elements: Vec::new(), sizes: Vec::new() }
    }
    /// Adds a group that was shown, whatever it lets be read.
    pub(super) fn add(&mut self, at: usize, member: &Member) {
        let mut next = self.push(self.element(vec![member.area], member.users, vec![at]));
        let last = next.saturating_add(LIMIT);
        while next < self.elements.len().min(last) {
            self.derive(next);
            next += 1;
        }
    }
    /// Adds a group, unless it lets too few be read: then with which shown groups.
    pub(super) fn try_add(&mut self, at: usize, member: &Member, accept: Accept<'_>) -> Option<Vec<usize>> {
        let before = self.elements.len();
        let mut next = self.push(self.element(vec![member.area], member.users, vec![at]));
        while next < self.elements.len() {
            let found = self.few(next, &|parties| {
                let mut with: Vec<usize> = Vec::new();
                for party in parties {
                    with.extend(self.elements.get(*party).iter().flat_map(|element| &element.of));
                }
                with.sort_unstable();
                with.dedup();
                with.retain(|one| *one != at);
                accept(&with).then_some(with)
            });
            let entangled = next > before.saturating_add(LIMIT);
            if found.is_some() || entangled {
                self.elements.truncate(before);
                self.sizes.retain(|(_, at)| *at < before);
                return found.or_else(|| accept(&[]).then(Vec::new));
            }
            self.derive(next);
            next += 1;
        }
        None
    }
    fn element(&self, groups: Vec<Area>, users: u64, of: Vec<usize>) -> Element {
        let is_part = groups.iter().any(|area| self.covers.is_part(area));
        let is_whole = groups.iter().any(|area| self.covers.is_whole(area));
        Element { groups, users, of, is_part, is_whole }
    }
    fn push(&mut self, element: Element) -> usize {
        let at = self.elements.len();
        let place = self.sizes.partition_point(|one| *one < (element.users, at));
        self.sizes.insert(place, (element.users, at));
        self.elements.push(element);
        at
    }
    fn get(&self, at: usize) -> Option<&Element> {
        self.elements.get(at)
    }
    /// The elements of `low` to `high` users, both included, up to `last`.
    fn of_size(&self, low: u64, high: u64, last: usize) -> impl Iterator<Item = (usize, &Element)> {
        let from = self.sizes.partition_point(|(users, _)| *users < low);
        let sizes = self.sizes.get(from..).unwrap_or_default();
        let sizes = sizes.iter().take_while(move |(users, _)| *users <= high);
        sizes.filter_map(move |(_, at)| Some((*at, self.get(*at).filter(|_| *at <= last)?)))
    }
    fn holds(&self, a: &Element, b: &Element) -> bool {
        a.groups.iter().all(|a| b.groups.iter().any(|b| self.areas.holds_all(a, b)))
    }
    /// Whether `whole` lies in `a` and `b` together, and in neither alone.
    fn cover(&self, a: &Element, b: &Element, whole: &Element) -> bool {
        let lies = |a: &Area, b: &Area| {
            whole.groups.iter().any(|whole| {
                self.areas.holds_all(a, whole)
                    || self.areas.holds_all(b, whole)
                    || self.areas.covers(a, b, whole)
            })
        };
        a.groups.iter().all(|a| b.groups.iter().all(|b| lies(a, b)))
            && !self.holds(a, whole)
            && !self.holds(b, whole)
    }
    /// Whether `part` can be one of two that cover `whole`.
    fn cuts(&self, part: &Element, whole: &Element) -> bool {
        let cuts = |part: &Area| {
            whole
                .groups
                .iter()
                .any(|whole| self.areas.holds_all(part, whole) || self.areas.cuts(part, whole).is_some())
        };
        part.is_part && whole.is_whole && part.groups.iter().all(cuts) && !self.holds(part, whole)
    }
    /// The same where too few users may come of it: `|A| + |B| − |X| − |T|` is at least `|A| − |X|`, for `T` lies in `B`.
    fn cuts_close(&self, part: &Element, whole: &Element) -> bool {
        part.users <= whole.users.saturating_add(self.bound.0) && self.cuts(part, whole)
    }
    /// Forms what this element gives with those before it.
    fn derive(&mut self, at: usize) {
        let mut new: Vec<Element> = Vec::new();
        let Some(one) = self.get(at).filter(|one| one.is_part || one.is_whole) else { return };
        // What lies in another has no more users, but for what was counted at another time.
        let within = |whole: &Element| {
            let most = whole.users.saturating_add(self.bound.0);
            self.of_size(0, most, at).filter(move |(place, _)| *place < at).map(|(_, element)| element)
        };
        let around = || {
            let wholes = self.of_size(one.users.saturating_sub(self.bound.0), u64::MAX, at);
            wholes.filter(|(place, whole)| whole.is_whole && *place < at).map(|(_, element)| element)
        };
        let mut form = |a: &Element, b: &Element, whole: &Element| {
            let users = a.users.checked_add(b.users).and_then(|sum| sum.checked_sub(whole.users));
            let Some(users) = users.filter(|users| *users > 0) else { return };
            let groups = self.both(a, b);
            let same = |other: &Element| other.groups == groups;
            if !self.elements.iter().any(same) && !new.iter().any(same) {
                let of = [a, b, whole].into_iter().flat_map(|part| &part.of).copied().collect();
                new.push(self.element(groups, users, of));
            }
        };
        let parts: Vec<&Element> =
            within(one).filter(|part| self.cuts(part, one) && self.holds(one, part)).collect();
        for (place, a) in parts.iter().enumerate() {
            for b in parts.iter().skip(place + 1).filter(|b| self.cover(a, b, one)) {
                form(a, b, one);
            }
        }
        for whole in around().filter(|whole| self.cuts(one, whole) && self.holds(whole, one)) {
            for other in within(whole).filter(|other| self.cuts(other, whole)) {
                if self.holds(whole, other) && self.cover(one, other, whole) {
                    form(one, other, whole);
                }
            }
        }
        for element in new {
            self.push(element);
        }
    }
    /// The groups of both, but for those that another of them lies in.
    fn both(&self, a: &Element, b: &Element) -> Vec<Area> {
        let mut all: Vec<Area> = a.groups.iter().chain(&b.groups).copied().collect();
        all.sort_unstable();
        all.dedup();
        let narrower = |one: &Area| all.iter().any(|other| other != one && self.areas.holds_all(one, other));
        let kept: Vec<Area> = all.iter().filter(|one| !narrower(one)).copied().collect();
        if kept.is_empty() { all } else { kept }
    }

    /// Too few users, read of this element and those before it.
    fn few(&self, at: usize, tell: &dyn Fn(Parties<'_>) -> Option<Vec<usize>>) -> Option<Vec<usize>> {
        let one = self.get(at)?;
        let alone = (one.of.len() > 1 && self.bound.forbids(one.users)).then(|| tell(&[at])).flatten();
        alone
            .or_else(|| self.nested(at, one, tell))
            .or_else(|| self.as_whole(at, one, tell))
            .or_else(|| self.as_part(at, one, tell))
            .or_else(|| self.as_inner(at, one, tell))
    }
    fn nested(
        &self,
        at: usize,
        one: &Element,
        tell: &dyn Fn(Parties<'_>) -> Option<Vec<usize>>,
    ) -> Option<Vec<usize>> {
        let (low, high) = (one.users.saturating_sub(self.bound.0), one.users.saturating_add(self.bound.0));
        let near = self.of_size(low, high, at).filter(|(_, other)| other.users != one.users);
        let mut near = near.filter(|(_, other)| self.holds(one, other) || self.holds(other, one));
        near.find_map(|(other, _)| tell(&[at, other]))
    }
    /// Too few users of both, or too few of them outside a third that both hold.
    fn overlap(
        &self,
        last: usize,
        [a, b, whole]: [usize; 3],
        tell: &dyn Fn(Parties<'_>) -> Option<Vec<usize>>,
    ) -> Option<Vec<usize>> {
        let (one, other) = (self.get(a)?, self.get(b)?);
        let both = one.users.checked_add(other.users)?.checked_sub(self.get(whole)?.users)?;
        let alone = if self.bound.forbids(both) { tell(&[a, b, whole]) } else { None };
        alone.or_else(|| {
            let inner = self.of_size(both.saturating_sub(self.bound.0), both.saturating_sub(1), last);
            let mut inner = inner.filter(|(_, inner)| self.holds(one, inner) && self.holds(other, inner));
            inner.find_map(|(inner, _)| tell(&[a, b, whole, inner]))
        })
    }
    fn as_whole(
        &self,
        at: usize,
        one: &Element,
        tell: &dyn Fn(Parties<'_>) -> Option<Vec<usize>>,
    ) -> Option<Vec<usize>> {
        if !one.is_whole {
            return None;
        }
        let parts = self.of_size(0, one.users.saturating_add(self.bound.0), at);
        let parts = parts.filter(|(_, part)| self.cuts_close(part, one));
        let parts: Vec<(usize, &Element)> = parts.collect();
        parts.iter().enumerate().find_map(|(place, (a, part))| {
            let mut others = parts.iter().skip(place + 1).filter(|(_, other)| self.cover(part, other, one));
            others.find_map(|(b, _)| self.overlap(at, [*a, *b, at], tell))
        })
    }
    fn as_part(
        &self,
        at: usize,
        one: &Element,
        tell: &dyn Fn(Parties<'_>) -> Option<Vec<usize>>,
    ) -> Option<Vec<usize>> {
        if !one.is_part {
            return None;
        }
        // What lies in both lies in this one; without any, nobody need lie in both.
        let inner = self.of_size(0, one.users.saturating_add(self.bound.0), at);
        let inner = inner.filter(|(place, inner)| *place < at && self.holds(one, inner));
        let inner = inner.map(|(_, inner)| inner.users);
        let least: Vec<u64> = std::iter::once(0).chain(inner).collect();
        let wholes = self.of_size(one.users.saturating_sub(self.bound.0), u64::MAX, at);
        let mut wholes = wholes.filter(|(place, whole)| *place < at && self.cuts_close(one, whole));
        wholes.find_map(|(place, whole)| {
            least.iter().find_map(|least| {
                // |A| + |B| − |X| − |T| from 1 to the bound.
                let from = least.saturating_add(whole.users).saturating_add(1);
                let high = from.saturating_add(self.bound.0).checked_sub(one.users.saturating_add(1))?;
                let high = high.min(whole.users.saturating_add(self.bound.0));
                let others = self.of_size(from.saturating_sub(one.users), high, at);
                let mut others = others.filter(|(_, other)| self.cover(one, other, whole));
                others.find_map(|(other, _)| self.overlap(at, [at, other, place], tell))
            })
        })
    }
    fn as_inner(
        &self,
        at: usize,
        one: &Element,
        tell: &dyn Fn(Parties<'_>) -> Option<Vec<usize>>,
    ) -> Option<Vec<usize>> {
        let parts = self.elements.iter().take(at).enumerate().filter(|(_, other)| other.is_part);
        let holding = parts.filter(|(_, other)| self.holds(other, one));
        let holding: Vec<(usize, &Element)> = holding.collect();
        holding.iter().enumerate().find_map(|(place, (a, element))| {
            holding.iter().skip(place + 1).find_map(|(b, other)| {
                if self.holds(element, other) || self.holds(other, element) {
                    return None;
                }
                let both = element.users.saturating_add(other.users).checked_sub(one.users)?;
                let wholes = self.of_size(both.saturating_sub(self.bound.0), both.saturating_sub(1), at);
                let mut wholes = wholes.filter(|(_, whole)| self.cover(element, other, whole));
                wholes.find_map(|(whole, _)| tell(&[*a, *b, whole, at]))
            })
        })
    }
}
