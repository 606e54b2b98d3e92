use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::{ViewDoor, hidden};
use super::super::workspace::PolicyWire;
use super::moment::{CommentWire, LiveLineWire, texts};
use super::room_door::RoomDoor;
use super::settings::DescribedProductWire;
use crate::live::{Wall, WallError};
use crate::report::{CardMetrics, LiveCard, is_searched, live_card};
use crate::value::{CreatorId, Policy, RoomId};

/// The wall: ongoing LIVEs, and which of them stand on the live screen.
#[derive(Debug)]
pub struct WallDoor {
    rooms: BTreeMap<RoomId, RoomDoor>,
    screen: Wall,
}

/// What the list of ongoing LIVEs is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OngoingAskWire {
    /// A part of a creator's name or handle.
    #[serde(default)]
    pub search: Option<String>,
}

/// Cards of rooms.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CardsWire {
    /// The cards.
    pub cards: Vec<CardWire>,
}

/// A card (LIV-1, ACC-14). `lines` is none where metrics may not be seen; `action` and `reasons` then say what can be done, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::LiveCard` and of the room's settings")]
pub struct CardWire {
    pub room: String,
    pub creator: Option<String>,
    pub title: Option<String>,
    pub name: Option<String>,
    pub handle: Option<String>,
    pub avatar: Option<String>,
    pub page: Option<String>,
    pub started_at: String,
    pub ended_at: Option<String>,
    pub ongoing: bool,
    pub on_screen: bool,
    pub comments: Vec<CommentWire>,
    pub products: Vec<DescribedProductWire>,
    pub lines: Option<Vec<LiveLineWire>>,
    pub action: Option<&'static str>,
    pub reasons: Vec<&'static str>,
}

impl WallDoor {
    /// A wall without rooms.
    #[must_use]
    pub fn new(policy: Option<PolicyWire>) -> Self {
        let policy = policy.map(Policy::from).unwrap_or_default();
        Self { rooms: BTreeMap::new(), screen: Wall::new(&policy) }
    }
    /// Gives the wall a room; the wall sees what is observed later, too. A room of the same id is replaced.
    pub fn add(&mut self, room: &RoomDoor) {
        let id = room.read().settings().room.clone();
        self.rooms.insert(id, room.clone());
    }
    /// Takes a room away, off the screen too; whether it was there.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn remove(&mut self, room: &str) -> Result<bool, WireError> {
        let room = RoomId::new(room)?;
        self.screen.hide(&room);
        Ok(self.rooms.remove(&room).is_some())
    }
    /// Puts a room on the live screen (LIV-3).
    ///
    /// # Errors
    /// A room that the wall does not have, or a screen that is full, with the creators on it.
    pub fn show(&mut self, room: &str) -> Result<(), WireError> {
        let id = RoomId::new(room)?;
        let unknown = || WallError::UnknownRoom { room: room.chars().take(64).collect() };
        let door = self.rooms.get(&id).ok_or_else(unknown)?;
        Ok(self.screen.show(&door.read())?)
    }
    /// Takes a room off the live screen; whether it was there.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn hide(&mut self, room: &str) -> Result<bool, WireError> {
        Ok(self.screen.hide(&RoomId::new(room)?))
    }
    /// The ongoing LIVEs as cards, the last started first, ties by id (LIV-1).
    ///
    /// # Errors
    /// A room whose limits leave no place for a card.
    pub fn ongoing(&self, view: &ViewDoor, ask: &OngoingAskWire) -> Result<CardsWire, WireError> {
        let view = view.view();
        let mut cards: Vec<LiveCard> = Vec::new();
        for door in self.rooms.values() {
            let room = door.read();
            let found = ask.search.as_ref().is_none_or(|search| is_searched(room.settings(), search));
            if found {
                cards.extend(Some(live_card(&view, &room)?).filter(|card| card.is_ongoing));
            }
        }
        cards.sort_by(|a, b| {
            let by =
                |card: &LiveCard| (std::cmp::Reverse(card.settings.started_at), card.settings.room.clone());
            by(a).cmp(&by(b))
        });
        Ok(CardsWire { cards: cards.iter().map(|card| self.card(card)).collect() })
    }
    /// The cards of the live screen, in the order they were put there (LIV-3).
    ///
    /// # Errors
    /// A room whose limits leave no place for a card.
    pub fn screen(&self, view: &ViewDoor) -> Result<CardsWire, WireError> {
        let view = view.view();
        let mut cards = Vec::new();
        for door in self.screen.rooms().filter_map(|room| self.rooms.get(room)) {
            cards.push(self.card(&live_card(&view, &door.read())?));
        }
        Ok(CardsWire { cards })
    }
    fn card(&self, card: &LiveCard) -> CardWire {
        let (settings, about) = (&card.settings, &card.settings.about);
        let (lines, action, reasons) = match &card.metrics {
            CardMetrics::Shown(lines) => {
                (Some(lines.iter().map(LiveLineWire::from).collect()), None, Vec::new())
            }
            CardMetrics::Hidden { action, reasons } => (None, Some(action.as_str()), hidden(reasons)),
        };
        let products = card.products.iter().map(|product| DescribedProductWire {
            product: product.product.as_str().to_owned(),
            name: product.name.clone(),
            skus: product.skus.clone(),
        });
        CardWire {
            room: settings.room.as_str().to_owned(),
            creator: settings.creator.as_ref().map(|creator| CreatorId::as_str(creator).to_owned()),
            title: about.title.clone(),
            name: about.name.clone(),
            handle: about.handle.clone(),
            avatar: about.avatar.clone(),
            page: about.page.clone(),
            started_at: settings.started_at.to_string(),
            ended_at: texts(card.ended_at),
            ongoing: card.is_ongoing,
            on_screen: self.screen.shows(&settings.room),
            comments: card.comments.iter().map(CommentWire::from).collect(),
            products: products.collect(),
            lines,
            action,
            reasons,
        }
    }
}
