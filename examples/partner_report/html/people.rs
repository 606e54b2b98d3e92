//! Who watches and buys (PRF-1…3), and whose followers are like a product's buyers (PRD-7). All of a page is shown together:
//! every answer stands next to those before it.

use std::fmt::Write as _;

use creator_compass::fact::ProfileDimension;
use creator_compass::metric::Figure;
use creator_compass::privacy::Ledger;
use creator_compass::report::{CreatorMatch, Matches, Profile, ProfileTable, ProfilesAsk, products};
use creator_compass::value::{Failure, ProductId, Value};

use super::escaped;
use super::parts::{Best, best, none, section};
use crate::failure::Failed;
use crate::figures::{self, Naming};
use crate::report::Report;
use crate::{screens, words};

/// How many groups are shown.
const GROUPS: usize = 4;
/// How many creators.
const MOST: usize = 8;
/// How many colours buckets have.
const COLOURS: usize = 6;

fn failed(error: &impl Failure) -> Failed {
    Failed::at("the page", error)
}

/// The largest profiles that may be shown.
pub(super) fn profiles(report: &Report<'_>, ledger: &mut Ledger) -> Result<String, Failed> {
    let answer = screens::profiles_shown(report, &ProfilesAsk::new(report.period), ledger)?;
    let (all, shown) =
        (answer.groups.len(), answer.groups.iter().filter(|group| group.users.known().is_some()).count());
    let groups = screens::best_profiles(&answer, GROUPS);
    if groups.is_empty() {
        return Ok(String::new());
    }
    let mut html = "<div class=\"people\">".to_owned();
    for group in groups {
        html.push_str(&profile(report, group));
    }
    let _ = write!(
        html,
        "</div><p class=\"faint\">{shown} of {all} profiles may be shown; of the others too few users are known, or days are hidden.</p>"
    );
    Ok(section("whole", "Who watches and buys", &html))
}

fn profile(report: &Report<'_>, group: &Profile) -> String {
    let users = match &group.users {
        Value::Known(users) => format!("{} users", figures::count(*users)),
        other => {
            return format!("<div><h3>{}</h3><p>{}</p></div>", escaped(&named(report, group)), none(other));
        }
    };
    let mut html = format!("<div><h3>{}</h3><p class=\"faint\">{users}</p>", escaped(&named(report, group)));
    group.tables.iter().for_each(|table| html.push_str(&dimension(table)));
    html + "</div>"
}

/// Whose profile it is, creators by name.
fn named(report: &Report<'_>, group: &Profile) -> String {
    let text = screens::who(group);
    let creator = group.creator.as_ref().and_then(|creator| {
        let row = report.view.creator(creator)?;
        let name = row.name.as_ref().or(row.username.as_ref())?;
        Some((format!("with {creator}"), format!("with {name}")))
    });
    let text = creator.map_or(text.clone(), |(id, name)| text.replacen(&id, &name, 1));
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A bar of buckets, and its key.
fn dimension(table: &ProfileTable) -> String {
    let name = table.dimension.as_str().replace('_', " ");
    let (mut bar, mut key) = (String::new(), String::new());
    for (place, bucket) in table.buckets.iter().enumerate() {
        let colour = place % COLOURS;
        match &bucket.share {
            Value::Known(share) => {
                let text = figures::shown(&Figure::Ratio(*share), Naming::InHeader);
                let width = (share * 100.0).clamp(0.0, 100.0);
                let _ = write!(bar, "<i class=\"b{colour}\" style=\"width:{width:.2}%\"></i>");
                let _ = write!(
                    key,
                    "<li><i class=\"b{colour}\"></i>{} <b>{}</b></li>",
                    escaped(&bucket.bucket),
                    escaped(&text)
                );
            }
            other => {
                let _ = write!(key, "<li>{} {}</li>", escaped(&bucket.bucket), none(other));
            }
        }
    }
    format!(
        "<p class=\"dimension\">{}</p><div class=\"stack\">{bar}</div><ul class=\"key\">{key}</ul>",
        escaped(&name)
    )
}

/// The creators that match the best-selling product whose buyers may be shown.
pub(super) fn matches(report: &Report<'_>, ledger: &mut Ledger, class: &str) -> Result<String, Failed> {
    let mut ask = screens::products_ask(report.period, &[]);
    ask.listing.limit = Some(MOST);
    let sold = products(report.view, &ask).map_err(|error| failed(&error))?;
    let mut first: Option<(String, Matches)> = None;
    for row in &sold.rows {
        let id = ProductId::new(&row.product).map_err(|error| failed(&error))?;
        let answer = screens::matched(report, &id, ledger)?;
        let is_known = answer.creators.iter().any(|one| one.score.known().is_some());
        let name = row.name.clone().unwrap_or_else(|| row.product.clone());
        if is_known || first.is_none() {
            first = Some((name, answer));
        }
        if is_known {
            break;
        }
    }
    let Some((name, answer)) = first else { return Ok(String::new()) };
    let known: Vec<&CreatorMatch> =
        answer.creators.iter().filter(|one| one.score.known().is_some()).collect();
    let title = if known.is_empty() {
        "Creators that match a product".to_owned()
    } else {
        format!("Creators whose followers are most like the buyers of {name}")
    };
    Ok(section(class, &title, &body(&answer, &known)))
}

fn body(answer: &Matches, known: &[&CreatorMatch]) -> String {
    if known.is_empty() {
        let why = match answer.creators.first().map(|one| &one.score) {
            Some(Value::Hidden(reasons)) => words::of_hidden(reasons),
            Some(Value::Undefined(reasons)) => words::of_undefined(reasons),
            Some(Value::Known(_)) | None => "no creator is known".to_owned(),
        };
        return format!(
            "<p>Of none of the best-selling products can it be told whose followers are most like its buyers.</p><p class=\"faint\">The buyers of all creators together may be shown only where every creator may be seen; some are not: {}.</p>",
            escaped(&why)
        );
    }
    let mut dimensions: Vec<ProfileDimension> =
        known.iter().flat_map(|one| one.likenesses.iter().map(|like| like.dimension)).collect();
    dimensions.sort();
    dimensions.dedup();
    let row = |one: &&CreatorMatch| {
        let mut figures = vec![one.score.clone().map(Figure::Ratio)];
        figures.extend(one.likenesses.iter().map(|like| like.likeness.clone().map(Figure::Ratio)));
        let name = one.name.clone().unwrap_or_default();
        Best { name, id: one.creator.as_str().to_owned(), figures, change: None }
    };
    let rows: Vec<Best> = known.iter().take(MOST).map(row).collect();
    let names = dimensions.iter().map(|dimension| dimension.as_str().replace('_', " "));
    let headings: Vec<String> = std::iter::once("Match".to_owned()).chain(names).collect();
    best("Creator", &headings, &rows)
}
