//! Questions about what comes next in a room, and about many rooms.

use super::super::error::WireError;
use super::ahead::{NextPinAskWire, NextPinWire, PinBacktestWire, RecommendationWire, RecommendationsWire};
use super::room_door::RoomDoor;
use crate::live::{Room, pin_backtest};

impl RoomDoor {
    /// What pinning each product next may bring (BEY-11).
    ///
    /// # Errors
    /// A malformed moment, or a span or level that is none.
    pub fn next_pin(&self, ask: &NextPinAskWire) -> Result<NextPinWire, WireError> {
        let ask = ask.read()?;
        Ok(NextPinWire::of(&self.read().next_pin(&ask)?, &ask))
    }
    /// What to do next (DSH-8).
    ///
    /// # Errors
    /// A malformed moment, or a span or level that is none.
    pub fn recommendations(&self, ask: &NextPinAskWire) -> Result<RecommendationsWire, WireError> {
        let all = self.read().recommendations(&ask.read()?)?;
        Ok(RecommendationsWire { recommendations: all.iter().map(RecommendationWire::from).collect() })
    }
    /// What was expected of the pins of rooms that are over, against what came (BEY-11). Rooms are given as their bytes.
    ///
    /// # Errors
    /// Bytes that are no room, a room that has not ended, two currencies, or a span or level that is none.
    pub fn pin_backtest<B: AsRef<[u8]>>(
        rooms: &[B],
        ask: &NextPinAskWire,
    ) -> Result<PinBacktestWire, WireError> {
        Ok((&pin_backtest(&opened(rooms)?, &ask.read()?)?).into())
    }
}

pub(super) fn opened<B: AsRef<[u8]>>(rooms: &[B]) -> Result<Vec<Room>, WireError> {
    Ok(rooms.iter().map(|bytes| Room::open(bytes.as_ref())).collect::<Result<_, _>>()?)
}
