//! Short videos that were looked at once or twice, as a workspace folder.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::folder::{Failure, Folder, Head, answered, requested, signed};
use super::stamps::{day_of, earlier, later, moment, utc};
use super::{of_file, text_of};

/// What is read of a row. Ids of music are floats in the source, and are not read.
#[derive(Debug, Deserialize)]
struct Look {
    user_name: String,
    vid_id: u64,
    vid_caption: String,
    #[serde(rename = "vid_postTime")]
    posted: String,
    #[serde(rename = "vid_scrapeTime")]
    scraped: String,
    vid_duration: String,
    vid_nview: String,
    vid_nlike: String,
    vid_ncomment: String,
    vid_nshare: String,
}

#[derive(Debug, Default)]
struct Tables {
    /// Each creator with the day of its first video.
    creators: BTreeMap<String, NaiveDate>,
    /// Each video as it was seen last.
    videos: BTreeMap<u64, [String; 5]>,
    observations: Vec<[String; 5]>,
    looks: usize,
    empty: usize,
    /// Videos whose id tells another second than their time of posting.
    astray: usize,
    first: Option<DateTime<Utc>>,
    last: Option<DateTime<Utc>>,
}

pub(crate) fn convert(folder: &Path, out: &Path, offset: FixedOffset) -> Result<String, Failure> {
    let mut tables = Tables::default();
    for file in ["raw_data.csv", "recrawled_1v.csv"] {
        tables.read(&folder.join(file), offset)?;
    }
    let (Some(first), Some(last)) = (tables.first, tables.last) else {
        return Err(of_file(folder, "the files have no rows"));
    };
    let seen = utc(last);
    // The period reaches from the first look to the last, or over the 30 days before the last.
    let end = later(day_of(last), 1);
    let start = day_of(first).max(earlier(end, 30));
    let mut folder = Folder::create(out)?;
    let creators: Vec<[String; 2]> =
        tables.creators.keys().map(|creator| [creator.clone(), creator.clone()]).collect();
    folder.table("creators", &seen, ["creator", "username"], &creators)?;
    let videos: Vec<[String; 5]> = tables.videos.values().cloned().collect();
    let header = ["video", "creator", "title", "posted_at", "duration_seconds"];
    folder.table("videos", &seen, header, &videos)?;
    let header = ["subject_kind", "subject", "measure", "observed_at", "value"];
    folder.table("observations", &seen, header, &tables.observations)?;
    folder.access(&log(&tables.creators))?;
    let bytes = folder.finish(&Head {
        id: "tiktok-videos".to_owned(),
        title: "TikTok videos, looked at twice".to_owned(),
        note: format!(
            "Public counts of videos, for trying the library on; not for passing on. Times of posting are UTC; times \
             of looking are read as {offset} from UTC, which the source does not say: the crawls rest from about 6 to 8 \
             in the morning of that zone. The access log is made up for the demonstration."
        ),
        time_zone: "Asia/Ho_Chi_Minh".to_owned(),
        currency: "VND".to_owned(),
        now: format!("{end}T02:00:00Z"),
        period: format!("custom:{start}..{end}"),
        goals: Vec::new(),
    })?;
    Ok(format!(
        "{}: {bytes} bytes; {} looks at {} videos of {} creators: {} observations, {} empty counts left out, {} \
         videos whose id tells another second",
        out.display(),
        tables.looks,
        tables.videos.len(),
        tables.creators.len(),
        tables.observations.len(),
        tables.empty,
        tables.astray
    ))
}

impl Tables {
    fn read(&mut self, csv: &Path, offset: FixedOffset) -> Result<(), Failure> {
        let text = text_of(csv)?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| of_file(csv, error))?.clone();
        for (row, record) in (1_u64..).zip(reader.records()) {
            let record = record.map_err(|error| of_file(csv, error))?;
            let wrong = |error: String| of_file(csv, format!("row {row}: {error}"));
            let look: Look = record.deserialize(Some(&header)).map_err(|error| wrong(error.to_string()))?;
            self.take(look, offset).map_err(|error| wrong(error.to_string()))?;
        }
        Ok(())
    }
    fn take(&mut self, look: Look, offset: FixedOffset) -> Result<(), Failure> {
        const FORM: &str = "%Y-%m-%d %H:%M:%S";
        let posted = moment(&look.posted, FORM, DateTime::UNIX_EPOCH.fixed_offset().timezone())?;
        let scraped = moment(&look.scraped, FORM, offset)?;
        self.looks += 1;
        self.astray += usize::from(u64::try_from(posted.timestamp()).ok() != Some(look.vid_id >> 32));
        self.first = Some(self.first.map_or(scraped, |first| first.min(scraped)));
        self.last = self.last.max(Some(scraped));
        let first = self.creators.entry(look.user_name.clone()).or_insert_with(|| day_of(posted));
        *first = day_of(posted).min(*first);
        let id = look.vid_id.to_string();
        for (measure, value) in [
            ("views", look.vid_nview),
            ("likes", look.vid_nlike),
            ("comments", look.vid_ncomment),
            ("shares", look.vid_nshare),
        ] {
            if value.is_empty() {
                self.empty += 1;
            } else {
                let row = ["video".to_owned(), id.clone(), measure.to_owned(), utc(scraped), value];
                self.observations.push(row);
            }
        }
        let seconds = seconds(&look.vid_duration).map_or(String::new(), |seconds| seconds.to_string());
        self.videos.insert(look.vid_id, [id, look.user_name, look.vid_caption, utc(posted), seconds]);
        Ok(())
    }
}

/// `MM:SS` or `HH:MM:SS` in seconds.
fn seconds(text: &str) -> Option<u64> {
    text.split(':').try_fold(0_u64, |sum, part| Some(sum.checked_mul(60)? + part.parse::<u64>().ok()?))
}

fn log(creators: &BTreeMap<String, NaiveDate>) -> Vec<Value> {
    let events = creators.iter().flat_map(|(creator, first)| {
        let (first, request) = (first.to_string(), format!("demonstration-{creator}"));
        [
            signed(creator, &first, &format!("{first}T00:00:00Z")),
            requested(creator, &request, &first, &format!("{first}T01:00:00Z")),
            answered(creator, &request, "authorized", &format!("{first}T02:00:00Z")),
        ]
    });
    events.collect()
}
