//! Which profiles may be shown.

use creator_compass::wire::LedgerDoor;
use wasm_bindgen::prelude::*;

use super::convert::{bytes, read, read_ask, write};
use super::error::Thrown;
use super::view::View;

/// The groups whose profiles were shown.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Ledger(LedgerDoor);

#[wasm_bindgen]
impl Ledger {
    /// Nothing was shown.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Ledger {
        Self::default()
    }
    /// Reads what [`Ledger::save`] wrote.
    ///
    /// # Errors
    /// Bytes that are foreign, of a later version, cut off or damaged.
    pub fn open(kept: &JsValue) -> Result<Ledger, Thrown> {
        Ok(Self(LedgerDoor::open(&bytes(kept, "bytes")?)?))
    }
    /// The ledger as bytes.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.0.save()
    }
    /// How many groups were shown.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.0.len()
    }
    /// Which groups may be shown; remembers nothing.
    ///
    /// # Errors
    /// Groups that are not what they should be.
    pub fn suppress(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.suppress(read(ask, "ask")?)?)
    }
    /// Which groups may be shown; they are remembered as shown.
    ///
    /// # Errors
    /// As [`Ledger::suppress`].
    pub fn show(&mut self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.show(read(ask, "ask")?)?)
    }
    /// What [`View::profiles`] gives, next to what this ledger says was shown.
    ///
    /// # Errors
    /// As there.
    pub fn profiles(&self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&view.0.profiles(&read_ask(ask, "ask")?, Some(&self.0))?)
    }
    /// The same; the groups that it shows are remembered as shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = showProfiles)]
    pub fn show_profiles(&mut self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.show_profiles(&view.0, &read_ask(ask, "ask")?)?)
    }
    /// What [`View::livestream_audience`] gives, next to what this ledger says was shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = livestreamAudience)]
    pub fn livestream_audience(&self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&view.0.livestream_audience(&read_ask(ask, "ask")?, Some(&self.0))?)
    }
    /// The same; the groups that it shows are remembered as shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = showLivestreamAudience)]
    pub fn show_livestream_audience(&mut self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.show_livestream_audience(&view.0, &read_ask(ask, "ask")?)?)
    }
    /// What [`View::match_creators`] gives, next to what this ledger says was shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = matchCreators)]
    pub fn match_creators(&self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&view.0.match_creators(&read_ask(ask, "ask")?, Some(&self.0))?)
    }
    /// The same; the buyers that it compares are remembered as shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = showMatchCreators)]
    pub fn show_match_creators(&mut self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.show_match(&view.0, &read_ask(ask, "ask")?)?)
    }
    /// What [`View::export`] gives, next to what this ledger says was shown.
    ///
    /// # Errors
    /// As there.
    pub fn export(&self, view: &View, ask: &JsValue) -> Result<Vec<u8>, Thrown> {
        Ok(view.0.export(&read_ask(ask, "ask")?, Some(&self.0))?)
    }
    /// The same; the groups of profiles and matches in the file are remembered as shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = showExport)]
    pub fn show_export(&mut self, view: &View, ask: &JsValue) -> Result<Vec<u8>, Thrown> {
        Ok(self.0.show_export(&view.0, &read_ask(ask, "ask")?)?)
    }
    /// What [`View::peers`] gives, next to what this ledger says was shown.
    ///
    /// # Errors
    /// As there.
    pub fn peers(&self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&view.0.peers(&read_ask(ask, "ask")?, Some(&self.0))?)
    }
    /// The same; the means that it shows are remembered as shown.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(js_name = showPeers)]
    pub fn show_peers(&mut self, view: &View, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.show_peers(&view.0, &read_ask(ask, "ask")?)?)
    }
    /// The means over peers of another ledger that, beside those of this one, may let single peers be read.
    ///
    /// # Errors
    /// Never for a ledger.
    #[wasm_bindgen(js_name = meanConflicts)]
    pub fn mean_conflicts(&self, other: &Ledger) -> Result<JsValue, Thrown> {
        write(&self.0.mean_conflicts(&other.0))
    }
    /// Takes what another ledger says was shown; gives what both let be read together.
    ///
    /// # Errors
    /// A malformed policy.
    pub fn merge(&mut self, other: &Ledger, policy: &JsValue) -> Result<JsValue, Thrown> {
        let policy = read(policy, "policy")?;
        write(&self.0.merge(&other.0, policy))
    }
}
