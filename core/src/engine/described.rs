//! Rooms, videos and products as last described, and the products of a shop.
use std::collections::BTreeSet;

use super::view::View;
use crate::access::Module;
use crate::fact::{ProductRow, RoomRow, VideoAbout, VideoRow, Visibility};
use crate::time::{Day, Period, Window};
use crate::value::{CreatorId, ProductId, RoomId, ShopId, VideoId};

impl<'a> View<'a> {
    /// A LIVE room as last described.
    #[must_use]
    pub fn room(&self, room: &RoomId) -> Option<&'a RoomRow> {
        Some(self.store.tables.rooms.get(room)?.current(self.clocks.known_at)?.row())
    }
    /// The LIVE rooms that started in a window and whose creator is known, in the order of their ids (PER-9).
    #[must_use]
    pub fn rooms_started(&self, window: Window<Day>) -> Vec<(RoomId, CreatorId)> {
        let calendar = self.store.workspace.rules.calendar;
        let rooms = self.store.tables.rooms.iter().filter_map(|(room, versions)| {
            let current = versions.current(self.clocks.known_at)?;
            let is_inside = window.contains(calendar.day_of(current.row().started_at));
            let owner = is_inside.then(|| self.room_owner(&current)).flatten()?;
            self.people.find(&owner).map(|_| (room.clone(), owner))
        });
        rooms.collect()
    }
    /// Whose a LIVE room is, where it is somebody's who is known.
    #[must_use]
    pub fn creator_of_room(&self, room: &RoomId) -> Option<CreatorId> {
        let current = self.store.tables.rooms.get(room)?.current(self.clocks.known_at)?;
        self.room_owner(&current).filter(|owner| self.people.find(owner).is_some())
    }
    /// A video as last described.
    #[must_use]
    pub fn video(&self, video: &VideoId) -> Option<&'a VideoRow> {
        Some(self.store.tables.videos.get(video)?.current(self.clocks.known_at)?.row())
    }
    /// What is told of a video beside its post: each as the last look told that told it at all, so that a list of videos
    /// without them takes nothing back. Of several looks at one moment the greatest counts.
    #[must_use]
    pub fn video_about(&self, video: &VideoId) -> VideoAbout {
        let mut about = VideoAbout::default();
        let versions = self.store.tables.videos.get(video);
        for (_, row) in versions.into_iter().flat_map(|all| all.known(self.clocks.known_at)).flatten() {
            let told = &row.about;
            about.status = told.status.or(about.status);
            about.visibility = told.visibility.or(about.visibility);
            about.ever_public = told.ever_public.or(about.ever_public);
            about.link = told.link.clone().or(about.link);
            about.picture = told.picture.clone().or(about.picture);
            about.music = told.music.clone().or(about.music);
            if !told.labels.is_empty() {
                about.labels.clone_from(&told.labels);
            }
        }
        about
    }
    /// Whose a video is, where it is somebody's who is known.
    #[must_use]
    pub fn creator_of_video(&self, video: &VideoId) -> Option<CreatorId> {
        let current = self.store.tables.videos.get(video)?.current(self.clocks.known_at)?;
        self.video_owner(&current).filter(|owner| self.people.find(owner).is_some())
    }
    /// Whose a video is, where some day of a period shows of the creator.
    #[must_use]
    pub fn visible_video(&self, video: &VideoId, period: Period) -> Option<CreatorId> {
        let creator = self.creator_of_video(video)?;
        let days = self.visible_days(&creator, Module::Video, period.window());
        (!days.is_empty()).then_some(creator)
    }
    /// Videos that are private or deleted and never were public (VID-5): of them nothing counts and nothing shows.
    pub(crate) fn never_public(&self) -> &BTreeSet<VideoId> {
        self.never_public.get_or_init(|| {
            let told = self.store.tables.unpublished.iter().filter(|video| {
                let about = self.video_about(video);
                matches!(about.visibility, Some(Visibility::Private | Visibility::Deleted))
                    && about.ever_public == Some(false)
            });
            told.cloned().collect()
        })
    }
    /// A product as last described.
    #[must_use]
    pub fn product(&self, product: &ProductId) -> Option<&'a ProductRow> {
        Some(self.store.tables.products.get(product)?.current(self.clocks.known_at)?.row())
    }
    /// The catalogue: every product as last described, in the order of ids.
    pub fn products(&self) -> impl Iterator<Item = &'a ProductRow> {
        let known_at = self.clocks.known_at;
        let all = self.store.tables.products.values();
        all.filter_map(move |versions| versions.current(known_at).map(|current| current.row()))
    }
    /// The products that the catalogue puts in a shop.
    #[must_use]
    pub fn products_of(&self, shop: &ShopId) -> BTreeSet<ProductId> {
        let own = self.products().filter(|row| row.shop.as_ref() == Some(shop));
        own.map(|row| row.product.clone()).collect()
    }
}
