//! Who viewed, clicked, bought and follows, as a table.
use super::lists::{owned, words};
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use crate::fact::{Channel, Content, ProfileDimension};
use crate::metric::Figure;
use crate::privacy::Complement;
use crate::report::{Profile, ProfileBucket, Profiles};
use crate::value::{CreatorId, ProductId, ShopId, UndefinedReason, Value};

/// A profile, and one of its buckets.
type Line<'a> = (&'a Profile, Option<(ProfileDimension, &'a ProfileBucket)>);

/// Profiles (PRF-1…3): a line a bucket; a group of which no dimension is told has one line.
#[must_use]
pub fn profiles_table(answer: &Profiles) -> ExportTable<'_> {
    let plain = |id: &str, en: &str, zh: &str, kind| ExportColumn::new(id, Label::new(en, zh), kind);
    let columns = vec![
        words("profile", "Profile", "画像"),
        words("audience", "Audience", "人群"),
        words("creator", "Creator", "达人"),
        words("channel", "Channel", "渠道"),
        words("content_kind", "Content type", "内容类型"),
        words("content", "Content", "内容"),
        words("product", "Product", "商品"),
        words("shop", "Shop", "店铺"),
        plain("first_day", "First day", "首日", ColumnKind::Day),
        plain("last_day", "Last day", "末日", ColumnKind::Day),
        plain("users", "Users", "用户数", ColumnKind::Count),
        words("complement", "What would be read", "可推出的差集"),
        words("dimension", "Dimension", "维度"),
        words("bucket", "Bucket", "分组"),
        plain("bucket_users", "Users of the bucket", "分组用户数", ColumnKind::Count),
        plain("share", "Share", "占比", ColumnKind::Ratio),
    ];
    let lines: Vec<Line<'_>> = answer.groups.iter().flat_map(lines).collect();
    ExportTable::new("profiles", columns, lines.len(), move |number, cells| {
        let Some((profile, part)) = lines.get(number) else { return };
        cells.push(ExportCell::text(&profile.id));
        cells.push(ExportCell::text(profile.audience.as_str()));
        cells.push(ExportCell::told(profile.creator.as_ref().map(CreatorId::as_str)));
        cells.push(ExportCell::told(profile.channel.map(Channel::as_str)));
        cells.push(ExportCell::told(profile.content.as_ref().map(|content| match content {
            Content::Room(_) => "room",
            Content::Video(_) => "video",
        })));
        cells.push(owned(profile.content.as_ref().map(Content::id)));
        cells.push(ExportCell::told(profile.product.as_ref().map(ProductId::as_str)));
        cells.push(ExportCell::told(profile.shop.as_ref().map(ShopId::as_str)));
        cells.push(ExportCell::Day(answer.period.start));
        cells.push(ExportCell::Day(answer.period.end.plus(-1)));
        cells.push(ExportCell::Figure(count(&profile.users)));
        cells.push(ExportCell::told(profile.complement.map(Complement::as_str)));
        if let Some((dimension, bucket)) = part {
            cells.push(ExportCell::text(dimension.as_str()));
            cells.push(ExportCell::text(&bucket.bucket));
            cells.push(ExportCell::Figure(count(&bucket.users)));
            cells.push(ExportCell::ratio(&bucket.share));
        }
    })
}

fn lines(profile: &Profile) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for table in &profile.tables {
        lines.extend(table.buckets.iter().map(|bucket| (profile, Some((table.dimension, bucket)))));
    }
    if lines.is_empty() {
        lines.push((profile, None));
    }
    lines
}

/// A number of users as a figure.
fn count<T: Copy + TryInto<i64>>(users: &Value<T>) -> Value<Figure> {
    users.clone().zip_with(Value::Known(()), |users, ()| {
        users.try_into().map_or_else(
            |_| Value::undefined(UndefinedReason::Overflow),
            |users| Value::Known(Figure::Count(users)),
        )
    })
}
