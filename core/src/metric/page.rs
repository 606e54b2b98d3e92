use super::definition::{MetricDef, Source};
use super::derived::DERIVED;
use super::measure::{MEASURES, Measure};
use super::registry::Metric;

const HEAD: &str = "\
# Metrics

Written from the registry in `core/src/metric`; a test keeps it fresh (`UPDATE=1 cargo test --test architecture` writes it anew).

- **Kinds.** A `sum` adds over rows, days and subjects. `unique` counts different users and never adds. A `gauge` is read at a moment. `subjects`
  counts different rooms, videos, orders, products or creators.
- **Units.** `count`; `money`, exact and of one currency; `ratio`, shown in per cent; `per_mille_money`, money per 1000; `seconds`.
- **Good.** ↑ more is better, ↓ less is better, – neither.
- **Nature.** A vanity metric only looks good; it is not shown without the actionable companion that stands beside it (KPI-6).
- **Channels.** Where it says yes, the metric may be asked in a channel: `gmv[live]`, `gmv[video]`, `gmv[card]`.
- **Formulas.** Ratios come of summed parts (MET-2); only a *mean over* is a mean of ratios. A quotient by 0 is undefined (MET-3), and a part that is
  hidden or undefined makes the metric so (MET-7). `whole(…)` is a measure of the whole answer, `target(…)` its target, `…(start)` a gauge at the
  start of the period.
- **Since.** From when on figures compare: when the definition in force, of the metric or of a measure it draws on, began to count.
";

/// The reference of all metrics, in Markdown: `core/docs/METRICS.md`.
#[must_use]
pub fn reference_page() -> String {
    let mut page = HEAD.to_owned();
    let mut line = |text: &str| {
        page.push_str(text);
        page.push('\n');
    };
    line("\n## Base measures\n");
    line(
        "| id | label | 标签 | what it is | 说明 | kind | unit | good | nature | channels | sources | version | since |",
    );
    line("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for def in MEASURES {
        let kind = Measure::of(def.id).map_or("", |measure| measure.kind().as_str());
        line(&format!("| {} | {kind} | {} |", head(def), tail(def)));
    }
    line("\n## Derived metrics\n");
    line(
        "| id | label | 标签 | what it is | 说明 | formula | unit | good | nature | channels | sources | version | since |",
    );
    line("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for def in DERIVED {
        let formula = Metric { def: *def, channel: def.channel }.formula();
        line(&format!("| {} | `{formula}` | {} |", head(def), tail(def)));
    }
    line("\n## Definitions over time\n");
    line(
        "The same name came to mean something else in what TikTok Shop publishes, as its announcement of March 2026",
    );
    line(
        "\"Analytics Open API Metric Consistency Adjustment\" says. Two definitions are never added (SRC-11).\n",
    );
    line("| id | version | since | until | meaning |");
    line("|---|---|---|---|---|");
    for def in MEASURES.iter().chain(DERIVED).filter(|def| def.versions.len() > 1) {
        for version in def.versions {
            let (since, until) = (version.since.unwrap_or(""), version.until.unwrap_or(""));
            line(&format!("| `{}` | {} | {since} | {until} | {} |", def.id, version.number, version.about));
        }
    }
    line("\n## Sources\n");
    for source in Source::ALL {
        line(&format!("- {}: *{}*", source.name(), source.title()));
    }
    page
}

fn head(def: &MetricDef) -> String {
    format!("`{}` | {} | {} | {} | {}", def.id, def.label_en, def.label_zh, def.help_en, def.help_zh)
}

fn tail(def: &MetricDef) -> String {
    let good = match def.goodness.as_str() {
        "more" => "↑",
        "less" => "↓",
        _ => "–",
    };
    let nature = match def.nature.companion() {
        Some(companion) => format!("vanity, beside `{companion}`"),
        None => "actionable".to_owned(),
    };
    let channels = match def.channel {
        Some(channel) => format!("{channel} only"),
        None if def.takes_channel() => "yes".to_owned(),
        None => "no".to_owned(),
    };
    let sources: Vec<&str> = def.sources.iter().map(|source| source.name()).collect();
    let (version, since) = (def.version(), def.since().unwrap_or("–"));
    let unit = def.unit.as_str();
    format!("{unit} | {good} | {nature} | {channels} | {} | {version} | {since}", sources.join(", "))
}
