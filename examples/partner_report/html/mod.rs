//! The report as one self-contained page: what an agency would send to a client.
//!
//! Charts are small SVG of our own. Plotting crates write colours into their marks; a page that is light or dark as the reader's
//! system is, and prints on white, needs colours that are variables of its style sheet.

mod chart;
mod goals;
mod moved;
mod page;
mod parts;
mod people;

pub(crate) use page::print;

/// A text that a browser shows and never runs.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // What would turn the reading order of the rest of the page.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => safe.push(c),
        }
    }
    safe
}
