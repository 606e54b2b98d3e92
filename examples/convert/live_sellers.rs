//! Posts of nine live sellers as a workspace folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::folder::{Failure, Folder, Head, answered, requested, signed};
use super::stamps::{day_of, moment, utc};
use super::{of_file, text_of};

/// What is read of a row.
#[derive(Debug, Deserialize)]
struct Post {
    status_id: String,
    status_type: String,
    status_published: String,
    num_comments: u64,
    num_shares: u64,
    num_reactions: u64,
}

#[derive(Debug, Default, Clone, Copy)]
struct Acts {
    reactions: u64,
    comments: u64,
    shares: u64,
}

/// The rows of the folder's tables, and what was counted on the way.
#[derive(Debug, Default)]
struct Tables {
    /// Each page with its first day, in the order of appearance.
    pages: Vec<(String, NaiveDate)>,
    videos: Vec<[String; 3]>,
    activity: Vec<[String; 7]>,
    /// Posts that are no video, by page and day.
    others: BTreeMap<(String, NaiveDate), Acts>,
    posts: usize,
    posts_summed: usize,
    repeated_videos: usize,
    repeated_others: usize,
    last: Option<DateTime<Utc>>,
}

pub(crate) fn convert(csv: &Path, out: &Path, offset: FixedOffset) -> Result<String, Failure> {
    let tables = read(csv, offset)?;
    let last = tables.last.ok_or_else(|| of_file(csv, "it has no rows"))?;
    // The full hour after the last post.
    let hour = last.timestamp().rem_euclid(3600);
    let now = last + TimeDelta::seconds(3600 - hour);
    let seen = utc(now);
    let mut folder = Folder::create(out)?;
    let creators: Vec<[String; 2]> =
        (1..).zip(&tables.pages).map(|(n, (page, _))| [page.clone(), format!("Seller page {n}")]).collect();
    folder.table("creators", &seen, ["creator", "name"], &creators)?;
    folder.table("videos", &seen, ["video", "creator", "posted_at"], &tables.videos)?;
    let header = ["day", "creator", "channel", "video", "likes", "comments", "shares"];
    folder.table("activity", &seen, header, &tables.rows())?;
    folder.access(&log(&tables.pages))?;
    let offset = offset.to_string();
    folder.put("README.md", tables.readme(&seen, &offset).as_bytes())?;
    let bytes = folder.finish(&Head {
        id: "live-sellers".to_owned(),
        title: "Facebook Live Sellers in Thailand".to_owned(),
        note: "Data: N. Dehouche and A. Wongkitrungrueng, Facebook Live Sellers in Thailand, UCI Machine Learning \
               Repository, data set 488, CC BY 4.0; converted, see README.md. The access log is made up for the \
               demonstration."
            .to_owned(),
        time_zone: "Asia/Bangkok".to_owned(),
        currency: "THB".to_owned(),
        now: seen,
        period: "last_7_days".to_owned(),
        goals: Vec::new(),
    })?;
    Ok(format!(
        "{}: {bytes} bytes; {} posts of {} pages: {} video rows ({} repeated), {} other posts in {} rows ({} \
         repetitions left out)",
        out.display(),
        tables.posts,
        tables.pages.len(),
        tables.videos.len(),
        tables.repeated_videos,
        tables.posts_summed,
        tables.others.len(),
        tables.repeated_others
    ))
}

fn read(csv: &Path, offset: FixedOffset) -> Result<Tables, Failure> {
    let text = text_of(csv)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| of_file(csv, error))?.clone();
    let mut tables = Tables::default();
    let mut seen = BTreeSet::new();
    for (row, record) in (1_u64..).zip(reader.records()) {
        let record = record.map_err(|error| of_file(csv, error))?;
        let wrong = |error: String| of_file(csv, format!("row {row}: {error}"));
        let post: Post = record.deserialize(Some(&header)).map_err(|error| wrong(error.to_string()))?;
        let again = !seen.insert(record.iter().map(str::to_owned).collect::<Vec<_>>());
        tables.take(post, again, offset).map_err(|error| wrong(error.to_string()))?;
    }
    Ok(tables)
}

impl Tables {
    fn take(&mut self, post: Post, again: bool, offset: FixedOffset) -> Result<(), Failure> {
        let Some((page, _)) = post.status_id.split_once('_') else {
            return Err(format!("status_id `{}` is not page_post", post.status_id).into());
        };
        let page = page.to_owned();
        let posted = moment(&post.status_published, "%m/%d/%Y %H:%M", offset)?;
        let day = day_of(posted);
        self.posts += 1;
        self.last = self.last.max(Some(posted));
        match self.pages.iter_mut().find(|(known, _)| *known == page) {
            Some((_, first)) => *first = day.min(*first),
            None => self.pages.push((page.clone(), day)),
        }
        if post.status_type == "video" {
            self.repeated_videos += usize::from(again);
            self.activity.push([
                day.to_string(),
                page.clone(),
                "video".to_owned(),
                post.status_id.clone(),
                post.num_reactions.to_string(),
                post.num_comments.to_string(),
                post.num_shares.to_string(),
            ]);
            self.videos.push([post.status_id, page, utc(posted)]);
        } else if again {
            self.repeated_others += 1;
        } else {
            self.posts_summed += 1;
            let sum = self.others.entry((page, day)).or_default();
            sum.reactions += post.num_reactions;
            sum.comments += post.num_comments;
            sum.shares += post.num_shares;
        }
        Ok(())
    }
    /// The rows of activity: one a video, then one a page and day for all other posts.
    fn rows(&self) -> Vec<[String; 7]> {
        let others = self.others.iter().map(|((page, day), sum)| {
            [
                day.to_string(),
                page.clone(),
                String::new(),
                String::new(),
                sum.reactions.to_string(),
                sum.comments.to_string(),
                sum.shares.to_string(),
            ]
        });
        self.activity.iter().cloned().chain(others).collect()
    }
    fn readme(&self, now: &str, offset: &str) -> String {
        format!(
            "# Facebook Live Sellers in Thailand

Posts of nine Thai pages that sell by live video: reactions, comments and shares of {posts} posts.

- Source: Nassim Dehouche and Apiradee Wongkitrungrueng, *Facebook Live Sellers in Thailand*, UCI Machine Learning
  Repository, data set 488, <https://doi.org/10.24432/C5R60S>.
- Licence: Creative Commons Attribution 4.0 International (CC BY 4.0),
  <https://creativecommons.org/licenses/by/4.0/>.
- This folder is a conversion of its `Live.csv` by `convert live-sellers`. The authors have no part in it.

## What was changed

- `creators.csv`: the part of `status_id` before `_` is the page; names are numbers in order of appearance.
- `videos.csv` and `activity.csv`: each row of type `video` is a video and its activity on the day it was published;
  `likes` are all reactions (`num_reactions`). The {repeated_videos} repeated video row is left in, as the source has it.
- Posts of the other types (photo, status, link) have no LIVE or video to be told apart by: {summed} of them are
  summed to {others} rows, one a page and day. Exact repetitions ({repeated_others}) are counted once there. Two photos
  stand in the source on two days each; both days are kept.
- Left out: the kinds of reactions (`num_likes`, `num_loves` …) and the type of the other posts.
- The source gives the time of publishing without a zone. It is read as {offset} from UTC, the day is the one in
  Bangkok. Read as +07:00, the pages post least from 14 to 18 o'clock and much at night; that, and what public
  crawlers of the time write to a column of this name, suggests stamps at UTC−5 (`--offset=-05:00` reads them so).
- All figures are totals at the time of the crawl, put on the day of publishing.
- `access.jsonl` is made up for the demonstration: no page ever signed or authorized anything. Each page is under
  contract and authorized from the day of its first post.
- The report is made at {now}, the full hour after the last post.
",
            posts = self.posts,
            repeated_videos = self.repeated_videos,
            summed = self.posts_summed,
            others = self.others.len(),
            repeated_others = self.repeated_others,
        )
    }
}

fn log(pages: &[(String, NaiveDate)]) -> Vec<Value> {
    let events = pages.iter().flat_map(|(page, first)| {
        let (first, request) = (first.to_string(), format!("demonstration-{page}"));
        [
            signed(page, &first, &format!("{first}T00:00:00Z")),
            requested(page, &request, &first, &format!("{first}T01:00:00Z")),
            answered(page, &request, "authorized", &format!("{first}T02:00:00Z")),
        ]
    });
    events.collect()
}
