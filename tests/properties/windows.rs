//! Window sets against a dense model: one boolean a day.
use creator_compass::time::{Calendar, Day, Window, WindowSet};
use proptest::prelude::*;

const DAYS: i32 = 24;

fn day(number: i32) -> Day {
    Day::FIRST.plus(number)
}

fn windows() -> impl Strategy<Value = Vec<Window<Day>>> {
    let window = (0..DAYS, 0..DAYS, prop::bool::weighted(0.1)).prop_map(|(a, b, open)| Window {
        start: day(a.min(b)),
        end: if open { None } else { Some(day(a.max(b))) },
    });
    prop::collection::vec(window, 0..6)
}

fn dense(windows: &[Window<Day>]) -> Vec<bool> {
    (0..DAYS * 2).map(|number| windows.iter().any(|window| window.contains(day(number)))).collect()
}

fn combine(a: &[bool], b: &[bool], f: impl Fn(bool, bool) -> bool) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| f(*a, *b)).collect()
}

fn is_normal(set: &WindowSet<Day>) -> bool {
    let sorted = set.windows().windows(2).all(|pair| pair[0].end.is_some_and(|end| end < pair[1].start));
    sorted && set.windows().iter().all(|window| !window.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sets_agree_with_one_boolean_a_day(a in windows(), b in windows()) {
        let (x, y): (WindowSet<Day>, WindowSet<Day>) = (a.iter().copied().collect(), b.iter().copied().collect());
        let (p, q) = (dense(&a), dense(&b));
        for (set, expected) in [
            (x.clone(), p.clone()),
            (x.union(&y), combine(&p, &q, |a, b| a || b)),
            (x.intersection(&y), combine(&p, &q, |a, b| a && b)),
            (x.difference(&y), combine(&p, &q, |a, b| a && !b)),
        ] {
            prop_assert!(is_normal(&set), "{set:?}");
            prop_assert_eq!(dense(set.windows()), expected.clone());
            for (number, inside) in expected.iter().enumerate() {
                prop_assert_eq!(set.contains(day(i32::try_from(number).unwrap())), *inside);
            }
        }
        for window in &b {
            let inside = (0..DAYS * 2).all(|n| !window.contains(day(n)) || p[usize::try_from(n).unwrap()]);
            prop_assert_eq!(x.covers(window), inside && (window.end.is_some() || x.windows().last().is_some_and(|w| w.end.is_none())));
        }
    }

    /// Every instant lies in exactly the day whose window holds it.
    #[test]
    fn day_of_is_the_inverse_of_the_windows_of_days(zone in 0_usize..6, number in 3000_i32..25_000, within in 0_i64..86_400_000) {
        let zones = ["Asia/Jakarta", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns", "Pacific/Apia"];
        let calendar = Calendar::new(zones[zone]).unwrap();
        let start = calendar.start_of(day(number));
        let at = start.plus_millis(within);
        let found = calendar.day_of(at);
        prop_assert!(calendar.window_of(found).contains(at));
        prop_assert!(start <= calendar.start_of(day(number + 1)), "days begin in order");
    }
}
