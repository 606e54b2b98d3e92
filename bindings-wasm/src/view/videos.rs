//! The screens of videos.

use wasm_bindgen::prelude::*;

use super::View;
use crate::convert::{read_ask, write};
use crate::error::Thrown;

#[wasm_bindgen]
impl View {
    /// The account view of videos (VID-1).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    #[wasm_bindgen(js_name = videoAccount)]
    pub fn video_account(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.video_account(&read_ask(ask, "ask")?)?)
    }
    /// The list of videos: those posted in the period, and those of which a fact of it tells (VID-2).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    pub fn videos(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.videos(&read_ask(ask, "ask")?)?)
    }
    /// The detail of a video, for all of its products or one (VID-3, VID-4).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    pub fn video(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.video(&read_ask(ask, "ask")?)?)
    }
    /// Videos that rise for certain over the last three finished days against the three before, the fastest first (VID-6).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    #[wasm_bindgen(js_name = risingVideos)]
    pub fn rising_videos(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.rising_videos(&read_ask(ask, "ask")?)?)
    }
    /// The three videos of highest revenue among all that sell a product, own and others' (REC-1…3).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    #[wasm_bindgen(js_name = recommendedVideos)]
    pub fn recommended_videos(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.recommended_videos(&read_ask(ask, "ask")?)?)
    }
}
