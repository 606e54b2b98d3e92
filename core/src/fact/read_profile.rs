use super::cell::{CellError, Cells};
use super::kind::{ProfileAudience, ProfileDimension};
use super::read::{channel_of, content, creator_ref, id_of};
use super::row::{ProfileGroup, ProfileKey, ProfileRow};
use crate::value::{ProductId, ShopId, region_code};

/// Reads a row of profiles.
pub(super) fn profile(cells: &Cells<'_>) -> Result<ProfileRow, CellError> {
    let audiences = "viewers, clickers, buyers or followers";
    let audience = cells.read("audience", audiences, ProfileAudience::of)?;
    let dimensions = "age, gender, region, phone_price or video_preference";
    let dimension = cells.read("dimension", dimensions, ProfileDimension::of)?;
    let dimension = dimension.ok_or_else(|| CellError::missing("dimension", dimensions))?;
    let (start, end) = match (cells.day("day")?, cells.day("start")?, cells.day("end")?) {
        (Some(day), None, None) => (day, day.next()),
        (None, Some(start), Some(end)) if start < end => (start, end),
        (None, Some(_), Some(end)) => {
            return Err(CellError::malformed("end", &end.to_string(), "a day behind `start`"));
        }
        _ => return Err(CellError::missing("day", "exactly one of: day; start and end")),
    };
    let content = content(cells)?;
    let of = ProfileGroup {
        audience: audience.ok_or_else(|| CellError::missing("audience", audiences))?,
        start,
        end,
        creator: creator_ref(cells)?,
        channel: channel_of(cells, content.as_ref())?,
        content,
        product: id_of(cells, "product", ProductId::new)?,
        shop: id_of(cells, "shop", ShopId::new)?,
    };
    let users = cells.count("users")?.ok_or_else(|| CellError::missing("users", "a whole number"))?;
    Ok(ProfileRow { key: ProfileKey { of, dimension, bucket: bucket(cells, dimension)? }, users })
}

/// A bucket of a dimension, in the one way it is written.
fn bucket(cells: &Cells<'_>, dimension: ProfileDimension) -> Result<String, CellError> {
    let text = cells.required("bucket", "a bucket of the dimension")?;
    let (found, expected) = match (dimension, dimension.buckets()) {
        (_, Some(all)) => (all.contains(&text).then(|| text.to_owned()), all.join(", ")),
        (ProfileDimension::Region, None) => {
            let unknown = (text == "unknown").then(|| text.to_owned());
            (region_code(text).or(unknown), "a region code of two letters such as ID, or unknown".to_owned())
        }
        (_, None) => (
            (text.chars().count() <= 1000).then(|| text.to_owned()),
            "a text of at most 1000 characters".to_owned(),
        ),
    };
    found.ok_or_else(|| CellError::malformed("bucket", text, &expected))
}
