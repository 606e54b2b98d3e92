use super::creators::PendingAction;
use crate::access::{Decision, Grain, Module, Question, RequestState, Scope, Subject};
use crate::engine::View;
use crate::live::{Comment, LiveLine, LiveProduct, LiveProductsAsk, Room, RoomError, RoomSettings};
use crate::time::Instant;
use crate::value::{HiddenReason, Reasons};

/// A room among ongoing LIVEs and on the live screen (LIV-1, ACC-14): the public part always, metrics where they may be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveCard {
    /// What anybody may see: the room, its creator, title, name, handle, avatar, LIVE page and start.
    pub settings: RoomSettings,
    /// When it ended, if it has by the moment of the view.
    pub ended_at: Option<Instant>,
    /// Whether it is on air at that moment.
    pub is_ongoing: bool,
    /// The last comments, in order.
    pub comments: Vec<Comment>,
    /// Its products in order of id, without figures.
    pub products: Vec<LiveProduct>,
    /// Viewers now, transactions, paid orders and product clicks, or why they may not be seen.
    pub metrics: CardMetrics,
}

/// The metrics of a card, or what stands in their place.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "callers must handle both: ACC-14")]
pub enum CardMetrics {
    /// They may be seen.
    Shown(Vec<LiveLine>),
    /// They may not.
    Hidden {
        /// What can be done about it.
        action: PendingAction,
        /// Why.
        reasons: Reasons<HiddenReason>,
    },
}

/// The metrics of a card (LIV-1).
pub const CARD_METRICS: [&str; 4] = ["concurrent_viewers", "buyers", "sku_orders", "product_clicks"];

/// How many comments a card shows.
const COMMENTS: usize = 20;

/// The card of a room, as far as a view may see it: what is on air is realtime, so it shows from the moment of
/// authorization (ACC-4).
///
/// # Errors
/// [`RoomError`] where the room's limits leave no place for the metrics of a card.
pub fn live_card(view: &View<'_>, room: &Room) -> Result<LiveCard, RoomError> {
    let now = view.clocks().now;
    let settings = room.settings();
    let metrics = match permission(view, settings) {
        Ok(()) => CardMetrics::Shown(room.snapshot(now, &room.dashboard(&CARD_METRICS)?)?.lines),
        Err((action, reasons)) => CardMetrics::Hidden { action, reasons },
    };
    let mut products = room.products(&LiveProductsAsk { now, metrics: &[], sort: None, search: None });
    // Their order, stock and pin tell of the sales.
    products.sort_by(|a, b| a.product.cmp(&b.product));
    for product in &mut products {
        product.left = None;
    }
    let ended_at = room.ended_at().filter(|ended| *ended <= now);
    Ok(LiveCard {
        settings: settings.clone(),
        ended_at,
        is_ongoing: settings.started_at <= now && ended_at.is_none(),
        comments: room.comments(now, None, COMMENTS).to_vec(),
        products,
        metrics,
    })
}

/// Whether a part of a creator's name or handle is what was searched for, whatever its case (LIV-1).
#[must_use]
pub fn is_searched(settings: &RoomSettings, search: &str) -> bool {
    let (wanted, about) = (search.to_lowercase(), &settings.about);
    [&about.name, &about.handle].into_iter().flatten().any(|text| text.to_lowercase().contains(&wanted))
}

fn permission(
    view: &View<'_>,
    settings: &RoomSettings,
) -> Result<(), (PendingAction, Reasons<HiddenReason>)> {
    let Some(creator) = settings.creator.clone() else {
        return Err((PendingAction::None, Reasons::one(HiddenReason::UnknownCreator)));
    };
    let state = view.state_of(&creator);
    let question = Question {
        creator,
        subject: Subject::Room(settings.room.clone()),
        module: Module::Live,
        grain: Grain::Realtime,
        day: view.today(),
    };
    let Decision::Hidden { causes, .. } = view.decide(&question) else { return Ok(()) };
    let own = |scope: &Scope| match scope {
        Scope::Creator => true,
        Scope::Room(room) => *room == settings.room,
    };
    let is_pending = state
        .requests
        .iter()
        .any(|record| own(&record.scope) && matches!(record.state, RequestState::Requested(_)));
    let action = if state.restricted_region(&view.store().workspace().rules).is_some() {
        PendingAction::None
    } else if is_pending {
        PendingAction::Wait
    } else {
        PendingAction::Request
    };
    let reasons = causes.iter().map(|cause| Reasons::one(cause.reason)).reduce(Reasons::and);
    Err((action, reasons.unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized))))
}
