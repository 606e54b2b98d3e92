//! Loading the columns as they lie.
use creator_compass::engine::{
    Bits, ColumnLoad, IdColumn, IdValues, InteractionColumns, Names, Store, Strictness, TimeUnit, Workspace,
};
use creator_compass::time::Instant;
use creator_compass::value::Currency;
use creator_compass_benches::FixtureError;
use creator_compass_benches::workload::{
    ACTS, CHANNELS, Columns, Config, Form, NONE, NOW_MILLIS, Text, Texts, access, rules, stopwatch, texts,
};

use super::failed;

/// A bit a row: whether it tells something.
fn told(rows: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (row, told) in rows.enumerate() {
        if row % 8 == 0 {
            bytes.push(0);
        }
        if let Some(byte) = bytes.last_mut() {
            *byte |= u8::from(told) << (row % 8);
        }
    }
    bytes
}

/// Which rows have a content, and a product.
struct Told {
    content: Vec<u8>,
    product: Vec<u8>,
}

fn texts_of<'a>(text: &'a Text, told: Option<&'a [u8]>) -> IdColumn<'a> {
    let values = IdValues::Utf8 { offsets: &text.offsets, bytes: &text.bytes };
    IdColumn { values, told: told.map(|bytes| Bits { bytes, offset: 0 }) }
}

fn numbers<'a>(values: &'a [u32], told: Option<&'a [u8]>) -> IdColumn<'a> {
    IdColumn { values: IdValues::U32(values), told: told.map(|bytes| Bits { bytes, offset: 0 }) }
}

fn table<'a>(columns: &'a Columns, texts: Option<&'a Texts>, told: &'a Told) -> InteractionColumns<'a> {
    let (user, creator, content, product) = match texts {
        Some(texts) => (
            texts_of(&texts.user, None),
            texts_of(&texts.creator, None),
            texts_of(&texts.content, Some(&told.content)),
            texts_of(&texts.product, Some(&told.product)),
        ),
        None => (
            numbers(&columns.user, None),
            numbers(&columns.creator, None),
            numbers(&columns.content, Some(&told.content)),
            numbers(&columns.product, Some(&told.product)),
        ),
    };
    InteractionColumns {
        at: &columns.at,
        unit: TimeUnit::Millis,
        user,
        act: Names { codes: &columns.act, names: ACTS.to_vec() },
        creator,
        creator_name: None,
        channel: Some(Names { codes: &columns.channel, names: CHANNELS.to_vec() }),
        content: Some(content),
        product: Some(product),
        shop: None,
        affiliation: None,
        quantity: Some(&columns.quantity),
        amount: Some(&columns.amount),
        event: None,
    }
}

/// A store of the workload, and how long each load of it took.
pub(crate) fn load(
    config: Config,
    columns: &Columns,
    runs: usize,
) -> Result<(Store, Vec<f64>), FixtureError> {
    let workspace = Workspace {
        id: "w".to_owned(),
        rules: rules()?,
        currency: Currency::new("IDR").map_err(failed)?,
        l2l: false,
    };
    let mut empty = Store::new(workspace);
    empty.record(access(config)?.events).map_err(failed)?;
    let texts = (config.form == Form::Strings).then(|| texts(columns));
    let told = Told {
        content: told(columns.content.iter().map(|content| *content != NONE)),
        product: told(columns.product.iter().map(|product| *product != NONE)),
    };
    let observed_at = Instant::from_millis(NOW_MILLIS)?;
    let how = ColumnLoad {
        file: "workload".to_owned(),
        observed_at,
        complete: Vec::new(),
        strictness: Strictness::Refuse,
    };
    let (mut times, mut last) = (Vec::new(), None);
    for _ in 0..runs.max(1) {
        let mut store = empty.clone();
        drop(last.take());
        let batch = [table(columns, texts.as_ref(), &told)];
        let (took, report) = stopwatch(|| store.load_columns(&batch, &how));
        let report = report.map_err(failed)?;
        if report.accepted != columns.at.len() as u64 {
            return Err(FixtureError(format!("{} of {} rows taken", report.accepted, columns.at.len())));
        }
        times.push(took.as_secs_f64());
        last = Some(store);
    }
    last.map(|store| (store, times)).ok_or_else(|| FixtureError("no run".to_owned()))
}
