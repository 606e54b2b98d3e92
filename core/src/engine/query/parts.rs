//! From sums to figures: formulas over the columns of a sheet.
use rustc_hash::FxHashMap;

use super::answer::{Figures, Numbers};
use super::frame::{By, Frame, What};
use super::key::{Ids, Key, part_of};
use super::sheet::{Groups, Sheet};
use crate::metric::{
    ContentParts, CreatorCount, Exact, Expr, Figure, Formula, Fraction, Measure, MeasureKind, Metric, Parts,
    Unit, UserCount, add, evaluate, evaluate_exactly, number, ratio, shown,
};
use crate::value::{Currency, HiddenReason, LARGEST_COUNT, Money, Reasons, UndefinedReason, Value};

/// A column that a metric draws on, with the channel it is confined to.
pub(super) type Wanted = (What, Option<&'static str>);

/// The columns that metrics draw on.
pub(super) fn wanted(metrics: &[Metric]) -> Vec<Wanted> {
    let of = |metric: &Metric| {
        let channel = metric.channel;
        metric.def.formula.atoms().into_iter().filter_map(move |atom| match atom {
            Expr::Measure(measure) | Expr::At(_, measure) => Some((What::Measure(measure), channel)),
            Expr::In(channel, measure) => Some((What::Measure(measure), Some(channel))),
            Expr::Users(UserCount::Engaged { at_least }) => Some((What::Engaged(at_least), channel)),
            // What decides who is counted makes the groups.
            Expr::Creators(count) => Some((What::Measure(count.measure()), None)),
            _ => None,
        })
    };
    metrics.iter().flat_map(of).collect()
}

/// The sheet of a question, and the sheets of finer and coarser ones that some metrics need.
pub(super) struct Table<'q, 'a> {
    pub(super) sheet: Sheet<'q, 'a>,
    /// By content, for means over contents, and which of its groups belong to a key.
    contents: Option<(Sheet<'q, 'a>, FxHashMap<Key, Vec<usize>>)>,
    /// By creator, for numbers of creators with sales.
    sales: Option<Sheet<'q, 'a>>,
    /// In one, for shares of the whole.
    whole: Option<Sheet<'q, 'a>>,
    /// Unique users are hidden in a custom period (PER-5).
    uv_hidden: bool,
}

impl<'q, 'a> Table<'q, 'a> {
    pub(super) fn new(
        frame: Frame<'q, 'a>,
        metrics: &[Metric],
        (groups, also): (Groups, &[Key]),
        ids: &mut Ids<'_>,
        uv_hidden: bool,
    ) -> Self {
        let by = frame.by;
        let means =
            metrics.iter().filter(|metric| matches!(metric.def.formula, Formula::MeanOfRatios { .. }));
        let means: Vec<Metric> = means.copied().collect();
        let contents = (!means.is_empty()).then(|| {
            let mut finer = frame.regrouped(By { content: true, ..by }, &wanted(&means));
            finer.by_room = frame.by_room;
            let sheet = Sheet::new(finer, ids, Groups::Apart, &[]);
            let mut groups: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
            for (group, key) in sheet.keys.iter().enumerate() {
                let whole = Key { content: Key::WHOLE.content, content_kind: 0, ..*key };
                groups.entry(if by.content { *key } else { whole }).or_default().push(group);
            }
            (sheet, groups)
        });
        let atoms = || metrics.iter().flat_map(|metric| metric.def.formula.atoms());
        let sales = atoms().any(|atom| atom == Expr::Creators(CreatorCount::WithSales)).then(|| {
            let coarser = By { person: true, time: by.time, ..By::default() };
            let frame = frame.regrouped(coarser, &[(What::Measure(Measure::Gmv), None)]);
            Sheet::new(frame, ids, Groups::All, &[]).indexed()
        });
        let shares: Vec<Wanted> = atoms()
            .filter_map(|atom| match atom {
                Expr::Whole(measure) => Some((What::Measure(measure), None)),
                _ => None,
            })
            .collect();
        let whole = (!shares.is_empty()).then(|| {
            let coarser = By { time: by.time, ..By::default() };
            Sheet::new(frame.regrouped(coarser, &shares), ids, Groups::All, &[]).indexed()
        });
        let sheet = Sheet::new(frame, ids, groups, also);
        let sheet = if also.is_empty() { sheet } else { sheet.indexed() };
        Self { sheet, contents, sales, whole, uv_hidden }
    }

    /// A metric of every group.
    pub(super) fn figures(&self, metric: &Metric, ids: &Ids<'_>) -> Figures {
        let currency = self.sheet.frame.view.store.workspace.currency;
        if let Some(figures) = self.quick(metric, currency) {
            return figures;
        }
        let groups = 0..self.sheet.keys.len();
        let values = groups.map(|group| self.value(metric, group, ids));
        Figures::of(Numbers::Values(values.collect()), metric.def.unit, currency)
    }

    /// A metric of one group.
    pub(super) fn value(&self, metric: &Metric, group: usize, ids: &Ids<'_>) -> Value<Figure> {
        let currency = self.sheet.frame.view.store.workspace.currency;
        let parts = GroupParts { table: self, ids, group, channel: metric.channel };
        evaluate(metric.def.formula, metric.def.unit, currency, &parts)
    }

    /// A metric of one group, not rounded yet.
    pub(super) fn exact(&self, metric: &Metric, group: usize, ids: &Ids<'_>) -> Value<Exact> {
        let currency = self.sheet.frame.view.store.workspace.currency;
        let parts = GroupParts { table: self, ids, group, channel: metric.channel };
        evaluate_exactly(metric.def.formula, metric.def.unit, currency, &parts)
    }

    /// Whether a metric is hidden whatever may be seen (PER-5).
    pub(super) fn hides(&self, metric: &Metric) -> bool {
        let unique = |measure: &Measure| measure.kind() == MeasureKind::Unique;
        let users = |atom: Expr| matches!(atom, Expr::Users(_)) || atom.measures().iter().any(unique);
        self.uv_hidden && metric.def.formula.atoms().into_iter().any(users)
    }

    /// A number that the formula of a metric draws on, of one group.
    pub(super) fn atom(&self, metric: &Metric, atom: Expr, group: usize, ids: &Ids<'_>) -> Value<Figure> {
        let currency = self.sheet.frame.view.store.workspace.currency;
        let parts = GroupParts { table: self, ids, group, channel: metric.channel };
        let unit = match atom {
            Expr::Creators(_) | Expr::Users(_) => Unit::Count,
            atom => atom.measures().first().map_or(Unit::Count, |measure| measure.unit()),
        };
        shown(number(atom, &parts).map(|sum| Exact::whole(sum, unit, currency)))
    }

    /// Whether a measure counts users that may not be shown in this period (PER-5).
    pub(super) fn hides_users(&self, measure: Measure) -> bool {
        self.uv_hidden && measure.kind() == MeasureKind::Unique
    }
    /// Users of a custom period (PER-5), with every other reason (ACC-15).
    pub(super) fn users_hidden(&self, key: &Key) -> Value<i128> {
        let own = Reasons::one(HiddenReason::UvOnCustomPeriod);
        Value::Hidden(self.sheet.hidden(key).into_iter().fold(own, Reasons::and))
    }

    /// The definitions that went into a metric of a group (SRC-11).
    pub(super) fn definitions(
        &self,
        metric: &Metric,
        group: usize,
    ) -> std::collections::BTreeSet<crate::fact::Definition> {
        let columns = wanted(std::slice::from_ref(metric)).into_iter();
        let of = |(what, channel): Wanted| match (what, self.sheet.frame.find(what, channel)) {
            (What::Measure(measure), Some(column)) => self.sheet.definitions(column, group, measure),
            _ => std::collections::BTreeSet::new(),
        };
        columns.flat_map(of).collect()
    }

    /// A metric of every group, where it is sums that are known for all.
    fn quick(&self, metric: &Metric, currency: Currency) -> Option<Figures> {
        let fraction = metric.def.fraction()?;
        let all = || fraction.over.iter().chain(&fraction.under);
        if all()
            .any(|measure| !is_summed(*measure) || (measure.kind() == MeasureKind::Unique && self.uv_hidden))
        {
            return None;
        }
        let columns = |measures: &[Measure]| -> Option<Vec<&[i128]>> {
            let column = |measure: &Measure| {
                self.sheet.known(self.sheet.frame.find(What::Measure(*measure), metric.channel)?)
            };
            measures.iter().map(column).collect()
        };
        let (over, under) = (columns(&fraction.over)?, columns(&fraction.under)?);
        Some(combine(&fraction, &over, &under, self.sheet.keys.len(), metric.def.unit, currency))
    }
}

/// Whether a measure of a group is nothing but its column.
fn is_summed(measure: Measure) -> bool {
    let other = [
        Measure::Livestreams,
        Measure::Videos,
        Measure::Creators,
        Measure::Followers,
        Measure::Orders,
        Measure::ProductsSold,
    ];
    !other.contains(&measure)
}

/// Figures of summed columns.
fn combine(
    fraction: &Fraction,
    over: &[&[i128]],
    under: &[&[i128]],
    groups: usize,
    unit: Unit,
    currency: Currency,
) -> Figures {
    let sum = |columns: &[&[i128]], group: usize| -> Option<i128> {
        let parts = columns.iter().map(|column| column.get(group).copied().unwrap_or(0));
        parts.into_iter().try_fold(0_i128, i128::checked_add)
    };
    let of =
        |sum: Option<i128>| sum.map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known);
    let mut holes: FxHashMap<u32, Value<Figure>> = FxHashMap::default();
    let mut hole = |group: usize| {
        let value = fraction.figure(of(sum(over, group)), of(sum(under, group)), unit, currency);
        holes.insert(u32::try_from(group).unwrap_or(u32::MAX), value);
    };
    let numbers = match (unit, fraction.under.is_empty()) {
        (Unit::Count | Unit::Seconds, true) => {
            let count = |group: usize| {
                let known = sum(over, group).filter(|sum| sum.abs() <= LARGEST_COUNT);
                known.and_then(|sum| i64::try_from(sum).ok()).unwrap_or_else(|| {
                    hole(group);
                    0
                })
            };
            let counts = (0..groups).map(count).collect();
            if unit == Unit::Seconds { Numbers::Seconds(counts) } else { Numbers::Counts(counts) }
        }
        (Unit::Money, true) => {
            let amount = |group: usize| {
                sum(over, group).unwrap_or_else(|| {
                    hole(group);
                    0
                })
            };
            Numbers::Money((0..groups).map(amount).collect())
        }
        (Unit::Ratio, false) if fraction.times == 1 => {
            let quotient = |group: usize| match (sum(over, group), sum(under, group)) {
                (Some(over), Some(under)) if under != 0 => ratio(over, under),
                _ => {
                    hole(group);
                    0.0
                }
            };
            Numbers::Ratios((0..groups).map(quotient).collect())
        }
        _ => {
            let value =
                |group: usize| fraction.figure(of(sum(over, group)), of(sum(under, group)), unit, currency);
            Numbers::Values((0..groups).map(value).collect())
        }
    };
    Figures::of(numbers, unit, currency).with_holes(holes)
}

/// The parts of a metric in one group.
struct GroupParts<'t, 'q, 'a, 'i> {
    table: &'t Table<'q, 'a>,
    ids: &'i Ids<'i>,
    group: usize,
    channel: Option<&'static str>,
}

fn absent<T>() -> Value<T> {
    Value::undefined(UndefinedReason::Absent)
}

impl GroupParts<'_, '_, '_, '_> {
    fn key(&self) -> Key {
        self.table.sheet.keys.get(self.group).copied().unwrap_or(Key::WHOLE)
    }
    fn column(&self, what: What, measure: Measure) -> Value<i128> {
        let sheet = &self.table.sheet;
        match sheet.frame.find(what, self.channel) {
            Some(column) => sheet.value(column, self.group, measure),
            None => absent(),
        }
    }
    /// Unique users of a custom period (PER-5), with every other reason (ACC-15).
    fn uv_hidden(&self) -> Value<i128> {
        self.table.users_hidden(&self.key())
    }
    /// Whether the group is of some products or shops only: rooms, videos and creators are not counted by those.
    fn is_of_products(&self) -> bool {
        let (by, kept) = (self.table.sheet.frame.by, self.table.sheet.frame.kept);
        by.product || by.shop || kept.products.is_some() || kept.shops.is_some()
    }
    fn subjects(&self, measure: Measure) -> Value<i128> {
        let (sheet, key) = (&self.table.sheet, self.key());
        let own = if measure == Measure::Livestreams { "live" } else { "video" };
        let channel = part_of(key.part).filter(|_| sheet.frame.by.part);
        let elsewhere = channel.is_some_and(|part| part.as_str() != own);
        if self.is_of_products() || elsewhere {
            return absent();
        }
        if let Some(reasons) = sheet.hidden(&key) {
            return Value::Hidden(reasons);
        }
        let counted = sheet.subjects.of(measure);
        let number = counted.groups.get(&key).copied().unwrap_or(0);
        counted.value(&sheet.frame, measure, key.bucket, number)
    }
    fn followers(&self) -> Value<i128> {
        let (sheet, key) = (&self.table.sheet, self.key());
        let by = sheet.frame.by;
        match sheet.frame.view.people.id(key.person) {
            Some(creator) if by.person && !by.part && !by.is_fine() => {
                let days = sheet.frame.seen.days(key.person, sheet.frame.bucket(key.bucket));
                sheet.frame.view.followers(creator, &days).map(i128::from)
            }
            _ => absent(),
        }
    }
    /// Whether a content's figures are of the channel: rooms are LIVE, videos video.
    fn is_of_channel(&self, key: &Key) -> bool {
        self.channel.is_none_or(|channel| channel == if key.content_kind == 0 { "live" } else { "video" })
    }
    fn gmv_of(&self, sales: &Sheet<'_, '_>, person: u32) -> Value<i128> {
        let key = Key { bucket: self.key().bucket, person, ..Key::WHOLE };
        let column = sales.frame.find(What::Measure(Measure::Gmv), None);
        match (column, sales.find(&key)) {
            (Some(column), Some(group)) => sales.value(column, group, Measure::Gmv),
            (Some(column), None) => sales.untold(column, key.bucket, Measure::Gmv),
            (None, _) => absent(),
        }
    }
}

impl Parts for GroupParts<'_, '_, '_, '_> {
    fn measure(&self, measure: Measure) -> Value<i128> {
        match measure {
            _ if measure.kind() == MeasureKind::Unique && self.table.uv_hidden => self.uv_hidden(),
            Measure::Livestreams | Measure::Videos => self.subjects(measure),
            Measure::Creators => self.creators(CreatorCount::All),
            Measure::Followers => self.followers(),
            measure => self.column(What::Measure(measure), measure),
        }
    }

    fn contents(&self, over: Measure, under: Measure) -> Value<ContentParts> {
        // Where no feed covers the days, there is no mean either.
        let whole = self.measure(over).zip_with(self.measure(under), |_, _| Value::Known(()));
        let Some((sheet, groups)) = &self.table.contents else { return absent() };
        let column = |measure| sheet.frame.find(What::Measure(measure), self.channel);
        let (Some(first), Some(second)) = (column(over), column(under)) else { return absent() };
        let all = groups.get(&self.key()).into_iter().flatten().filter_map(|group| {
            let key = sheet.keys.get(*group).filter(|key| self.is_of_channel(key))?;
            let content = self.ids.contents.text(key.content).into_owned();
            Some((content, (sheet.value(first, *group, over), sheet.value(second, *group, under))))
        });
        whole.map(|()| all.collect())
    }

    fn creators(&self, count: CreatorCount) -> Value<i128> {
        let (sheet, key) = (&self.table.sheet, self.key());
        let (frame, by) = (&sheet.frame, sheet.frame.by);
        if by.part || by.content || self.is_of_products() {
            return absent();
        }
        let (people, window) = (&frame.view.people, frame.bucket(key.bucket));
        let counts = |person: &u32| {
            (!by.person || *person == key.person)
                && people.id(*person).is_some_and(|id| frame.kept.person(id))
                && frame.seen.any(*person, window)
        };
        let visible: Vec<u32> = (0..people.len()).filter(counts).collect();
        match count {
            _ if visible.is_empty() => Value::Known(0),
            CreatorCount::All => Value::Known(visible.len() as i128),
            CreatorCount::WithLive => {
                let rooms = sheet.subjects.of(Measure::Livestreams);
                let live = visible.iter().filter(|person| rooms.people.contains(&(key.bucket, **person)));
                rooms.value(frame, Measure::Livestreams, key.bucket, live.count() as i128)
            }
            CreatorCount::WithSales => {
                let Some(sales) = &self.table.sales else { return absent() };
                let sells =
                    visible.iter().map(|person| self.gmv_of(sales, *person).map(|gmv| i128::from(gmv > 0)));
                sells.fold(Value::Known(0), |sum, one| sum.zip_with(one, add))
            }
        }
    }

    fn confined(&self, channel: &'static str, measure: Measure) -> Value<i128> {
        GroupParts { channel: Some(channel), ..*self }.measure(measure)
    }

    fn users(&self, count: UserCount) -> Value<i128> {
        match count {
            _ if self.table.uv_hidden => self.uv_hidden(),
            UserCount::Engaged { at_least } => self.column(What::Engaged(at_least), Measure::Likes),
            UserCount::ReturnedFollowers => absent(),
        }
    }

    fn whole(&self, measure: Measure) -> Value<i128> {
        let Some(sheet) = &self.table.whole else { return absent() };
        let key = Key { bucket: self.key().bucket, ..Key::WHOLE };
        match (sheet.frame.find(What::Measure(measure), None), sheet.find(&key)) {
            (Some(column), Some(group)) => sheet.value(column, group, measure),
            _ => absent(),
        }
    }
}

/// An amount as a figure.
pub(super) fn money(micros: i128, currency: Currency) -> Figure {
    Figure::Money(Money::from_micros(micros, currency))
}
