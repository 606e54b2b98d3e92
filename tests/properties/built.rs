//! Rows that a program builds: what no source gives is refused at load, and what is loaded is saved and opened the same
//! (SRC-7, STO-1, STO-2).
use creator_compass::access::AccessRules;
use creator_compass::engine::{LoadError, Store, Strictness, Workspace};
use creator_compass::fact::{
    Act, ActivityKey, ActivityRow, Affiliation, AliasKind, AliasRow, Batch, Bucket, CellError, Channel,
    Content, CreatorRef, Fact, InteractionRow, ObservationRow, Observed, OrderRow, SubjectRef,
};
use creator_compass::metric::Measure;
use creator_compass::source::{SourceContext, read_csv};
use creator_compass::time::{Calendar, Day, Instant};
use creator_compass::value::{
    CreatorId, Currency, EventId, Failure, OrderId, Policy, ProductId, RoomId, ShopId, UserId, VideoId,
};
use creator_compass_tests::Seeded;

fn empty(zone: &str) -> Store {
    let rules = AccessRules::new(Calendar::new(zone).unwrap(), Policy::default());
    Store::new(Workspace { id: "w".into(), rules, currency: Currency::new("IDR").unwrap(), l2l: false })
}

fn batch(facts: Vec<Fact>) -> Batch {
    let mut batch = Batch::new("built", "program", Instant::parse("2026-06-01T00:00:00Z").unwrap());
    for (row, fact) in (1..).zip(facts) {
        batch.take(row, Ok(vec![fact]));
    }
    batch
}

fn purchase() -> InteractionRow {
    InteractionRow {
        event: None,
        at: Instant::parse("2026-05-18T10:00:00Z").unwrap(),
        user: UserId::new("41").unwrap(),
        act: Act::Purchase,
        creator: Some(CreatorRef::Id(CreatorId::new("ana").unwrap())),
        channel: Some(Channel::Live),
        content: None,
        product: None,
        shop: None,
        affiliation: None,
        quantity: 1,
        amount: 1_500_000,
    }
}

fn refused(row: &InteractionRow) -> CellError {
    let mut store = empty("Asia/Jakarta");
    let facts = || batch(vec![Fact::Interaction(purchase()), Fact::Interaction(row.clone())]);
    let error = store.load(facts(), Strictness::Refuse).unwrap_err();
    assert!(
        store == empty("Asia/Jakarta") && matches!(error, LoadError::Rejected { rows: 1, .. }),
        "{error}"
    );
    assert_eq!(error.code(), "store.load.rejected");
    // A load that reports takes the other row and says which it did not take.
    let report = store.load(facts(), Strictness::Report).unwrap();
    let [rejection] = report.rejected.as_slice() else { panic!("{report:?}") };
    assert_eq!((report.accepted, rejection.row, rejection.file.as_str()), (1, 2, "program"));
    let mut other = empty("Asia/Jakarta");
    other.load(batch(vec![Fact::Interaction(purchase())]), Strictness::Refuse).unwrap();
    assert!(store == other);
    rejection.error.clone()
}

/// What a table refuses of an act is refused of one that a program built, with the same code, column and reason.
#[test]
fn src_7_an_act_that_no_table_tells_is_refused_when_built() {
    let context = SourceContext {
        file: "file".into(),
        observed_at: Instant::parse("2026-06-01T00:00:00Z").unwrap(),
        window: None,
        complete: vec![],
        calendar: Calendar::new("Asia/Jakarta").unwrap(),
        currency: Currency::new("IDR").unwrap(),
    };
    let of_csv = |act: &str, rest: &str| {
        let csv = format!(
            "at,user,creator,act,channel,room,quantity,amount\n2026-05-18T10:00:00Z,41,ana,{act},{rest}\n"
        );
        let mut batch = read_csv("interactions", &csv, &context).unwrap();
        batch.rejected.pop().unwrap().error
    };
    let room = || Some(Content::Room(RoomId::new("900").unwrap()));
    let negative = refused(&InteractionRow { amount: -1_500_000, ..purchase() });
    assert_eq!(negative, of_csv("purchase", "live,,1,-1.5"));
    assert_eq!((negative.code, negative.column.as_str()), ("source.cell.malformed", "amount"));
    assert_eq!(negative.value.as_deref(), Some("-1500000"));
    let view = InteractionRow { act: Act::View, quantity: 0, amount: 0, ..purchase() };
    assert_eq!(refused(&InteractionRow { quantity: 3, ..view.clone() }), of_csv("view", "live,,3,"));
    let amount = refused(&InteractionRow { amount: 1, ..view.clone() });
    assert_eq!(amount.expected, of_csv("view", "live,,,0.000001").expected);
    assert_eq!(
        refused(&InteractionRow { channel: Some(Channel::Card), ..view.clone() }),
        of_csv("view", "card,,,")
    );
    let elsewhere = InteractionRow { channel: Some(Channel::Video), content: room(), ..view.clone() };
    assert_eq!(refused(&elsewhere), of_csv("view", "video,900,,"));
    // A table takes the channel of the room where it is told none; a built row must say it.
    let untold = refused(&InteractionRow { channel: None, content: room(), ..view });
    assert_eq!((untold.column.as_str(), untold.value.as_deref()), ("channel", Some("none")));
    assert_eq!(untold.expected, "the channel of its room or video");
}

#[test]
fn src_7_other_rows_that_no_table_tells_are_refused_when_built() {
    let (first, second) = (Day::parse("2026-05-01").unwrap(), Day::parse("2026-05-02").unwrap());
    let alias = |from, until| {
        let (creator, value) = (CreatorId::new("ana").unwrap(), "ana".to_owned());
        Fact::Alias(AliasRow { creator, kind: AliasKind::Handle, value, from, until })
    };
    let activity = |bucket, measures: &[(Measure, i64)]| {
        let creator = Some(CreatorRef::Id(CreatorId::new("ana").unwrap()));
        let key = ActivityKey {
            feed: "built".to_owned(),
            bucket: Some(bucket),
            creator: creator.clone(),
            channel: None,
            content: None,
            product: None,
            shop: None,
            affiliation: None,
            definition: None,
        };
        let measures = measures.to_vec();
        Fact::Activity(ActivityRow { key, bucket, creator, affiliation: None, definition: None, measures })
    };
    let span = |start, end| activity(Bucket::Span { start, end }, &[(Measure::Views, 1)]);
    let day = |measures: &[(Measure, i64)]| activity(Bucket::Day(first), measures);
    let (a, b) = ((Measure::Impressions, 1), (Measure::Views, 2));
    assert!(a.0 < b.0);
    for (fact, column) in [
        (alias(Some(first), Some(second)), None),
        (alias(Some(first), None), None),
        (alias(Some(first), Some(first)), Some("until")),
        (alias(Some(second), Some(first)), Some("until")),
        (span(first, second), None),
        (span(first, first), Some("end")),
        (span(second, first), Some("end")),
        (day(&[]), None),
        (day(&[a, b]), None),
        (day(&[b, a]), Some("impressions")),
        (day(&[a, b, b]), Some("views")),
    ] {
        let mut store = empty("Asia/Jakarta");
        let report = store.load(batch(vec![fact]), Strictness::Report).unwrap();
        let rejected: Vec<&str> = report.rejected.iter().map(|one| one.error.column.as_str()).collect();
        assert_eq!(rejected, column.into_iter().collect::<Vec<_>>());
        assert_eq!(report.accepted, u64::from(column.is_none()));
        assert!(Store::open(&store.save()).unwrap() == store);
    }
}

fn maybe<T>(random: &mut Seeded, value: T) -> Option<T> {
    (random.below(2) == 0).then_some(value)
}

fn moment(random: &mut Seeded) -> Instant {
    let edges = [-50_400_000, -1, 0, 1_777_568_400_000, 1_777_568_399_999, 253_402_300_799_999];
    let at = match random.below(3) {
        0 => random.one(&edges),
        _ => 1_777_000_000_000 + i64::try_from(random.below(3_000_000_000)).unwrap(),
    };
    Instant::from_millis(at).unwrap()
}

fn creator(random: &mut Seeded) -> Option<CreatorRef> {
    Some(match random.below(5) {
        0 => return None,
        1 => CreatorRef::Alias(random.one(AliasKind::ALL), random.one(&["", "ana", "7", "\u{0}"]).to_owned()),
        2 => CreatorRef::Aliases(vec![
            (AliasKind::Handle, "h".to_owned()),
            (AliasKind::OpenId, "o".to_owned()),
        ]),
        _ => CreatorRef::Id(CreatorId::new(random.one(&["ana", "7", "4294967296"])).unwrap()),
    })
}

fn content(random: &mut Seeded) -> Option<Content> {
    match random.below(3) {
        0 => Some(Content::Room(RoomId::new(random.one(&["900", "r"])).unwrap())),
        1 => Some(Content::Video(VideoId::new(random.one(&["900", "v"])).unwrap())),
        _ => None,
    }
}

fn figure(random: &mut Seeded) -> i64 {
    random.one(&[0, 0, 1, 7, -1, i64::MAX, i64::MIN, 1 << 32])
}

fn act(random: &mut Seeded) -> InteractionRow {
    let (event, product) = (EventId::new(random.one(&["1", "e"])).unwrap(), ProductId::new("12").unwrap());
    InteractionRow {
        event: maybe(random, event),
        at: moment(random),
        user: UserId::new(random.one(&["1", "2147483647", "2147483648", "4294967295", "u", "01"])).unwrap(),
        act: random.one(Act::ALL),
        creator: creator(random),
        channel: random.one(&[None, Some(Channel::Live), Some(Channel::Video), Some(Channel::Card)]),
        content: content(random),
        product: maybe(random, product),
        shop: maybe(random, ShopId::new("s").unwrap()),
        affiliation: random.one(&[None, Some(Affiliation::InHouse), Some(Affiliation::Affiliate)]),
        quantity: random.one(&[0, 0, 0, 1, u32::MAX - 1, u32::MAX]),
        amount: figure(random),
    }
}

fn order(random: &mut Seeded) -> OrderRow {
    let at = moment(random);
    OrderRow {
        order: OrderId::new("o").unwrap(),
        line: random.one(&["", "1", "\n"]).to_owned(),
        creator: creator(random),
        channel: random.one(&[None, Some(Channel::Live)]),
        content: content(random),
        product: None,
        shop: None,
        affiliation: None,
        quantity: figure(random),
        created_at: at,
        paid_at: maybe(random, at),
        refunded_at: None,
        settled_at: maybe(random, at),
        amount: figure(random),
        refund_amount: Some(figure(random)),
        refund_quantity: Some(figure(random)),
        commission: Some(figure(random)),
        settled_amount: None,
    }
}

fn fact(random: &mut Seeded) -> Fact {
    match random.below(8) {
        0 => Fact::Order(order(random)),
        1 => Fact::Observation(ObservationRow {
            subject: SubjectRef::Room(RoomId::new("900").unwrap()),
            measure: random.one(Measure::ALL),
            observed_at: moment(random),
            observed: Observed { value: figure(random), step: figure(random) },
        }),
        _ => Fact::Interaction(act(random)),
    }
}

/// Whether a table could tell a row, from the words of `docs/TABLES.md` alone.
fn is_told(fact: &Fact) -> bool {
    let Fact::Interaction(row) = fact else { return true };
    let (quantity, amount) = match row.act {
        Act::Watch => (true, false),
        Act::Purchase | Act::Refund => (true, true),
        Act::Settlement => (false, true),
        _ => (false, false),
    };
    let of_content = match row.content {
        None => true,
        Some(Content::Room(_)) => row.channel == Some(Channel::Live),
        Some(Content::Video(_)) => row.channel == Some(Channel::Video),
    };
    let of_channel = match row.channel {
        None => true,
        Some(Channel::Live) => !matches!(row.act, Act::Finish | Act::DrainageView | Act::DrainageEntry),
        Some(Channel::Video) => !matches!(row.act, Act::Enter | Act::Leave),
        Some(Channel::Card) => !matches!(
            row.act,
            Act::Impression
                | Act::View
                | Act::Watch
                | Act::Finish
                | Act::Enter
                | Act::Leave
                | Act::Like
                | Act::Comment
                | Act::Share
                | Act::Follow
                | Act::DrainageView
                | Act::DrainageEntry
        ),
    };
    row.amount >= 0
        && (amount || row.amount == 0)
        && (quantity || row.quantity == 0)
        && of_content
        && of_channel
}

/// STO-1: no row that a store takes makes a file that cannot be read, or one that says something else.
#[test]
fn sto_1_what_a_program_loads_is_what_is_opened() {
    let (mut random, mut taken) = (Seeded(46), 0);
    for round in 0..3_000 {
        let mut store =
            empty(random.one(&["Asia/Jakarta", "Etc/GMT+12", "Pacific/Kiritimati", "America/Sao_Paulo"]));
        let facts: Vec<Fact> = (0..=random.below(8)).map(|_| fact(&mut random)).collect();
        let expected: Vec<u64> =
            (1..).zip(&facts).filter(|(_, fact)| !is_told(fact)).map(|(row, _)| row).collect();
        taken += facts.len() - expected.len();
        let report = store.load(batch(facts.clone()), Strictness::Report).unwrap();
        let rejected: Vec<u64> = report.rejected.iter().map(|one| one.row).collect();
        assert_eq!(rejected, expected, "round {round}: {facts:?}");
        let opened =
            Store::open(&store.save()).unwrap_or_else(|error| panic!("round {round}: {error}: {facts:?}"));
        assert!(opened.save() == store.save(), "round {round}: {facts:?}");
        // It holds every row that was taken: none of them is new to it.
        let mut again = opened;
        let known = again.load(batch(facts.clone()), Strictness::Report).unwrap();
        assert_eq!((known.accepted, known.replaced), (0, 0), "round {round}: {facts:?}");
        assert!(again.save() == store.save(), "round {round}");
    }
    assert!(taken > 3_000, "only {taken} rows were taken");
}
