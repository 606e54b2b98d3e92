use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::area::{Area, Areas};
use super::error::PrivacyError;
use super::group::{Group, Population};
use super::ledger::Ledger;
use super::shown::{Bound, Member, Shown};
use crate::value::{HiddenReason, Policy, Value};

/// How too few users would be read from shown groups (PRF-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Complement {
    /// One group lies in the other: those of the larger who are not in the smaller.
    Nested,
    /// Parts of a group, disjoint in one dimension: those in no part, or those in two.
    Parts,
    /// Two groups cover a third: those who are in both.
    Overlap,
}

impl Complement {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nested => "nested",
            Self::Parts => "parts",
            Self::Overlap => "overlap",
        }
    }
}

/// A shown group that another stays hidden for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a group is of this question, or of an earlier one")]
pub enum Companion {
    /// Of this question, by its id.
    Asked(String),
    /// Of an earlier answer.
    Earlier(Population),
}

/// Whether a group may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The group's id.
    pub id: String,
    /// Its number of users where it may be shown; else why not.
    pub users: Value<u64>,
    /// Where it is hidden by [`HiddenReason::Differencing`]: what would be read.
    pub complement: Option<Complement>,
    /// And with which shown groups; with the parts of a group, that group alone.
    pub with: Vec<Companion>,
}

/// Which groups of a question may be shown, in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pattern {
    /// One a group.
    pub verdicts: Vec<Verdict>,
    pub(super) shown: Vec<(Population, u64)>,
}

fn refused(group: &Group, bound: Bound) -> Result<u64, Value<u64>> {
    match &group.users {
        Value::Known(count) if count.estimate.is_some() => Err(Value::hidden(HiddenReason::UsersEstimated)),
        Value::Known(count) if count.users <= bound.0 => Err(Value::hidden(HiddenReason::TooFewUsers)),
        Value::Known(count) => Ok(count.users),
        Value::Undefined(reasons) => Err(Value::Undefined(reasons.clone())),
        Value::Hidden(reasons) => Err(Value::Hidden(reasons.clone())),
    }
}

/// Which of these groups may be shown, next to those that the ledger says were (PRF-2, PRF-3, BEY-7).
///
/// A group needs over [`Policy::profile_users_over`] users, counted and not estimated. Of two groups whose difference would
/// show fewer, the smaller stays hidden, ties by id; what an earlier answer has shown stays shown, whichever is smaller. Groups are gone through in that order,
/// most users first, and each is shown unless it lets too few be read with those already shown: so no hidden one
/// could be shown as well. The answer depends on nothing but the arguments.
///
/// It is not remembered before [`Ledger::record`] is told.
///
/// # Errors
/// Two groups of one id, a list that names nothing, a period without a day.
///
/// # Example: LIVE has nearly all of the viewers
/// ```
/// use std::collections::BTreeSet;
/// use creator_compass::fact::Channel;
/// use creator_compass::privacy::{Audience, Group, Ledger, Population, suppress};
/// use creator_compass::time::Day;
/// use creator_compass::value::{HiddenReason, Policy, Value};
///
/// let all = Population::new(Audience::Viewers, Day::parse("2026-05-01")?, Day::parse("2026-05-08")?);
/// let live = Population { channels: Some(BTreeSet::from([Channel::Live])), ..all.clone() };
/// let groups = [Group::counted("live", live, 9_000), Group::counted("all", all, 10_000)];
/// let pattern = suppress(&groups, &Ledger::new(), &Policy::default())?;
/// assert_eq!(pattern.verdicts[0].users, Value::hidden(HiddenReason::Differencing));
/// assert_eq!(pattern.verdicts[1].users, Value::Known(10_000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn suppress(groups: &[Group], ledger: &Ledger, policy: &Policy) -> Result<Pattern, PrivacyError> {
    let mut ids = BTreeSet::new();
    for group in groups {
        if !ids.insert(group.id.as_str()) {
            return Err(PrivacyError::Repeated { id: group.id.clone() });
        }
        group.of.check(&group.id)?;
    }
    let bound = Bound(policy.profile_users_over);
    let mut areas = Areas::default();
    let earlier: Vec<(Member, &Population)> =
        ledger.shown().map(|(of, users)| (Member { area: areas.area(of), users }, of)).collect();
    // Groups of few users cannot be shown, but tell whether the parts of a group overlap.
    let counted =
        |group: &Group| group.users.known().filter(|count| count.estimate.is_none()).map(|count| count.users);
    let asked: Vec<Option<Member>> = groups
        .iter()
        .map(|group| counted(group).map(|users| Member { area: areas.area(&group.of), users }))
        .collect();
    let known: Vec<Member> =
        earlier.iter().map(|(member, _)| *member).chain(asked.iter().flatten().copied()).collect();
    let mut shown = Shown::new(&areas, bound, &known);
    for (member, _) in &earlier {
        shown.show(*member);
    }
    let recorded: FxHashSet<(Area, u64)> = earlier.iter().map(|(one, _)| (one.area, one.users)).collect();

    let mut pattern = Pattern::default();
    let mut verdicts: Vec<Option<Verdict>> = vec![None; groups.len()];
    let mut order: Vec<(usize, &Group, &Option<Member>)> =
        groups.iter().zip(&asked).enumerate().map(|(at, (group, member))| (at, group, member)).collect();
    order.sort_by_key(|(_, group, member)| (Reverse(member.map(|member| member.users)), group.id.as_str()));
    let mut names: Vec<&str> = Vec::new();
    for (at, group, member) in order {
        let mut verdict =
            Verdict { id: group.id.clone(), users: Value::Known(0), complement: None, with: Vec::new() };
        match (refused(group, bound), member) {
            (Err(value), _) => verdict.users = value,
            (Ok(users), Some(member)) => {
                let again = recorded.contains(&(member.area, users));
                let found = if again { None } else { shown.try_show(*member, &|_| true) };
                if let Some((complement, with)) = found {
                    verdict.users = Value::hidden(HiddenReason::Differencing);
                    verdict.complement = Some(complement);
                    let companion = |at: usize| match at.checked_sub(earlier.len()) {
                        Some(at) => names.get(at).map(|id| Companion::Asked((*id).to_owned())),
                        None => earlier.get(at).map(|(_, of)| Companion::Earlier((*of).clone())),
                    };
                    verdict.with = with.into_iter().filter_map(companion).collect();
                } else {
                    verdict.users = Value::Known(users);
                    pattern.shown.push((group.of.clone(), users));
                    if !again {
                        names.push(group.id.as_str());
                    }
                }
            }
            (Ok(_), None) => verdict.users = Value::hidden(HiddenReason::UsersEstimated),
        }
        if let Some(place) = verdicts.get_mut(at) {
            *place = Some(verdict);
        }
    }
    pattern.verdicts = verdicts.into_iter().flatten().collect();
    Ok(pattern)
}
