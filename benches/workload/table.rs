//! The rows. Each is drawn from its own number alone, so that any part can be made by any thread, in any order.
#![expect(
    clippy::cast_possible_truncation,
    reason = "numbers are scaled down to the width they are stored in"
)]

use super::{
    CARD, Config, DAY_MILLIS, DAYS, FIRST_DAY, Form, LIKE, LIVE, NONE, PRODUCT_CLICK, PRODUCT_IMPRESSION,
    PURCHASE, REFUND, VIDEO, VIEW, ZONE_MILLIS,
};
use crate::{Seeded, mixed};

/// The columns of the table: [`NONE`] where a row has no content or product, 0 where it has no quantity or amount.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// When, in milliseconds since 1970 in UTC.
    pub at: Vec<i64>,
    /// Who.
    pub user: Vec<u32>,
    /// What they did.
    pub act: Vec<u8>,
    /// With whose content or card.
    pub creator: Vec<u32>,
    /// Where.
    pub channel: Vec<u8>,
    /// The room or video.
    pub content: Vec<u32>,
    /// The product.
    pub product: Vec<u32>,
    /// How many were bought or sent back.
    pub quantity: Vec<u32>,
    /// For how much, in 10⁻⁶ of the currency.
    pub amount: Vec<i64>,
}

/// Numbers drawn by weight in constant time (Walker's alias method).
struct Weighted(Vec<(u32, u32)>);

impl Weighted {
    /// Place `n` weighs 1 / (n + 8): a few are large, most are small.
    fn zipf(length: u32) -> Self {
        let weights: Vec<u64> = (0..u64::from(length)).map(|n| (1 << 40) / (n + 8)).collect();
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        // In units of 2⁻³² of an even share.
        let even =
            |w: u64| ((u128::from(w) * u128::from(length)) << 32).checked_div(total).unwrap_or(0) as u64;
        let mut shares: Vec<u64> = weights.into_iter().map(even).collect();
        let mut slots = vec![(u32::MAX, 0); shares.len()];
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..shares.len()).partition(|at| shares.get(*at).is_some_and(|share| *share < 1 << 32));
        while let (Some(low), Some(high)) = (small.pop(), large.last().copied()) {
            let share = shares.get(low).copied().unwrap_or(0);
            if let Some(slot) = slots.get_mut(low) {
                *slot = (share as u32, high as u32);
            }
            if let Some(rest) = shares.get_mut(high) {
                *rest -= (1 << 32) - share;
                if *rest < 1 << 32 {
                    large.pop();
                    small.push(high);
                }
            }
        }
        for at in small.into_iter().chain(large) {
            if let Some(slot) = slots.get_mut(at) {
                *slot = (u32::MAX, at as u32);
            }
        }
        Self(slots)
    }
    fn draw(&self, random: u64) -> u32 {
        let at = scaled(random as u32, self.0.len() as u32);
        match self.0.get(at as usize) {
            Some((keep, other)) if ((random >> 32) as u32) > *keep => *other,
            _ => at,
        }
    }
}

/// A number of 32 bits as one from 0 to below `limit`.
fn scaled(random: u32, limit: u32) -> u32 {
    ((u64::from(random) * u64::from(limit)) >> 32) as u32
}

/// The square: small numbers become likelier.
fn skewed(random: u32) -> u32 {
    ((u64::from(random) * u64::from(random)) >> 32) as u32
}

fn at<T: Copy + Default>(values: &[T], place: u32) -> T {
    values.get(place as usize).copied().unwrap_or_default()
}

/// 0 to below `length`, in random order.
fn shuffled(length: u32, seeded: &mut Seeded) -> Vec<u32> {
    let mut all: Vec<u32> = (0..length).collect();
    for last in (1..all.len()).rev() {
        all.swap(last, seeded.below(last as u64 + 1) as usize);
    }
    all
}

/// How many products a creator shows.
const PORTFOLIO: u32 = 60;

/// All that rows are drawn from.
pub(super) struct Tables {
    config: Config,
    key: u64,
    creators: Weighted,
    creator_ids: Vec<u32>,
    /// By creator: where its contents begin; they lie in the order they were published.
    contents_of: Vec<u32>,
    /// Id and channel.
    contents: Vec<(u32, u8)>,
    portfolios: Vec<u32>,
    prices: Vec<i64>,
    /// The row each day begins with.
    days: Vec<u32>,
    /// How many bits half a row's number has, for shuffling.
    half_bits: u32,
}

impl Tables {
    pub(super) fn new(config: Config) -> Self {
        let mut seeded = Seeded::new(mixed(config.seed));
        let creators = Weighted::zipf(config.creators);
        let creator_ids = shuffled(config.creators, &mut seeded);
        let mut counts = vec![1_u32; config.creators as usize];
        for _ in config.creators..config.contents {
            if let Some(count) = counts.get_mut(creators.draw(seeded.next()) as usize) {
                *count += 1;
            }
        }
        let mut contents_of = vec![0];
        contents_of.extend(counts.iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        }));
        let channel = |seeded: &mut Seeded| if seeded.below(5) < 2 { LIVE } else { VIDEO };
        let ids = shuffled(config.contents.max(config.creators), &mut seeded);
        let contents = ids.into_iter().map(|id| (id, channel(&mut seeded))).collect();
        let products = Weighted::zipf(config.products);
        let product_ids = shuffled(config.products, &mut seeded);
        let shown = (0..config.creators * PORTFOLIO).map(|_| at(&product_ids, products.draw(seeded.next())));
        let portfolios = shown.collect();
        // 5 000 to 505 000 units, by hundreds.
        let price = |random: u64| (50 + i64::from(scaled(skewed(random as u32), 5_000))) * 100_000_000;
        let prices = (0..config.products).map(|_| price(seeded.next())).collect();
        // It grows, weekends are busier, and every thirtieth day is a campaign.
        let weight = |day: u64| {
            (300 + day) * if day.is_multiple_of(30) { 20 } else { 10 } + if day % 7 < 2 { 900 } else { 0 }
        };
        let weights: Vec<u64> = (0..u64::from(DAYS)).map(weight).collect();
        let total: u64 = weights.iter().sum();
        let mut days = vec![0];
        days.extend(weights.iter().scan(0, |end, weight| {
            *end += weight;
            (u64::from(config.rows) * *end).checked_div(total).map(|row| row as u32)
        }));
        let bits = 32 - config.rows.saturating_sub(1).leading_zeros();
        let half_bits = bits.div_ceil(2).max(1);
        let key = mixed(config.seed ^ 0x5EED);
        Self {
            config,
            key,
            creators,
            creator_ids,
            contents_of,
            contents,
            portfolios,
            prices,
            days,
            half_bits,
        }
    }

    /// Which row stands at a place: another for every place (a Feistel network, walked until it is inside).
    fn shuffled_place(&self, place: u32) -> u32 {
        let mask = (1_u64 << self.half_bits) - 1;
        let mut number = u64::from(place);
        loop {
            for round in 0..4_u64 {
                let (left, right) = (number >> self.half_bits, number & mask);
                number = right << self.half_bits | (left ^ (mixed(self.key ^ right << 8 ^ round) & mask));
            }
            if number < u64::from(self.config.rows) {
                return number as u32;
            }
        }
    }

    fn row(&self, number: u32) -> Row {
        let config = &self.config;
        let mut seeded = Seeded::new(self.key.wrapping_add(mixed(u64::from(number))));
        let [who, what, which, how] = [(); 4].map(|()| seeded.next());
        let day = self.days.partition_point(|first| *first <= number).saturating_sub(1) as u32;
        let (first, end) = (at(&self.days, day), at(&self.days, day + 1));
        let into = (i64::from(number - first) * DAY_MILLIS + i64::from((how >> 32) as u32) % DAY_MILLIS)
            / i64::from(end - first).max(1);
        let at_millis = i64::from(FIRST_DAY + day.cast_signed()) * DAY_MILLIS - ZONE_MILLIS + into;
        let act = match scaled(what as u32, 1000) {
            0..620 => VIEW,
            620..820 => PRODUCT_IMPRESSION,
            820..930 => PRODUCT_CLICK,
            930..970 => LIKE,
            970..995 => PURCHASE,
            _ => REFUND,
        };
        let rank = self.creators.draw(who);
        // What was published last is seen most; a third was there before the first day.
        let first = at(&self.contents_of, rank);
        let all = at(&self.contents_of, rank + 1) - first;
        let published = (all * (90 + day)).div_ceil(90 + DAYS).max(1);
        let back = scaled(skewed((which >> 32) as u32), published);
        let (content, channel) = at(&self.contents, first + (published - 1 - back));
        let flags = (what >> 32) as u32;
        // A product's card is neither watched nor liked.
        let on_card = scaled(flags, 100) < 8 && !matches!(act, VIEW | LIKE);
        let (content, channel) = if on_card { (NONE, CARD) } else { (content, channel) };
        let shown = at(&self.portfolios, rank * PORTFOLIO + scaled(skewed(which as u32), PORTFOLIO));
        let bare = matches!(act, VIEW | LIKE) && flags % 10 < 7;
        let sold = matches!(act, PURCHASE | REFUND);
        let quantity = if sold { 1 + scaled(skewed(how as u32), 3) } else { 0 };
        // Up to 30 % off, and a few hundredths.
        let percent = i64::from(100 - scaled(mixed(how) as u32, 31));
        let odd = i64::from((mixed(how) >> 61) as u32) * 10_000;
        let amount =
            if sold { at(&self.prices, shown) / 100 * percent * i64::from(quantity) + odd } else { 0 };
        let user = scaled(skewed((who ^ mixed(what)) as u32), config.users);
        Row {
            at: at_millis,
            // The busiest are not those of the smallest ids: 2³¹ − 1 is prime.
            user: (u64::from(user) * 2_147_483_647 % u64::from(config.users.max(1))) as u32,
            act,
            creator: at(&self.creator_ids, rank),
            channel,
            content,
            product: if bare { NONE } else { shown },
            quantity,
            amount,
        }
    }
}

struct Row {
    at: i64,
    user: u32,
    act: u8,
    creator: u32,
    channel: u8,
    content: u32,
    product: u32,
    quantity: u32,
    amount: i64,
}

/// A stretch of all columns.
struct Part<'a> {
    first: u32,
    at: &'a mut [i64],
    user: &'a mut [u32],
    act: &'a mut [u8],
    creator: &'a mut [u32],
    channel: &'a mut [u8],
    content: &'a mut [u32],
    product: &'a mut [u32],
    quantity: &'a mut [u32],
    amount: &'a mut [i64],
}

impl Part<'_> {
    fn fill(&mut self, tables: &Tables) {
        let shuffles = tables.config.form == Form::Shuffled;
        let ids =
            self.user.iter_mut().zip(&mut *self.creator).zip(&mut *self.content).zip(&mut *self.product);
        let codes = self.act.iter_mut().zip(&mut *self.channel);
        let numbers = self.at.iter_mut().zip(&mut *self.quantity).zip(&mut *self.amount);
        for (place, ((ids, codes), numbers)) in (self.first..).zip(ids.zip(codes).zip(numbers)) {
            let row = tables.row(if shuffles { tables.shuffled_place(place) } else { place });
            let (((user, creator), content), product) = ids;
            (*user, *creator, *content, *product) = (row.user, row.creator, row.content, row.product);
            (*codes.0, *codes.1) = (row.act, row.channel);
            let ((at, quantity), amount) = numbers;
            (*at, *quantity, *amount) = (row.at, row.quantity, row.amount);
        }
    }
}

/// Makes the rows, on two threads.
#[must_use]
pub fn columns(config: Config) -> Columns {
    let tables = Tables::new(config);
    let n = config.rows as usize;
    let mut all = Columns {
        at: vec![0; n],
        user: vec![0; n],
        act: vec![0; n],
        creator: vec![0; n],
        channel: vec![0; n],
        content: vec![0; n],
        product: vec![0; n],
        quantity: vec![0; n],
        amount: vec![0; n],
    };
    let half = n.div_ceil(2);
    let (at, user, act) =
        (all.at.split_at_mut(half), all.user.split_at_mut(half), all.act.split_at_mut(half));
    let (creator, channel, content) =
        (all.creator.split_at_mut(half), all.channel.split_at_mut(half), all.content.split_at_mut(half));
    let (product, quantity, amount) =
        (all.product.split_at_mut(half), all.quantity.split_at_mut(half), all.amount.split_at_mut(half));
    let mut early = Part {
        first: 0,
        at: at.0,
        user: user.0,
        act: act.0,
        creator: creator.0,
        channel: channel.0,
        content: content.0,
        product: product.0,
        quantity: quantity.0,
        amount: amount.0,
    };
    let mut late = Part {
        first: half as u32,
        at: at.1,
        user: user.1,
        act: act.1,
        creator: creator.1,
        channel: channel.1,
        content: content.1,
        product: product.1,
        quantity: quantity.1,
        amount: amount.1,
    };
    std::thread::scope(|scope| {
        scope.spawn(|| early.fill(&tables));
        late.fill(&tables);
    });
    all
}
