//! How states are named: feed, what it is, and the channel it came about in.
use super::super::super::figures::ChannelPart;
use super::super::frame::What;
use crate::metric::{Group, Key, KeyRef, Measure};
use crate::value::{CreatorId, HiddenReason, RoomId, UndefinedReason, VideoId};

use super::super::answer::KeyNames;
use crate::fact::{Channel, Content};
use crate::time::Day;

pub(super) const ACTS: &str = "interactions";
pub(super) const ORDERS: &str = "orders";
/// Why a group shows nothing of its own accord.
pub(super) const HIDDEN: &str = "hidden";
/// The creators that a group counts.
pub(super) const CREATORS: &str = "creators";

/// Which table a group belongs to: of the question, or of the whole that shares are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Question,
    Whole,
}

pub(super) fn part_name(part: ChannelPart) -> &'static str {
    part.channel().map_or("untold", Channel::as_str)
}

pub(super) fn column(feed: &str, what: What, part: ChannelPart) -> String {
    let what = match what {
        What::Measure(measure) => measure.id(),
        What::Engaged(_) => "engaged",
    };
    format!("{feed}.{what}.{}", part_name(part))
}

pub(super) fn broken(name: &str) -> String {
    format!("{name}!")
}

/// Two measures by content.
pub(super) fn contents(over: Measure, under: Measure, part: ChannelPart) -> String {
    format!("{ACTS}.{}/{}.{}", over.id(), under.id(), part_name(part))
}

/// GMV by creator, with a part a channel.
pub(super) fn sales(feed: &str) -> String {
    format!("{feed}.gmv by creator")
}

/// A group's names as states hold them.
pub(super) fn group(of: Of, key: &KeyNames, part: Option<ChannelPart>) -> Group {
    let kind = key.content.as_ref().map(|content| match content {
        Content::Room(_) => "room",
        Content::Video(_) => "video",
    });
    let tag = if of == Of::Question { "question" } else { "whole" };
    Group::of([
        Some(Key::of(tag)),
        key.start.map(|day| Key::of(&day.to_string())),
        key.creator.as_ref().map(|creator| Key::of(creator.as_str())),
        part.map(|part| Key::of(part_name(part))),
        kind.map(Key::of),
        key.content.as_ref().map(|content| Key::of(content.id())),
        key.product.as_deref().map(Key::of),
        key.shop.as_deref().map(Key::of),
    ])
}

/// The names of a group; nothing where it is none of ours.
pub(super) fn read_group(group: &Group) -> Option<(Of, KeyNames, Option<ChannelPart>)> {
    let [tag, start, creator, part, kind, content, product, shop] = group.fields() else { return None };
    let text = |field: &Option<Key>| field.as_ref().map(ToString::to_string);
    let of = match tag.as_ref().map(Key::as_ref) {
        Some(KeyRef::Text("question")) => Of::Question,
        Some(KeyRef::Text("whole")) => Of::Whole,
        _ => return None,
    };
    let part = match text(part) {
        None => None,
        Some(name) => Some(ChannelPart::ALL.into_iter().find(|part| part_name(*part) == name)?),
    };
    let content = match (text(kind).as_deref(), text(content)) {
        (None, None) => None,
        (Some("room"), Some(id)) => Some(Content::Room(RoomId::new(&id).ok()?)),
        (Some("video"), Some(id)) => Some(Content::Video(VideoId::new(&id).ok()?)),
        _ => return None,
    };
    let start = match text(start) {
        None => None,
        Some(day) => Some(Day::parse(&day).ok()?),
    };
    let creator = match text(creator) {
        None => None,
        Some(id) => Some(CreatorId::new(&id).ok()?),
    };
    let channel = part.and_then(ChannelPart::channel);
    Some((of, KeyNames { creator, channel, content, product: text(product), shop: text(shop), start }, part))
}

pub(super) fn hidden_of(code: &str) -> Option<HiddenReason> {
    HiddenReason::ALL.into_iter().find(|reason| reason.code() == code)
}

/// The reasons that rows give; all others come of feeds.
pub(super) fn undefined_of(code: &str) -> Option<UndefinedReason> {
    let all = [UndefinedReason::Absent, UndefinedReason::Conflicting];
    all.into_iter().find(|reason| reason.code() == code)
}
