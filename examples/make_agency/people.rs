//! Who is in the agency: everybody is made up (`contoh` is Indonesian for "example").

use chrono::{Datelike, NaiveDate};

use super::calendar::day;

/// One creator.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) id: &'static str,
    pub(crate) username: &'static str,
    pub(crate) name: &'static str,
    pub(crate) region: &'static str,
    pub(crate) topic: &'static str,
    pub(crate) followers: u64,
    /// Weekdays with a LIVE, Monday first.
    live: &'static [u32],
    pub(crate) live_hour: u32,
    /// Users a LIVE brings.
    pub(crate) audience: u64,
    /// Days between two videos; 0 for none.
    pub(crate) pace: u64,
    /// Plays of a video on its first day.
    pub(crate) reach: u64,
}

/// The creator that renamed itself, its name before and the first day of the new one.
pub(crate) const RENAMED: (&str, &str) = ("cr-04", "pelangi.contoh");

/// The first day of the new name.
pub(crate) fn renamed_on() -> NaiveDate {
    day(2026, 6, 15)
}

/// A shop's affiliate that is not with the agency: its rows belong to no known creator.
pub(crate) const OUTSIDER: &str = "cr-99";

impl Person {
    /// Whether the agency knows it.
    pub(crate) fn known(&self) -> bool {
        self.id != OUTSIDER
    }
    /// Its username of a day.
    pub(crate) fn username_on(&self, day: NaiveDate) -> &'static str {
        if self.id == RENAMED.0 && day < renamed_on() { RENAMED.1 } else { self.username }
    }
    /// Whether it goes live on a day. The first of June is a holiday: nobody does.
    pub(crate) fn live_on(&self, date: NaiveDate) -> bool {
        date != day(2026, 6, 1) && self.live.contains(&date.weekday().num_days_from_monday())
    }
}

/// Everybody, the outsider last.
pub(crate) const PEOPLE: [Person; 15] = [
    Person {
        id: "cr-01",
        username: "melati.contoh",
        name: "Melati Contoh",
        region: "ID",
        topic: "perawatan kulit",
        followers: 184_200,
        live: &[0, 2, 4, 5],
        live_hour: 20,
        audience: 1400,
        pace: 8,
        reach: 2600,
    },
    Person {
        id: "cr-02",
        username: "bambu.contoh",
        name: "Bambu Contoh",
        region: "ID",
        topic: "perabot rumah",
        followers: 92_750,
        live: &[1, 3],
        live_hour: 19,
        audience: 900,
        pace: 12,
        reach: 1500,
    },
    Person {
        id: "cr-03",
        username: "kelapa.contoh",
        name: "Kelapa Contoh",
        region: "ID",
        topic: "camilan",
        followers: 61_300,
        live: &[2, 6],
        live_hour: 12,
        audience: 700,
        pace: 15,
        reach: 1800,
    },
    Person {
        id: "cr-04",
        username: "pelangi.baru.contoh",
        name: "Pelangi Contoh",
        region: "ID",
        topic: "alat tulis",
        followers: 40_900,
        live: &[3, 5],
        live_hour: 21,
        audience: 600,
        pace: 13,
        reach: 1200,
    },
    Person {
        id: "cr-05",
        username: "ombak.contoh",
        name: "Ombak Contoh",
        region: "ID",
        topic: "pakaian santai",
        followers: 77_400,
        live: &[4, 6],
        live_hour: 20,
        audience: 800,
        pace: 16,
        reach: 1300,
    },
    Person {
        id: "cr-06",
        username: "rimba.contoh",
        name: "Rimba Contoh",
        region: "ID",
        topic: "alat berkemah",
        followers: 25_600,
        live: &[0],
        live_hour: 18,
        audience: 500,
        pace: 19,
        reach: 900,
    },
    Person {
        id: "cr-07",
        username: "senja.contoh",
        name: "Senja Contoh",
        region: "ID",
        topic: "dapur",
        followers: 133_000,
        live: &[],
        live_hour: 0,
        audience: 0,
        pace: 9,
        reach: 3100,
    },
    Person {
        id: "cr-08",
        username: "awan.contoh",
        name: "Awan Contoh",
        region: "ID",
        topic: "perawatan kulit",
        followers: 18_250,
        live: &[6],
        live_hour: 16,
        audience: 400,
        pace: 23,
        reach: 700,
    },
    Person {
        id: "cr-09",
        username: "kerikil.contoh",
        name: "Kerikil Contoh",
        region: "ID",
        topic: "tanaman",
        followers: 9_800,
        live: &[],
        live_hour: 0,
        audience: 0,
        pace: 21,
        reach: 800,
    },
    Person {
        id: "cr-10",
        username: "embun.contoh",
        name: "Embun Contoh",
        region: "ID",
        topic: "camilan",
        followers: 54_100,
        live: &[1, 4],
        live_hour: 19,
        audience: 650,
        pace: 18,
        reach: 1100,
    },
    Person {
        id: "cr-11",
        username: "fajar.contoh",
        name: "Fajar Contoh",
        region: "US",
        topic: "dapur",
        followers: 211_700,
        live: &[2],
        live_hour: 9,
        audience: 450,
        pace: 30,
        reach: 1000,
    },
    Person {
        id: "cr-12",
        username: "lumut.contoh",
        name: "Lumut Contoh",
        region: "ID",
        topic: "tanaman",
        followers: 6_420,
        live: &[],
        live_hour: 0,
        audience: 0,
        pace: 25,
        reach: 600,
    },
    Person {
        id: "cr-13",
        username: "pasir.contoh",
        name: "Pasir Contoh",
        region: "ID",
        topic: "pakaian santai",
        followers: 31_900,
        live: &[3],
        live_hour: 20,
        audience: 550,
        pace: 27,
        reach: 700,
    },
    Person {
        id: "cr-14",
        username: "teratai.contoh",
        name: "Teratai Contoh",
        region: "ID",
        topic: "perabot rumah",
        followers: 47_300,
        live: &[5],
        live_hour: 10,
        audience: 500,
        pace: 14,
        reach: 1400,
    },
    Person {
        id: OUTSIDER,
        username: "luar.contoh",
        name: "Luar Contoh",
        region: "ID",
        topic: "dapur",
        followers: 1_500,
        live: &[],
        live_hour: 0,
        audience: 0,
        pace: 24,
        reach: 500,
    },
];

/// One product; the price is in rupiah.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) price: u64,
    pub(crate) topic: &'static str,
}

/// The shop that sells them.
pub(crate) const SHOP: &str = "Toko Contoh";

/// What the shop sells.
pub(crate) const PRODUCTS: [Product; 10] = [
    Product {
        id: 1_731_000_000_000_000_101,
        name: "Serum wajah contoh 30 ml",
        price: 89_000,
        topic: "perawatan kulit",
    },
    Product {
        id: 1_731_000_000_000_000_102,
        name: "Sabun batang contoh isi 3",
        price: 45_000,
        topic: "perawatan kulit",
    },
    Product {
        id: 1_731_000_000_000_000_103,
        name: "Keripik kelapa contoh 200 g",
        price: 27_500,
        topic: "camilan",
    },
    Product {
        id: 1_731_000_000_000_000_104,
        name: "Kaus polos contoh",
        price: 69_000,
        topic: "pakaian santai",
    },
    Product {
        id: 1_731_000_000_000_000_105,
        name: "Rak bambu contoh 3 tingkat",
        price: 220_000,
        topic: "perabot rumah",
    },
    Product { id: 1_731_000_000_000_000_106, name: "Wajan contoh 24 cm", price: 175_000, topic: "dapur" },
    Product {
        id: 1_731_000_000_000_000_107,
        name: "Buku catatan contoh A5",
        price: 18_900,
        topic: "alat tulis",
    },
    Product {
        id: 1_731_000_000_000_000_108,
        name: "Tenda contoh 2 orang",
        price: 389_000,
        topic: "alat berkemah",
    },
    Product { id: 1_731_000_000_000_000_109, name: "Pot tanaman contoh", price: 33_000, topic: "tanaman" },
    Product {
        id: 1_731_000_000_000_000_110,
        name: "Lampu meja contoh",
        price: 118_500,
        topic: "perabot rumah",
    },
];
