//! The classes of wrong decision that other authorization engines had to mend, each tried here.
use creator_compass::access::{
    AccessEvent, AccessFact, AccessLog, AccessRules, Clocks, CreatorState, Decision, Grain, Lists, Module,
    Question, RequestStateKind, Scope, Subject, compile, decide, decide_state, lists, requests,
};
use creator_compass::time::{Calendar, Day, Instant, Window};
use creator_compass::value::{CreatorId, EventId, Policy, RequestId, RoomId};
use creator_compass::wire::{AccessDoor, from_json, read_events};
use serde_json::json;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn rules() -> AccessRules {
    AccessRules::new(Calendar::new("UTC").unwrap(), Policy::default())
}

fn creator(id: &str) -> CreatorId {
    CreatorId::new(id).unwrap()
}

fn event(id: &str, when: &str, who: &str, fact: AccessFact) -> AccessEvent {
    let happened_at = at(when);
    AccessEvent {
        id: EventId::new(id).unwrap(),
        happened_at,
        recorded_at: happened_at,
        creator: creator(who),
        fact,
    }
}

/// Under contract, asked and agreed: all that opens a scope.
fn granted(who: &str, request: &str, scope: Scope) -> [AccessEvent; 3] {
    let id = RequestId::new(request).unwrap();
    let days = Window { start: day("2026-01-01"), end: None };
    let asked = AccessFact::Requested { request: id.clone(), scope, days, until: None };
    [
        event(
            &format!("{who}/{request}/1"),
            "2026-01-01T00:00:00Z",
            who,
            AccessFact::ContractSigned { on: day("2026-01-01") },
        ),
        event(&format!("{who}/{request}/2"), "2026-01-02T00:00:00Z", who, asked),
        event(
            &format!("{who}/{request}/3"),
            "2026-01-03T00:00:00Z",
            who,
            AccessFact::Authorized { request: id },
        ),
    ]
}

fn log(events: impl IntoIterator<Item = AccessEvent>) -> AccessLog {
    let mut log = AccessLog::new();
    log.record_all(events).unwrap();
    log
}

fn ask(who: &str) -> Question {
    Question::creator(creator(who), Module::Live, Grain::Aggregate, day("2026-02-10"))
}

fn visible(log: &AccessLog, question: &Question, now: &str) -> bool {
    decide(&rules(), log, question, at(now)).is_visible()
}

/// An answer kept from an earlier question: Casbin's cached enforcer outlived a change of policy (issue 1065), and
/// OpenFGA's check cache answered a question of another context (CVE-2024-56323). Here a withdrawal counts for the very
/// next question, in every order of asking, and an answer for one moment, module, grain or subject serves no other.
#[test]
fn acc_5_no_answer_outlives_what_it_was_made_from() {
    let (now, later) = ("2026-03-01T12:00:00Z", "2026-03-02T00:00:00Z");
    let mut log = log(granted("ana", "r", Scope::Creator));
    assert!(visible(&log, &ask("ana"), now));
    let revoked = AccessFact::Revoked { request: RequestId::new("r").unwrap() };
    log.record(event("x", "2026-03-01T13:00:00Z", "ana", revoked)).unwrap();
    for _ in 0..2 {
        assert!(!visible(&log, &ask("ana"), later));
        assert!(visible(&log, &ask("ana"), now), "asked of the moment before it, it is still there");
        let tomorrow = Question { day: day("2026-03-01"), ..ask("ana") };
        assert!(!visible(&log, &tomorrow, now), "another day of the same creator");
        assert!(
            visible(&log, &Question { grain: Grain::Realtime, ..tomorrow.clone() }, now),
            "another grain"
        );
    }
    let mut off = rules();
    off.policy.contract_bounds.video = false;
    let before = Question { day: day("2025-12-31"), ..ask("ana") };
    let video = Question { module: Module::Video, ..before.clone() };
    assert!(!decide(&off, &log, &before, at(now)).is_visible());
    let Decision::Hidden { causes, .. } = decide(&off, &log, &video, at(now)) else {
        panic!("not asked for")
    };
    assert_eq!(causes.len(), 1, "one policy's answer for one module is not the other's: {causes:?}");
}

/// Answers of a batch that are not those of single questions: OpenFGA's batch check mixed up questions whose contexts
/// were written alike (CVE-2026-34972). Ids that become alike when joined are told apart, in the compiled form too.
#[test]
fn acc_7_a_batch_mixes_no_two_subjects_up() {
    let pairs = [("a", "b/c"), ("a/b", "c"), ("a,b", "c"), ("a", "b,c"), ("a b", "c"), ("a", "b c")];
    for (opened, room) in pairs {
        let room = Scope::Room(RoomId::new(room).unwrap());
        let log = log(granted(opened, "r", room.clone()).into_iter().chain(pairs.iter().enumerate().map(
            |(number, (who, _))| {
                let signed = AccessFact::ContractSigned { on: day("2026-01-01") };
                event(&format!("s{number}"), "2026-01-01T00:00:01Z", who, signed)
            },
        )));
        let (now, period) =
            (at("2026-03-01T12:00:00Z"), Window { start: day("2026-02-01"), end: Some(day("2026-03-01")) });
        let batch = compile(&rules(), &log, Module::Live, Grain::Aggregate, period, Clocks::at(now));
        for (who, other) in pairs {
            let id = RoomId::new(other).unwrap();
            let question = Question { subject: Subject::Room(id.clone()), ..ask(who) };
            let single = decide(&rules(), &log, &question, now).is_visible();
            assert_eq!(single, who == opened && Scope::Room(id.clone()) == room, "{who} · {other}");
            assert_eq!(batch.room_visible(&creator(who), &id, question.day), single, "{who} · {other}");
            assert!(!batch.creator_visible(&creator(who), question.day), "a room opens no creator: {who}");
        }
    }
}

/// A list that is not what single checks say: SpiceDB's lookup left out what a check allowed (CVE-2025-65111). The
/// authorized list is exactly the requests by which a single question is answered; the compiled rows are exactly the
/// creators that single questions open.
#[test]
fn acc_8_lists_are_filters_of_decisions() {
    let events = ["ana", "bea", "cal", "dan"].into_iter().flat_map(|who| granted(who, who, Scope::Creator));
    let mut log = log(events);
    let id = |text: &str| RequestId::new(text).unwrap();
    let day_off = day("2026-02-20");
    log.record_all([
        event("x1", "2026-02-20T00:00:00Z", "bea", AccessFact::Revoked { request: id("bea") }),
        event("x2", "2026-02-20T00:00:00Z", "cal", AccessFact::RegionDeclared { region: "US".to_owned() }),
        event("x3", "2026-02-20T00:00:00Z", "dan", AccessFact::ContractEnded { on: day_off }),
    ])
    .unwrap();
    for now in
        ["2026-01-02T12:00:00Z", "2026-02-15T12:00:00Z", "2026-02-20T12:00:00Z", "2026-03-01T12:00:00Z"]
    {
        let clocks = Clocks::at(at(now));
        let today = rules().today(clocks.now);
        let Lists { requested, authorized, unauthorized } = lists(&rules(), &log, clocks);
        let all = requests(&rules(), &log, clocks);
        assert_eq!(all.len(), requested.len() + authorized.len() + unauthorized.len());
        for row in &all {
            let kind = row.state.kind();
            assert_eq!(kind == RequestStateKind::Requested, requested.contains(row));
            assert_eq!(kind == RequestStateKind::Authorized, authorized.contains(row));
            let state = CreatorState::fold(&rules(), &log, &row.creator, clocks);
            let yesterday = Question { day: today.plus(-1), ..ask(row.creator.as_str()) };
            let shown = decide_state(&rules(), &state, &yesterday, today).is_visible();
            let stands = row.state.shows_on(today);
            let (us, gone) =
                (state.restricted_region(&rules()).is_some(), !state.under_contract(yesterday.day));
            assert_eq!(shown, stands && !us && !gone, "{} at {now}", row.creator);
        }
    }
}

/// A name that stands for many: OpenFGA let a grant to all open more than was granted (CVE-2026-24851), Casbin's key
/// match matched what nobody meant (node-casbin issue 66). No id stands for any other here.
#[test]
fn acc_7_no_id_is_a_wildcard() {
    for wild in ["*", "%", "?", ".*", "**", "ana*", "a_a", "[a-z]+", "all", "any", "null", "a/../b", "ana/"] {
        let log = log(granted(wild, "r", Scope::Creator));
        let now = "2026-03-01T12:00:00Z";
        assert!(visible(&log, &ask(wild), now));
        for other in ["ana", "ben", "a/b", "anna"] {
            assert!(!visible(&log, &ask(other), now), "{wild} opens {other}");
        }
        let log = self::log(granted("ana", "r", Scope::Room(RoomId::new(wild).unwrap())));
        let room = Question { subject: Subject::Room(RoomId::new("room").unwrap()), ..ask("ana") };
        assert!(!visible(&log, &room, now), "the room {wild} opens another");
        assert!(!visible(&log, &ask("ana"), now), "the room {wild} opens the creator");
    }
    let mut all = rules();
    all.policy.restricted_regions = ["*".to_owned()].into();
    let region =
        event("g", "2026-01-01T00:00:00Z", "ana", AccessFact::RegionDeclared { region: "ID".to_owned() });
    let log = log(granted("ana", "r", Scope::Creator).into_iter().chain([region]));
    assert!(decide(&all, &log, &ask("ana"), at("2026-03-01T12:00:00Z")).is_visible(), "nor is a region");
}

/// Ids that are compared loosely: users ask engines to fold case (Casbin issue 694), and two people become one. Ids
/// differ by case, by spaces, by the form of a letter and by a zero in front.
#[test]
fn src_13_ids_are_compared_byte_for_byte() {
    let alike = [
        ("ana", "Ana"),
        ("ana", "ANA"),
        ("ana", "ana "),
        ("ana", " ana"),
        ("7", "07"),
        ("7", "7.0"),
        ("\u{e9}", "e\u{301}"),
        ("i", "\u{131}"),
        ("K", "\u{212a}"),
        ("ss", "\u{df}"),
        ("a", "\u{430}"),
        ("ana", "ana\u{200b}"),
    ];
    for (one, other) in alike {
        for (opened, asked) in [(one, other), (other, one)] {
            let log = log(granted(opened, "r", Scope::Creator));
            let now = "2026-03-01T12:00:00Z";
            assert!(visible(&log, &ask(opened), now));
            assert!(!visible(&log, &ask(asked), now), "{opened:?} opens {asked:?}");
            // A request is answered by its own id alone.
            let [signed, sent, mut agreed] = granted("ana", opened, Scope::Creator);
            agreed.fact = AccessFact::Authorized { request: RequestId::new(asked).unwrap() };
            let log = self::log([signed, sent, agreed]);
            assert!(!visible(&log, &ask("ana"), now), "{asked:?} answers {opened:?}");
        }
    }
}

/// An error that opens: gateways before Open Policy Agent proceed when it cannot be asked. What cannot be read refuses
/// the whole record and leaves everything as hidden as it was; a question that cannot be read is an error, no answer.
#[test]
fn acc_15_no_error_opens_anything() {
    let workspace = json!({ "timeZone": "UTC", "currency": "USD" });
    let mut door = AccessDoor::new(&from_json(workspace).unwrap()).unwrap();
    let good = concat!(
        r#"{"id":"1","happenedAt":"2026-01-01T00:00:00Z","creator":"ana","kind":"contract_signed","on":"2026-01-01"}"#,
        "\n",
        r#"{"id":"2","happenedAt":"2026-01-02T00:00:00Z","creator":"ana","kind":"requested","request":"r","days":{"start":"2026-01-01"}}"#,
        "\n",
        r#"{"id":"3","happenedAt":"2026-01-03T00:00:00Z","creator":"ana","kind":"authorized","request":"r"}"#,
    );
    let now = "2026-03-01T12:00:00Z";
    let question = |day: &str| {
        from_json(json!({ "creator": "ana", "module": "live", "grain": "aggregate", "day": day })).unwrap()
    };
    for broken in [
        &good.replace("2026-01-03T00:00:00Z", "2026-01-03"),
        &good.replace("\"r\"}", "\"\"}"),
        &good.replace("authorized", "Authorized"),
        &good.replace("\"on\"", "\"from\""),
        &format!("{good}\n{{"),
        &good.replace("\"id\":\"3\"", "\"id\":\"1\""),
    ] {
        let refused = read_events(broken).and_then(|events| door.record(&events).map(drop));
        assert!(refused.is_err(), "{broken}");
        let decision =
            serde_json::to_value(door.decide(&question("2026-02-10"), now, None).unwrap()).unwrap();
        assert_eq!(decision["kind"], "hidden", "half of it was taken: {broken}");
    }
    door.record(&read_events(good).unwrap()).unwrap();
    assert!(door.decide(&question("2026-02-10"), "yesterday", None).is_err());
    assert!(door.decide(&question("2026-02-10"), now, Some("soon")).is_err());
    assert!(door.decide(&question("2026-02-30"), now, None).is_err());
    for (key, value) in [("module", "Live"), ("grain", "all"), ("creator", "")] {
        let mut asked =
            json!({ "creator": "ana", "module": "live", "grain": "aggregate", "day": "2026-02-10" });
        asked[key] = value.into();
        let answer = from_json(asked).and_then(|asked| door.decide(&asked, now, None).map(drop));
        assert!(answer.is_err(), "{key} = {value:?}");
    }
    // Time at its ends, and a policy that leaves nothing.
    let log = log(granted("ana", "r", Scope::Creator));
    let mut none = rules();
    none.policy.retention_months = 0;
    none.policy.answer_days = 0;
    for moment in ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        assert!(!visible(&log, &ask("ana"), moment), "{moment}");
    }
    assert!(!decide(&none, &log, &ask("ana"), at(now)).is_visible());
}
