use super::room::Room;
use super::settings::RoomSettings;
use crate::value::{CreatorId, Details, ErrorKind, Failure, Policy, RoomId, details};

/// The live screen: which rooms stand on it, in the order they were put there (LIV-3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    most: u32,
    shown: Vec<(RoomId, Option<CreatorId>)>,
}

/// A room that cannot be put on the live screen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WallError {
    /// It holds as many creators as it may (LIV-3).
    #[error("the live screen holds at most {limit} creators, and there are {}", creators.join(", "))]
    Full {
        /// The most.
        limit: u32,
        /// Those that stand on it, in order: ids of creators, or of rooms whose creator is not known.
        creators: Vec<String>,
    },
    /// The room was not given to the wall.
    #[error("there is no room `{room}`")]
    UnknownRoom {
        /// The room.
        room: String,
    },
}

impl Wall {
    /// An empty live screen.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        Self { most: policy.live_screen_rooms, shown: Vec::new() }
    }
    /// Puts a room on the screen; one that is there stays where it is. Two rooms of a creator are one creator.
    ///
    /// # Errors
    /// [`WallError::Full`] with those that are there.
    pub fn show(&mut self, room: &Room) -> Result<(), WallError> {
        let RoomSettings { room, creator, .. } = room.settings();
        if self.shows(room) {
            return Ok(());
        }
        let creators = self.creators();
        let own = name(room, creator.as_ref());
        if creators.len() >= self.most as usize && !creators.iter().any(|known| known == own) {
            return Err(WallError::Full { limit: self.most, creators });
        }
        self.shown.push((room.clone(), creator.clone()));
        Ok(())
    }
    /// Takes a room off the screen; whether it was there.
    pub fn hide(&mut self, room: &RoomId) -> bool {
        let before = self.shown.len();
        self.shown.retain(|(known, _)| known != room);
        self.shown.len() < before
    }
    /// Whether a room stands on the screen.
    #[must_use]
    pub fn shows(&self, room: &RoomId) -> bool {
        self.shown.iter().any(|(known, _)| known == room)
    }
    /// The rooms on the screen, in order.
    pub fn rooms(&self) -> impl Iterator<Item = &RoomId> {
        self.shown.iter().map(|(room, _)| room)
    }
    fn creators(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for (room, creator) in &self.shown {
            let own = name(room, creator.as_ref());
            if !all.iter().any(|known| known == own) {
                all.push(own.to_owned());
            }
        }
        all
    }
}

/// A creator by its id; a room without one stands for itself.
fn name<'a>(room: &'a RoomId, creator: Option<&'a CreatorId>) -> &'a str {
    creator.map_or(room.as_str(), CreatorId::as_str)
}

impl Failure for WallError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Full { .. } => ErrorKind::Refused,
            Self::UnknownRoom { .. } => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Full { .. } => "live.wall.full",
            Self::UnknownRoom { .. } => "live.wall.unknown_room",
        }
    }
    fn rule(&self) -> &'static str {
        "LIV-3"
    }
    fn details(&self) -> Details {
        match self {
            Self::Full { limit, creators } => {
                details! { "limit": limit, "creators": creators.clone() }
            }
            Self::UnknownRoom { room } => details! { "room": room },
        }
    }
}
