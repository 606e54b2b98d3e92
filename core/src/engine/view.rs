use std::collections::{BTreeMap, BTreeSet};

use super::alias::Aliases;
use super::feed::{FeedFacts, FeedMap, known_feed};
use super::store::{Store, Tables};
use super::versions::Versions;
use crate::access::{self, Clocks, CreatorState, Decision, Lists, Question};
use crate::fact::{CreatorRow, OrderRow};
use crate::metric::Measure;
use crate::time::{Day, Period, PeriodError, Picker, Screen, resolve};
use crate::value::CreatorId;

/// A store at a moment: everything asked of it agrees with itself.
#[derive(Debug)]
pub struct View<'a> {
    pub(super) store: &'a Store,
    pub(super) clocks: Clocks,
    pub(super) today: Day,
    pub(super) aliases: Aliases,
    pub(super) feeds: FeedMap,
}

impl<'a> View<'a> {
    pub(super) fn new(store: &'a Store, clocks: Clocks) -> Self {
        let today = store.workspace.rules.today(clocks.now);
        let aliases = Aliases::new(&store.tables, clocks.known_at);
        Self { store, clocks, today, aliases, feeds: feeds(store, clocks) }
    }
    /// The store.
    #[must_use]
    pub fn store(&self) -> &'a Store {
        self.store
    }
    /// The moment, on both clocks.
    #[must_use]
    pub fn clocks(&self) -> Clocks {
        self.clocks
    }
    /// Today in the business time zone.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }
    /// The period a picker means now (PER-1…4).
    ///
    /// # Errors
    /// [`PeriodError`].
    pub fn resolve(&self, screen: Screen, picker: Picker) -> Result<Period, PeriodError> {
        let rules = &self.store.workspace.rules;
        resolve(&rules.policy, &rules.calendar, screen, picker, self.clocks.now)
    }
    /// May this be seen (ACC-15)?
    #[must_use]
    pub fn decide(&self, question: &Question) -> Decision {
        access::decide_state(
            &self.store.workspace.rules,
            &self.state_of(&question.creator),
            question,
            self.today,
        )
    }
    /// The requests by tab (ACC-8).
    #[must_use]
    pub fn lists(&self) -> Lists {
        access::lists(&self.store.workspace.rules, &self.store.log, self.clocks)
    }
    /// What the log says of a creator.
    #[must_use]
    pub fn state_of(&self, creator: &CreatorId) -> CreatorState {
        CreatorState::fold(&self.store.workspace.rules, &self.store.log, creator, self.clocks)
    }
    /// All creators that the log or the creators table names, in order.
    #[must_use]
    pub fn known_creators(&self) -> BTreeSet<CreatorId> {
        let described = self.store.tables.creators.iter();
        let described =
            described.filter(|(_, v)| v.current(self.clocks.known_at).is_some()).map(|(id, _)| id);
        let logged = self.store.log.creators().filter(|creator| {
            let known = |at| self.clocks.known_at.is_none_or(|known_at| at <= known_at);
            self.store
                .log
                .events_of(creator)
                .iter()
                .any(|e| e.happened_at <= self.clocks.now && known(e.recorded_at))
        });
        described.chain(logged).cloned().collect()
    }
    /// A creator as last described.
    #[must_use]
    pub fn creator(&self, creator: &CreatorId) -> Option<&'a CreatorRow> {
        let versions = self.store.tables.creators.get(creator)?;
        versions.current(self.clocks.known_at).map(|current| current.row())
    }
    /// The watermark: the earliest first day beyond which a feed that holds rows is partial (PER-7).
    #[must_use]
    pub fn watermark(&self) -> Option<Day> {
        self.feeds.values().filter_map(FeedFacts::partial_from).min()
    }
    /// The watermark of each feed.
    #[must_use]
    pub fn watermarks(&self) -> BTreeMap<&'static str, Option<Day>> {
        self.feeds.iter().map(|(feed, facts)| (*feed, facts.partial_from())).collect()
    }
}

fn feeds(store: &Store, clocks: Clocks) -> FeedMap {
    let Tables { activity, orders, .. } = &store.tables;
    let calendar = store.workspace.rules.calendar;
    let mut feeds = FeedMap::new();
    for (key, versions) in activity {
        let (Some(feed), Some(current)) = (known_feed(&key.feed), versions.current(clocks.known_at)) else {
            continue;
        };
        let facts = feeds.entry(feed).or_default();
        let row = current.row();
        facts.tells.extend(row.measures.iter().map(|(measure, _)| *measure));
        facts.affiliations.extend(row.affiliation);
        // The lists tell of their subjects too.
        match feed {
            "live_list" => facts.tells.extend([Measure::Livestreams]),
            "video_list" => facts.tells.extend([Measure::Videos]),
            _ => {}
        }
        let days = row.bucket.days(|at| calendar.day_of(at));
        facts.reach(days.start, days.end.unwrap_or(days.start));
    }
    for row in orders.values().filter_map(|versions: &Versions<OrderRow>| versions.current(clocks.known_at)) {
        let (facts, row) = (feeds.entry("orders").or_default(), row.row());
        facts.tells.extend([
            Measure::Gmv,
            Measure::SkuOrders,
            Measure::ItemsSold,
            Measure::Orders,
            Measure::OrdersCreated,
        ]);
        facts.affiliations.extend(row.affiliation);
        facts.tells.extend(row.commission.map(|_| Measure::Commission));
        facts.tells.extend(row.refunded_at.and(row.refund_amount).map(|_| Measure::RefundGmv));
        facts.tells.extend(row.refunded_at.map(|_| Measure::RefundOrders));
        facts.tells.extend(row.refunded_at.and(row.refund_quantity).map(|_| Measure::RefundItems));
        facts.tells.extend(row.settled_at.and(row.settled_amount).map(|_| Measure::SettlementGmv));
        let day = calendar.day_of(row.paid_at.unwrap_or(row.created_at));
        facts.reach(day, day.next());
    }
    for (feed, facts) in &mut feeds {
        facts.windows = store.feeds.windows(feed, clocks.known_at);
        facts.latest = store.feeds.latest(feed, clocks.known_at);
    }
    // A feed that was looked at and holds no row covers its windows all the same.
    for feed in ["orders", "live_list", "video_list"] {
        let windows = store.feeds.windows(feed, clocks.known_at);
        if !windows.is_empty() && !feeds.contains_key(feed) {
            let latest = store.feeds.latest(feed, clocks.known_at);
            feeds.insert(feed, FeedFacts { windows, latest, ..FeedFacts::default() });
        }
    }
    feeds
}
