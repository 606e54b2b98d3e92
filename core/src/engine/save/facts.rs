//! The rows of the tables.
use super::PROFILES;
use super::field::{Field, fields};
use crate::fact::{
    ActivityKey, ActivityRow, AliasKind, AliasRow, Bucket, Content, CreatorRef, CreatorRow, ObservationRow,
    Observed, OrderRow, ProductRow, ProfileGroup, ProfileKey, ProfileRow, RoomRow, SubjectRef, VideoAbout,
    VideoRow,
};
use crate::value::{BytesError, CreatorId, Reader, Writer};

fields! {
    CreatorRow { creator, username, handle, open_id, name, region, category, followers }
    AliasRow { creator, kind, value, from, until }
    RoomRow { room, creator, title, started_at, ended_at }
    VideoAbout { status, visibility, ever_public, link, picture, music, labels }
    ProfileGroup { audience, start, end, creator, channel, content, product, shop }
    ProfileKey { of, dimension, bucket }
    ProfileRow { key, users }
    ProductRow { product, name, shop }
    ActivityKey { feed, bucket, creator, channel, content, product, shop, affiliation, definition }
    ActivityRow { key, bucket, creator, affiliation, definition, measures }
    OrderRow {
        order, line, creator, channel, content, product, shop, affiliation, quantity, created_at, paid_at,
        refunded_at, settled_at, amount, refund_amount, refund_quantity, commission, settled_amount,
    }
    ObservationRow { subject, measure, observed_at, observed }
    Observed { value, step }
}

impl Field for VideoRow {
    fn put(&self, out: &mut Writer) {
        let Self { video, creator, title, posted_at, duration_seconds, named_on, about } = self;
        video.put(out);
        creator.put(out);
        title.put(out);
        posted_at.put(out);
        duration_seconds.put(out);
        named_on.put(out);
        if out.version() >= PROFILES.version {
            about.put(out);
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(Self {
            video: Field::get(bytes)?,
            creator: Field::get(bytes)?,
            title: Field::get(bytes)?,
            posted_at: Field::get(bytes)?,
            duration_seconds: Field::get(bytes)?,
            named_on: Field::get(bytes)?,
            about: if bytes.version() < PROFILES.version {
                VideoAbout::default()
            } else {
                Field::get(bytes)?
            },
        })
    }
}

impl Field for Bucket {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Day(day) => {
                out.byte(0);
                day.put(out);
            }
            Self::Span { start, end } => {
                out.byte(1);
                start.put(out);
                end.put(out);
            }
            Self::Minute(at) => {
                out.byte(2);
                at.put(out);
            }
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(match bytes.byte()? {
            0 => Self::Day(Field::get(bytes)?),
            1 => Self::Span { start: Field::get(bytes)?, end: Field::get(bytes)? },
            2 => Self::Minute(Field::get(bytes)?),
            _ => return Err(bytes.malformed("a day, a span or a minute")),
        })
    }
}

impl Field for Content {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Room(room) => {
                out.byte(0);
                room.put(out);
            }
            Self::Video(video) => {
                out.byte(1);
                video.put(out);
            }
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(match bytes.byte()? {
            0 => Self::Room(Field::get(bytes)?),
            1 => Self::Video(Field::get(bytes)?),
            _ => return Err(bytes.malformed("a room or a video")),
        })
    }
}

impl Field for SubjectRef {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Creator(creator) => {
                out.byte(0);
                creator.put(out);
            }
            Self::Room(room) => {
                out.byte(1);
                room.put(out);
            }
            Self::Video(video) => {
                out.byte(2);
                video.put(out);
            }
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(match bytes.byte()? {
            0 => Self::Creator(Field::get(bytes)?),
            1 => Self::Room(Field::get(bytes)?),
            2 => Self::Video(Field::get(bytes)?),
            _ => return Err(bytes.malformed("a creator, a room or a video")),
        })
    }
}

impl Field for CreatorRef {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Id(creator) => {
                out.byte(0);
                creator.put(out);
            }
            Self::Alias(kind, name) => {
                out.byte(1);
                kind.put(out);
                name.put(out);
            }
            Self::Aliases(names) => {
                out.byte(2);
                names.put(out);
            }
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(match bytes.byte()? {
            0 => Self::Id(CreatorId::get(bytes)?),
            1 => Self::Alias(AliasKind::get(bytes)?, String::get(bytes)?),
            2 => Self::Aliases(Vec::get(bytes)?),
            _ => return Err(bytes.malformed("an id or a name of a creator")),
        })
    }
}

/// What holds of every row that a source gives, beyond the values of its fields.
pub(super) trait Sound {
    fn is_sound(&self) -> bool {
        true
    }
}

impl<T: Sound> Sound for std::sync::Arc<T> {
    fn is_sound(&self) -> bool {
        (**self).is_sound()
    }
}
impl Sound for CreatorRow {}
impl Sound for RoomRow {}
impl Sound for VideoRow {
    fn is_sound(&self) -> bool {
        self.problem().is_none()
    }
}
impl Sound for ProfileRow {
    fn is_sound(&self) -> bool {
        self.problem().is_none()
    }
}
impl Sound for ProductRow {}
impl Sound for OrderRow {}
impl Sound for ObservationRow {}
impl Sound for AliasRow {
    fn is_sound(&self) -> bool {
        self.problem().is_none()
    }
}
impl Sound for ActivityRow {
    fn is_sound(&self) -> bool {
        self.problem().is_none()
    }
}
