use super::super::feed::{FeedFacts, FeedUse};
use super::super::interactions::NONE;
use super::super::parallel;
use super::super::view::View;
use super::answer::{Answer, Compared, Figures, LeftOut, Scope};
use super::ask::{Dimension, Direction, Query};
use super::error::QueryError;
use super::feeds::stranger;
use super::frame::{By, Frame, Kept, week_start};
use super::key::{Ids, Key, Overlay};
use super::names::Names;
use super::order::{Rank, order};
use super::parts::{Table, wanted};
use super::sheet::Groups;
use crate::fact::Content;
use crate::metric::{Change, Exact, Figure, Metric, change, shown};
use crate::time::{Day, PickerKind, Window, WindowSet};
use crate::value::{
    CreatorId, HiddenReason, ProductId, Reasons, RoomId, UndefinedReason, Value, VideoId, nearest,
};

/// A checked question.
pub(super) struct Asked {
    pub(super) metrics: Vec<Metric>,
    ranks: Vec<Rank>,
}

pub(super) fn check(query: &Query) -> Result<Asked, QueryError> {
    let metrics = Metric::parse_all(&query.metrics)?;
    if metrics.is_empty() {
        return Err(QueryError::NoMetric);
    }
    for (place, dimension) in query.group_by.iter().enumerate() {
        let before = query.group_by.iter().take(place);
        if before.clone().any(|other| other == dimension) {
            return Err(QueryError::GroupRepeated { dimension: dimension.as_str() });
        }
        if let Some(first) = before.clone().find(|other| dimension.is_time() && other.is_time()) {
            return Err(QueryError::TwoTimes { first: first.as_str(), second: dimension.as_str() });
        }
    }
    if query.has(Dimension::Channel)
        && let Some(metric) = metrics.iter().find(|metric| metric.channel.is_some())
    {
        return Err(QueryError::ChannelGrouped { metric: metric.name() });
    }
    let time = query.group_by.iter().find(|dimension| dimension.is_time());
    if let Some(dimension) = time.filter(|_| query.compare) {
        return Err(QueryError::ComparedByTime { dimension: dimension.as_str() });
    }
    let mut ranks = Vec::new();
    for sort in &query.sort {
        let metric = metrics.iter().position(|metric| metric.name() == sort.by);
        let dimension = query.group_by.iter().find(|dimension| dimension.as_str() == sort.by);
        ranks.push(match (metric, dimension) {
            (Some(metric), _) => Rank::Metric(metric, sort.direction),
            (None, Some(dimension)) => Rank::Key(*dimension, sort.direction),
            (None, None) => {
                let names = metrics.iter().map(Metric::name);
                let names = names.chain(query.group_by.iter().map(|dimension| dimension.as_str().to_owned()));
                let by: String = sort.by.chars().take(64).collect();
                return Err(QueryError::SortUnknown { nearest: nearest(&by, names), by });
            }
        });
    }
    if ranks.is_empty() && time.is_none() && !query.group_by.is_empty() {
        ranks.push(Rank::Metric(0, Direction::Descending));
    }
    Ok(Asked { metrics, ranks })
}

impl Query {
    /// Whether the question can be asked, before any fact is looked at.
    ///
    /// # Errors
    /// As [`View::query`].
    pub fn check(&self) -> Result<(), QueryError> {
        check(self).map(|_| ())
    }
}

impl View<'_> {
    /// Answers a question: metrics by any grouping, filtered, compared, ordered, under permissions.
    ///
    /// One row if it is grouped by nothing. By creator alone: every creator with a visible day; by a stretch of time
    /// alone: every one of the period; by channel alone: LIVE, video and card. Otherwise the groups that some fact tells.
    ///
    /// # Errors
    /// [`QueryError`] for a wrong choice of metrics, groups or orders.
    pub fn query(&self, query: &Query) -> Result<Answer, QueryError> {
        let asked = check(query)?;
        let mut ids = self.ids();
        let kept = Kept::of(self, query, &mut ids);
        let running = Running { view: self, query, kept: &kept, asked: &asked };
        Ok(running.answer(&mut ids))
    }
    /// The ids that keys are made of.
    pub(super) fn ids(&self) -> Ids<'_> {
        let codes = &self.store.tables.interactions.ids;
        Ids {
            contents: Overlay::new(&codes.contents),
            products: Overlay::new(&codes.products),
            shops: Overlay::new(&codes.shops),
        }
    }
}

/// A question that is being answered.
pub(super) struct Running<'q, 'a> {
    pub(super) view: &'q View<'a>,
    pub(super) query: &'q Query,
    pub(super) kept: &'q Kept,
    pub(super) asked: &'q Asked,
}

impl<'q, 'a> Running<'q, 'a> {
    fn windows(&self) -> Vec<Window<Day>> {
        let period = self.query.period;
        let previous = self.query.compare.then(|| period.previous());
        [Some(period.window()), previous, self.query.alike].into_iter().flatten().collect()
    }

    /// What gathering the figures of a window takes.
    pub(super) fn frame(&self, window: Window<Day>) -> Frame<'q, 'a> {
        let query = self.query;
        let wanted = wanted(&self.asked.metrics);
        let measures = self.asked.metrics.iter().flat_map(|metric| metric.def.measures()).collect();
        let by = By::of(query);
        let windows = (window, self.windows());
        Frame::new(self.view, query.module, (windows.0, &windows.1), by, self.kept, (&measures, &wanted))
    }

    fn table(&self, window: Window<Day>, also: &[Key], ids: &mut Ids<'_>) -> Table<'q, 'a> {
        self.table_of(self.frame(window), also, ids)
    }

    pub(super) fn table_of(&self, frame: Frame<'q, 'a>, also: &[Key], ids: &mut Ids<'_>) -> Table<'q, 'a> {
        let query = self.query;
        let policy = &self.view.store.workspace.rules.policy;
        // PER-5
        let uv_hidden = query.period.picker == PickerKind::Custom && !policy.uv_on_custom_period;
        let groups = if query.told { Groups::Told } else { Groups::All };
        Table::new(frame, &self.asked.metrics, (groups, also), ids, uv_hidden)
    }

    fn answer(&self, ids: &mut Ids<'_>) -> Answer {
        let (query, metrics) = (self.query, &self.asked.metrics);
        let table = self.table(query.period.window(), &[], ids);
        let known: &Ids<'_> = ids;
        let figures: Vec<Figures> =
            parallel::map(metrics.iter().collect(), |metric| table.figures(metric, known));
        let mut places: Vec<usize> = (0..table.sheet.keys.len()).collect();
        if let Some(search) = &query.search {
            let search = search.to_lowercase();
            let names = self.names(&table, &places, ids);
            let found = (0..places.len())
                .filter(|row| names.matches(*row, &search) || self.goes_by(&names, *row, &search));
            places = found.filter_map(|row| places.get(row).copied()).collect();
        }
        let total = places.len();
        let most = query.top.unwrap_or(usize::MAX);
        let needed = most.min(query.offset.saturating_add(query.limit.unwrap_or(usize::MAX)));
        order(&mut places, needed, &self.asked.ranks, &table.sheet.keys, &figures, ids);
        places.truncate(most);
        places.drain(..query.offset.min(places.len()));
        places.truncate(query.limit.unwrap_or(usize::MAX));
        let previous = query.compare.then(|| self.previous(&table, &figures, &places, ids));
        let names = self.names(&table, &places, ids);
        Answer {
            scope: self.scope(&table),
            group_by: query.group_by.clone(),
            metrics: metrics.clone(),
            total,
            left_out: left_out(&table),
            names,
            figures,
            previous,
            places,
        }
    }

    /// What the keys of some rows stand for.
    fn names(&self, table: &Table<'_, '_>, places: &[usize], ids: &Ids<'_>) -> Names {
        let (frame, view) = (&table.sheet.frame, self.view);
        let (tables, known_at) = (&view.store.tables, view.clocks.known_at);
        let keys = places.iter().filter_map(|place| table.sheet.keys.get(*place).copied());
        let mut names = Names { keys: keys.collect(), ..Names::default() };
        // People are met again and again: what holds of all their days is found out once.
        let people = if frame.by.person { view.people.len() } else { 0 };
        let mut whole: Vec<Option<bool>> = vec![None; people as usize];
        for key in &names.keys {
            let mut is_whole = true;
            if let Some(known) = whole.get_mut(key.person as usize) {
                is_whole = *known.get_or_insert_with(|| {
                    if let Some(id) = view.people.id(key.person) {
                        let row = view.creator(id);
                        let name = row.and_then(|row| row.name.clone().or_else(|| row.username.clone()));
                        names.creators.insert(key.person, (id.clone(), name));
                    }
                    frame.seen.all(key.person, frame.window)
                });
            }
            if key.content != NONE && !names.contents.contains_key(&(key.content_kind, key.content)) {
                let id = ids.contents.text(key.content);
                let content = match key.content_kind {
                    0 => RoomId::new(&id).ok().map(|room| {
                        let row = tables.rooms.get(&room).and_then(|rows| rows.current(known_at));
                        (Content::Room(room), row.and_then(|row| row.row().title.clone()))
                    }),
                    _ => VideoId::new(&id).ok().map(|video| {
                        let row = tables.videos.get(&video).and_then(|rows| rows.current(known_at));
                        (Content::Video(video), row.and_then(|row| row.row().title.clone()))
                    }),
                };
                names.contents.extend(content.map(|content| ((key.content_kind, key.content), content)));
            }
            if key.product != NONE && !names.products.contains_key(&key.product) {
                let id = ids.products.text(key.product).into_owned();
                let described = if tables.products.is_empty() { None } else { ProductId::new(&id).ok() };
                let row = described.and_then(|id| tables.products.get(&id)?.current(known_at));
                names.products.insert(key.product, (id, row.and_then(|row| row.row().name.clone())));
            }
            if key.shop != NONE {
                names.shops.entry(key.shop).or_insert_with(|| ids.shops.text(key.shop).into_owned());
            }
            // Where all days of the stretch show there is no reason to look for.
            if !is_whole
                && !frame.seen.all(key.person, frame.bucket(key.bucket))
                && !names.hidden.contains_key(&(key.person, key.bucket))
            {
                let reasons = self.reasons(key.person, frame.bucket(key.bucket));
                names.hidden.extend(reasons.map(|reasons| ((key.person, key.bucket), reasons)));
            }
        }
        if let Some(time) = frame.by.time {
            // A week or month goes by its own first day, also where the period cuts it.
            names.starts =
                frame.buckets.iter().map(|bucket| first_of(week_start(view), bucket.start, time)).collect();
        }
        names
    }

    /// Whether a row's creator goes by a name that holds a text, beside the one that is shown.
    fn goes_by(&self, names: &Names, row: usize, search: &str) -> bool {
        let creator = names.key(row).creator.and_then(|creator| self.view.creator(&creator));
        let all = creator.into_iter().flat_map(|row| [&row.name, &row.username, &row.handle]);
        all.flatten().any(|name| name.to_lowercase().contains(search))
    }

    fn reasons(&self, person: u32, window: Window<Day>) -> Option<Reasons<HiddenReason>> {
        let rules = &self.view.store.workspace.rules;
        self.view.people.hidden(rules, self.view.today, self.query.module, person, window)
    }

    /// The previous cycle's figures of some rows, and how they differ.
    pub(super) fn previous(
        &self,
        table: &Table<'_, '_>,
        figures: &[Figures],
        places: &[usize],
        ids: &mut Ids<'_>,
    ) -> Vec<Vec<Compared>> {
        let keys: Vec<Key> =
            places.iter().filter_map(|place| table.sheet.keys.get(*place).copied()).collect();
        let before = self.table(self.query.period.previous(), &keys, ids);
        let all = self.all_hidden_before(&table.sheet.frame).map(|(_, reasons)| reasons).reduce(Reasons::and);
        let window = self.query.period.previous();
        let by = table.sheet.frame.by;
        let hidden = places.iter().zip(&keys).map(|(place, key)| {
            let reasons = match self.owner(table, *place, ids) {
                Some(person) if by.person || by.content => self.reasons(person, window),
                _ => all.clone(),
            };
            // VID-5, and for every other reason too (ACC-15).
            let barred = by.content && self.kept.is_barred((key.content_kind, key.content));
            let never = barred.then(|| Reasons::one(HiddenReason::NeverPublic));
            reasons.map(|reasons| never.into_iter().fold(reasons, Reasons::and))
        });
        let hidden: Vec<Option<Reasons<HiddenReason>>> = hidden.collect();
        let of = |(place, metric): (usize, &Metric)| {
            let rows = places.iter().zip(&keys).zip(&hidden);
            let lines = rows.map(|((row, key), hidden)| {
                let group = before.sheet.find(key);
                let then = match (hidden, group) {
                    (Some(reasons), _) if before.hides(metric) => {
                        Value::Hidden(reasons.clone().and(Reasons::one(HiddenReason::UvOnCustomPeriod)))
                    }
                    (Some(reasons), _) => Value::Hidden(reasons.clone()),
                    (None, Some(group)) => before.exact(metric, group, ids),
                    (None, None) => Value::undefined(UndefinedReason::Absent),
                };
                let mixed = group.is_some_and(|group| {
                    let (now, then) = (table.definitions(metric, *row), before.definitions(metric, group));
                    !now.is_empty() && !then.is_empty() && now != then
                });
                let change = if mixed || !matches!(then, Value::Known(_)) {
                    let value = figures.get(place).map_or_else(none, |figures| figures.get(*row));
                    no_change(value, then.clone())
                } else {
                    change(&table.exact(metric, *row, ids), &then)
                };
                let previous = shown(then);
                (previous, change)
            });
            lines.collect()
        };
        self.asked.metrics.iter().enumerate().map(of).collect()
    }

    /// Whose a row is: of a content its table tells it, whichever metrics are asked; else the rows that count.
    fn owner(&self, table: &Table<'_, '_>, place: usize, ids: &Ids<'_>) -> Option<u32> {
        let key = table.sheet.keys.get(place)?;
        if !table.sheet.frame.by.content || table.sheet.frame.by.person {
            return table.sheet.owner(place);
        }
        let id = ids.contents.text(key.content);
        let content = match key.content_kind {
            0 => RoomId::new(&id).ok().map(Content::Room),
            _ => VideoId::new(&id).ok().map(Content::Video),
        };
        let owner = content.and_then(|content| self.view.content_owner(&content));
        owner.and_then(|owner| self.view.people.find(&owner)).or_else(|| table.sheet.owner(place))
    }

    fn counted(&self, frame: &Frame<'_, '_>, window: Window<Day>) -> impl Fn(&u32) -> bool {
        let (view, kept) = (self.view, self.kept);
        let seen = view.people.seen(view.store, view.clocks, frame.module);
        move |person: &u32| {
            view.people.id(*person).is_some_and(|id| kept.person(id))
                && (seen.any(*person, window) || seen.any_room(*person, window))
        }
    }

    /// The creators counted in either cycle of whom part of the previous one may not be seen.
    fn all_hidden_before(
        &self,
        frame: &Frame<'_, '_>,
    ) -> impl Iterator<Item = (CreatorId, Reasons<HiddenReason>)> {
        let period = self.query.period;
        let now = self.counted(frame, period.window());
        let before = self.counted(frame, period.previous());
        // One that has left counts by what of its previous cycle shows: that is not the whole of it either.
        let people = (0..self.view.people.len()).filter(move |person| now(person) || before(person));
        people.filter_map(move |person| {
            Some((self.view.people.id(person)?.clone(), self.reasons(person, period.previous())?))
        })
    }

    pub(super) fn scope(&self, table: &Table<'_, '_>) -> Scope {
        let (frame, view, period) = (&table.sheet.frame, self.view, self.query.period);
        let whole: WindowSet<Day> = [period.window()].into_iter().collect();
        let feeds = frame.feeds(&self.asked.metrics).into_iter().filter_map(|feed| {
            let facts: &FeedFacts = view.feeds.get(feed)?;
            let missing = whole.difference(&facts.covers());
            Some(FeedUse { feed, partial_from: facts.partial_from(), missing })
        });
        let feeds: Vec<FeedUse> = feeds.collect();
        let earliest = feeds.iter().filter_map(|feed| feed.partial_from).min();
        let shows = self.counted(frame, period.window());
        let kept = |person: &u32| view.people.id(*person).is_some_and(|id| self.kept.person(id));
        let people: Vec<u32> =
            (0..view.people.len()).filter(|person| kept(person) && !shows(person)).collect();
        let hidden = parallel::map(people, |person| {
            Some((view.people.id(person)?.clone(), self.reasons(person, period.window())?))
        });
        let mut hidden: Vec<(CreatorId, Reasons<HiddenReason>)> = hidden.into_iter().flatten().collect();
        let mut strangers = table.sheet.rows.strangers.clone();
        let refs = &view.store.tables.interactions.ids.refs;
        for name in &table.sheet.scanned.strangers {
            if let Some(crate::fact::CreatorRef::Id(creator)) = refs.get(*name)
                && self.kept.person(creator)
                && let Some(reasons) = stranger(frame, creator, period.start)
            {
                strangers.insert(creator.clone(), reasons);
            }
        }
        if !strangers.is_empty() {
            hidden.extend(strangers);
            hidden.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        Scope {
            period,
            partial_from: earliest.map(|day| day.max(period.start)).filter(|day| *day < period.end),
            feeds,
            hidden,
            hidden_before: if self.query.compare {
                self.all_hidden_before(frame).collect()
            } else {
                Vec::new()
            },
            unknown_creator_rows: table.sheet.rows.unknown.saturating_add(table.sheet.scanned.unknown),
        }
    }
}

fn none() -> Value<Figure> {
    Value::undefined(UndefinedReason::Absent)
}

/// Two cycles that count by different definitions do not compare (SRC-11); a hidden part hides it all the same (MET-7).
fn no_change(value: Value<Figure>, previous: Value<Exact>) -> Change {
    let mixed = || Value::undefined(UndefinedReason::MixedDefinitions);
    let absolute: Value<Figure> = value.zip_with(previous, |_, _| mixed());
    let relative = absolute.clone().map(|_| 0.0);
    Change { absolute, relative }
}

/// The first day of the stretch of a calendar that a day lies in.
pub(super) fn first_of(week_start: i32, day: Day, time: Dimension) -> Day {
    match time {
        Dimension::Week => day.plus(-(day.weekday() - week_start).rem_euclid(7)),
        Dimension::Month => day.month().0,
        _ => day,
    }
}

fn left_out(table: &Table<'_, '_>) -> Vec<LeftOut> {
    let (acts, rows) = (table.sheet.scanned.lacking, table.sheet.rows.lacking);
    let lacks = [Dimension::Content, Dimension::Product, Dimension::Shop];
    let all = lacks.into_iter().zip(acts).zip(rows);
    let all = all.map(|((lacks, acts), rows)| LeftOut { lacks, rows: acts.saturating_add(rows) });
    all.filter(|left| left.rows > 0).collect()
}
