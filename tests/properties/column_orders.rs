//! Acts in columns, however their rows lie: by time, in no order, with ids as numbers or as texts, with and without
//! marks of what is told. All make the store that the rows make one by one (SRC-7, STO-1).
use std::collections::BTreeMap;

use creator_compass::access::AccessRules;
use creator_compass::engine::{
    Bits, ColumnLoad, IdColumn, IdValues, InteractionColumns, Names, Store, Strictness, TimeUnit, Workspace,
};
use creator_compass::fact::{
    Act, Affiliation, Batch, BatchRow, Channel, Content, CreatorRef, Fact, InteractionRow,
};
use creator_compass::time::{Calendar, Instant};
use creator_compass::value::{CreatorId, Currency, Policy, ProductId, RoomId, ShopId, UserId, VideoId};
use creator_compass_tests::Seeded;

/// 2026-05-01 in Jakarta begins.
const START: i64 = 1_777_568_400_000;
const NONE: u32 = u32::MAX;
const CHANNELS: [Channel; 3] = [Channel::Live, Channel::Video, Channel::Card];
const AFFILIATIONS: [Affiliation; 2] = [Affiliation::InHouse, Affiliation::Affiliate];

/// A row as numbers; what is not told is `NONE`, or 255.
#[derive(Debug, Clone, Copy)]
struct Line {
    at: i64,
    user: u32,
    creator: u32,
    act: Act,
    channel: u8,
    content: u32,
    product: u32,
    shop: u32,
    affiliation: u8,
    quantity: u32,
    amount: i64,
}

fn line(random: &mut Seeded) -> Line {
    let act = random.one(Act::ALL);
    let fitting: Vec<u8> =
        (0_u8..).zip(CHANNELS).filter(|(_, c)| act.fits(*c)).map(|(place, _)| place).collect();
    let channel = if random.below(9) == 0 { u8::MAX } else { random.one(&fitting) };
    let mut some =
        |bound: usize| if random.below(4) == 0 { NONE } else { u32::try_from(random.below(bound)).unwrap() };
    let (content, product, shop) = (some(60), some(20), some(3));
    Line {
        at: START + i64::try_from(random.below(9 * 86_400_000)).unwrap(),
        user: u32::try_from(random.below(500)).unwrap(),
        creator: u32::try_from(random.below(30)).unwrap(),
        act,
        channel,
        content: if channel < 2 { content } else { NONE },
        product,
        shop,
        affiliation: random.one(&[0, 1, u8::MAX]),
        quantity: if act.has_quantity() { u32::try_from(random.below(9)).unwrap() } else { 0 },
        amount: if act.has_amount() { i64::try_from(random.below(1_000_000)).unwrap() } else { 0 },
    }
}

fn empty() -> Store {
    let rules = AccessRules::new(Calendar::new("Asia/Jakarta").unwrap(), Policy::default());
    Store::new(Workspace { id: "w".into(), rules, currency: Currency::new("IDR").unwrap(), l2l: false })
}

fn observed_at() -> Instant {
    Instant::parse("2026-05-19T20:00:00Z").unwrap()
}

/// An id as a text; with a word before it where ids are no numbers.
fn text(number: u32, words: bool) -> String {
    if words { format!("an id of more than fifteen bytes {number}") } else { number.to_string() }
}

/// The store of rows one by one.
fn of_rows(lines: &[Line], words: bool) -> Store {
    let row = |line: &Line| {
        let told = |number: u32| (number != NONE).then(|| text(number, words));
        let channel = CHANNELS.get(usize::from(line.channel)).copied();
        let content = told(line.content).map(|id| match channel {
            Some(Channel::Live) => Content::Room(RoomId::new(&id).unwrap()),
            _ => Content::Video(VideoId::new(&id).unwrap()),
        });
        Fact::Interaction(InteractionRow {
            event: None,
            at: Instant::from_millis(line.at).unwrap(),
            user: UserId::new(&text(line.user, words)).unwrap(),
            act: line.act,
            creator: Some(CreatorRef::Id(CreatorId::new(&text(line.creator, words)).unwrap())),
            channel,
            content,
            product: told(line.product).map(|id| ProductId::new(&id).unwrap()),
            shop: told(line.shop).map(|id| ShopId::new(&id).unwrap()),
            affiliation: AFFILIATIONS.get(usize::from(line.affiliation)).copied(),
            quantity: line.quantity,
            amount: line.amount,
        })
    };
    let rows = (1..).zip(lines).map(|(number, line)| BatchRow { row: number, facts: vec![row(line)] });
    let batch = Batch {
        feed: "interactions".into(),
        file: "rows".into(),
        observed_at: observed_at(),
        rows: rows.collect(),
        rejected: Vec::new(),
        unknown_fields: BTreeMap::new(),
        warnings: Vec::new(),
        latest_available: None,
        asked: None,
        complete: Vec::new(),
    };
    let mut store = empty();
    store.load(batch, Strictness::Refuse).unwrap();
    store
}

/// How ids lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ids {
    /// Numbers, and what is not told by the number of nothing alone.
    Numbers,
    /// Numbers, with marks that say no more than the numbers.
    Marked,
    /// Numbers, with marks over a number that means nothing.
    Unmarked,
    Texts,
    Words,
}

/// The store of columns.
fn of_columns(lines: &[Line], ids: Ids) -> Store {
    let column = |of: fn(&Line) -> u32| lines.iter().map(of).collect::<Vec<u32>>();
    let told = |numbers: &[u32]| {
        let bits = numbers.iter().map(|number| *number != NONE).collect::<Vec<bool>>();
        bits.chunks(8)
            .map(|bits| (0..).zip(bits).fold(0_u8, |byte, (at, bit)| byte | u8::from(*bit) << at))
            .collect::<Vec<u8>>()
    };
    let numbers = [
        column(|l| l.user),
        column(|l| l.creator),
        column(|l| l.content),
        column(|l| l.product),
        column(|l| l.shop),
    ];
    let marks = numbers.each_ref().map(|numbers| told(numbers));
    let texts = numbers
        .each_ref()
        .map(|numbers| numbers.iter().map(|n| text(*n, ids == Ids::Words)).collect::<Vec<_>>());
    let joined = texts.each_ref().map(|texts| texts.concat().into_bytes());
    let offsets = texts.each_ref().map(|texts| {
        let ends = texts.iter().scan(0, |end, text| {
            *end += i32::try_from(text.len()).unwrap();
            Some(*end)
        });
        [0].into_iter().chain(ends).collect::<Vec<i32>>()
    });
    // A number that is under no mark may be anything.
    let spoilt = numbers
        .each_ref()
        .map(|all| all.iter().map(|n| if *n == NONE { 7 } else { *n }).collect::<Vec<u32>>());
    let id = |place: usize| {
        let bits = Bits { bytes: &marks[place], offset: 0 };
        match ids {
            Ids::Numbers => IdColumn::new(IdValues::U32(&numbers[place])),
            Ids::Marked => IdColumn { values: IdValues::U32(&numbers[place]), told: Some(bits) },
            Ids::Unmarked => IdColumn { values: IdValues::U32(&spoilt[place]), told: Some(bits) },
            Ids::Texts | Ids::Words => {
                let values = IdValues::Utf8 { offsets: &offsets[place], bytes: &joined[place] };
                IdColumn { values, told: Some(bits) }
            }
        }
    };
    // Without marks every number is told: only columns that always tell lie so.
    let some = |place: usize| match ids {
        Ids::Numbers => IdColumn { told: Some(Bits { bytes: &marks[place], offset: 0 }), ..id(place) },
        _ => id(place),
    };
    let acts: Vec<u8> = lines
        .iter()
        .map(|line| u8::try_from(Act::ALL.iter().position(|act| *act == line.act).unwrap()).unwrap())
        .collect();
    let at: Vec<i64> = lines.iter().map(|line| line.at).collect();
    let channels: Vec<u8> = lines.iter().map(|line| line.channel).collect();
    let affiliations: Vec<u8> = lines.iter().map(|line| line.affiliation).collect();
    let quantities = column(|line| line.quantity);
    let amounts: Vec<i64> = lines.iter().map(|line| line.amount).collect();
    let columns = InteractionColumns {
        at: &at,
        unit: TimeUnit::Millis,
        user: id(0),
        act: Names { codes: &acts, names: Act::ALL.iter().map(|act| act.as_str()).collect() },
        creator: id(1),
        creator_name: None,
        channel: Some(Names { codes: &channels, names: CHANNELS.iter().map(|c| c.as_str()).collect() }),
        content: Some(some(2)),
        product: Some(some(3)),
        shop: Some(some(4)),
        affiliation: Some(Names {
            codes: &affiliations,
            names: AFFILIATIONS.iter().map(|a| a.as_str()).collect(),
        }),
        quantity: Some(&quantities),
        amount: Some(&amounts),
        event: None,
    };
    let strictness = Strictness::Refuse;
    let load =
        ColumnLoad { file: "columns".into(), observed_at: observed_at(), complete: vec![], strictness };
    let mut store = empty();
    let report = store.load_columns(&[columns], &load).unwrap();
    assert_eq!(report.accepted, lines.len() as u64, "{ids:?}");
    store
}

/// SRC-7, STO-1: few rows, where days are sorted, and many, where they are counted.
#[test]
fn src_7_columns_in_any_order_make_the_store_of_their_rows() {
    let mut random = Seeded(17);
    for (rows, days) in [(1, 9), (70, 9), (9_000, 9), (9_000, 1)] {
        let mut lines: Vec<Line> = (0..rows).map(|_| line(&mut random)).collect();
        for line in &mut lines {
            line.at = START + (line.at - START) % (days * 86_400_000);
        }
        for words in [false, true] {
            let expected = of_rows(&lines, words).save();
            let mut sorted = lines.clone();
            sorted.sort_by_key(|line| line.at);
            let all = if words {
                &[Ids::Words][..]
            } else {
                &[Ids::Numbers, Ids::Marked, Ids::Unmarked, Ids::Texts]
            };
            for ids in all {
                assert!(of_columns(&lines, *ids).save() == expected, "{rows} rows in no order, {ids:?}");
                assert!(of_columns(&sorted, *ids).save() == expected, "{rows} rows by time, {ids:?}");
            }
        }
    }
}
