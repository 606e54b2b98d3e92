//! Which screen is asked for, and what it is about.

use creator_compass::report::ChangesBy;

use crate::failure::Failed;

/// A screen of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The Data Overview, and GMV by day.
    Overview,
    /// The authorized creators.
    Creators,
    /// The creators that are not authorized.
    Pending,
    /// The creators that decline.
    Declining,
    /// The list of videos.
    Videos,
    /// The fast-rising videos.
    Rising,
    /// A video; the one of most GMV without an id.
    Video(Option<String>),
    /// The table of products.
    Products,
    /// A product; the one of most GMV without an id.
    Product(Option<String>),
    /// The creators that match a product; the one of most GMV without an id.
    Match(Option<String>),
    /// The goals of shops.
    Goals,
    /// The change of GMV, by creator unless something else is named.
    Changes(ChangesBy),
    /// Who viewed, clicked and bought.
    Profiles,
    /// The LIVEs that are over, and by creator.
    Lives,
}

/// How they are written.
pub(crate) const NAMES: [&str; 14] = [
    "overview",
    "creators",
    "pending",
    "declining",
    "videos",
    "rising",
    "video",
    "products",
    "product",
    "match",
    "goals",
    "changes",
    "profiles",
    "lives",
];

impl Screen {
    /// Reads a screen as `--screen` writes it: a name, and after a colon what it is about.
    pub(crate) fn read(text: &str) -> Result<Self, Failed> {
        let (name, of) = match text.split_once(':') {
            Some((name, of)) => (name, Some(of.to_owned())),
            None => (text, None),
        };
        let screen = match name {
            "overview" => Self::Overview,
            "creators" => Self::Creators,
            "pending" => Self::Pending,
            "declining" => Self::Declining,
            "videos" => Self::Videos,
            "rising" => Self::Rising,
            "video" => Self::Video(of.clone()),
            "products" => Self::Products,
            "product" => Self::Product(of.clone()),
            "match" => Self::Match(of.clone()),
            "goals" => Self::Goals,
            "changes" => Self::Changes(changes_by(of.as_deref())?),
            "profiles" => Self::Profiles,
            "lives" => Self::Lives,
            _ => return Err(unknown("report.screen.unknown", "a screen", name, &NAMES)),
        };
        let alone = !matches!(screen, Self::Video(_) | Self::Product(_) | Self::Match(_) | Self::Changes(_));
        match of {
            Some(of) if alone => {
                let of: String = of.chars().take(64).collect();
                let text = format!(
                    "the argument --screen: `{name}` is about no single thing, but `{of}` is named; expected `{name}`"
                );
                Err(Failed::new("report.screen.alone", text))
            }
            _ => Ok(screen),
        }
    }
    /// Whether its figures are those of `--metrics`.
    pub(crate) fn has_metrics(&self) -> bool {
        matches!(self, Self::Creators | Self::Videos | Self::Lives | Self::Products | Self::Product(_))
    }
}

fn changes_by(of: Option<&str>) -> Result<ChangesBy, Failed> {
    let Some(of) = of else { return Ok(ChangesBy::Creator) };
    let names = ChangesBy::ALL.map(ChangesBy::as_str);
    ChangesBy::of(of).ok_or_else(|| unknown("report.screen.changes", "a part of changes", of, &names))
}

/// A name that is none of those there are, with the nearest.
fn unknown(code: &'static str, what: &str, name: &str, names: &[&str]) -> Failed {
    let name: String = name.chars().take(64).collect();
    let nearest = names.iter().min_by_key(|known| strsim::damerau_levenshtein(known, &name));
    let nearest = nearest.copied().unwrap_or_default();
    let text = format!(
        "the argument --screen: `{name}` is not {what}; the nearest is `{nearest}`, expected one of {}",
        names.join(", ")
    );
    Failed::new(code, text)
}
