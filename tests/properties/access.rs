//! The compiled form against the explained decision, over random logs.
use creator_compass::access::{
    AccessEvent, AccessFact, AccessLog, AccessRules, Clocks, Decision, Grain, Module, Question, Scope,
    Subject, compile, decide,
};
use creator_compass::time::{Calendar, Day, Instant, Window};
use creator_compass::value::{CreatorId, EventId, Policy, RequestId, RoomId};
use proptest::prelude::*;

const BASE: i64 = 1_772_323_200_000; // 2026-03-01T00:00:00Z
const HOUR: i64 = 3_600_000;

fn base_day() -> Day {
    Day::parse("2026-03-01").unwrap()
}

fn fact() -> impl Strategy<Value = AccessFact> {
    let day = (-5_i32..12).prop_map(|n| base_day().plus(n));
    let request = (0_u8..4).prop_map(|n| RequestId::new(&format!("r{n}")).unwrap());
    let scope = prop_oneof![3 => Just(Scope::Creator), 1 => Just(Scope::Room(RoomId::new("room").unwrap()))];
    let requested = (request.clone(), scope, day.clone(), 1_i32..12, prop::option::of(0_i32..9)).prop_map(
        |(request, scope, start, length, until)| AccessFact::Requested {
            request,
            scope,
            days: Window { start, end: Some(start.plus(length)) },
            until: until.map(|n| base_day().plus(n)),
        },
    );
    prop_oneof![
        2 => day.clone().prop_map(|on| AccessFact::ContractSigned { on }),
        1 => day.prop_map(|on| AccessFact::ContractEnded { on }),
        3 => requested,
        4 => request.clone().prop_map(|request| AccessFact::Authorized { request }),
        1 => request.clone().prop_map(|request| AccessFact::Declined { request }),
        1 => request.prop_map(|request| AccessFact::Revoked { request }),
        1 => prop_oneof![Just("US"), Just("ID")].prop_map(|region| AccessFact::RegionDeclared { region: region.to_owned() }),
    ]
}

fn events() -> impl Strategy<Value = Vec<AccessEvent>> {
    prop::collection::vec((0_i64..240, 0_i64..240, prop::bool::weighted(0.2), fact()), 0..14).prop_map(
        |all| {
            let event = |(number, (happened, later, second, fact)): (usize, (i64, i64, bool, AccessFact))| {
                AccessEvent {
                    id: EventId::new(&format!("e{number}")).unwrap(),
                    happened_at: Instant::from_millis(BASE + happened * HOUR).unwrap(),
                    recorded_at: Instant::from_millis(BASE + (happened + later / 8) * HOUR).unwrap(),
                    creator: CreatorId::new(if second { "c2" } else { "c1" }).unwrap(),
                    fact,
                }
            };
            all.into_iter().enumerate().map(event).collect()
        },
    )
}

fn rules() -> AccessRules {
    AccessRules::new(Calendar::new("Australia/Lord_Howe").unwrap(), Policy::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// ACC-15, ACC-16: compiled = explained, whatever the order of arrival; every hidden answer has a cause; the date
    /// offered is the first on which it shows.
    #[test]
    fn compiled_is_explained(events in events(), at in 0_i64..300) {
        let (rules, now) = (rules(), Instant::from_millis(BASE + at * HOUR).unwrap());
        let mut log = AccessLog::new();
        log.record_all(events.iter().cloned()).unwrap();
        let mut reversed = AccessLog::new();
        events.iter().rev().for_each(|event| { reversed.record(event.clone()).unwrap(); });
        prop_assert_eq!(&log, &reversed);
        let period = Window { start: base_day().plus(-8), end: Some(base_day().plus(20)) };
        let room = RoomId::new("room").unwrap();
        for module in [Module::Overview, Module::Live] {
            for grain in [Grain::Realtime, Grain::Aggregate] {
                let compiled = compile(&rules, &log, module, grain, period, Clocks::at(now));
                for creator in ["c1", "c2", "c3"].map(|id| CreatorId::new(id).unwrap()) {
                    for number in -8..20 {
                        let day = base_day().plus(number);
                        let asked = |subject| Question { creator: creator.clone(), subject, module, grain, day };
                        let whole = decide(&rules, &log, &asked(Subject::Creator), now);
                        prop_assert_eq!(whole.is_visible(), compiled.creator_visible(&creator, day));
                        let one = decide(&rules, &log, &asked(Subject::Room(room.clone())), now);
                        prop_assert_eq!(one.is_visible(), compiled.room_visible(&creator, &room, day));
                        if let Decision::Hidden { causes, visible_from } = &whole {
                            prop_assert!(!causes.is_empty());
                            if let Some(from) = visible_from {
                                let earlier = (1..=from.number() - rules.today(now).number()).rev();
                                let known: Vec<AccessEvent> = events.iter().filter(|e| e.happened_at <= now).cloned().collect();
                                let mut frozen = AccessLog::new();
                                frozen.record_all(known).unwrap();
                                let then = |d: Day| decide(&rules, &frozen, &asked(Subject::Creator), rules.calendar.start_of(d));
                                prop_assert!(then(*from).is_visible());
                                for back in earlier {
                                    let before = from.plus(-back);
                                    prop_assert!(rules.calendar.start_of(before) <= now || !then(before).is_visible());
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
