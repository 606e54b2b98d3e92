//! A document of the Open API: what it tells, written as rows of the plain tables, tells the same again.
use creator_compass::fact::{Batch, Fact};
use creator_compass::source::{DocumentKind, SourceContext, SourceError, read_document};
use creator_compass::time::{Calendar, Day, Instant, Window};
use creator_compass::value::{Currency, Failure as _};

use super::{rows, tables};

/// What the first byte chooses of all that a source does not say of itself.
pub(super) fn context(choice: u8) -> SourceContext {
    let start = Day::parse("2026-06-15").unwrap();
    let length = [1, 7, 31, 0][usize::from(choice % 4)];
    let currency = ["USD", "IDR", "VND", "JPY"][usize::from(choice / 4 % 4)];
    let zone =
        ["UTC", "Asia/Jakarta", "America/Sao_Paulo", "Australia/Lord_Howe"][usize::from(choice / 16 % 4)];
    SourceContext {
        file: "input".to_owned(),
        observed_at: Instant::parse("2026-07-01T00:00:00Z").unwrap(),
        window: (length > 0).then(|| Window { start, end: Some(start.plus(length)) }),
        complete: Vec::new(),
        calendar: Calendar::new(zone).unwrap(),
        currency: Currency::new(currency).unwrap(),
    }
}

pub(super) fn typed(error: &SourceError) {
    assert!(error.code().contains('.'), "{error:?}");
    assert!(error.to_string().len() < 4000, "the message repeats what is huge: {error}");
}

/// Every refused row says where and why, every taken one tells something.
pub(super) fn sound(batch: &Batch) {
    for row in &batch.rows {
        assert!(row.row > 0 && !row.facts.is_empty(), "{row:?}");
    }
    for one in &batch.rejected {
        assert!(one.row > 0 && one.error.code.contains('.') && !one.error.expected.is_empty(), "{one:?}");
    }
}

pub(super) fn check(kind: DocumentKind, choice: u8, text: &str) -> usize {
    let context = context(choice);
    let batch = match read_document(kind, text, &context) {
        Ok(batch) => batch,
        Err(error) => {
            typed(&error);
            return 0;
        }
    };
    sound(&batch);
    let again = read_document(kind, text, &context).unwrap();
    assert_eq!(batch, again, "the same bytes tell the same");
    let mut count = 0;
    for fact in batch.rows.iter().flat_map(|row| &row.facts).map(rows::plain) {
        let (table, row) = rows::of(&fact, context.currency).unwrap();
        let told = tables::read_one(table, &row, &context);
        assert_same(&fact, &told, &row);
        count += 1;
    }
    count
}

/// Equal, but for what only a document has: the key of an activity names its feed, and a LIVE list's has no bucket.
pub(super) fn assert_same(fact: &Fact, told: &Fact, row: &rows::Row) {
    match (fact, told) {
        (Fact::Activity(a), Fact::Activity(b)) => {
            assert_eq!(
                (a.bucket, &a.creator, a.affiliation, a.definition),
                (b.bucket, &b.creator, b.affiliation, b.definition),
                "{row:?}"
            );
            assert_eq!(a.measures, b.measures, "{row:?}");
            let key = |key: &creator_compass::fact::ActivityKey| {
                (key.channel, key.content.clone(), key.product.clone(), key.shop.clone())
            };
            assert_eq!(key(&a.key), key(&b.key), "{row:?}");
        }
        _ => assert_eq!(fact, told, "{row:?}"),
    }
}
