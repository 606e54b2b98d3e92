//! The screens that a report does not print unless one is asked for.

mod changes;
mod goals;
mod lives;
mod matching;
mod product;
mod products;
mod profiles;
mod ranked;
mod video;
mod videos;

use creator_compass::privacy::Ledger;
use creator_compass::value::{Failure, ProductId, VideoId};

pub(crate) use changes::{causes, seen_whole, subject, whole_ask};
pub(crate) use goals::asked as goals_asked;
pub(crate) use lives::lives_ask;
pub(crate) use matching::matched;
pub(crate) use product::channels_ask;
pub(crate) use products::products_ask;
pub(crate) use profiles::{best as best_profiles, shown as profiles_shown, who};
pub(crate) use ranked::rising_of;
pub(crate) use videos::videos_ask;

use crate::failure::Failed;
use crate::notes::Notes;
use crate::paper::Paper;
use crate::report::Report;
use crate::screen::Screen;
use crate::{creators, overview, pending};

/// A screen for people, without the head of the report.
pub(crate) fn print(report: &Report<'_>, screen: &Screen, paper: Paper) -> Result<String, Failed> {
    let mut notes = Notes::default();
    let notes = &mut notes;
    // What one screen shows of profiles is shown together: each answer stands next to those before it (PRF-3).
    let mut ledger = Ledger::new();
    match screen {
        Screen::Overview => {
            let text = overview::print(report, paper, notes);
            Ok(text + &overview::by_day(report, paper, notes)?)
        }
        Screen::Creators => Ok(creators::print(report, paper, notes)),
        Screen::Pending => Ok(pending::print_alone(report, paper)),
        Screen::Declining => ranked::declining(report, paper, notes),
        Screen::Lives => lives::print(report, paper, notes),
        Screen::Videos => videos::print(report, paper, notes),
        Screen::Rising => ranked::rising(report, paper, notes),
        Screen::Video(id) => {
            video::print(report, &video_of(report, id.as_deref())?, paper, notes, &mut ledger)
        }
        Screen::Products => products::print(report, paper, notes),
        Screen::Product(id) => {
            product::print(report, &product_of(report, id.as_deref())?, paper, notes, &mut ledger)
        }
        Screen::Match(id) => {
            matching::print(report, &product_of(report, id.as_deref())?, paper, notes, &mut ledger)
        }
        Screen::Goals => goals::print(report, paper, notes),
        Screen::Changes(by) => changes::print(report, *by, paper, notes),
        Screen::Profiles => profiles::print(report, paper, notes, &mut ledger),
    }
}

/// A refusal of what a screen is asked for.
pub(crate) fn refused(error: &impl Failure) -> Failed {
    Failed::at("the argument --screen", error)
}

/// The product that is named, or else the one of most GMV.
pub(crate) fn product_of(report: &Report<'_>, id: Option<&str>) -> Result<ProductId, Failed> {
    if let Some(id) = id {
        return ProductId::new(id).map_err(|error| refused(&error));
    }
    let mut ask = products_ask(report.period, &[]);
    ask.listing.limit = Some(1);
    let answer = creator_compass::report::products(report.view, &ask).map_err(|error| refused(&error))?;
    let first = answer.rows.first().ok_or_else(|| nothing("product"))?;
    ProductId::new(&first.product).map_err(|error| refused(&error))
}

/// The video that is named, or else the one of most GMV.
fn video_of(report: &Report<'_>, id: Option<&str>) -> Result<VideoId, Failed> {
    if let Some(id) = id {
        return VideoId::new(id).map_err(|error| refused(&error));
    }
    let mut ask = videos_ask(report.period, &[]);
    ask.listing.limit = Some(1);
    let answer = creator_compass::report::videos(report.view, &ask).map_err(|error| refused(&error))?;
    answer.rows.into_iter().next().map(|row| row.facts.video).ok_or_else(|| nothing("video"))
}

fn nothing(what: &str) -> Failed {
    let text =
        format!("the argument --screen: no {what} of the period may be seen; expected another --period");
    Failed::new("report.screen.empty", text)
}
