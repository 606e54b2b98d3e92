//! With two threads the same stores, reports, answers and files as with one.
use creator_compass::access::{AccessEvent, AccessFact, AccessRules, Scope};
use creator_compass::engine::{
    Answer, Dimension, IdColumn, IdValues, InteractionColumns, LoadReport, Names, Query, Store, TimeUnit,
    Workspace,
};
use creator_compass::time::{Calendar, Day, Instant, Picker, Screen, Window};
use creator_compass::value::{CreatorId, Currency, EventId, Policy, RequestId};
use proptest::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::shared::load;

const ACTS: [&str; 4] = ["view", "like", "product_click", "purchase"];
const CHANNELS: [&str; 3] = ["live", "video", "card"];
/// 2026-05-01 in Jakarta begins.
const START: i64 = 1_777_568_400_000;

/// A row: milliseconds, user, act, creator, channel, content, product.
type Act = (i64, u32, u8, u32, u8, u32, u32);

fn allowed() -> Store {
    let rules = AccessRules::new(Calendar::new("Asia/Jakarta").unwrap(), Policy::default());
    let mut store =
        Store::new(Workspace { id: "w".into(), rules, currency: Currency::new("IDR").unwrap(), l2l: false });
    let (at, first) = (Instant::parse("2026-03-01T03:00:00Z").unwrap(), Day::parse("2026-03-01").unwrap());
    for number in (0..40).filter(|number| number % 4 != 0) {
        let request = RequestId::new(&format!("r{number}")).unwrap();
        let days = Window { start: first, end: None };
        let facts = [
            AccessFact::ContractSigned { on: first },
            AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until: None },
            AccessFact::Authorized { request },
        ];
        for (step, fact) in facts.into_iter().enumerate() {
            let id = EventId::new(&format!("{number}/{step}")).unwrap();
            let (at, creator) =
                (at.plus_millis(i64::try_from(step).unwrap()), CreatorId::new(&number.to_string()).unwrap());
            store.record([AccessEvent { id, happened_at: at, recorded_at: at, creator, fact }]).unwrap();
        }
    }
    store
}

/// All that an answer says.
fn said(answer: &Answer) -> Vec<String> {
    let rows = answer.rows().map(|row| {
        let lines: Vec<_> = (0..answer.metrics.len()).map(|metric| row.value(metric)).collect();
        format!("{:?} {:?} {lines:?}", row.key(), row.name())
    });
    rows.chain([format!("{} {:?} {:?}", answer.total, answer.left_out, answer.scope)]).collect()
}

fn questions(store: &Store) -> Vec<Vec<String>> {
    use Dimension as D;
    let view = store.view(Instant::parse("2026-05-20T03:00:00Z").unwrap());
    let groups: [&[D]; 6] = [
        &[],
        &[D::Creator],
        &[D::Creator, D::Channel],
        &[D::Product, D::Day],
        &[D::Content],
        &[D::Creator, D::Day],
    ];
    let mut answers = Vec::new();
    let (start, end) = (Day::parse("2026-05-01").unwrap(), Day::parse("2026-05-19").unwrap());
    for picker in [Picker::Last7Days, Picker::Custom { start, end }] {
        for group_by in groups {
            let period = view.resolve(Screen::General, picker).unwrap();
            let metrics = ["gmv", "views", "likes", "buyers", "sku_orders"];
            let query = Query { group_by: group_by.to_vec(), ..Query::new(period, &metrics) };
            answers.push(said(&view.query(&query).unwrap()));
        }
    }
    answers
}

/// How ids lie in the columns.
#[derive(Debug, Clone, Copy)]
enum Ids {
    Numbers,
    Strings,
    Events,
}

/// What one pool makes of rows: the reports, the answers, the file, and that of the store that was opened from it.
#[derive(Debug)]
struct Made {
    store: Store,
    reports: Vec<LoadReport>,
    answers: Vec<Vec<String>>,
    file: Vec<u8>,
    again: Vec<u8>,
}

fn run(pool: &ThreadPool, rows: &[Act], ids: Ids) -> Made {
    let column = |id: fn(&Act) -> u32| rows.iter().map(id).collect::<Vec<u32>>();
    let numbers = [column(|r| r.1), column(|r| r.3), column(|r| r.5), column(|r| r.6)];
    let events: Vec<u32> = rows.iter().map(|row| u32::try_from(row.0 % 3000).unwrap()).collect();
    let name =
        |number: &u32| if number.is_multiple_of(3) { number.to_string() } else { format!("id {number}") };
    let texts: Vec<Vec<String>> = numbers.iter().map(|ids| ids.iter().map(name).collect()).collect();
    let lists: Vec<Vec<&str>> = texts.iter().map(|ids| ids.iter().map(String::as_str).collect()).collect();
    let id = |place: usize| {
        // Creators are always those that the access log names.
        IdColumn::new(match ids {
            Ids::Strings if place != 1 => IdValues::Texts(lists[place].clone()),
            _ => IdValues::U32(&numbers[place]),
        })
    };
    let at: Vec<i64> = rows.iter().map(|row| START + row.0).collect();
    let acts: Vec<u8> = rows.iter().map(|row| row.2).collect();
    let channels: Vec<u8> = rows.iter().map(|row| row.4 % 2).collect();
    let is_purchase = |row: &Act| row.2 == 3;
    let quantities: Vec<u32> = rows.iter().map(|row| u32::from(is_purchase(row))).collect();
    // Now and then an amount that an act must not have.
    let amounts: Vec<i64> =
        rows.iter().map(|row| if is_purchase(row) || row.0 % 997 == 0 { row.0 % 1000 } else { 0 }).collect();
    let columns = InteractionColumns {
        at: &at,
        unit: TimeUnit::Millis,
        user: id(0),
        act: Names { codes: &acts, names: ACTS.to_vec() },
        creator: id(1),
        creator_name: None,
        channel: Some(Names { codes: &channels, names: CHANNELS.to_vec() }),
        content: Some(id(2)),
        product: Some(id(3)),
        shop: None,
        affiliation: None,
        quantity: Some(&quantities),
        amount: Some(&amounts),
        event: matches!(ids, Ids::Events).then(|| IdColumn::new(IdValues::U32(&events))),
    };
    pool.install(|| {
        let mut store = allowed();
        // Twice: into an empty store, and into one that has every row.
        let batches = [columns];
        let reports = (0..2).map(|_| store.load_columns(&batches, &load()).unwrap()).collect();
        let answers = questions(&store);
        let file = store.save();
        let again = Store::open(&file).unwrap().save();
        Made { store, reports, answers, file, again }
    })
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let row = (0..19 * 86_400_000_i64, 0..300_u32, 0..4_u8, 0..40_u32, 0..3_u8, 0..60_u32, 0..20_u32);
    prop::collection::vec(row, 1..3000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Shuffled and sorted, numbers and strings, with and without keys; the same again after each. The file is the same
    /// to the byte, with however many threads it is written and read (STO-3).
    #[test]
    fn sto_3_two_threads_say_and_write_what_one_does(mut rows in acts()) {
        let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (one, two) = (pool(1), pool(2));
        for sorted in [false, true] {
            if sorted {
                rows.sort_unstable();
            }
            for ids in [Ids::Numbers, Ids::Strings, Ids::Events] {
                let (first, second) = (run(&one, &rows, ids), run(&two, &rows, ids));
                prop_assert_eq!(&first.reports, &second.reports, "{:?}", ids);
                prop_assert_eq!(&first.answers, &second.answers, "answers of {:?}", ids);
                prop_assert!(first.store == second.store, "stores of {:?}", ids);
                prop_assert!(first.file == second.file, "files of {:?}", ids);
                prop_assert!(first.again == first.file && second.again == first.file, "opened, of {:?}", ids);
                prop_assert!(first.answers.iter().any(|answer| answer.len() > 1));
            }
        }
    }
}
