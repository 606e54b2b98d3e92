use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::super::error::{WireError, from_json};
use super::super::store::one_of;
use super::event::{LiveEventWire, ObservedWire, RefusedEventWire};
use super::moment::{
    AtWire, CommentWire, CommentsAskWire, CommentsWire, GiveawayEffectWire, GiveawaysAskWire, GiveawaysWire,
    IgnoredEventWire, LiveProductWire, LiveProductsAskWire, LiveProductsWire, MissedProductWire,
    MissedProductsWire, ScriptWire, SnapshotAskWire, SnapshotWire, giveaway_metrics, texts,
};
use super::settings::{DescribedProductWire, RoomSettingsWire};
use super::trend::{
    LiveExportAskWire, LiveFunnelWire, LiveTrendAskWire, LiveTrendWire, ReplayAskWire, ReplayWire,
    SourceLineWire, SourcesAskWire, SourcesWire,
};
use crate::export::{ExportFormat, ExportOptions, Language, live_trend_table, write};
use crate::live::{ListOrder, LiveEvent, LiveProductsAsk, Room, Taken, TalkingPoints as _, TemplateScript};
use crate::metric::Metric;
use crate::time::Instant;

/// A room. Copies of a door are doors to the same room: what one observes all answer with.
#[derive(Debug, Clone)]
pub struct RoomDoor(Arc<RwLock<Room>>);

impl LiveEventWire {
    /// Reads events, each an object.
    ///
    /// # Errors
    /// [`WireError`] of code `wire.malformed` that says what was expected.
    pub fn all_from_json(events: Vec<serde_json::Value>) -> Result<Vec<Self>, WireError> {
        // serde would take a list of the fields in order too.
        let one = |event: serde_json::Value| {
            let malformed = || WireError::malformed("wire.malformed", "expected an object");
            if event.is_object() { from_json(event) } else { Err(malformed()) }
        };
        events.into_iter().map(one).collect()
    }
}

impl RoomDoor {
    /// A room without events.
    ///
    /// # Errors
    /// An id, moment or currency that cannot be taken.
    pub fn new(settings: &RoomSettingsWire) -> Result<Self, WireError> {
        let mut room = Room::new(settings.read()?);
        for product in &settings.products {
            let (product, about) = product.read()?;
            room.describe_product(product, about);
        }
        Ok(Self::over(room))
    }
    fn over(room: Room) -> Self {
        Self(Arc::new(RwLock::new(room)))
    }
    pub(in crate::wire) fn read(&self) -> RwLockReadGuard<'_, Room> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
    fn change(&self) -> RwLockWriteGuard<'_, Room> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
    /// Its id.
    #[must_use]
    pub fn id(&self) -> String {
        self.read().settings().room.as_str().to_owned()
    }
    /// When it ended, as far as was observed.
    #[must_use]
    pub fn ended_at(&self) -> Option<String> {
        texts(self.read().ended_at())
    }
    /// Takes events, in any order, twice too. One that cannot be leaves the room as it was, and is told.
    ///
    /// # Errors
    /// An event that cannot be read; none is taken then.
    pub fn observe(&self, events: &[LiveEventWire]) -> Result<ObservedWire, WireError> {
        let currency = self.read().settings().currency;
        let read: Vec<LiveEvent> =
            events.iter().map(|event| event.read(currency)).collect::<Result<_, _>>()?;
        let mut observed = ObservedWire::default();
        let mut room = self.change();
        for event in read {
            let id = event.id.as_str().to_owned();
            match room.observe(event) {
                Ok(Taken::New) => observed.new = observed.new.saturating_add(1),
                Ok(Taken::Duplicate) => observed.duplicate = observed.duplicate.saturating_add(1),
                Ok(Taken::Late) => observed.late.push(id),
                Err(error) => observed.refused.push(RefusedEventWire { event: id, error: error.into() }),
            }
        }
        Ok(observed)
    }
    /// Says what products are; what was said of one before is replaced.
    ///
    /// # Errors
    /// An id that cannot be one; nothing is taken then.
    pub fn describe_products(&self, products: &[DescribedProductWire]) -> Result<(), WireError> {
        let read: Vec<_> = products.iter().map(DescribedProductWire::read).collect::<Result<_, _>>()?;
        let mut room = self.change();
        for (product, about) in read {
            room.describe_product(product, about);
        }
        Ok(())
    }
    /// The room at a moment (LIV-2, LIV-4…6, DSH-1).
    ///
    /// # Errors
    /// A malformed moment, or a wrong choice of metrics.
    pub fn snapshot(&self, ask: &SnapshotAskWire) -> Result<SnapshotWire, WireError> {
        let room = self.read();
        let metrics = room.dashboard(&ask.metrics)?;
        Ok((&room.snapshot(Instant::parse(&ask.now)?, &metrics)?).into())
    }
    /// When a snapshot may next differ without a further event.
    ///
    /// # Errors
    /// A malformed moment.
    pub fn next_change_at(&self, now: &str) -> Result<Option<String>, WireError> {
        Ok(texts(self.read().next_change_at(Instant::parse(now)?)))
    }
    /// One or two metrics by minute, with key events (DSH-3, DSH-4, LIV-7).
    ///
    /// # Errors
    /// A malformed moment, a span that ends before it starts, or a wrong choice of metrics.
    pub fn trend(&self, ask: &LiveTrendAskWire) -> Result<LiveTrendWire, WireError> {
        let room = self.read();
        let metrics = trend_metrics(&room, ask.metrics.as_deref())?;
        Ok((&room.trend(Instant::parse(&ask.now)?, ask.span.read()?, &metrics)?).into())
    }
    /// The trend over the whole of a LIVE that is over, as the bytes of a file (DSH-5).
    ///
    /// # Errors
    /// While it is on; an unknown format or language, or a wrong choice of metrics.
    pub fn export(&self, ask: &LiveExportAskWire) -> Result<Vec<u8>, WireError> {
        let (room, now) = (self.read(), Instant::parse(&ask.now)?);
        let format = ExportFormat::of(&ask.format)?;
        let language = ask.language.as_deref().map(Language::of).transpose()?;
        let metrics = trend_metrics(&room, ask.metrics.as_deref())?;
        let trend = room.trend_to_export(now, &metrics)?;
        let mut bytes = Vec::new();
        let options = ExportOptions { format, language, made_at: now };
        write(&live_trend_table(&trend, room.settings().currency), options, &mut bytes)?;
        Ok(bytes)
    }
    /// Sources of traffic by the viewers they brought (DSH-2).
    ///
    /// # Errors
    /// A malformed moment.
    pub fn sources(&self, ask: &SourcesAskWire) -> Result<SourcesWire, WireError> {
        let all = self.read().sources(Instant::parse(&ask.now)?);
        let rows = all.iter().take(ask.top.unwrap_or(usize::MAX)).map(SourceLineWire::from).collect();
        Ok(SourcesWire { rows, total: all.len() })
    }
    /// The funnel, with its bottleneck (DSH-6).
    ///
    /// # Errors
    /// A malformed moment.
    pub fn funnel(&self, ask: &AtWire) -> Result<LiveFunnelWire, WireError> {
        Ok((&self.read().funnel(Instant::parse(&ask.now)?)).into())
    }
    /// The list of products (DSH-7).
    ///
    /// # Errors
    /// A malformed moment, an unknown or repeated metric, or another order than two.
    pub fn products(&self, ask: &LiveProductsAskWire) -> Result<LiveProductsWire, WireError> {
        let metrics = Room::product_metrics(&ask.metrics)?;
        let sort = match &ask.sort {
            None => None,
            Some(sort) => {
                let order = sort.order.as_deref().unwrap_or("descending");
                let known = match order {
                    "descending" => Some(ListOrder::Descending),
                    "ascending" => Some(ListOrder::Ascending),
                    _ => None,
                };
                Some((Metric::parse(&sort.by)?, one_of(known, order, "order", &["descending", "ascending"])?))
            }
        };
        let now = Instant::parse(&ask.now)?;
        let asked = LiveProductsAsk { now, metrics: &metrics, sort, search: ask.search.as_deref() };
        let rows = self.read().products(&asked).iter().map(LiveProductWire::from).collect();
        Ok(LiveProductsWire { metrics: metrics.iter().map(Metric::name).collect(), rows })
    }
    /// Products that few see and many of those buy (LIV-9).
    ///
    /// # Errors
    /// A malformed moment.
    pub fn missed_products(&self, ask: &AtWire) -> Result<MissedProductsWire, WireError> {
        let rows = self.read().missed_products(Instant::parse(&ask.now)?);
        Ok(MissedProductsWire { rows: rows.iter().map(MissedProductWire::from).collect() })
    }
    /// What to say about the pinned product (DSH-7); none where none is pinned.
    ///
    /// # Errors
    /// A malformed moment.
    pub fn script(&self, ask: &AtWire) -> Result<Option<ScriptWire>, WireError> {
        let facts = self.read().script_facts(Instant::parse(&ask.now)?);
        Ok(facts.map(|facts| {
            let (text, text_zh) = TemplateScript.script(&facts);
            ScriptWire {
                product: facts.product.as_str().to_owned(),
                name: facts.name,
                clicks: facts.clicks,
                orders: facts.orders,
                items: facts.items,
                left: facts.left,
                text,
                text_zh,
            }
        }))
    }
    /// Giveaways and what they brought (DSH-10).
    ///
    /// # Errors
    /// A malformed moment, or a metric that is not a sum.
    pub fn giveaways(&self, ask: &GiveawaysAskWire) -> Result<GiveawaysWire, WireError> {
        let metrics = giveaway_metrics(&ask.metrics)?;
        let all = self.read().giveaways(Instant::parse(&ask.now)?, &metrics)?;
        Ok(GiveawaysWire { giveaways: all.iter().map(GiveawayEffectWire::from).collect() })
    }
    /// Comments as they come (DSH-11).
    ///
    /// # Errors
    /// A malformed moment.
    pub fn comments(&self, ask: &CommentsAskWire) -> Result<CommentsWire, WireError> {
        let after = ask.after.as_deref().map(Instant::parse).transpose()?;
        let (now, room) = (Instant::parse(&ask.now)?, self.read());
        let comments = room.comments(now, after, ask.limit.unwrap_or(100));
        Ok(CommentsWire { comments: comments.iter().map(CommentWire::from).collect() })
    }
    /// Where a point of a LIVE that is over lies in its recording (DSH-11).
    ///
    /// # Errors
    /// While it is on; a malformed moment, or a point outside the LIVE.
    pub fn replay(&self, ask: &ReplayAskWire) -> Result<ReplayWire, WireError> {
        let (now, at) = (Instant::parse(&ask.now)?, Instant::parse(&ask.at)?);
        Ok((&self.read().replay(now, at, ask.seconds.unwrap_or(30))?).into())
    }
    /// Events that changed nothing by a moment, since they contradict what stood.
    ///
    /// # Errors
    /// A malformed moment.
    pub fn ignored(&self, ask: &AtWire) -> Result<Vec<IgnoredEventWire>, WireError> {
        let all = self.read().ignored(Instant::parse(&ask.now)?);
        Ok(all.iter().map(IgnoredEventWire::from).collect())
    }
    /// The room as bytes: the same events give the same bytes.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.read().save()
    }
    /// Reads what [`RoomDoor::save`] wrote; it goes on from there.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged.
    pub fn open(bytes: &[u8]) -> Result<Self, WireError> {
        Ok(Self::over(Room::open(bytes)?))
    }
}

fn trend_metrics(room: &Room, names: Option<&[String]>) -> Result<Vec<Metric>, WireError> {
    Ok(match names {
        None => room.trend_metrics(&Room::TREND_METRICS)?,
        Some(names) => room.trend_metrics(names)?,
    })
}
