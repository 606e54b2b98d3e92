//! Damage of a store's file (STO-1): of a large one in every way, and what only a reader of the whole can see.
use std::ops::Range;

use creator_compass::access::AccessRules;
use creator_compass::engine::{
    ColumnLoad, IdColumn, IdValues, InteractionColumns, Names, Store, Strictness, TimeUnit, Workspace,
};
use creator_compass::fact::{
    Act, ActivityKey, ActivityRow, Affiliation, Batch, Bucket, Channel, CreatorRef, Fact, InteractionRow,
    OrderRow,
};
use creator_compass::metric::Measure;
use creator_compass::time::{Calendar, Day, Instant};
use creator_compass::value::{CreatorId, Currency, EventId, Failure, OrderId, Policy, ProductId, UserId};
use creator_compass_tests::{Seeded, payload, sealed};

fn empty() -> Store {
    let rules = AccessRules::new(Calendar::new("Asia/Jakarta").unwrap(), Policy::default());
    Store::new(Workspace { id: "w".into(), rules, currency: Currency::new("IDR").unwrap(), l2l: false })
}

fn observed_at() -> Instant {
    Instant::parse("2026-06-01T00:00:00Z").unwrap()
}

fn creator(random: &mut Seeded) -> CreatorRef {
    CreatorRef::Id(CreatorId::new(&format!("creator-{}", random.below(200))).unwrap())
}

fn activity(random: &mut Seeded, row: usize) -> Fact {
    let (day, creator) = (Day::parse("2026-05-01").unwrap(), Some(creator(random)));
    let bucket = Bucket::Day(day.plus(i32::try_from(row % 30).unwrap()));
    let key = ActivityKey {
        feed: "activity".to_owned(),
        bucket: Some(bucket),
        creator: creator.clone(),
        channel: Some(Channel::Video),
        content: None,
        product: Some(ProductId::new(&row.to_string()).unwrap()),
        shop: None,
        affiliation: Some(Affiliation::InHouse),
        definition: None,
    };
    let count = |random: &mut Seeded| i64::try_from(random.below(1 << 20)).unwrap();
    let measures = vec![
        (Measure::Impressions, count(random)),
        (Measure::Views, count(random)),
        (Measure::Gmv, count(random) * 1_000_000),
    ];
    assert!(measures.is_sorted());
    Fact::Activity(ActivityRow { key, bucket, creator, affiliation: None, definition: None, measures })
}

fn order(random: &mut Seeded, row: usize) -> Fact {
    let at = observed_at().plus_millis(-i64::try_from(random.below(2_000_000_000)).unwrap());
    Fact::Order(OrderRow {
        order: OrderId::new(&format!("order-{row}")).unwrap(),
        line: "1".to_owned(),
        creator: Some(creator(random)),
        channel: Some(Channel::Live),
        content: None,
        product: Some(ProductId::new(&random.below(3_000).to_string()).unwrap()),
        shop: None,
        affiliation: None,
        quantity: 1,
        created_at: at,
        paid_at: Some(at.plus_millis(60_000)),
        refunded_at: None,
        settled_at: None,
        amount: i64::try_from(random.below(1 << 30)).unwrap(),
        refund_amount: None,
        refund_quantity: None,
        commission: Some(12_345),
        settled_amount: None,
    })
}

/// 120 000 acts, 12 000 rows of activity and 8 000 orders: some megabytes.
fn large() -> Store {
    const ACTS: usize = 120_000;
    let (mut store, mut random) = (empty(), Seeded(5));
    let facts = (0..12_000).map(|row| activity(&mut random, row)).collect::<Vec<_>>();
    let facts = facts.into_iter().chain((0..8_000).map(|row| order(&mut random, row)));
    let mut batch = Batch::new("tables", "program", observed_at());
    for (row, fact) in (1..).zip(facts.collect::<Vec<_>>()) {
        batch.take(row, Ok(vec![fact]));
    }
    assert_eq!(store.load(batch, Strictness::Refuse).unwrap().accepted, 20_000);

    let mut column = |bound: usize| -> Vec<u32> {
        (0..ACTS).map(|_| u32::try_from(random.below(bound)).unwrap()).collect()
    };
    let [times, users, creators, products, kinds, figures] =
        [2_500_000_000, 5_000_000, 200, 3_000, 3, 1 << 30].map(&mut column);
    let codes = |values: &[u32]| values.iter().map(|value| value.to_le_bytes()[0]).collect::<Vec<u8>>();
    let at: Vec<i64> = times.iter().map(|time| 1_777_568_400_000 + i64::from(*time)).collect();
    let is_purchase = |row: usize| kinds[row] == 2;
    let quantity: Vec<u32> = (0..ACTS).map(|row| u32::from(is_purchase(row))).collect();
    let amount: Vec<i64> =
        (0..ACTS).map(|row| if is_purchase(row) { i64::from(figures[row]) } else { 0 }).collect();
    let channels: Vec<u32> = users.iter().map(|user| user % 2).collect();
    let (acts, channels) = (codes(&kinds), codes(&channels));
    let ids = |values| IdColumn::new(IdValues::U32(values));
    let columns = InteractionColumns {
        at: &at,
        unit: TimeUnit::Millis,
        user: ids(&users),
        act: Names { codes: &acts, names: vec!["view", "like", "purchase"] },
        creator: ids(&creators),
        creator_name: None,
        channel: Some(Names { codes: &channels, names: vec!["live", "video"] }),
        content: None,
        product: Some(ids(&products)),
        shop: None,
        affiliation: None,
        quantity: Some(&quantity),
        amount: Some(&amount),
        event: None,
    };
    let load = ColumnLoad {
        file: "program".into(),
        observed_at: observed_at(),
        complete: vec![],
        strictness: Strictness::Refuse,
    };
    assert_eq!(store.load_columns(&[columns], &load).unwrap().accepted, ACTS as u64);
    store
}

/// Some bytes of the file, at most so many.
fn range(random: &mut Seeded, length: usize, most: usize) -> Range<usize> {
    let start = random.below(length);
    start..(start + 1 + random.below(most)).min(length)
}

/// What was changed of a file, so that it can be undone: a copy of megabytes for each damage would be most of the time.
fn damage(random: &mut Seeded, bytes: &mut [u8]) -> Vec<Range<usize>> {
    let length = bytes.len();
    match random.below(4) {
        0 => {
            let bits = (0..=random.below(4)).map(|_| {
                let at = random.below(length);
                bytes[at] ^= 1 << random.below(8);
                at..at + 1
            });
            bits.collect()
        }
        1 => {
            let zeroed = range(random, length, 4096);
            bytes[zeroed.clone()].fill(0);
            vec![zeroed]
        }
        2 => {
            let noise = range(random, length, 64);
            bytes[noise.clone()].fill_with(|| random.number().to_le_bytes()[0]);
            vec![noise]
        }
        _ => {
            // Two blocks of one size change places, as those of a disk might.
            let block = random.one(&[16, 512, 4096]);
            let blocks = length / block;
            let [a, b] = [random.below(blocks), random.below(blocks)].map(|at| at * block..(at + 1) * block);
            let held = bytes[a.clone()].to_vec();
            bytes.copy_within(b.clone(), a.start);
            bytes[b.clone()].copy_from_slice(&held);
            vec![a, b]
        }
    }
}

/// STO-1: 10 000 random damages of a file of megabytes. Half of them change its length, which is seen at once; of the
/// others every byte is summed up twice (CRC-32 and XXH3), so there are as many as debug builds do in some seconds.
#[test]
fn sto_1_damage_of_a_large_store_is_refused() {
    let (store, mut random) = (large(), Seeded(6));
    let bytes = store.save();
    assert!((3_000_000..6_000_000).contains(&bytes.len()), "{} bytes", bytes.len());
    assert!(Store::open(&bytes).unwrap().save() == bytes);
    let refused = |bytes: &[u8]| Store::open(bytes).err().map(|error| error.code());
    let mut changed = bytes.clone();
    let (mut done, mut summed) = (0, 0);
    while done < 10_000 {
        match random.below(10) {
            0..3 => {
                let length = random.below(bytes.len());
                let expected = if length < 4 { "store.open.foreign" } else { "store.open.length" };
                assert_eq!(refused(&bytes[..length]), Some(expected), "{length} bytes");
            }
            3..5 => {
                changed.extend((0..=random.below(600)).map(|_| random.number().to_le_bytes()[0]));
                assert_eq!(refused(&changed), Some("store.open.length"), "{} bytes", changed.len());
                changed.truncate(bytes.len());
            }
            _ => {
                let ranges = damage(&mut random, &mut changed);
                if ranges.iter().all(|range| changed[range.clone()] == bytes[range.clone()]) {
                    continue;
                }
                let codes =
                    ["foreign", "version", "length", "checksum"].map(|code| format!("store.open.{code}"));
                let code = refused(&changed).unwrap_or_else(|| panic!("{ranges:?} passed"));
                let head = ranges.iter().any(|range| range.start < 13);
                assert!(
                    if head { codes.iter().any(|one| one == code) } else { code == codes[3] },
                    "{code}: {ranges:?}"
                );
                summed += usize::from(!head);
                for range in ranges {
                    changed[range.clone()].copy_from_slice(&bytes[range]);
                }
            }
        }
        done += 1;
    }
    assert!(summed > 4_000, "only {summed} damages were seen by the checksum");
    assert!(changed == bytes);
}

fn one_act(act: Act, channel: Option<Channel>, affiliation: Option<Affiliation>, event: bool) -> Store {
    let row = InteractionRow {
        event: event.then(|| EventId::new("e1").unwrap()),
        at: Instant::parse("2026-05-18T10:00:00Z").unwrap(),
        user: UserId::new("41").unwrap(),
        act,
        creator: Some(CreatorRef::Id(CreatorId::new("ana").unwrap())),
        channel,
        content: None,
        product: None,
        shop: None,
        affiliation,
        quantity: u32::from(act.has_quantity()),
        amount: i64::from(act.has_amount()),
    };
    let mut batch = Batch::new("interactions", "program", observed_at());
    batch.take(1, Ok(vec![Fact::Interaction(row)]));
    let mut store = empty();
    store.load(batch, Strictness::Report).unwrap();
    store
}

/// STO-1: a file whose checksums hold is refused where it tells an act in a channel that every load refuses.
#[test]
fn sto_1_an_act_in_a_channel_that_no_load_takes_is_damage() {
    let channels = [Some(Channel::Live), Some(Channel::Video), Some(Channel::Card), None];
    let affiliations = [None, Some(Affiliation::InHouse), Some(Affiliation::Affiliate)];
    for event in [false, true] {
        let [live, untold] =
            [channels[0], None].map(|channel| one_act(Act::Review, channel, None, event).save());
        let [live, untold] = [&live, &untold].map(|bytes| payload(b"CCDB", bytes));
        let place = live.iter().zip(untold).position(|(a, b)| a != b).unwrap();
        let (mut taken, mut refused) = (0, 0);
        for act in Act::ALL {
            let bytes = one_act(*act, None, None, event).save();
            for (number, channel) in channels.into_iter().enumerate() {
                for (shift, affiliation) in affiliations.into_iter().enumerate() {
                    let mut changed = payload(b"CCDB", &bytes).to_vec();
                    assert_eq!(changed[place], 9);
                    changed[place] = u8::try_from(3 * number + shift).unwrap();
                    let opened = Store::open(&sealed(b"CCDB", &changed));
                    if channel.is_none_or(|channel| act.fits(channel)) {
                        taken += 1;
                        assert!(opened.unwrap() == one_act(*act, channel, affiliation, event), "{act:?}");
                    } else {
                        refused += 1;
                        let error = opened.unwrap_err();
                        assert_eq!(error.code(), "store.open.malformed", "{act:?}");
                        let said = error.to_string();
                        assert!(
                            said.ends_with("an act in a channel where it can be done expected"),
                            "{said}"
                        );
                    }
                }
            }
        }
        // Twelve acts are not done on a card, three not in a LIVE, two not on a video; each with three affiliations.
        assert_eq!((taken, refused), (21 * 12 - 17 * 3, 17 * 3));
    }
}

/// STO-1: damage with checksums made right again: refused, or the one form of another store.
#[test]
fn sto_1_damage_under_right_checksums_is_typed_or_another_store() {
    let mut random = Seeded(7);
    let stores = [
        one_act(Act::Purchase, Some(Channel::Live), None, false),
        one_act(Act::Enter, Some(Channel::Live), Some(Affiliation::InHouse), true),
    ];
    let (mut opened, mut refused) = (0, 0);
    for store in &stores {
        let bytes = store.save();
        assert!(sealed(b"CCDB", payload(b"CCDB", &bytes)) == bytes);
        for _ in 0..10_000 {
            let mut changed = payload(b"CCDB", &bytes).to_vec();
            for _ in 0..=random.below(2) {
                let at = random.below(changed.len());
                match random.below(4) {
                    0 => changed[at] ^= 1 << random.below(8),
                    1 => changed[at] = random.one(&[0, 1, 2, 3, 0x7f, 0x80, 0xff]),
                    2 => drop(changed.remove(at)),
                    _ => changed.insert(at, random.one(&[0, 1, 0x80, 0xff])),
                }
            }
            let changed = sealed(b"CCDB", &changed);
            match Store::open(&changed) {
                Ok(store) => {
                    opened += 1;
                    assert!(store.save() == changed, "read, and written otherwise: {changed:?}");
                }
                Err(error) => {
                    refused += 1;
                    assert_eq!(error.code(), "store.open.malformed");
                }
            }
        }
    }
    assert!(opened > 1_000 && refused > 5_000, "{opened} opened, {refused} refused");
}
