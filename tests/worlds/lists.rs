//! Lists are filters of decisions: what a list says of a request, the decisions on its days say too, and the next action it
//! offers is the one that a command carries out.
use std::io::Write as _;

use creator_compass::access::{
    AccessError, Clocks, CompiledAccess, CreatorState, Decision, Grain, Module, NextAction, Question,
    RequestOrder, RequestRow, RequestStateKind, Scope, Subject, compile, decide, lists, request, requests,
};
use creator_compass::time::{Day, Instant, Window};
use creator_compass::value::{CreatorId, HiddenReason, RequestId};

use crate::world::{BASE, Seed, World, creator, in_words, log_of, places};

const WORLDS: u64 = 3_000;

fn worlds() -> impl Iterator<Item = (World, Instant)> {
    (0..WORLDS).map(|number| {
        let mut seed = Seed(number.wrapping_mul(0xC2B2_AE3D_27D4_EB4F) ^ 0x11);
        let place = &places()[seed.below(places().len())];
        let world = World::random(&mut seed, place);
        let now = world.moment(&mut seed, 12);
        (world, now)
    })
}

fn days(world: &World) -> impl Iterator<Item = Day> {
    (BASE - 6..BASE + 14).map(|index| world.place.days.day(index))
}

fn ask(who: &CreatorId, scope: &Scope, day: Day) -> Question {
    let subject = match scope {
        Scope::Creator => Subject::Creator,
        Scope::Room(room) => Subject::Room(room.clone()),
    };
    Question { creator: who.clone(), subject, module: Module::Live, grain: Grain::Aggregate, day }
}

/// The one cause of a decision that is about authorization, with the request it names.
fn authorization(decision: &Decision) -> Option<(HiddenReason, Option<RequestId>)> {
    let Decision::Hidden { causes, .. } = decision else { return None };
    let about = |reason: HiddenReason| {
        !matches!(
            reason,
            HiddenReason::RegionRestricted
                | HiddenReason::NotUnderContract
                | HiddenReason::AggregateNotYet
                | HiddenReason::NotYetPublished
                | HiddenReason::OutOfRetention
        )
    };
    causes.iter().find(|cause| about(cause.reason)).map(|cause| (cause.reason, cause.request.clone()))
}

fn reason_of(kind: RequestStateKind) -> Option<HiddenReason> {
    match kind {
        RequestStateKind::Requested => Some(HiddenReason::RequestPending),
        RequestStateKind::Authorized => None,
        RequestStateKind::Declined => Some(HiddenReason::RequestDeclined),
        RequestStateKind::Expired => Some(HiddenReason::RequestExpired),
        RequestStateKind::Revoked => Some(HiddenReason::Revoked),
        RequestStateKind::Ended => Some(HiddenReason::Ended),
    }
}

/// ACC-8: the lists are the requests by state, less what was asked again; a day of an authorized request has no cause of
/// authorization, a day without one has a request that shows it, and a cause names a request whose state it is.
#[test]
fn lists_say_what_decisions_say() {
    let mut counts = [0_u64; 3];
    for (world, now) in worlds() {
        let (log, clocks, today) = (log_of(&world.events), Clocks::at(now), world.rules.today(now));
        let all = requests(&world.rules, &log, clocks);
        let lists = lists(&world.rules, &log, clocks);
        let of = |kinds: &[RequestStateKind]| -> Vec<RequestRow> {
            all.iter().filter(|row| kinds.contains(&row.state.kind())).cloned().collect()
        };
        let context = || format!("at {now}\n{}", in_words(&world.events));
        assert_eq!(lists.requested, of(&[RequestStateKind::Requested]), "{}", context());
        assert_eq!(lists.authorized, of(&[RequestStateKind::Authorized]), "{}", context());
        let asked_again = |row: &&RequestRow| {
            let same = |other: &&RequestRow| other.creator == row.creator && other.scope == row.scope;
            let after = all.iter().skip_while(|other| other.request != row.request).skip(1).filter(same);
            after.into_iter().any(|other| other.days.overlaps(&row.days))
        };
        let over = all.iter().filter(|row| !lists.requested.contains(row) && !lists.authorized.contains(row));
        let over: Vec<&RequestRow> = over.filter(|row| !asked_again(row)).collect();
        assert_eq!(lists.unauthorized.iter().collect::<Vec<_>>(), over, "{}", context());
        for who in (0..3).map(creator) {
            let scopes: Vec<Scope> = [Scope::Creator]
                .into_iter()
                .chain((0..2).map(|number| Scope::Room(crate::world::room(number))))
                .collect();
            for (scope, day) in scopes.iter().flat_map(|scope| days(&world).map(move |day| (scope, day))) {
                let decision = decide(&world.rules, &log, &ask(&who, scope, day), now);
                let fits = |row: &&RequestRow| {
                    let scope_fits = row.scope == Scope::Creator || row.scope == *scope;
                    row.creator == who && scope_fits && row.days.contains(day)
                };
                let shows = |row: &&RequestRow| row.state.shows_on(today);
                match authorization(&decision) {
                    None => {
                        counts[0] += 1;
                        assert!(all.iter().filter(fits).any(|row| shows(&row)), "{day} {}", context());
                    }
                    Some((reason, Some(request))) => {
                        counts[1] += 1;
                        assert!(!all.iter().filter(fits).any(|row| shows(&row)), "{day} {}", context());
                        let named = all.iter().filter(fits).find(|row| row.request == request);
                        let named = named.map(|row| reason_of(row.state.kind()));
                        assert_eq!(named, Some(Some(reason)), "{day} {}", context());
                    }
                    Some((_, None)) => {
                        counts[2] += 1;
                        assert_eq!(all.iter().find(fits), None, "{day} {}", context());
                    }
                }
            }
        }
    }
    assert!(counts.iter().all(|count| *count > 10_000), "few of a kind: {counts:?}");
    let told = writeln!(
        std::io::stdout().lock(),
        "lists: {counts:?} days with a request that shows, hides, or none"
    );
    told.unwrap();
}

/// ACC-3, ACC-8, ACC-9: asking again works exactly where a list offers it.
#[test]
fn the_next_action_is_the_one_that_works() {
    let mut counts = [0_u64; 4];
    for (world, now) in worlds() {
        let log = log_of(&world.events);
        let lists = lists(&world.rules, &log, Clocks::at(now));
        for row in lists.requested.iter().chain(&lists.authorized).chain(&lists.unauthorized) {
            let order = RequestOrder {
                request: RequestId::new("again").unwrap(),
                creator: row.creator.clone(),
                scope: row.scope.clone(),
                days: row.days,
                until: None,
            };
            let context = || format!("{row:?} at {now}\n{}", in_words(&world.events));
            let state = CreatorState::fold(&world.rules, &log, &row.creator, Clocks::at(now));
            let restricted = state.restricted_region(&world.rules).is_some();
            let answer = request(&world.rules, &log, order, now);
            match (row.next_action, answer) {
                (NextAction::RequestAgain, Ok(_)) => counts[0] += 1,
                (NextAction::None, Err(AccessError::RegionRestricted { .. })) => counts[1] += 1,
                (NextAction::Wait | NextAction::ViewData, Err(AccessError::Collides { request, state })) => {
                    counts[2] += 1;
                    assert_eq!((&request, state), (&row.request, row.state.kind()), "{}", context());
                }
                (NextAction::Wait | NextAction::ViewData, Err(AccessError::RegionRestricted { .. }))
                    if restricted =>
                {
                    counts[3] += 1;
                }
                (action, answer) => panic!("{action:?}, but {answer:?}: {}", context()),
            }
        }
    }
    assert!(counts.iter().all(|count| *count > 50), "few of a kind: {counts:?}");
}

/// Whether the rows of bits say what the ids say.
fn rows_agree(compiled: &CompiledAccess, who: &CreatorId, day: Day) -> bool {
    let (row, offset) = (compiled.index_of(who), compiled.offset_of(day));
    let by_row = row.zip(offset).is_some_and(|(row, offset)| compiled.visible_at(row, offset));
    let alone = row.zip(offset).map_or(0, |(row, at)| compiled.visible_days(row, at..at + 1));
    by_row == compiled.creator_visible(who, day) && u32::from(by_row) == alone
}

/// ACC-6, ACC-15: the compiled creators, and their days, are those that single questions open; by id or by row alike.
#[test]
fn compiled_creators_are_those_that_decisions_open() {
    let mut seen = 0;
    for (world, now) in worlds() {
        let log = log_of(&world.events);
        let (start, end) = (world.place.days.day(BASE - 6), world.place.days.day(BASE + 14));
        let period = Window { start, end: Some(end) };
        let compiled = compile(&world.rules, &log, Module::Live, Grain::Aggregate, period, Clocks::at(now));
        let (mut expected, mut rooms) = (Vec::new(), Vec::new());
        for who in (0..4).map(creator) {
            let open = |scope: &Scope| -> Vec<Day> {
                let asked = |day: &Day| decide(&world.rules, &log, &ask(&who, scope, *day), now).is_visible();
                days(&world).filter(asked).collect()
            };
            let whole = open(&Scope::Creator);
            assert!(days(&world).all(|day| rows_agree(&compiled, &who, day)));
            if let Some(row) = compiled.index_of(&who) {
                let shown = compiled.visible_days(row, 0..u32::MAX);
                assert_eq!(usize::try_from(shown).unwrap(), whole.len());
            }
            if !whole.is_empty() {
                expected.push((who.clone(), whole));
            }
            for number in 0..2 {
                let room = crate::world::room(number);
                let own = open(&Scope::Room(room.clone()));
                let row = compiled.index_of_room(&who, &room);
                let shown = row.map_or(0, |row| compiled.visible_days(row, 0..u32::MAX));
                assert_eq!(usize::try_from(shown).unwrap(), own.len());
                rooms.push((who.clone(), room, own));
            }
        }
        let days_in = |set: &creator_compass::time::WindowSet<Day>| -> Vec<Day> {
            days(&world).filter(|day| set.contains(*day)).collect()
        };
        let told: Vec<(CreatorId, Vec<Day>)> =
            compiled.creators().map(|(who, set)| (who.clone(), days_in(&set))).collect();
        seen += told.len();
        assert_eq!(told, expected, "{}", in_words(&world.events));
        for (who, room, set) in compiled.rooms() {
            let found = rooms.iter().find(|(a, b, _)| a == who && b == room);
            assert_eq!(found.map(|(_, _, days)| days.clone()), Some(days_in(&set)));
        }
        // Nothing shows in a row or on a day that is not there.
        let last = u32::try_from(compiled.creators().count() + compiled.rooms().count()).unwrap();
        for row in [last + 100, u32::MAX] {
            assert!(!compiled.visible_at(row, 0) && compiled.visible_days(row, 0..90) == 0);
        }
        for offset in [20, 63, 64, 65, 127, 128, u32::MAX] {
            assert!((0..last).all(|row| !compiled.visible_at(row, offset)));
        }
        assert_eq!(compiled.offset_of(end), None);
        assert_eq!(compiled.offset_of(start.plus(-1)), None);
    }
    assert!(seen > 500, "only {seen} creators with a visible day");
}
