//! Pages of the documents, one row a line.

use std::fmt::Write;

use serde_json::Value;

use super::folder::Failure;
use super::rng::Rng;

/// One page as the Open API answers.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The key of the rows; it is left out when there are none.
    pub(crate) key: &'static str,
    pub(crate) rows: &'a [Value],
    /// The last day whose figures are complete; orders have none.
    pub(crate) latest: Option<String>,
    pub(crate) next: String,
    pub(crate) total: usize,
}

impl Page<'_> {
    /// Its text. The id of the response comes from the name of the file.
    pub(crate) fn text(&self, seed: u64, file: &str) -> Result<String, Failure> {
        let mut rng = Rng::of(seed, file);
        let mut text = format!(
            "{{\"code\":0,\"message\":\"Success\",\"request_id\":\"{:016X}{:016X}\",\"data\":{{",
            rng.next(),
            rng.next()
        );
        if let Some(latest) = &self.latest {
            write!(text, "\"latest_available_date\":\"{latest}\",")?;
        }
        write!(text, "\"next_page_token\":\"{}\",\"total_count\":{}", self.next, self.total)?;
        if !self.rows.is_empty() {
            let rows: Vec<String> = self.rows.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
            write!(text, ",\"{}\":[\n{}]", self.key, rows.join(",\n"))?;
        }
        text.push_str("}}\n");
        Ok(text)
    }
}

/// The token of the next page: the number of this one.
pub(crate) fn numbered(page: usize) -> String {
    base64(&format!("page_number={page}"))
}

/// Base64 with padding.
pub(crate) fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |word: u32, shift: u32| {
        let at = usize::try_from((word >> shift) & 63).unwrap_or_default();
        DIGITS.get(at).copied().map_or('=', char::from)
    };
    let mut out = String::new();
    for bytes in text.as_bytes().chunks(3) {
        let mut word = 0_u32;
        for at in 0..3 {
            word = (word << 8) | u32::from(bytes.get(at).copied().unwrap_or_default());
        }
        out.push(digit(word, 18));
        out.push(digit(word, 12));
        out.push(if bytes.len() > 1 { digit(word, 6) } else { '=' });
        out.push(if bytes.len() > 2 { digit(word, 0) } else { '=' });
    }
    out
}
