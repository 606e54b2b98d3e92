//! Reasons, causes and people in plain English.

use creator_compass::access::{Cause, Decision, Module, NextAction, Who};
use creator_compass::report::PendingAction;
use creator_compass::time::Day;
use creator_compass::value::{HiddenReason, Reasons, UndefinedReason};

/// A stable name as words.
pub(crate) fn spaced(code: &str) -> String {
    code.replace('_', " ")
}

/// Why a figure may not be shown.
pub(crate) fn of_hidden(reasons: &Reasons<HiddenReason>) -> String {
    let meaning = |reason: &HiddenReason| match reason {
        HiddenReason::RegionRestricted => {
            "the account lies in a region whose creators cannot authorize".to_owned()
        }
        HiddenReason::NotUnderContract => "days lie outside every contract window".to_owned(),
        HiddenReason::NotAuthorized => "no authorization was asked for".to_owned(),
        HiddenReason::RequestPending => "the creator has not answered yet".to_owned(),
        HiddenReason::RequestDeclined => "the creator declined".to_owned(),
        HiddenReason::RequestExpired => "the creator did not answer in time".to_owned(),
        HiddenReason::Revoked => "the creator withdrew".to_owned(),
        HiddenReason::Ended => "the authorization's validity is over".to_owned(),
        HiddenReason::OutsideAuthorizedPeriod => "the authorization is for other days".to_owned(),
        HiddenReason::AggregateNotYet => "sums of a day are shown from the next day on".to_owned(),
        HiddenReason::NotYetPublished => "the day is still to come".to_owned(),
        HiddenReason::OutOfRetention => "days are older than the retention".to_owned(),
        HiddenReason::UvOnCustomPeriod => "unique users are not shown in a custom period".to_owned(),
        HiddenReason::UnknownCreator => "rows name a creator that no alias resolves".to_owned(),
        HiddenReason::TooFewUsers => "too few users for a profile".to_owned(),
        HiddenReason::UsersEstimated => "users are estimated, and a profile needs them counted".to_owned(),
        HiddenReason::Differencing => {
            "with what is shown beside it, it would tell of too few users".to_owned()
        }
        HiddenReason::NeverPublic => "the video was never public".to_owned(),
        other => spaced(other.code()),
    };
    reasons.iter().map(meaning).collect::<Vec<_>>().join("; ")
}

/// Why there is no figure.
pub(crate) fn of_undefined(reasons: &Reasons<UndefinedReason>) -> String {
    let meaning = |reason: &UndefinedReason| match reason {
        UndefinedReason::ZeroDenominator => "division by zero".to_owned(),
        UndefinedReason::Absent => "no source that was loaded tells it".to_owned(),
        UndefinedReason::NotLoaded => "no source covers the days asked".to_owned(),
        UndefinedReason::MixedSources { feeds } => {
            format!("several sources tell it and none is complete for the days asked: {}", feeds.join(", "))
        }
        UndefinedReason::SpanNotDivisible { spans } => {
            let last = |end: &chrono::NaiveDate| end.pred_opt().unwrap_or(*end);
            let span =
                |(start, end): &(chrono::NaiveDate, chrono::NaiveDate)| format!("{start} to {}", last(end));
            let spans: Vec<String> = spans.iter().map(span).collect();
            format!("the figures at hand are for spans that the days asked cut: {}", spans.join(", "))
        }
        UndefinedReason::Conflicting => "two sources say different things of one moment".to_owned(),
        UndefinedReason::CounterFell => "a counter that can only grow fell".to_owned(),
        UndefinedReason::BelowResolution => "the growth is smaller than the counter's step".to_owned(),
        UndefinedReason::UniquesDoNotAdd => "published unique users cannot be added up".to_owned(),
        UndefinedReason::MixedDefinitions => "two definitions of the measure met".to_owned(),
        UndefinedReason::Overflow => "the sum left the range of exact numbers".to_owned(),
        other => spaced(other.code()),
    };
    reasons.iter().map(meaning).collect::<Vec<_>>().join("; ")
}

/// One sentence a cause.
pub(crate) fn sentence(cause: &Cause, day: Day) -> String {
    let on = cause.on.map_or_else(String::new, |on| format!(" on {on}"));
    let request = cause.request.as_ref().map_or_else(String::new, |request| format!(" (request {request})"));
    match cause.reason {
        HiddenReason::RegionRestricted => {
            let region = cause.region.as_deref().unwrap_or("a restricted region");
            format!("The creator's account lies in {region}, where creators cannot authorize.")
        }
        HiddenReason::NotUnderContract => format!("{day} lies outside every contract window."),
        HiddenReason::NotAuthorized => "No request of yours that covers this has been sent.".to_owned(),
        HiddenReason::RequestPending => {
            format!("Your request was sent{on} and the creator has not answered yet{request}.")
        }
        HiddenReason::RequestDeclined => format!("The creator declined{on}{request}."),
        HiddenReason::RequestExpired => {
            format!("The creator did not answer in time; the request expired{on}{request}.")
        }
        HiddenReason::Revoked => format!("The creator withdrew the authorization{on}{request}."),
        HiddenReason::Ended => {
            let last = cause.on.map_or_else(String::new, |on| format!(" after {on}, its last day"));
            format!("The authorization ended{last}{request}.")
        }
        HiddenReason::OutsideAuthorizedPeriod => format!("The creator authorized other days, not {day}."),
        HiddenReason::AggregateNotYet => format!("Sums of {day} are shown from the next day on."),
        HiddenReason::NotYetPublished => format!("{day} is still to come."),
        HiddenReason::OutOfRetention => format!("{day} is older than the retention of all modules."),
        other => format!("It is hidden: {}{on}{request}.", spaced(other.code())),
    }
}

/// Who can remove a cause.
pub(crate) fn who(who: Who) -> &'static str {
    match who {
        Who::Creator => "the creator",
        Who::Partner => "you",
        Who::Nobody => "nobody",
        Who::Time => "time",
    }
}

/// Who can remove a cause, and how.
pub(crate) fn who_does(cause: &Cause) -> &'static str {
    match (cause.who, cause.reason) {
        (Who::Creator, _) => "the creator can answer",
        (Who::Partner, HiddenReason::NotUnderContract) => "you can sign a contract",
        (Who::Partner, HiddenReason::NotAuthorized | HiddenReason::OutsideAuthorizedPeriod) => {
            "you can send a request"
        }
        (Who::Partner, _) => "you can send a new request",
        (Who::Nobody, _) => "nobody can change it",
        (Who::Time, _) => "time alone removes it",
    }
}

/// When something hidden shows by time alone.
pub(crate) fn visible_from(decision: &Decision) -> String {
    match decision {
        Decision::Visible => "now".to_owned(),
        Decision::Hidden { visible_from: Some(day), .. } => day.to_string(),
        Decision::Hidden { visible_from: None, .. } => "not by time alone".to_owned(),
    }
}

/// What can be done about a creator that is not authorized.
pub(crate) fn to_do(action: PendingAction) -> &'static str {
    match action {
        PendingAction::Request => "send a request",
        PendingAction::Wait => "wait for the answer",
        PendingAction::None => "nothing",
    }
}

/// What can be done next about a request.
pub(crate) fn next(action: NextAction) -> &'static str {
    match action {
        NextAction::Wait => "wait for the answer",
        NextAction::ViewData => "look at the data",
        NextAction::RequestAgain => "ask again",
        NextAction::None => "nothing",
    }
}

/// All modules, in the order of the source's menu.
pub(crate) const MODULES: &[Module] =
    &[Module::Overview, Module::Live, Module::Creator, Module::Video, Module::Product];

/// The names programs and people know a module by.
pub(crate) fn module(module: Module) -> (&'static str, &'static str) {
    match module {
        Module::Overview => ("overview", "Data Overview"),
        Module::Live => ("live", "LIVE analytics"),
        Module::Creator => ("creator", "Creator analytics"),
        Module::Video => ("video", "Video analytics"),
        Module::Product => ("product", "Product analytics"),
    }
}
