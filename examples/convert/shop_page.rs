//! One page of a shop's video performance list as a workspace folder.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;

use super::folder::{DocumentEntry, Failure, Folder, Head, answered, requested, signed};
use super::of_file;
use super::stamps::later;

pub(crate) fn convert(file: &Path, out: &Path, start: NaiveDate, end: NaiveDate) -> Result<String, Failure> {
    if start >= end {
        return Err(format!("the window [{start}, {end}) has no day").into());
    }
    let bytes = std::fs::read(file).map_err(|error| of_file(file, error))?;
    let document: Value = serde_json::from_slice(&bytes).map_err(|error| of_file(file, error))?;
    let videos = document.pointer("/data/videos").and_then(Value::as_array);
    let Some(videos) = videos.filter(|_| document.get("code").and_then(Value::as_i64) == Some(0)) else {
        return Err(of_file(file, "no answer with code 0 and `data.videos`"));
    };
    let names = videos.iter().filter_map(|video| video.get("username").and_then(Value::as_str));
    let creators: BTreeSet<&str> = names.collect();
    let fetched = format!("{}T00:00:00Z", later(end, 1));
    let mut folder = Folder::create(out)?;
    let rows: Vec<[String; 2]> =
        creators.iter().map(|creator| [(*creator).to_owned(), (*creator).to_owned()]).collect();
    folder.table("creators", &fetched, ["creator", "username"], &rows)?;
    let signed_on = start.to_string();
    let mut log = Vec::new();
    for creator in &creators {
        let request = format!("demonstration-{creator}");
        log.push(signed(creator, &signed_on, &format!("{signed_on}T00:00:00Z")));
        log.push(requested(creator, &request, &signed_on, &format!("{signed_on}T01:00:00Z")));
        log.push(answered(creator, &request, "authorized", &format!("{signed_on}T02:00:00Z")));
    }
    folder.access(&log)?;
    let entry = DocumentEntry {
        kind: "video_performance_list",
        file: "documents/videos.json".to_owned(),
        start: start.to_string(),
        end: end.to_string(),
        observed_at: fetched,
    };
    folder.document(entry, &bytes)?;
    let written = folder.finish(&Head {
        id: "shop-page".to_owned(),
        title: "A shop's video list".to_owned(),
        note: "One page of a shop's own list, for trying the library on; not for passing on. The access log is made \
               up for the demonstration."
            .to_owned(),
        time_zone: "Asia/Ho_Chi_Minh".to_owned(),
        currency: "VND".to_owned(),
        now: format!("{}T02:00:00Z", later(end, 1)),
        period: format!("custom:{start}..{end}"),
        goals: Vec::new(),
    })?;
    let (rows, creators) = (videos.len(), creators.len());
    Ok(format!("{}: {written} bytes; {rows} rows, {creators} named creators", out.display()))
}
