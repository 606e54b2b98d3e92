//! BEY-11: an interval of 80 percent holds what a pin brings in 80 percent of generated rooms.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "chance is drawn in floats; counts are small"
)]
use std::io::Write as _;

use creator_compass::fact::Act;
use creator_compass::live::{LiveEventKind, NextPinAsk};
use creator_compass::value::ProductId;
use creator_compass_tests::Seeded;

use crate::room::{Chance, Played, at};

struct Product {
    id: ProductId,
    /// Impressions a minute, pinned and not.
    shown: (f64, f64),
    clicks: f64,
    orders: f64,
    price: i64,
}

/// What differs between worlds.
struct World {
    name: &'static str,
    products: usize,
    audience: f64,
    /// The scatter of the room's size, and of a minute's counts.
    drift: f64,
    shape: f64,
    /// By how much more those are opened that are pinned.
    pinned_clicks: f64,
    pin_minutes: i64,
}

/// Whether the interval held what came, and by how much the mean was off.
struct Outcome {
    covered: bool,
    expected: f64,
    came: f64,
}

fn play(world: &World, seed: u64) -> Vec<Outcome> {
    let mut chance = Chance(Seeded(seed));
    let mut played = Played::new();
    let products: Vec<Product> = (0..world.products)
        .map(|number| Product {
            id: ProductId::new(&format!("p{number}")).unwrap(),
            shown: (40.0 * (0.4 * chance.normal()).exp(), 4.0 * (0.4 * chance.normal()).exp()),
            clicks: chance.beta(6.0, 24.0),
            orders: chance.beta(6.0, 34.0),
            price: 1_000_000 * (20.0 * (0.6 * chance.normal()).exp()).max(1.0) as i64,
        })
        .collect();
    let (mut level, keep) = (world.drift * chance.normal(), 0.95_f64);
    let mut pinned = 0;
    let mut outcomes = Vec::new();
    let mut open: Option<(i128, i128, i128)> = None;
    let mut came = 0_i128;
    // A room of at least an hour; pins follow each other in no order.
    let minutes = 60 + chance.0.below(40) as i64 / 5 * 5 + world.pin_minutes;
    for minute in 0..minutes {
        level = keep * level + world.drift * (1.0 - keep * keep).sqrt() * chance.normal();
        if minute % world.pin_minutes == 0 {
            if let Some((low, high, expected)) = open.take() {
                outcomes.push(Outcome {
                    covered: (low..=high).contains(&came),
                    expected: expected as f64,
                    came: came as f64,
                });
            }
            pinned = chance.0.below(products.len());
            let now = at(minute, 0);
            if minute + world.pin_minutes >= minutes {
                let ask = NextPinAsk::new(now);
                let answer = played.room.next_pin(&ask).unwrap();
                let one = answer.products.iter().find(|one| one.product == products[pinned].id);
                if let Some(gmv) = one.and_then(|one| one.gmv.known()) {
                    open = Some((gmv.low.micros(), gmv.high.micros(), gmv.expected.micros()));
                }
            }
            came = 0;
            played.tell(now, LiveEventKind::Pinned(products[pinned].id.clone()));
        }
        let audience = world.audience * level.exp();
        for (number, product) in products.iter().enumerate() {
            let is_pinned = number == pinned;
            let shown = if is_pinned { product.shown.0 } else { product.shown.1 };
            let impressions = chance.count(audience * shown, world.shape);
            let lift = if is_pinned { world.pinned_clicks } else { 1.0 };
            let clicks = chance.binomial(impressions, (product.clicks * lift).min(0.9));
            let orders = chance.binomial(clicks, product.orders);
            for (act, count) in [(Act::ProductImpression, impressions), (Act::ProductClick, clicks)] {
                for _ in 0..count {
                    played.act(at(minute, 20), act, Some(&product.id), 0, 0);
                }
            }
            for _ in 0..orders {
                let quantity = if chance.share() < 0.2 { 2 } else { 1 };
                let amount = product.price * i64::from(quantity);
                played.act(at(minute, 40), Act::Purchase, Some(&product.id), quantity, amount);
                if is_pinned {
                    came += i128::from(amount);
                }
            }
        }
    }
    if let Some((low, high, expected)) = open {
        let covered = (low..=high).contains(&came);
        outcomes.push(Outcome { covered, expected: expected as f64, came: came as f64 });
    }
    outcomes
}

const WORLDS: [World; 4] = [
    World {
        name: "usual",
        products: 6,
        audience: 1.0,
        drift: 0.3,
        shape: 8.0,
        pinned_clicks: 1.0,
        pin_minutes: 5,
    },
    World {
        name: "few buyers",
        products: 6,
        audience: 0.3,
        drift: 0.3,
        shape: 8.0,
        pinned_clicks: 1.0,
        pin_minutes: 5,
    },
    World {
        name: "pins draw",
        products: 8,
        audience: 1.0,
        drift: 0.2,
        shape: 5.0,
        pinned_clicks: 1.8,
        pin_minutes: 5,
    },
    World {
        name: "few products",
        products: 3,
        audience: 1.5,
        drift: 0.4,
        shape: 4.0,
        pinned_clicks: 1.2,
        pin_minutes: 5,
    },
];

#[test]
fn bey_11_intervals_of_generated_pins_hold_what_they_say() {
    let rooms = crate::rooms();
    let mut out = std::io::stdout().lock();
    let (mut all_pins, mut all_covered) = (0.0, 0.0);
    for (number, world) in WORLDS.iter().enumerate() {
        let (mut pins, mut covered, mut expected, mut came) = (0.0, 0.0, 0.0, 0.0);
        for seed in 0..rooms / WORLDS.len() as u64 {
            for one in play(world, 1_000_003 * (number as u64 + 1) + seed) {
                pins += 1.0;
                covered += f64::from(u8::from(one.covered));
                expected += one.expected;
                came += one.came;
            }
        }
        writeln!(
            out,
            "pins, generated, {}: {pins} pins, coverage {:.4}, expected over came {:.3}",
            world.name,
            covered / pins,
            expected / came
        )
        .unwrap();
        all_pins += pins;
        all_covered += covered;
    }
    let coverage: f64 = all_covered / all_pins;
    let error = (0.8 * 0.2 / all_pins).sqrt();
    writeln!(out, "pins, generated: coverage {coverage:.4} ± {:.4} of {all_pins}", 1.96 * error).unwrap();
    // 78 to 82 percent, and four standard errors of so many pins.
    assert!((coverage - 0.8).abs() < 0.02 + 4.0 * error, "coverage {coverage}");
}
