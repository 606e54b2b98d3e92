//! Saved stores and partial answers: bytes are refused with a code, or are the one form of what they say; and what was read
//! can be asked, forgotten and merged.
use creator_compass::engine::{Dimension, Partial, Query, Store};
use creator_compass::report::overview;
use creator_compass::time::{Instant, Picker, Screen};
use creator_compass::value::{CreatorId, Failure};

use super::seal::sealed;

/// The bytes of an input: as they lie, or as a payload of right length and checksums, which is where the readers begin.
fn bytes(form: &[u8; 4], choice: u8, data: &[u8]) -> Vec<u8> {
    if choice.is_multiple_of(2) { data.to_vec() } else { sealed(form, data) }
}

fn typed(error: &impl Failure, begins: &str) {
    assert!(error.code().starts_with(begins), "{}", error.code());
}

/// Every question has an answer or a code.
fn asked(store: &Store) {
    use Dimension as D;
    let view = store.view(Instant::parse("2026-06-15T03:00:00Z").unwrap());
    for picker in [Picker::Last7Days, Picker::Yesterday] {
        let period = match view.resolve(Screen::General, picker) {
            Ok(period) => period,
            Err(error) => {
                typed(&error, "time.period.");
                continue;
            }
        };
        overview(&view, period).unwrap();
        for group_by in [vec![], vec![D::Creator, D::Channel, D::Day], vec![D::Content, D::Product, D::Shop]]
        {
            let metrics = ["gmv", "views", "viewers", "buyers", "products_sold", "repeat_engagement"];
            let query = Query { group_by, ..Query::new(period, &metrics) };
            let partial = view.partial(&query).unwrap();
            let part_of = Partial::from_bytes(&partial.to_bytes()).unwrap();
            assert_eq!(part_of, partial);
            finished(&part_of);
            let answer = view.query(&query).unwrap();
            let known = answer.rows().filter(|row| row.value(0).known().is_some()).count();
            assert!(known <= answer.total);
        }
    }
}

/// A cell a metric in each row; answers how many rows.
fn finished(partial: &Partial) -> usize {
    let answer = partial.finish();
    assert!(answer.rows.iter().all(|row| row.cells.len() == answer.metrics.len()));
    answer.rows.len()
}

pub(super) fn check_store(choice: u8, data: &[u8]) -> usize {
    let bytes = bytes(b"CCDB", choice, data);
    let store = match Store::open(&bytes) {
        Ok(store) => store,
        Err(error) => {
            typed(&error, "store.open.");
            return 0;
        }
    };
    assert!(store.save() == bytes, "read, and written otherwise");
    asked(&store);
    let mut twice = store.clone();
    twice.merge(store.clone()).unwrap();
    assert!(twice.save() == bytes, "merged with itself it is another");
    let creators = store.log().events().map(|event| event.creator.clone()).take(2);
    for creator in creators.chain(CreatorId::new("c1").ok()).collect::<Vec<_>>() {
        twice.forget(&creator);
        let kept = twice.save();
        assert!(Store::open(&kept).unwrap().save() == kept, "{creator} forgotten");
    }
    1
}

pub(super) fn check_partial(choice: u8, data: &[u8]) -> usize {
    let bytes = bytes(b"CCPA", choice, data);
    let partial = match Partial::from_bytes(&bytes) {
        Ok(partial) => partial,
        Err(error) => {
            typed(&error, "state.bytes.");
            return 0;
        }
    };
    assert!(partial.to_bytes() == bytes, "read, and written otherwise");
    let rows = finished(&partial);
    // Sums may leave 128 bits; everything else merges with itself.
    match Partial::merge_all([partial.clone(), partial]) {
        Ok(twice) => assert_eq!(finished(&twice), rows),
        Err(error) => assert_eq!(error.code(), "state.sum.overflow"),
    }
    1
}
