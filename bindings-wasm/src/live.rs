//! A LIVE while it is on: rooms, and the wall of ongoing ones.

use creator_compass::wire::{LiveEventWire, OngoingAskWire, RoomDoor, WallDoor};
use wasm_bindgen::prelude::*;

use super::convert::{bytes, parts, read, read_ask, unframed, write};
use super::error::Thrown;
use super::view::View;

/// A LIVE while it is on, and after.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Room(pub(crate) RoomDoor);

macro_rules! asked {
    ($(#[doc = $doc:literal] $js:ident $method:ident;)*) => {
        #[wasm_bindgen]
        impl Room {
            $(
                #[doc = $doc]
                ///
                /// # Errors
                /// A malformed input, or what the room refuses.
                #[wasm_bindgen(js_name = $js)]
                pub fn $method(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
                    write(&self.0.$method(&read_ask(ask, "ask")?)?)
                }
            )*
        }
    };
}

asked! {
    #[doc = "The room at a moment (LIV-2, LIV-4…6, DSH-1)."] snapshot snapshot;
    #[doc = "One or two metrics by minute, with key events (DSH-3, DSH-4, LIV-7)."] trend trend;
    #[doc = "Sources of traffic by the viewers they brought (DSH-2)."] sources sources;
    #[doc = "The funnel with its bottleneck (DSH-6)."] funnel funnel;
    #[doc = "The list of products (DSH-7)."] products products;
    #[doc = "Products that few see and many of those buy (LIV-9)."] missedProducts missed_products;
    #[doc = "What to say about the pinned product (DSH-7)."] script script;
    #[doc = "Giveaways and what they brought (DSH-10)."] giveaways giveaways;
    #[doc = "What pinning each product next may bring (BEY-11)."] nextPin next_pin;
    #[doc = "What to do next (DSH-8)."] recommendations recommendations;
    #[doc = "Comments as they come (DSH-11)."] comments comments;
    #[doc = "Where a point of a LIVE that is over lies in its recording (DSH-11)."] replay replay;
    #[doc = "Events that changed nothing, since they contradict what stood."] ignored ignored;
}

#[wasm_bindgen]
impl Room {
    /// A room without events.
    ///
    /// # Errors
    /// Malformed settings.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue) -> Result<Room, Thrown> {
        Ok(Self(RoomDoor::new(&read_ask(settings, "settings")?)?))
    }
    /// Reads what [`Room::save`] wrote.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged.
    pub fn open(kept: &JsValue) -> Result<Room, Thrown> {
        Ok(Self(RoomDoor::open(&bytes(kept, "bytes")?)?))
    }
    /// The room as bytes.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.0.save()
    }
    /// Its id.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.id()
    }
    /// When it ended, as far as was observed.
    ///
    /// # Errors
    /// None that is known.
    #[wasm_bindgen(getter, js_name = endedAt)]
    pub fn ended_at(&self) -> Result<JsValue, Thrown> {
        write(&self.0.ended_at())
    }
    /// Takes events, in any order, twice too.
    ///
    /// # Errors
    /// An event that cannot be read; none is taken then.
    pub fn observe(&self, events: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.observe(&LiveEventWire::all_from_json(read(events, "events")?)?)?)
    }
    /// Says what products are.
    ///
    /// # Errors
    /// A malformed input.
    #[wasm_bindgen(js_name = describeProducts)]
    pub fn describe_products(&self, products: &JsValue) -> Result<(), Thrown> {
        let products: Vec<_> = read(products, "products")?;
        Ok(self.0.describe_products(&products)?)
    }
    /// When a snapshot may next differ without a further event.
    ///
    /// # Errors
    /// A malformed moment.
    #[wasm_bindgen(js_name = nextChangeAt)]
    pub fn next_change_at(&self, now: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.next_change_at(&read::<String>(now, "now")?)?)
    }
    /// The trend over the whole of a LIVE that is over, as the bytes of a file (DSH-5).
    ///
    /// # Errors
    /// While it is on, and what the trend refuses.
    pub fn export(&self, ask: &JsValue) -> Result<Vec<u8>, Thrown> {
        Ok(self.0.export(&read_ask(ask, "ask")?)?)
    }
}

/// What was expected of the pins of rooms that are over, against what came (BEY-11). Rooms are given as their bytes.
///
/// # Errors
/// Bytes that are no room, and what the question refuses.
#[wasm_bindgen(js_name = pinBacktest)]
pub fn pin_backtest(rooms: &JsValue, ask: &JsValue) -> Result<JsValue, Thrown> {
    let framed = parts(rooms, "rooms")?;
    write(&RoomDoor::pin_backtest(&unframed(&framed, "rooms")?, &read_ask(ask, "ask")?)?)
}

/// The wall: ongoing LIVEs, and which of them stand on the live screen.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Wall(WallDoor);

#[wasm_bindgen]
impl Wall {
    /// A wall without rooms.
    ///
    /// # Errors
    /// A malformed policy.
    #[wasm_bindgen(constructor)]
    pub fn new(policy: &JsValue) -> Result<Wall, Thrown> {
        Ok(Self(WallDoor::new(read(policy, "policy")?)))
    }
    /// Gives the wall a room; it sees what is observed later, too.
    pub fn add(&mut self, room: &Room) {
        self.0.add(&room.0);
    }
    /// Takes a room away; whether it was there.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn remove(&mut self, room: &JsValue) -> Result<bool, Thrown> {
        Ok(self.0.remove(&read::<String>(room, "room")?)?)
    }
    /// Puts a room on the live screen (LIV-3).
    ///
    /// # Errors
    /// A room that the wall does not have, or a screen that is full.
    pub fn show(&mut self, room: &JsValue) -> Result<(), Thrown> {
        Ok(self.0.show(&read::<String>(room, "room")?)?)
    }
    /// Takes a room off the live screen; whether it was there.
    ///
    /// # Errors
    /// An id that cannot be one.
    pub fn hide(&mut self, room: &JsValue) -> Result<bool, Thrown> {
        Ok(self.0.hide(&read::<String>(room, "room")?)?)
    }
    /// The ongoing LIVEs as cards (LIV-1).
    ///
    /// # Errors
    /// A malformed input.
    pub fn ongoing(&self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        let ask: Option<OngoingAskWire> = read(ask, "ask")?;
        write(&self.0.ongoing(&view.0, &ask.unwrap_or_default())?)
    }
    /// The cards of the live screen (LIV-3).
    ///
    /// # Errors
    /// A room whose limits leave no place for a card.
    pub fn screen(&self, view: &View) -> Result<JsValue, Thrown> {
        write(&self.0.screen(&view.0)?)
    }
}
