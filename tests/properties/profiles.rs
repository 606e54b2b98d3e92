//! Profiles that came in any order, next to a ledger, and against one who subtracts (PRF-2, PRF-3, PRD-7).
use creator_compass::wire::{
    LedgerDoor, LoadOptionsWire, StoreDoor, ViewDoor, WorkspaceWire, events_from_json, from_json,
};
use creator_compass_tests::Seeded;
use serde_json::{Value, json};

const DAY: &str = "2026-06-14";
const CREATORS: [&str; 4] = ["ana", "ben", "cho", "dio"];
const BOUND: u64 = 10;
const HEADER: &str = "audience,day,creator,channel,product,dimension,bucket,users\n";

fn store(authorized: &[&str]) -> StoreDoor {
    let workspace: WorkspaceWire = from_json(json!({ "timeZone": "Asia/Jakarta", "currency": "IDR",
        "policy": { "profileUsersOver": BOUND } }))
    .unwrap();
    let mut store = StoreDoor::new(&workspace).unwrap();
    let events = authorized.iter().flat_map(|creator| {
        let event = |id: &str, at: &str, rest: Value| {
            let mut event = json!({ "id": format!("{creator}-{id}"), "happenedAt": at, "creator": creator });
            event.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            event
        };
        let request = format!("{creator}-r");
        [
            event("s", "2025-12-01T09:00:00Z", json!({ "kind": "contract_signed", "on": "2025-12-01" })),
            event(
                "q",
                "2026-01-05T09:00:00Z",
                json!({ "kind": "requested", "request": request,
                "days": { "start": "2026-01-01", "end": null } }),
            ),
            event("a", "2026-01-06T09:00:00Z", json!({ "kind": "authorized", "request": request })),
        ]
    });
    store.record(&events_from_json(events.collect()).unwrap()).unwrap();
    let creators = format!("creator\n{}\n", CREATORS.join("\n"));
    load(&mut store, "creators", &creators, "2026-06-15T01:00:00Z");
    load(&mut store, "products", "product,shop\np1,s1\np2,s1\n", "2026-06-15T01:00:00Z");
    store
}

fn load(store: &mut StoreDoor, table: &str, csv: &str, observed_at: &str) {
    let options: LoadOptionsWire = from_json(json!({ "observedAt": observed_at, "strict": true })).unwrap();
    store.load_csv(table, csv, &options).unwrap();
}

fn view(store: &StoreDoor) -> ViewDoor {
    store.view("2026-06-15T03:00:00Z", None).unwrap()
}

/// A group of published viewers or buyers, and how many it has of each gender.
#[derive(Debug, Clone)]
struct Told {
    audience: &'static str,
    creator: &'static str,
    channel: &'static str,
    product: &'static str,
    genders: [u64; 2],
}

impl Told {
    fn users(&self) -> u64 {
        self.genders.iter().sum()
    }
    fn rows(&self) -> [String; 2] {
        let Self { audience, creator, channel, product, genders } = self;
        let row = |gender: &str, users: u64| {
            format!("{audience},{DAY},{creator},{channel},{product},gender,{gender},{users}\n")
        };
        [row("male", genders[0]), row("female", genders[1])]
    }
    /// Whether all users of the other are among these, whoever they are.
    fn holds(&self, other: &Self) -> bool {
        let part = |whole: &str, part: &str| whole.is_empty() || whole == part;
        (self.audience == other.audience || self.audience == "viewers")
            && part(self.creator, other.creator)
            && part(self.channel, other.channel)
            && part(self.product, other.product)
    }
}

/// Users who viewed and bought with creators, in channels, on products; and what is published of all of them by every part.
fn world(random: &mut Seeded) -> Vec<Told> {
    const CHANNELS: [&str; 3] = ["live", "video", "card"];
    let crowd = 20 + random.below(60);
    let mut acts: Vec<(usize, bool, &str, &str, &str)> = Vec::new();
    for user in 0..crowd {
        for _ in 0..=random.below(2) {
            let (creator, channel) = (random.one(&CREATORS[..2]), random.one(&CHANNELS[..2]));
            acts.push((user, random.below(3) > 0, creator, channel, random.one(&["p1", "p1", "p2"])));
        }
    }
    let mut all = Vec::new();
    for audience in ["viewers", "buyers"] {
        for creator in ["", "ana", "ben"] {
            for channel in ["", "live", "video"] {
                for product in ["", "p1"] {
                    let inside = |act: &&(usize, bool, &str, &str, &str)| {
                        (audience == "viewers" || act.1)
                            && (creator.is_empty() || creator == act.2)
                            && (channel.is_empty() || channel == act.3)
                            && (product.is_empty() || product == act.4)
                    };
                    let users: std::collections::BTreeSet<usize> =
                        acts.iter().filter(inside).map(|act| act.0).collect();
                    let men = users.iter().filter(|user| *user % 2 == 0).count() as u64;
                    let genders = [men, users.len() as u64 - men];
                    all.push(Told { audience, creator, channel, product, genders });
                }
            }
        }
    }
    all
}

fn csv(told: &[Told], random: &mut Seeded) -> String {
    let mut rows: Vec<String> = told.iter().flat_map(Told::rows).collect();
    for at in (1..rows.len()).rev() {
        rows.swap(at, random.below(at + 1));
    }
    format!("{HEADER}{}", rows.concat())
}

fn ask() -> Value {
    json!({ "period": { "kind": "day", "day": DAY } })
}

fn answer(door: &ViewDoor, ledger: Option<&LedgerDoor>) -> Value {
    serde_json::to_value(door.profiles(&from_json(ask()).unwrap(), ledger).unwrap()).unwrap()
}

fn text<'a>(group: &'a Value, part: &str) -> &'a str {
    group[part].as_str().unwrap_or_default()
}

fn shown<'a>(answer: &Value, told: &'a [Told]) -> Vec<&'a Told> {
    let groups = answer["groups"].as_array().unwrap();
    let known = groups.iter().filter(|group| group["users"]["kind"] == "known");
    let find = |group: &Value| {
        let same = |told: &&Told| {
            told.audience == text(group, "audience")
                && told.creator == text(group, "creator")
                && told.channel == text(group, "channel")
                && told.product == text(group, "product")
        };
        told.iter().find(same).unwrap()
    };
    known.map(find).collect()
}

/// No shown group has few users, and no difference of two that nest has.
#[test]
fn prf_3_no_difference_of_published_profiles_tells_of_few() {
    let mut many = 0;
    for seed in 0..300 {
        let mut random = Seeded(seed);
        let told = world(&mut random);
        let mut store = store(&CREATORS);
        load(&mut store, "profiles", &csv(&told, &mut random), "2026-06-15T01:00:00Z");
        let answer = answer(&view(&store), None);
        let shown = shown(&answer, &told);
        many += usize::from(shown.len() > 1);
        for one in &shown {
            assert!(one.users() > BOUND, "seed {seed}: {one:?}");
            for other in &shown {
                let few = one.users().saturating_sub(other.users());
                let nests = one.holds(other) && few > 0 && few <= BOUND;
                assert!(!nests, "seed {seed}: {few} users are in {one:?} and not in {other:?}");
            }
        }
        for group in answer["groups"].as_array().unwrap() {
            let kinds = group["tables"].as_array().unwrap().iter().flat_map(|table| {
                table["buckets"].as_array().unwrap().iter().map(|bucket| bucket["users"]["kind"].clone())
            });
            let hidden = group["users"]["kind"] == "hidden";
            assert!(kinds.into_iter().all(|kind| !hidden || kind == "hidden"), "seed {seed}: {group}");
        }
    }
    assert!(many > 100, "too few worlds show anything: {many}");
}

/// Whatever order and however often rows come, also restated: the same bytes and the same answer; and one that was shown shows again.
#[test]
fn src_7_profiles_come_in_any_order() {
    for seed in 0..60 {
        let mut random = Seeded(seed);
        let told = world(&mut random);
        let older: Vec<Told> =
            told.iter().map(|one| Told { genders: [one.genders[0] + 7, 1], ..one.clone() }).collect();
        let (early, late) = ("2026-06-14T20:00:00Z", "2026-06-15T01:00:00Z");
        let (mut first, mut second) = (store(&CREATORS), store(&CREATORS));
        load(&mut first, "profiles", &csv(&older, &mut random), early);
        load(&mut first, "profiles", &csv(&told, &mut random), late);
        load(&mut second, "profiles", &csv(&told[..9], &mut random), late);
        load(&mut second, "profiles", &csv(&told, &mut random), late);
        load(&mut second, "profiles", &csv(&older, &mut random), early);
        assert_eq!(first.save(), second.save(), "seed {seed}");
        let (mut left, mut right) = (store(&CREATORS), store(&CREATORS));
        load(&mut left, "profiles", &csv(&older, &mut random), early);
        load(&mut right, "profiles", &csv(&told, &mut random), late);
        left.merge(&right).unwrap();
        assert_eq!(first.save(), left.save(), "seed {seed}");

        let door = view(&first);
        let mut ledger = LedgerDoor::new();
        let once = ledger.show_profiles(&door, &from_json(ask()).unwrap()).unwrap();
        let once = serde_json::to_value(once).unwrap();
        assert_eq!(once, answer(&door, None), "seed {seed}");
        // What a group stays hidden for is then of an earlier answer; what shows is the same.
        let again = answer(&door, Some(&ledger));
        let users = |answer: &Value| -> Vec<Value> {
            answer["groups"].as_array().unwrap().iter().map(|group| group["users"].clone()).collect()
        };
        assert_eq!(users(&once), users(&again), "seed {seed}");
    }
}

/// A creator that may not be seen shows none of its profiles, and none that hold it.
#[test]
fn acc_6_one_hidden_creator_hides_the_profiles_of_all() {
    for seed in 0..60 {
        let mut random = Seeded(seed);
        let told = world(&mut random);
        let mut store = store(&["ana", "cho", "dio"]);
        load(&mut store, "profiles", &csv(&told, &mut random), "2026-06-15T01:00:00Z");
        let answer = answer(&view(&store), None);
        for group in answer["groups"].as_array().unwrap() {
            let known = group["users"]["kind"] == "known";
            assert!(!known || group["creator"] == "ana", "seed {seed}: {group}");
        }
    }
}

fn entropy(shares: &[f64]) -> f64 {
    shares.iter().filter(|share| **share > 0.0).map(|share| -share * share.log2()).sum()
}

/// 1 less the entropy of the middle and more by the mean of the entropies.
fn alike(one: &[u64], other: &[u64]) -> f64 {
    let shares = |counts: &[u64]| -> Vec<f64> {
        let number = |count: u64| f64::from(u32::try_from(count).unwrap());
        let sum = number(counts.iter().sum());
        counts.iter().map(|count| number(*count) / sum).collect()
    };
    let (one, other) = (shares(one), shares(other));
    let middle: Vec<f64> = one.iter().zip(&other).map(|(a, b)| f64::midpoint(*a, *b)).collect();
    1.0 - (entropy(&middle) - f64::midpoint(entropy(&one), entropy(&other)))
}

/// What is alike is the difference of entropies, from 0 to 1, 1 for equal shares, and ranked from the most alike.
#[test]
fn prd_7_likeness_is_that_of_the_entropies() {
    const AGES: [&str; 4] = ["18-24", "25-34", "35+", "unknown"];
    for seed in 0..200 {
        let mut random = Seeded(seed);
        let mut counts = || -> Vec<u64> {
            let mut one: Vec<u64> =
                (0..4).map(|_| random.below(5) as u64 * random.below(400) as u64).collect();
            one[random.below(4)] += 11;
            one
        };
        let buyers = counts();
        let times: Vec<u64> = buyers.iter().map(|users| users * 3).collect();
        let followers = [counts(), counts(), times, buyers.clone()];
        let mut csv = HEADER.to_owned();
        let mut put = |audience: &str, creator: &str, product: &str, counts: &[u64]| {
            for (age, users) in AGES.iter().zip(counts) {
                csv += &[audience, DAY, creator, "", product, "age", age, &users.to_string()].join(",");
                csv.push('\n');
            }
        };
        put("buyers", "", "p1", &buyers);
        CREATORS.iter().zip(&followers).for_each(|(creator, counts)| put("followers", creator, "", counts));
        let mut store = store(&CREATORS);
        load(&mut store, "profiles", &csv, "2026-06-15T01:00:00Z");
        let ask = json!({ "period": { "kind": "day", "day": DAY }, "product": "p1" });
        let answer = view(&store).match_creators(&from_json(ask).unwrap(), None).unwrap();
        let answer = serde_json::to_value(answer).unwrap();
        let rows = answer["creators"].as_array().unwrap();
        let scores: Vec<f64> = rows.iter().map(|row| row["score"]["value"].as_f64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "seed {seed}: {scores:?}");
        for (row, score) in rows.iter().zip(scores) {
            let place = CREATORS.iter().position(|creator| row["creator"] == *creator).unwrap();
            let expected = alike(&buyers, &followers[place]);
            assert!((0.0..=1.0).contains(&score) && (score - expected).abs() < 1e-12, "seed {seed}: {row}");
            assert!(place < 2 || score.to_bits() == 1.0_f64.to_bits(), "seed {seed}: {row}");
        }
    }
}
