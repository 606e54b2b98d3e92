//! Screens of a view: `view.…` names the method, and `ask` is what it is asked.
use creator_compass::wire::{ViewDoor, from_json};
use serde_json::{Value, json};

use crate::ops::{Answer, out};

pub(crate) fn call(view: &ViewDoor, screen: &str, ask: Value) -> Answer {
    match screen {
        "query" => out(view.query(&from_json(ask)?)),
        "productAccount" => out(view.product_account(&from_json(ask)?)),
        "products" => out(view.products(&from_json(ask)?)),
        "product" => out(view.product(&from_json(ask)?)),
        "productChannels" => out(view.product_channels(&from_json(ask)?)),
        "funnel" => out(view.funnel(&from_json(ask)?)),
        "profiles" => out(view.profiles(&from_json(ask)?, None)),
        "matchCreators" => out(view.match_creators(&from_json(ask)?, None)),
        "videoAccount" => out(view.video_account(&from_json(ask)?)),
        "videos" => out(view.videos(&from_json(ask)?)),
        "video" => out(view.video(&from_json(ask)?)),
        "risingVideos" => out(view.rising_videos(&from_json(ask)?)),
        "recommendedVideos" => out(view.recommended_videos(&from_json(ask)?)),
        "livestreams" => out(view.livestreams(&from_json(ask)?)),
        "livestreamRecap" => out(view.livestream_recap(&from_json(ask)?)),
        "livestreamRequests" => out(view.livestream_requests(&from_json(ask)?)),
        "livestreamAudience" => out(view.livestream_audience(&from_json(ask)?, None)),
        "goals" => out(view.goals(&from_json(ask)?)),
        "export" => {
            let bytes = view.export(&from_json(ask)?, None)?;
            Ok(json!({ "text": String::from_utf8(bytes).unwrap() }))
        }
        "creators" => out(view.creators(&from_json(ask)?)),
        "overview" => out(view.overview(&from_json(ask)?)),
        "decliningCreators" => out(view.declining_creators(&from_json(ask)?)),
        "explain" => out(view.explain(&from_json(ask)?)),
        "peers" => out(view.peers(&from_json(ask)?, None)),
        "changes" => out(view.changes(&from_json(ask)?)),
        other => panic!("no screen `{other}`"),
    }
}
