//! Ids of columns, however they lie: a whole number is the id that its text is, in the store, its file and its answers
//! (SRC-1, SRC-7).
use std::fmt::Write as _;

use creator_compass::access::{AccessEvent, AccessFact, AccessRules, Scope};
use creator_compass::engine::{
    Bits, ColumnLoad, Dimension, IdColumn, IdValues, InteractionColumns, Names, Query, Store, Strictness,
    TimeUnit, Workspace,
};
use creator_compass::source::{SourceContext, read_csv};
use creator_compass::time::{Calendar, Day, Instant, Picker, Screen, Window};
use creator_compass::value::{CreatorId, Currency, EventId, Policy, RequestId};

/// Small whole numbers, the first that is no code of its own, a large one, and texts that only look like numbers.
const TEXTS: [&str; 9] =
    ["5", "0", "2147483647", "2147483648", "18446744073709551615", "05", "+5", "5 a", "Ü"];
const ROWS: usize = 40;

/// The id of a row; one in five tells none, where it may.
fn id(row: usize, texts: usize) -> &'static str {
    TEXTS[row * 7 % texts]
}

fn is_told(row: usize) -> bool {
    row % 5 != 3
}

/// When each row was done, a second apart, so that all differ.
fn at() -> Vec<i64> {
    (0..ROWS).map(|row| 1_779_100_000_000 + i64::try_from(row).unwrap() * 1000).collect()
}

fn allowed() -> Store {
    let rules = AccessRules::new(Calendar::new("Asia/Jakarta").unwrap(), Policy::default());
    let mut store =
        Store::new(Workspace { id: "w".into(), rules, currency: Currency::new("IDR").unwrap(), l2l: false });
    let (at, first) = (Instant::parse("2026-03-01T03:00:00Z").unwrap(), Day::parse("2026-03-01").unwrap());
    for creator in TEXTS {
        let request = RequestId::new(creator).unwrap();
        let days = Window { start: first, end: None };
        let facts = [
            AccessFact::ContractSigned { on: first },
            AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until: None },
            AccessFact::Authorized { request },
        ];
        for (step, fact) in (0..).zip(facts) {
            let (id, at) = (EventId::new(&format!("{creator}/{step}")).unwrap(), at.plus_millis(step));
            let creator = CreatorId::new(creator).unwrap();
            store.record([AccessEvent { id, happened_at: at, recorded_at: at, creator, fact }]).unwrap();
        }
    }
    store
}

/// What a store says of each creator, product, content and shop.
fn answers(store: &Store) -> Vec<String> {
    use Dimension as D;
    let view = store.view(Instant::parse("2026-05-20T03:00:00Z").unwrap());
    let groups =
        [vec![D::Creator], vec![D::Product], vec![D::Content], vec![D::Shop], vec![D::Content, D::Product]];
    let of = |group_by: Vec<D>| {
        let period = view.resolve(Screen::General, Picker::Last7Days).unwrap();
        let query = Query { group_by, ..Query::new(period, &["views", "viewers"]) };
        let answer = view.query(&query).unwrap();
        let rows = answer.rows();
        rows.map(|row| format!("{:?} {:?} {:?}", row.key(), row.value(0), row.value(1))).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(of).collect()
}

fn of_columns(column: &IdColumn<'_>, told: &[u8]) -> Store {
    let (at, acts, channels) = (at(), vec![0; ROWS], vec![0; ROWS]);
    let some = || Some(IdColumn { told: Some(Bits { bytes: told, offset: 0 }), ..column.clone() });
    let columns = InteractionColumns {
        at: &at,
        unit: TimeUnit::Millis,
        user: column.clone(),
        act: Names { codes: &acts, names: vec!["view"] },
        creator: column.clone(),
        creator_name: None,
        channel: Some(Names { codes: &channels, names: vec!["live"] }),
        content: some(),
        product: some(),
        shop: some(),
        affiliation: None,
        quantity: None,
        amount: None,
        event: some(),
    };
    let observed_at = Instant::parse("2026-05-19T20:00:00Z").unwrap();
    let strictness = Strictness::Refuse;
    let load = ColumnLoad { file: "columns".into(), observed_at, complete: vec![], strictness };
    let mut store = allowed();
    store.load_columns(&[columns], &load).unwrap();
    store
}

fn of_csv(texts: usize) -> Store {
    let mut csv = "at,user,creator,act,channel,room,product,shop,event\n".to_owned();
    for (row, at) in at().into_iter().enumerate() {
        let (at, id) = (Instant::from_millis(at).unwrap(), id(row, texts));
        let some = if is_told(row) { id } else { "" };
        writeln!(csv, "{at},{id},{id},view,live,{some},{some},{some},{some}").unwrap();
    }
    let mut store = allowed();
    let context = SourceContext {
        file: "csv".into(),
        observed_at: Instant::parse("2026-05-19T20:00:00Z").unwrap(),
        window: None,
        complete: vec![],
        calendar: store.workspace().rules.calendar,
        currency: store.workspace().currency,
    };
    store.load(read_csv("interactions", &csv, &context).unwrap(), Strictness::Refuse).unwrap();
    store
}

#[test]
fn src_1_ids_are_the_same_however_they_lie() {
    let mut told = vec![0_u8; ROWS.div_ceil(8)];
    (0..ROWS).filter(|row| is_told(*row)).for_each(|row| told[row / 8] |= 1 << (row % 8));
    // As many of the ids as a type can hold.
    for texts in [3, 4, 5, 9] {
        let ids: Vec<&str> = (0..ROWS).map(|row| id(row, texts)).collect();
        let wide: Vec<u64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        let narrow: Vec<u32> = wide.iter().filter_map(|id| u32::try_from(*id).ok()).collect();
        let signed: Vec<i64> = wide.iter().filter_map(|id| i64::try_from(*id).ok()).collect();
        let ends = (0..=ROWS).map(|row| ids[..row].iter().map(|id| id.len()).sum::<usize>());
        let ends: Vec<i32> = ends.map(|end| i32::try_from(end).unwrap()).collect();
        let large: Vec<i64> = ends.iter().copied().map(i64::from).collect();
        let bytes = ids.concat();
        let keys: Vec<u32> = (0..ROWS).map(|row| u32::try_from(row * 7 % texts).unwrap()).collect();
        let column = IdColumn::new;
        let mut all = vec![
            ("texts", column(IdValues::Texts(ids.clone()))),
            ("utf8", column(IdValues::Utf8 { offsets: &ends, bytes: bytes.as_bytes() })),
            ("large utf8", column(IdValues::LargeUtf8 { offsets: &large, bytes: bytes.as_bytes() })),
        ];
        let list = || IdValues::Texts(TEXTS.to_vec());
        all.push(("list", column(IdValues::Dictionary { keys: &keys, values: Box::new(column(list())) })));
        if texts < 9 {
            all.push(("u64", column(IdValues::U64(&wide))));
        }
        if texts < 5 {
            all.push(("i64", column(IdValues::I64(&signed))));
            all.push(("u32", column(IdValues::U32(&narrow))));
        }
        let expected = of_csv(texts);
        let (file, said) = (expected.save(), answers(&expected));
        // Each id tells one group at least, by itself and with its product; rows without a product are no group.
        assert!(said.len() >= texts * 5, "{said:?}");
        for (lie, ids) in all {
            let store = of_columns(&ids, &told);
            assert_eq!(answers(&store), said, "{lie}, {texts} ids");
            assert!(store.save() == file, "{lie}, {texts} ids: the file differs");
            assert_eq!(answers(&Store::open(&file).unwrap()), said);
        }
    }
}
