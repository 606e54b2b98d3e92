//! Privacy: which of 1 000 groups may be shown, alone and next to what 300 answers have shown.
use std::collections::BTreeSet;
use std::hint::black_box;

use creator_compass::fact::Channel;
use creator_compass::privacy::{Audience, Group, Ledger, Pattern, Population, PrivacyError, suppress};
use creator_compass::time::Day;
use creator_compass::value::{CreatorId, Policy, ProductId, Value};
use creator_compass_benches::{FixtureError, Seeded};

use crate::measure::{ROUNDS, figure, median_nanos, say};

const GROUPS: usize = 1_000;

fn told(error: impl std::error::Error) -> FixtureError {
    FixtureError(error.to_string())
}

fn day(number: i32) -> Result<Day, FixtureError> {
    Ok(Day::parse("2026-05-01").map_err(told)?.plus(number))
}

/// A period and shorter ones in it, by the first day and the day after the last.
type Periods = [(i32, i32); 3];

/// A month, its last week and its last day.
const NESTED: Periods = [(0, 30), (23, 30), (29, 30)];
/// Four weeks and each half of them, which cover them.
const HALVED: Periods = [(0, 28), (0, 14), (14, 28)];

/// All or one channel × all or one creator × all or one product × periods, until there are enough.
fn lattice(seed: u64, most: u64, periods: Periods) -> Result<Vec<Group>, FixtureError> {
    let mut seeded = Seeded::new(seed);
    let mut groups = Vec::with_capacity(GROUPS);
    let channels = [None, Some(Channel::Live), Some(Channel::Video), Some(Channel::Card)];
    for creator in 0.. {
        for product in 0..4 {
            for channel in channels {
                for (part, (start, end)) in periods.into_iter().enumerate() {
                    if groups.len() == GROUPS {
                        return Ok(groups);
                    }
                    let mut of = Population::new(Audience::Viewers, day(start)?, day(end)?);
                    of.channels = channel.map(|channel| BTreeSet::from([channel]));
                    if creator > 0 {
                        let id = CreatorId::new(&format!("creator-{creator}")).map_err(told)?;
                        of.creators = Some(BTreeSet::from([id]));
                    }
                    if product > 0 {
                        let id = ProductId::new(&format!("product-{product}")).map_err(told)?;
                        of.products = Some(BTreeSet::from([id]));
                    }
                    // The more a group takes, the more users it has.
                    let (narrow, parts) =
                        (u64::from(creator > 0) + u64::from(product > 0), u64::from(channel.is_some()));
                    let scale = 2 * (3 - narrow) * (2 - parts) * u64::from(part < 2) + u64::from(part == 0);
                    let users = 1_001 + scale * most + seeded.below(most);
                    groups.push(Group::counted(
                        &format!("{creator}.{product}.{channel:?}.{part}"),
                        of,
                        users,
                    ));
                }
            }
        }
    }
    Ok(groups)
}

fn shown(pattern: &Result<Pattern, PrivacyError>) -> usize {
    let verdicts = pattern.iter().flat_map(|pattern| &pattern.verdicts);
    verdicts.filter(|verdict| matches!(verdict.users, Value::Known(_))).count()
}

/// Measures and prints all of it.
pub(crate) fn figures(seed: u64) -> Result<(), FixtureError> {
    let policy = Policy::default();
    let kinds = [
        ("of_many_sizes", 20_000, NESTED),
        ("of_like_sizes", 400, NESTED),
        ("of_halved_periods", 20_000, HALVED),
    ];
    for (name, most, periods) in kinds {
        let groups = lattice(seed, most, periods)?;
        let ask = |ledger: &Ledger| shown(&suppress(black_box(&groups), ledger, &policy));
        let alone = ask(&Ledger::new());
        say(&format!("# {GROUPS} groups {name}: {alone} shown"))?;
        let nanos = median_nanos(ROUNDS, &alone, || ask(&Ledger::new()))?;
        figure(&format!("privacy.suppress_{GROUPS}_groups_{name}"), nanos / 1e6, "ms")?;
    }
    // 300 answers of ten groups each, on other days.
    let mut ledger = Ledger::new();
    let groups = lattice(seed, 20_000, NESTED)?;
    for (answer, ten) in groups.chunks(10).cycle().take(300).enumerate() {
        let back = i32::try_from(answer / 100).unwrap_or(0) * 31;
        let mut ten = ten.to_vec();
        for group in &mut ten {
            (group.of.start, group.of.end) = (group.of.start.plus(-back), group.of.end.plus(-back));
        }
        ledger.record(&suppress(&ten, &ledger, &policy).map_err(told)?);
    }
    let next = lattice(seed.wrapping_add(1), 20_000, NESTED)?;
    let ask = || shown(&suppress(black_box(&next), &ledger, &policy));
    let after = ask();
    say(&format!("# a ledger of {} groups, {} bytes: {after} shown", ledger.len(), ledger.save().len()))?;
    figure("privacy.suppress_1000_groups_after_300_answers", median_nanos(ROUNDS, &after, ask)? / 1e6, "ms")
}
