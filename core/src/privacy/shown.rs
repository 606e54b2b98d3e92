//! The groups that are shown, and whether one more would leave too few users somewhere.

use super::area::{Area, Areas};
use super::breakdown::Rows;
use super::cover::Covers;
use super::formed::Formed;
use super::suppress::Complement;

/// A group whose users were counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) area: Area,
    pub(super) users: u64,
}

/// How few users a complement may not have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound(pub(super) u64);

impl Bound {
    /// Whether a complement of so many users would show too few. One without users shows nobody.
    pub(super) fn forbids(self, users: u64) -> bool {
        users != 0 && users <= self.0
    }
    /// Whether what is left of one number by another is forbidden, whichever is the larger.
    pub(super) fn forbids_between(self, one: u64, other: u64) -> bool {
        self.forbids(one.abs_diff(other))
    }
}

/// What would be left, and the shown groups that it would be read from.
pub(super) type Found = (Complement, Vec<usize>);

/// Whether what was found counts; a search goes on until it does.
pub(super) type Accept<'a> = &'a dyn Fn(&[usize]) -> bool;

/// Shown groups, by their numbers of users too.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    areas: &'a Areas<'a>,
    bound: Bound,
    members: Vec<Member>,
    /// Numbers of users, and whose they are, in order.
    sizes: Vec<(u64, usize)>,
    rows: Rows<'a>,
    /// Where groups can cover one another.
    formed: Option<Formed<'a>>,
}

impl<'a> Shown<'a> {
    /// Nothing is shown yet of what is known.
    pub(super) fn new(areas: &'a Areas<'a>, bound: Bound, known: &'a [Member]) -> Self {
        let covers = Covers::new(areas, known);
        let formed = (!covers.is_empty()).then(|| Formed::new(areas, bound, covers));
        let rows = Rows::new(areas, bound, known);
        Self { areas, bound, members: Vec::new(), sizes: Vec::new(), rows, formed }
    }
    /// Shows a group, whatever it lets be read.
    pub(super) fn show(&mut self, member: Member) {
        if let Some(formed) = &mut self.formed {
            formed.add(self.members.len(), &member);
        }
        self.push(member);
    }
    /// Shows a group unless it lets too few be read: then what that is.
    pub(super) fn try_show(&mut self, member: Member, accept: Accept<'_>) -> Option<Found> {
        let found = self.nested(&member, accept).or_else(|| self.rows.against(&member, accept));
        let found = found.or_else(|| {
            let with = self.formed.as_mut()?.try_add(self.members.len(), &member, accept)?;
            Some((Complement::Overlap, with))
        });
        if found.is_none() {
            self.push(member);
        }
        found
    }
    fn push(&mut self, member: Member) {
        let at = self.members.len();
        let place = self.sizes.partition_point(|one| *one < (member.users, at));
        self.sizes.insert(place, (member.users, at));
        self.rows.show(at, member);
        self.members.push(member);
    }
    /// A shown group that holds this one, or lies in it, and differs by too few users.
    fn nested(&self, one: &Member, accept: Accept<'_>) -> Option<Found> {
        let (low, high) = (one.users.saturating_sub(self.bound.0), one.users.saturating_add(self.bound.0));
        let from = self.sizes.partition_point(|(users, _)| *users < low);
        let near = self.sizes.get(from..).unwrap_or_default().iter().take_while(|(users, _)| *users <= high);
        let near = near.filter(|(users, _)| *users != one.users);
        let mut near = near.filter_map(|(_, at)| Some((*at, self.members.get(*at)?)));
        let found = near.find(|(at, other)| self.areas.nested(&one.area, &other.area) && accept(&[*at]));
        found.map(|(at, _)| (Complement::Nested, vec![at]))
    }
}
