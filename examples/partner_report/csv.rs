//! The creators list as CSV (EXP-1): a value and a reason column a metric; what may not be shown is empty, never 0.

use ::csv::Writer;
use creator_compass::metric::Figure;
use creator_compass::report::{CreatorLine, CreatorsAnswer};
use creator_compass::value::{HiddenReason, Reasons, Value};

use crate::figures::number_of_days;

/// One row a creator.
pub(crate) fn print(answer: &CreatorsAnswer, currency: &str) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = Writer::from_writer(Vec::new());
    let mut header: Vec<String> = ["creator", "name", "start", "end", "currency"].map(str::to_owned).to_vec();
    let names = answer.metrics.iter().map(creator_compass::metric::Metric::name);
    let names = std::iter::once("visible_days".to_owned()).chain(names);
    header.extend(names.flat_map(|name| [name.clone(), format!("{name}.reason")]));
    writer.write_record(&header)?;
    for creator in &answer.authorized {
        writer.write_record(row(answer, creator, currency))?;
    }
    writer.flush()?;
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()))
}

fn row(answer: &CreatorsAnswer, creator: &CreatorLine, currency: &str) -> Vec<String> {
    let period = answer.scope.period;
    let mut row = vec![
        harmless(creator.creator.as_str()),
        harmless(creator.name.as_deref().unwrap_or_default()),
        period.start.to_string(),
        period.end.to_string(),
        currency.to_owned(),
        number_of_days(&creator.visible).to_string(),
        creator.hidden.as_ref().map(hidden).unwrap_or_default(),
    ];
    row.extend(creator.lines.iter().flat_map(|line| match &line.value {
        Value::Known(figure) => [exact(figure), String::new()],
        Value::Hidden(reasons) => [String::new(), hidden(reasons)],
        Value::Undefined(reasons) => {
            [String::new(), joined(reasons.iter().map(creator_compass::value::UndefinedReason::code))]
        }
    }));
    row
}

fn exact(figure: &Figure) -> String {
    match figure {
        Figure::Count(count) | Figure::Seconds(count) => count.to_string(),
        Figure::Money(money) | Figure::PerMilleMoney(money) => money.to_string(),
        Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => ratio.to_string(),
    }
}

fn hidden(reasons: &Reasons<HiddenReason>) -> String {
    joined(reasons.iter().map(|reason| reason.code()))
}

fn joined<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<Vec<_>>().join(";")
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it (EXP-2).
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
