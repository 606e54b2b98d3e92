//! The questions answered the plainest way, row by row: slow, and on nothing but the columns. Tests and peers compare
//! with it.
use std::collections::{BTreeMap, BTreeSet};

use super::{
    AnswerFile, Column, Columns, DAY_MILLIS, Days, LIKE, NONE, PRODUCT_CLICK, PRODUCT_IMPRESSION, PURCHASE,
    Question, Questions, REFUND, VIDEO, VIEW, ZONE_MILLIS,
};

struct Row {
    day: i32,
    user: u32,
    act: u8,
    creator: u32,
    channel: u8,
    content: u32,
    product: u32,
    quantity: i64,
    amount: i64,
}

fn rows(columns: &Columns) -> impl Iterator<Item = Row> {
    let ids = columns.user.iter().zip(&columns.creator).zip(&columns.content).zip(&columns.product);
    let codes = columns.act.iter().zip(&columns.channel);
    let numbers = columns.at.iter().zip(&columns.quantity).zip(&columns.amount);
    ids.zip(codes).zip(numbers).map(
        |(((((user, creator), content), product), codes), ((at, quantity), amount))| {
            let day = (at + ZONE_MILLIS).div_euclid(DAY_MILLIS);
            Row {
                day: i32::try_from(day).unwrap_or(i32::MAX),
                user: *user,
                act: *codes.0,
                creator: *creator,
                channel: *codes.1,
                content: *content,
                product: *product,
                quantity: i64::from(*quantity),
                amount: *amount,
            }
        },
    )
}

/// What rows of one group come to.
#[derive(Default)]
struct Sums {
    acts: [i64; 6],
    items: i64,
    gmv: i64,
    refund_gmv: i64,
    users: [BTreeSet<u32>; 6],
}

impl Sums {
    fn add(&mut self, row: &Row, counts_users: bool) {
        let act = usize::from(row.act);
        if let Some(count) = self.acts.get_mut(act) {
            *count += 1;
        }
        if counts_users && !matches!(row.act, VIEW | LIKE | REFUND) {
            self.users.get_mut(act).map(|users| users.insert(row.user));
        }
        match row.act {
            PURCHASE => {
                self.items += row.quantity;
                self.gmv += row.amount;
            }
            REFUND => self.refund_gmv += row.amount,
            _ => {}
        }
    }
    fn count(&self, act: u8) -> i64 {
        self.acts.get(usize::from(act)).copied().unwrap_or(0)
    }
    fn users(&self, act: u8) -> i64 {
        self.users.get(usize::from(act)).map_or(0, |users| i64::try_from(users.len()).unwrap_or(i64::MAX))
    }
    fn ctr(&self) -> f64 {
        let whole = |count: i64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        match self.count(PRODUCT_IMPRESSION) {
            0 => f64::NAN,
            shown => whole(self.count(PRODUCT_CLICK)) / whole(shown),
        }
    }
}

/// Answers all questions.
#[must_use]
pub fn answer_all(columns: &Columns, visible: &[(u32, i32)], asked: &Questions) -> AnswerFile {
    let visible: BTreeSet<(u32, i32)> = visible.iter().copied().collect();
    let mut file = AnswerFile { engine: "reference".into(), ..AnswerFile::default() };
    for question in &asked.questions {
        let within = |row: &Row| {
            question.channels.as_ref().is_none_or(|channels| channels.contains(&row.channel))
                && question
                    .creators
                    .as_ref()
                    .is_none_or(|creators| creators.binary_search(&row.creator).is_ok())
                && visible.contains(&(row.creator, row.day))
        };
        answer(columns, question, within, &mut file);
    }
    file
}

fn answer(columns: &Columns, question: &Question, within: impl Fn(&Row) -> bool, file: &mut AnswerFile) {
    let counts_users = question.kind != "creator_day";
    let group = |days: Days, key: &dyn Fn(&Row) -> Option<(u32, i32)>| {
        let mut groups: BTreeMap<(u32, i32), Sums> = BTreeMap::new();
        let asked = rows(columns).filter(|row| days.start <= row.day && row.day < days.end && within(row));
        for (key, row) in asked.filter_map(|row| Some((key(&row)?, row))) {
            groups.entry(key).or_default().add(&row, counts_users);
        }
        groups
    };
    let first = |groups: &BTreeMap<(u32, i32), Sums>| Column::U32(groups.keys().map(|key| key.0).collect());
    let second = |groups: &BTreeMap<(u32, i32), Sums>| {
        Column::U8(groups.keys().map(|key| u8::try_from(key.1).unwrap_or(u8::MAX)).collect())
    };
    let column = |groups: &BTreeMap<(u32, i32), Sums>, value: &dyn Fn(&Sums) -> i64| {
        Column::I64(groups.values().map(value).collect())
    };
    let name = &question.name;
    match question.kind.as_str() {
        "creator_channel" => {
            let groups = group(question.days, &|row| Some((row.creator, i32::from(row.channel))));
            file.push(
                name,
                [
                    ("creator", first(&groups)),
                    ("channel", second(&groups)),
                    ("views", column(&groups, &|sums| sums.count(VIEW))),
                    ("product_impressions", column(&groups, &|sums| sums.count(PRODUCT_IMPRESSION))),
                    ("product_clicks", column(&groups, &|sums| sums.count(PRODUCT_CLICK))),
                    ("sku_orders", column(&groups, &|sums| sums.count(PURCHASE))),
                    ("items_sold", column(&groups, &|sums| sums.items)),
                    ("gmv", column(&groups, &|sums| sums.gmv)),
                    ("refund_gmv", column(&groups, &|sums| sums.refund_gmv)),
                    ("ctr", Column::F64(groups.values().map(Sums::ctr).collect())),
                    ("buyers", column(&groups, &|sums| sums.users(PURCHASE))),
                ],
            );
        }
        "creator_day" => {
            let groups = group(question.days, &|row| Some((row.creator, row.day)));
            file.push(
                name,
                [
                    ("creator", first(&groups)),
                    ("day", Column::I32(groups.keys().map(|key| key.1).collect())),
                    ("views", column(&groups, &|sums| sums.count(VIEW))),
                    ("product_clicks", column(&groups, &|sums| sums.count(PRODUCT_CLICK))),
                    ("sku_orders", column(&groups, &|sums| sums.count(PURCHASE))),
                    ("gmv", column(&groups, &|sums| sums.gmv)),
                ],
            );
        }
        "product_channel" => {
            let told = |row: &Row| (row.product != NONE).then_some((row.product, i32::from(row.channel)));
            let groups = group(question.days, &told);
            file.push(
                name,
                [
                    ("product", first(&groups)),
                    ("channel", second(&groups)),
                    ("reach", column(&groups, &|sums| sums.users(PRODUCT_IMPRESSION))),
                    ("clickers", column(&groups, &|sums| sums.users(PRODUCT_CLICK))),
                    ("buyers", column(&groups, &|sums| sums.users(PURCHASE))),
                    ("gmv", column(&groups, &|sums| sums.gmv)),
                ],
            );
        }
        _ => {
            let video = |row: &Row| (row.channel == VIDEO && row.content != NONE).then_some((row.content, 0));
            let now = group(question.days, &video);
            let before = question.previous.map(|days| group(days, &video)).unwrap_or_default();
            let mut order: Vec<_> = now.iter().map(|(key, sums)| (-sums.gmv, key)).collect();
            order.sort_unstable();
            order.truncate(question.top.unwrap_or(usize::MAX));
            let previous = order.iter().map(|(_, key)| before.get(key).map_or(0, |sums| sums.gmv));
            file.push(
                name,
                [
                    ("content", Column::U32(order.iter().map(|(_, key)| key.0).collect())),
                    ("gmv", Column::I64(order.iter().map(|(gmv, _)| -gmv).collect())),
                    ("previous_gmv", Column::I64(previous.collect())),
                ],
            );
        }
    }
}
