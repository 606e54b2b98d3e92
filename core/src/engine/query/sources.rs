//! What one cell of an answer comes of: the numbers of its formula, the feed that tells each, and the rows that counted.
use std::collections::{BTreeMap, BTreeSet};

use super::super::feed::FeedChoice;
use super::super::figures::ChannelPart;
use super::super::interactions::{KnownDay, NONE};
use super::super::view::View;
use super::adds::uses;
use super::answer::{KeyNames, Scope};
use super::ask::Query;
use super::error::QueryError;
use super::frame::{Frame, Kept, What, week_start};
use super::key::{Ids, Key, NO_PART, number_of, part_of};
use super::parts::Table;
use super::piece::{Piece, STRANGER};
use super::run::{Running, check, first_of};
use crate::fact::{Channel, Content, Definition};
use crate::metric::{Change, Exact, Expr, Figure, Measure, Metric, UserCount, shown};
use crate::time::{Day, Window};
use crate::value::{CreatorId, Value};

/// What a cell of an answer comes of.
#[derive(Debug, Clone)]
pub struct Sources {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metric of the cell.
    pub metric: Metric,
    /// Its figure, as the answer gives it.
    pub value: Value<Figure>,
    /// The days of the cell.
    pub days: Window<Day>,
    /// The numbers that its formula draws on, from left to right.
    pub atoms: Vec<SourceAtom>,
    /// The previous cycle's figure and how they differ, where the question compares (PER-6).
    pub previous: Option<(Value<Figure>, Change)>,
}

/// A number that a formula draws on.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceAtom {
    /// Its name in the formula.
    pub name: String,
    /// Whether a host gives it, and no row tells it: a target, a gauge at a moment.
    pub is_given: bool,
    /// What it is.
    pub value: Value<Figure>,
    /// The measures and channels it is put together from; users of several channels are counted once in the whole.
    pub parts: Vec<SourcePart>,
}

/// A measure in a channel, as one feed tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct SourcePart {
    /// The measure.
    pub measure: Measure,
    /// The channel; none where sources tell none.
    pub channel: Option<Channel>,
    /// Which feed tells it.
    pub feed: ChosenFeed,
    /// What it is there.
    pub value: Value<Figure>,
    /// How many rows counted.
    pub rows: u64,
    /// The definitions they follow (SRC-11).
    pub definitions: BTreeSet<Definition>,
}

/// Which feed tells a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChosenFeed {
    /// This one, or table.
    One(&'static str),
    /// None that was loaded.
    Absent,
    /// Several, none of them complete.
    Mixed(Vec<String>),
}

/// A part whose column is in the sheet.
struct Place {
    atom: usize,
    what: What,
    part: ChannelPart,
    column: usize,
}

impl View<'_> {
    /// What the cell of a key comes of, for the first metric of a question.
    ///
    /// # Errors
    /// As [`View::query`].
    pub fn sources(&self, query: &Query, key: &KeyNames) -> Result<Sources, QueryError> {
        let query = Query { metrics: query.metrics.iter().take(1).cloned().collect(), ..query.clone() };
        let asked = check(&query)?;
        let Some(metric) = asked.metrics.first().copied() else { return Err(QueryError::NoMetric) };
        let mut ids = self.ids();
        let kept = Kept::of(self, &query, &mut ids);
        let running = Running { view: self, query: &query, kept: &kept, asked: &asked };
        let mut frame = running.frame(query.period.window());
        frame.counts_rows = true;
        let key = self.asked_key(&frame, key, &mut ids)?;
        let places = places(&mut frame, &metric, &key);
        let table = running.table_of(frame, &[key], &mut ids);
        let group = table.sheet.find(&key).unwrap_or(usize::MAX);
        let acts = acts(&table.sheet.frame, &key);
        let atoms = metric.def.formula.atoms().into_iter().enumerate();
        let atoms = atoms.map(|(place, atom)| {
            let own = places.iter().filter(|one| one.atom == place);
            let parts = own.filter_map(|one| part(&table, &key, group, one, &acts)).collect::<Vec<_>>();
            let value = table.atom(&metric, atom, group, &ids);
            let parts = if parts.is_empty() { subjects(&table, &key, atom, &value) } else { parts };
            let is_given = matches!(atom, Expr::Target(_) | Expr::At(..));
            SourceAtom { name: atom.text(metric.channel), is_given, value, parts }
        });
        let atoms = atoms.collect();
        let previous = query.compare.then(|| {
            let figures = [table.figures(&metric, &ids)];
            running.previous(&table, &figures, &[group], &mut ids).pop()?.pop()
        });
        Ok(Sources {
            previous: previous.flatten(),
            scope: running.scope(&table),
            metric,
            value: table.value(&metric, group, &ids),
            days: table.sheet.frame.bucket(key.bucket),
            atoms,
        })
    }
}

impl View<'_> {
    /// The key of names, of a stretch of the period; a content whose creator does not show is like one that nobody knows.
    fn asked_key(
        &self,
        frame: &Frame<'_, '_>,
        names: &KeyNames,
        ids: &mut Ids<'_>,
    ) -> Result<Key, QueryError> {
        if let Some((time, start)) = frame.by.time.zip(names.start) {
            let first = |day: Day| first_of(week_start(self), day, time);
            if !frame.buckets.iter().any(|bucket| first(bucket.start) == start) {
                return Err(QueryError::NoStretch { dimension: time.as_str(), start });
            }
        }
        let key = key_of(frame, names, ids);
        let shown = |content: &Content| self.owner_shown(content, frame.module, frame.window).is_some();
        Ok(match &names.content {
            Some(content) if frame.by.content && !shown(content) => Key { content: NONE - 1, ..key },
            _ => key,
        })
    }
}

/// The key of names; what nobody knows has no rows.
fn key_of(frame: &Frame<'_, '_>, names: &KeyNames, ids: &mut Ids<'_>) -> Key {
    let by = frame.by;
    let find = |creator: &CreatorId| frame.view.people.find(creator).unwrap_or(NONE - 1);
    let content = names.content.as_ref().filter(|_| by.content).map(|content| ids.content(content));
    let bucket = by.time.zip(names.start).and_then(|(time, start)| {
        let mut starts = (0_u32..).zip(&frame.buckets);
        let first = |day: Day| first_of(week_start(frame.view), day, time);
        starts.find(|(_, bucket)| first(bucket.start) == first(start)).map(|(bucket, _)| bucket)
    });
    Key {
        bucket: bucket.unwrap_or(0),
        person: names.creator.as_ref().filter(|_| by.person).map_or(NONE, find),
        part: if by.part { number_of(ChannelPart::of(names.channel)) } else { NO_PART },
        content_kind: content.map_or(0, |(kind, _)| kind),
        content: content.map_or(NONE, |(_, code)| code),
        product: names.product.as_ref().filter(|_| by.product).map_or(NONE, |id| ids.products.code(id)),
        shop: names.shop.as_ref().filter(|_| by.shop).map_or(NONE, |id| ids.shops.code(id)),
    }
}

/// Makes a column of each measure and channel that a metric draws on.
fn places(frame: &mut Frame<'_, '_>, metric: &Metric, key: &Key) -> Vec<Place> {
    let mut places = Vec::new();
    for (atom, expr) in metric.def.formula.atoms().into_iter().enumerate() {
        let (whats, channel): (Vec<What>, _) = match expr {
            Expr::Measure(measure) | Expr::At(_, measure) => (vec![What::Measure(measure)], metric.channel),
            Expr::In(channel, measure) => (vec![What::Measure(measure)], Some(channel)),
            Expr::Whole(measure) => (vec![What::Measure(measure)], None),
            Expr::Users(UserCount::Engaged { at_least }) => (vec![What::Engaged(at_least)], metric.channel),
            _ => (Vec::new(), None),
        };
        for what in whats.into_iter().filter(|what| !is_of_tables(what.measure())) {
            let own = part_of(key.part).filter(|_| frame.by.part);
            let parts = frame.parts(what, channel);
            for part in parts.into_iter().filter(|part| own.is_none_or(|own| own == *part)) {
                places.push(Place { atom, what, part, column: frame.only(what, part) });
            }
        }
    }
    places
}

/// Whether a measure is told by the tables of subjects, not by columns.
fn is_of_tables(measure: Measure) -> bool {
    matches!(measure, Measure::Livestreams | Measure::Videos | Measure::Creators | Measure::Followers)
}

fn part(
    table: &Table<'_, '_>,
    key: &Key,
    group: usize,
    place: &Place,
    acts: &BTreeMap<(ChannelPart, usize), u64>,
) -> Option<SourcePart> {
    let (frame, measure) = (&table.sheet.frame, place.what.measure());
    let feed = match (place.what, frame.choices(key.bucket)?.choice(place.part, measure)) {
        (What::Engaged(_), _) => {
            let told = frame.choices(key.bucket)?.engaged().is_some();
            if told { ChosenFeed::One("interactions") } else { ChosenFeed::Absent }
        }
        (_, Some(FeedChoice::Feed(feed))) => ChosenFeed::One(feed),
        (_, Some(FeedChoice::Mixed(feeds))) => ChosenFeed::Mixed(feeds.clone()),
        (_, Some(FeedChoice::Absent) | None) => ChosenFeed::Absent,
    };
    let counted =
        table.sheet.rows.groups.get(key).and_then(|cells| cells.counted.get(&(place.part, measure)));
    let rows = match feed {
        ChosenFeed::One("interactions") => acts.get(&(place.part, place.column)).copied().unwrap_or(0),
        ChosenFeed::One(_) => counted.copied().unwrap_or(0),
        _ => 0,
    };
    let currency = frame.view.store.workspace.currency;
    let value = if table.hides_users(measure) {
        table.users_hidden(key)
    } else {
        table.sheet.value(place.column, group, measure)
    };
    let value = shown(value.map(|sum| Exact::whole(sum, measure.unit(), currency)));
    let definitions = table.sheet.definitions(place.column, group, measure);
    Some(SourcePart { measure, channel: place.part.channel(), feed, value, rows, definitions })
}

/// What the tables of rooms, videos and creators tell.
fn subjects(table: &Table<'_, '_>, key: &Key, atom: Expr, value: &Value<Figure>) -> Vec<SourcePart> {
    let part = |(measure, feed, channel): (Measure, &'static str, Option<Channel>)| {
        let rows = match measure {
            Measure::Livestreams | Measure::Videos => {
                table.sheet.subjects.of(measure).groups.get(key).copied().unwrap_or(0)
            }
            _ => 0,
        };
        SourcePart {
            measure,
            channel,
            feed: ChosenFeed::One(feed),
            value: value.clone(),
            rows: u64::try_from(rows).unwrap_or(0),
            definitions: BTreeSet::new(),
        }
    };
    let of = |measure: Measure| match measure {
        Measure::Livestreams => Some((measure, "rooms", Some(Channel::Live))),
        Measure::Videos => Some((measure, "videos", Some(Channel::Video))),
        Measure::Followers => Some((measure, "creators", None)),
        _ => None,
    };
    match atom {
        Expr::Measure(measure) | Expr::In(_, measure) | Expr::At(_, measure) => {
            of(measure).map(part).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// How many acts count for each column of a cell.
fn acts(frame: &Frame<'_, '_>, key: &Key) -> BTreeMap<(ChannelPart, usize), u64> {
    let bucket = frame.bucket(key.bucket);
    let end = bucket.end.unwrap_or(bucket.start);
    let mut piece = Piece::new(frame);
    let mut counted = BTreeMap::new();
    for (day, known) in frame.view.acts.days(bucket.start, end) {
        day_of_acts(&mut piece, (day, known), key, &mut counted);
    }
    counted
}

fn day_of_acts(
    piece: &mut Piece<'_, '_, '_>,
    (day, known): (Day, &KnownDay),
    wanted: &Key,
    counted: &mut BTreeMap<(ChannelPart, usize), u64>,
) {
    let frame = piece.frame;
    let marks = piece.marks(day);
    for part in &known.parts {
        for segment in part.segments() {
            let place = segment.kind.place();
            let channel = place.part();
            let uses = uses(frame, channel, segment.kind.act(), place.affiliation());
            if uses.is_empty() || !frame.kept.part(channel) {
                continue;
            }
            let mut rows_here = 0_u64;
            for (run, creator) in segment.runs().zip(part.creators(segment.runs())) {
                if marks.get(*creator as usize).is_none_or(|mark| *mark >= STRANGER) {
                    continue;
                }
                for row in part.rows(run) {
                    let about = (part.contents.get(row), part.products.get(row), part.shops.get(row));
                    let person = piece.person_of(&marks, *creator, day, channel, about.0);
                    let key = person.and_then(|person| {
                        piece.key(wanted.bucket, person, channel, about.0, about.1, about.2)
                    });
                    rows_here = rows_here.saturating_add(u64::from(key.as_ref() == Some(wanted)));
                }
            }
            for (column, _) in uses {
                let sum = counted.entry((channel, column)).or_insert(0_u64);
                *sum = sum.saturating_add(rows_here);
            }
        }
    }
}
