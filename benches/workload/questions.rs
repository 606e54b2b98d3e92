//! What is asked. Ranges and filters come from a seed, so that no answer can be kept ready.
use serde::{Deserialize, Serialize};

use super::{Config, DAYS, FIRST_DAY, TODAY};
use crate::{Seeded, mixed};

/// Business days since 1970, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub start: i32,
    /// The day after the last.
    pub end: i32,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// `q1`, `q2`, `q3`, `q4.0` to `q4.11`, `q5`, `q6.0` to `q6.5`.
    pub name: String,
    /// `creator_channel`, `creator_day`, `product_channel` or `top_videos`.
    pub kind: String,
    /// Of which days.
    pub days: Days,
    /// The days before, which it is compared with.
    pub previous: Option<Days>,
    /// Only these channels.
    pub channels: Option<Vec<u8>>,
    /// Only these creators, in order.
    pub creators: Option<Vec<u32>>,
    /// So many rows, the largest first.
    pub top: Option<usize>,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questions {
    /// What ranges and filters follow from.
    pub seed: u64,
    /// In the order they are asked.
    pub questions: Vec<Question>,
}

/// The questions of a seed.
#[must_use]
pub fn questions(config: Config, seed: u64) -> Questions {
    let mut seeded = Seeded::new(mixed(seed ^ 0xA5C));
    let mut below = |limit: u32| u32::try_from(seeded.below(u64::from(limit))).unwrap_or(0);
    let last28 = Days { start: TODAY - 28, end: TODAY };
    let whole = Days { start: FIRST_DAY, end: TODAY };
    let ask = |name: &str, kind: &str, days: Days| Question {
        name: name.to_owned(),
        kind: kind.to_owned(),
        days,
        previous: None,
        channels: None,
        creators: None,
        top: None,
    };
    let mut all = vec![
        ask("q1", "creator_channel", last28),
        ask("q2", "creator_day", whole),
        ask("q3", "product_channel", last28),
    ];
    let mut range = || {
        let length = 5 + below(56);
        let start = FIRST_DAY + i32::try_from(below(DAYS - length + 1)).unwrap_or(0);
        Days { start, end: start + i32::try_from(length).unwrap_or(0) }
    };
    all.extend((0..12).map(|number| ask(&format!("q4.{number}"), "creator_channel", range())));
    let filtered: Vec<_> =
        (0..6).map(|number| ask(&format!("q6.{number}"), "creator_channel", range())).collect();
    let previous = Some(Days { start: last28.start - 28, end: last28.start });
    all.push(Question { previous, top: Some(100), ..ask("q5", "top_videos", last28) });
    for (number, mut question) in filtered.into_iter().enumerate() {
        if number.is_multiple_of(2) {
            // Never none of them and never all.
            let kept = 1 + below(6);
            question.channels = Some((0..3).filter(|channel| kept >> channel & 1 == 1).collect());
        } else {
            let mut some: Vec<u32> = (0..config.creators / 10).map(|_| below(config.creators)).collect();
            some.sort_unstable();
            some.dedup();
            question.creators = Some(some);
        }
        all.push(question);
    }
    Questions { seed, questions: all }
}
