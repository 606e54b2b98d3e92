use super::error::RoomError;
use super::room::{Comment, Room};
use crate::time::Instant;

/// A point of a LIVE that is over, in its recording (DSH-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay<'a> {
    /// The point.
    pub at: Instant,
    /// How far into the recording it lies, in milliseconds: it runs from the start of the LIVE.
    pub offset_millis: i64,
    /// Comments around it, in order.
    pub comments: &'a [Comment],
}

impl Room {
    /// Where a point of the timeline lies in the recording, with the comments of so many seconds before and after it.
    ///
    /// # Errors
    /// [`RoomError::StillOn`] during the LIVE, [`RoomError::OutsideLive`] before its start or after its end.
    pub fn replay(&self, now: Instant, at: Instant, seconds: u32) -> Result<Replay<'_>, RoomError> {
        let end = self.closed(now, "replay")?;
        let start = self.settings.started_at;
        if at < start || at > end {
            return Err(RoomError::OutsideLive { at, start, end });
        }
        let span = i64::from(seconds).saturating_mul(1_000);
        let from = self.comments.partition_point(|one| one.at < at.plus_millis(-span));
        let until = self.comments.partition_point(|one| one.at <= at.plus_millis(span));
        let comments = self.comments.get(from..until).unwrap_or_default();
        Ok(Replay { at, offset_millis: at.millis().saturating_sub(start.millis()), comments })
    }
    /// Comments up to a moment and after another, in order; the last so many of them (DSH-11).
    #[must_use]
    pub fn comments(&self, now: Instant, after: Option<Instant>, most: usize) -> &[Comment] {
        let until = self.comments.partition_point(|one| one.at <= now);
        let from = after.map_or(0, |after| self.comments.partition_point(|one| one.at <= after));
        let from = from.max(until.saturating_sub(most));
        self.comments.get(from..until).unwrap_or_default()
    }
    /// When the LIVE ended: some things open up only then.
    pub(super) fn closed(&self, now: Instant, what: &'static str) -> Result<Instant, RoomError> {
        self.ended_at().filter(|ended| *ended <= now).ok_or(RoomError::StillOn { what })
    }
}
