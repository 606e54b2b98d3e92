use std::collections::BTreeMap;

use crate::access::Module;
use crate::change::{
    ChangeFigures, ChangeKind, ChangeSubject, ChangeTotals, Decomposition, Share, decompose,
};
use crate::engine::{Answer, AnswerRow, Dimension, Query, QueryError, QueryFilter, Scope, View};
use crate::fact::Channel;
use crate::metric::Figure;
use crate::time::Period;
use crate::value::{CreatorId, HiddenReason, Money, Reasons, UndefinedReason, Value};

/// By what a change is taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangesBy {
    /// Whose sales.
    Creator,
    /// Of which products.
    Product,
    /// In LIVE, video or product cards.
    Channel,
}

impl ChangesBy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Creator, Self::Product, Self::Channel];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.dimension().as_str()
    }
    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == name)
    }
    fn dimension(self) -> Dimension {
        match self {
            Self::Creator => Dimension::Creator,
            Self::Product => Dimension::Product,
            Self::Channel => Dimension::Channel,
        }
    }
}

/// Which change is taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesAsk {
    /// The days, beside their previous cycle.
    pub period: Period,
    /// By what.
    pub by: ChangesBy,
    /// Which facts count.
    pub filter: QueryFilter,
    /// How many of the largest parts are given; the rest is one part.
    pub top: Option<usize>,
}

/// A change of GMV taken apart (BEY-8).
#[derive(Debug, Clone, PartialEq)]
pub struct ChangesAnswer {
    /// What the answer drew on.
    pub scope: Scope,
    /// By what it is taken apart.
    pub by: ChangesBy,
    /// The creators of whom part of either cycle may not be seen: they hide the change (PER-6).
    pub cut: Vec<(CreatorId, Reasons<HiddenReason>)>,
    /// The change, or why there is none.
    pub change: Value<Changes>,
}

/// A change by part and by cause; either sums to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// GMV of the previous cycle.
    pub before: Money,
    /// GMV of the period.
    pub after: Money,
    /// How they differ.
    pub change: Share,
    /// The parts, the largest first, whichever way; ties by id. What has no id of its own comes last.
    pub parts: Vec<ChangesPart>,
    /// By cause.
    pub totals: ChangeTotals,
}

/// What a part of a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangesSubject {
    /// A creator, product or channel.
    Of {
        /// Its id.
        id: String,
        /// Its name for people.
        name: Option<String>,
    },
    /// Sales of which it is not told.
    Untold,
    /// All that `top` left out.
    Others {
        /// How many.
        count: usize,
    },
}

/// A part of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesPart {
    /// What it is about.
    pub subject: ChangesSubject,
    /// Whether it came, went or stayed, and by which factors; none for what was put together.
    pub kind: Option<ChangeKind>,
    /// How its GMV changed.
    pub change: Share,
}

const METRICS: &[&str] = &["gmv", "sku_orders", "product_clicks", "views"];

/// The name of sales of which nothing is told, among subjects.
const UNTOLD: &str = "";

/// Takes the change of GMV between a period and its previous cycle apart (BEY-8).
///
/// A subject is there in a cycle where any of its GMV, SKU orders, product clicks and views is not 0. Creators of whom nothing
/// shows in either cycle are not in the sums; one of whom a part does hides the change, never its own part alone: the rest would
/// tell it.
///
/// # Errors
/// [`QueryError`] never for the metrics of this screen; sums beyond exact numbers are undefined.
pub fn changes(view: &View<'_>, ask: &ChangesAsk) -> Result<ChangesAnswer, QueryError> {
    let period = ask.period;
    let (now, then) = (period.window(), period.previous());
    let base = Query::new(period, METRICS).filter(ask.filter.clone());
    let whole = view.query(&Query { metrics: vec!["gmv".to_owned()], ..base.clone() }.compared())?;
    let cut = view.seen_in_part(ask.filter.creators.as_deref(), Module::Creator, &[now, then]);
    let line = whole.rows().next().and_then(|row| row.line(0));
    let hidden = cut.iter().map(|(_, reasons)| reasons.clone()).reduce(Reasons::and);
    let parted = match (hidden, line) {
        (Some(reasons), _) => Value::Hidden(reasons),
        (None, None) => Value::undefined(UndefinedReason::Absent),
        (None, Some(line)) => {
            let gmv = line.previous.zip_with(line.value, |before, after| match (before, after) {
                (Figure::Money(before), Figure::Money(after)) => Value::Known((before, after)),
                _ => Value::undefined(UndefinedReason::Absent),
            });
            // Two definitions of GMV do not compare (SRC-11).
            gmv.zip_with(line.change.absolute, |gmv, _| Value::Known(gmv))
        }
    };
    let change = match parted {
        Value::Hidden(reasons) => Value::Hidden(reasons),
        Value::Undefined(reasons) => Value::Undefined(reasons),
        Value::Known((before, after)) => {
            let grouped = Query { group_by: vec![ask.by.dimension()], ..base };
            let earlier = Period { start: then.start, end: period.previous_end, ..period };
            let after_rows = view.query(&Query { alike: Some(then), ..grouped.clone() })?;
            let before_rows = view.query(&Query { period: earlier, alike: Some(now), ..grouped })?;
            parts(ask, (&before_rows, before), (&after_rows, after))
        }
    };
    Ok(ChangesAnswer { scope: whole.scope, by: ask.by, cut, change })
}

/// A subject's figures before and after, and its name.
#[derive(Default)]
struct Both {
    before: Option<ChangeFigures>,
    after: Option<ChangeFigures>,
    name: Option<String>,
}

fn id(row: &AnswerRow<'_>, by: ChangesBy) -> String {
    let key = row.key();
    let id = match by {
        ChangesBy::Creator => key.creator.map(|creator| creator.as_str().to_owned()),
        ChangesBy::Product => key.product,
        ChangesBy::Channel => key.channel.map(|channel: Channel| channel.as_str().to_owned()),
    };
    id.unwrap_or_else(|| UNTOLD.to_owned())
}

/// The figures of a row; none where it was not there.
fn figures(row: &AnswerRow<'_>) -> Value<Option<ChangeFigures>> {
    let count = |place: usize| match row.value(place) {
        Value::Known(Figure::Count(count)) => Some(count),
        _ => None,
    };
    row.value(0).zip_with(Value::Known(()), |gmv, ()| {
        let Figure::Money(gmv) = gmv else { return Value::undefined(UndefinedReason::Absent) };
        let (orders, product_clicks, views) = (count(1), count(2), count(3));
        let there = gmv.micros() != 0
            || [orders, product_clicks, views].into_iter().flatten().any(|count| count != 0);
        Value::Known(there.then(|| ChangeFigures { gmv: gmv.micros(), orders, product_clicks, views }))
    })
}

/// The figures of all rows, and what they lack of the whole: sales of which the subject is not told.
fn all_figures(
    answer: &Answer,
    by: ChangesBy,
    whole: Money,
) -> Value<Vec<(String, Option<String>, ChangeFigures)>> {
    let rows = answer.rows().map(|row| {
        let name = row.name().filter(|_| by != ChangesBy::Channel).map(str::to_owned);
        figures(&row).map(|figures| figures.map(|figures| (id(&row, by), name, figures)))
    });
    let all = rows.fold(Value::Known(Vec::new()), |all: Value<Vec<_>>, one| {
        all.zip_with(one, |mut all, one| {
            all.extend(one);
            Value::Known(all)
        })
    });
    all.map(|mut all| {
        let told: i128 = all.iter().map(|(_, _, figures)| figures.gmv).sum();
        let rest = whole.micros().saturating_sub(told);
        if let Some((_, _, untold)) = all.iter_mut().find(|(id, ..)| id == UNTOLD) {
            untold.gmv = untold.gmv.saturating_add(rest);
        } else if rest != 0 {
            let (orders, product_clicks, views) = (None, None, None);
            all.push((UNTOLD.to_owned(), None, ChangeFigures { gmv: rest, orders, product_clicks, views }));
        }
        all
    })
}

fn parts(
    ask: &ChangesAsk,
    (earlier, before): (&Answer, Money),
    (later, after): (&Answer, Money),
) -> Value<Changes> {
    let olds = all_figures(earlier, ask.by, before);
    let news = all_figures(later, ask.by, after);
    olds.zip_with(news, |olds, news| {
        let mut both: BTreeMap<String, Both> = BTreeMap::new();
        for (id, name, figures) in olds {
            let one = both.entry(id).or_default();
            (one.before, one.name) = (Some(figures), name);
        }
        for (id, name, figures) in news {
            let one = both.entry(id).or_default();
            (one.after, one.name) = (Some(figures), name.or(one.name.take()));
        }
        let subject = |(id, both): (&String, &Both)| ChangeSubject {
            id: id.clone(),
            before: both.before,
            after: both.after,
        };
        let subjects: Vec<ChangeSubject> = both.iter().map(subject).collect();
        // Ids are distinct and counts come of sums: what is left is a sum beyond 128 bits (MET-4).
        let taken = decompose(&subjects, before.currency());
        let Ok(taken) = taken else { return Value::undefined(UndefinedReason::Overflow) };
        let names = both.into_iter().map(|(id, both)| (id, both.name)).collect();
        chosen(taken, names, ask.top).map_or_else(
            || Value::undefined(UndefinedReason::Overflow),
            |(change, parts, totals)| Value::Known(Changes { before, after, change, parts, totals }),
        )
    })
}

/// The largest parts first, and the rest in one.
fn chosen(
    taken: Decomposition,
    mut names: BTreeMap<String, Option<String>>,
    top: Option<usize>,
) -> Option<(Share, Vec<ChangesPart>, ChangeTotals)> {
    let mut all = taken.parts;
    let size = |change: &Share| change.exact.micros().unsigned_abs();
    all.sort_by(|a, b| {
        let by_size = size(&b.change).cmp(&size(&a.change));
        (a.id == UNTOLD).cmp(&(b.id == UNTOLD)).then(by_size).then_with(|| a.id.cmp(&b.id))
    });
    let rest = all.split_off(top.unwrap_or(usize::MAX).min(all.len()));
    let mut parts: Vec<ChangesPart> = all
        .into_iter()
        .map(|part| ChangesPart {
            subject: if part.id == UNTOLD {
                ChangesSubject::Untold
            } else {
                ChangesSubject::Of { name: names.remove(&part.id).flatten(), id: part.id }
            },
            kind: Some(part.kind),
            change: part.change,
        })
        .collect();
    if !rest.is_empty() {
        let sum = |of: fn(&Share) -> Money| {
            let first = Money::from_micros(0, taken.change.exact.currency());
            rest.iter().try_fold(first, |sum, part| {
                Some(Money::from_micros(sum.micros().checked_add(of(&part.change).micros())?, sum.currency()))
            })
        };
        let change = Share { exact: sum(|share| share.exact)?, shown: sum(|share| share.shown)? };
        parts.push(ChangesPart { subject: ChangesSubject::Others { count: rest.len() }, kind: None, change });
    }
    Some((taken.change, parts, taken.totals))
}
