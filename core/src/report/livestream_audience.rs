use super::error::{ReportError, Topic};
use super::livestream_requests::{Reach, reach, rooms_of_history};
use super::livestreams::LivestreamFacts;
use super::profiles::{Profiles, shown, untold};
use crate::engine::{PublishedProfile, View};
use crate::fact::{Content, ProfileAudience, ProfileDimension};
use crate::privacy::Ledger;
use crate::time::Period;
use crate::value::{CreatorId, RoomId, UndefinedReason};

/// Whose audience is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivestreamAudienceAsk {
    /// The period: profiles are shown of exactly these days, since users never add up.
    pub period: Period,
    /// The LIVE.
    pub room: RoomId,
}

/// The audience of a LIVE (LIV-7, DSH-12): its viewers and its buyers, and the followers of its creator.
#[derive(Debug, Clone, PartialEq)]
pub struct LivestreamAudience {
    /// What is known of the LIVE.
    pub facts: LivestreamFacts,
    /// Viewers, buyers, followers: each by age and gender. A group that no source tells has no figure, and says why.
    pub profiles: Profiles,
}

const AUDIENCES: [ProfileAudience; 3] =
    [ProfileAudience::Viewers, ProfileAudience::Buyers, ProfileAudience::Followers];

/// The audience of a LIVE over a period, next to what a ledger says was shown before (PRF-1…3, BEY-7).
///
/// # Errors
/// [`ReportError`] for a LIVE that is not in the history.
pub fn livestream_audience(
    view: &View<'_>,
    ask: &LivestreamAudienceAsk,
    ledger: &Ledger,
) -> Result<LivestreamAudience, ReportError> {
    let Some(creator) = owner(view, &ask.room) else {
        return Err(ReportError::unknown(Topic::Room, ask.room.as_str(), rooms_of_history(view)));
    };
    let keeps = |one: &PublishedProfile| {
        let is_plain = one.of.channel.is_none() && one.of.product.is_none() && one.of.shop.is_none();
        let own = one.creator.as_ref() == Some(&creator);
        match (one.of.audience, &one.of.content) {
            (ProfileAudience::Viewers | ProfileAudience::Buyers, Some(Content::Room(room))) => {
                *room == ask.room && one.of.product.is_none() && one.of.shop.is_none()
            }
            (ProfileAudience::Followers, None) => own && is_plain,
            _ => false,
        }
    };
    let (mut groups, unknown_creators, pattern) = shown(view, ask.period.window(), &keeps, ledger)?;
    for group in &mut groups {
        group
            .tables
            .retain(|table| matches!(table.dimension, ProfileDimension::Age | ProfileDimension::Gender));
    }
    for audience in AUDIENCES {
        if groups.iter().all(|group| group.audience != audience) {
            let mut group = untold(audience.as_str().to_owned(), audience, UndefinedReason::Absent);
            group.creator = Some(creator.clone());
            group.content = (audience != ProfileAudience::Followers).then(|| Content::Room(ask.room.clone()));
            groups.push(group);
        }
    }
    let place = |audience: ProfileAudience| AUDIENCES.iter().position(|one| *one == audience);
    groups.sort_by(|a, b| place(a.audience).cmp(&place(b.audience)).then_with(|| a.id.cmp(&b.id)));
    let facts = LivestreamFacts::of(view, &ask.room, Some(creator));
    Ok(LivestreamAudience {
        facts,
        profiles: Profiles { period: ask.period, groups, unknown_creators, pattern },
    })
}

/// Whose a LIVE of the history is.
fn owner(view: &View<'_>, room: &RoomId) -> Option<CreatorId> {
    let (row, creator) = view.room(room).zip(view.creator_of_room(room))?;
    (!matches!(reach(view, row, &creator, None), Reach::Outside)).then_some(creator)
}
