//! A fact as a row of its plain table.
use creator_compass::fact::{
    Affiliation, AliasKind, Bucket, Channel, Content, CreatorRef, Definition, Fact, Observed, SubjectRef,
    Table, VideoStatus, Visibility,
};
use creator_compass::metric::Unit;
use creator_compass::value::Currency;

/// Cells by column.
pub(super) type Row = Vec<(&'static str, String)>;

/// The fact without what no table can say: several names of one creator, a name that is none of a user's, and that a
/// video's name is of another day than that of its posting.
pub(super) fn plain(fact: &Fact) -> Fact {
    let mut fact = fact.clone();
    let sayable = |creator: Option<CreatorRef>| {
        creator.filter(|one| matches!(one, CreatorRef::Id(_) | CreatorRef::Alias(AliasKind::Username, _)))
    };
    let label =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match &mut fact {
        Fact::Creator(row) => {
            row.name = label(row.name.take());
            row.category = label(row.category.take());
        }
        Fact::Product(row) => row.name = label(row.name.take()),
        Fact::Room(row) => {
            row.creator = sayable(row.creator.take());
            row.title = label(row.title.take());
        }
        Fact::Video(row) => {
            row.creator = sayable(row.creator.take());
            row.title = label(row.title.take());
            row.named_on = None;
        }
        Fact::Activity(row) => row.creator = sayable(row.creator.take()),
        Fact::Order(row) => row.creator = sayable(row.creator.take()),
        _ => {}
    }
    fact
}

/// The table and the cells of a plain fact; none for a creator of several names.
#[expect(clippy::too_many_lines, reason = "an arm a table")]
pub(super) fn of(fact: &Fact, currency: Currency) -> Option<(Table, Row)> {
    let mut row: Cells = Cells(Vec::new());
    let table = match fact {
        Fact::Creator(one) => {
            row.put("creator", Some(&one.creator));
            row.put("username", one.username.as_ref());
            row.put("handle", one.handle.as_ref());
            row.put("open_id", one.open_id.as_ref());
            row.put("name", one.name.as_ref());
            row.put("region", one.region.as_ref());
            row.put("category", one.category.as_ref());
            row.put("followers", one.followers);
            Table::Creators
        }
        Fact::Alias(one) => {
            row.put("creator", Some(&one.creator));
            row.put("kind", Some(one.kind.as_str()));
            row.put("value", Some(&one.value));
            row.put("from", one.from);
            row.put("until", one.until);
            Table::Aliases
        }
        Fact::Room(one) => {
            row.put("room", Some(&one.room));
            row.creator(one.creator.as_ref())?;
            row.put("title", one.title.as_ref());
            row.put("started_at", Some(one.started_at));
            row.put("ended_at", one.ended_at);
            Table::Rooms
        }
        Fact::Video(one) => {
            row.put("video", Some(&one.video));
            row.creator(one.creator.as_ref())?;
            row.put("title", one.title.as_ref());
            row.put("posted_at", Some(one.posted_at));
            row.put("duration_seconds", one.duration_seconds);
            row.put("status", one.about.status.map(VideoStatus::as_str));
            row.put("visibility", one.about.visibility.map(Visibility::as_str));
            row.put("ever_public", one.about.ever_public);
            row.put("link", one.about.link.as_ref());
            row.put("picture", one.about.picture.as_ref());
            row.put("music", one.about.music.as_ref());
            row.put("labels", (!one.about.labels.is_empty()).then(|| one.about.labels.join("|")));
            Table::Videos
        }
        Fact::Product(one) => {
            row.put("product", Some(&one.product));
            row.put("name", one.name.as_ref());
            row.put("shop", one.shop.as_ref());
            Table::Products
        }
        Fact::Activity(one) => {
            match one.bucket {
                Bucket::Day(day) => row.put("day", Some(day)),
                Bucket::Span { start, end } => {
                    row.put("start", Some(start));
                    row.put("end", Some(end));
                }
                Bucket::Minute(at) => row.put("minute", Some(at)),
            }
            row.creator(one.creator.as_ref())?;
            row.put("channel", one.key.channel.map(Channel::as_str));
            row.content(one.key.content.as_ref());
            row.put("product", one.key.product.as_ref());
            row.put("shop", one.key.shop.as_ref());
            row.put("affiliation", one.affiliation.map(Affiliation::as_str));
            row.put("definition", one.definition.map(Definition::as_str));
            for (measure, value) in &one.measures {
                let money = measure.unit() == Unit::Money;
                row.put(measure.id(), Some(if money { amount(*value) } else { value.to_string() }));
            }
            Table::Activity
        }
        Fact::Order(one) => {
            row.put("order", Some(&one.order));
            row.put("line", Some(&one.line));
            row.creator(one.creator.as_ref())?;
            row.put("channel", one.channel.map(Channel::as_str));
            row.content(one.content.as_ref());
            row.put("product", one.product.as_ref());
            row.put("shop", one.shop.as_ref());
            row.put("affiliation", one.affiliation.map(Affiliation::as_str));
            row.put("quantity", Some(one.quantity));
            row.put("created_at", Some(one.created_at));
            row.put("paid_at", one.paid_at);
            row.put("refunded_at", one.refunded_at);
            row.put("settled_at", one.settled_at);
            row.put("currency", Some(currency.code()));
            row.put("amount", Some(amount(one.amount)));
            row.put("refund_amount", one.refund_amount.map(amount));
            row.put("refund_quantity", one.refund_quantity);
            row.put("commission", one.commission.map(amount));
            row.put("settled_amount", one.settled_amount.map(amount));
            Table::Orders
        }
        Fact::Observation(one) => {
            let (kind, subject) = match &one.subject {
                SubjectRef::Creator(creator) => ("creator", creator.to_string()),
                SubjectRef::Room(room) => ("room", room.to_string()),
                SubjectRef::Video(video) => ("video", video.to_string()),
            };
            row.put("subject_kind", Some(kind));
            row.put("subject", Some(subject));
            row.put("measure", Some(one.measure.id()));
            row.put("observed_at", Some(one.observed_at));
            row.put("value", Some(shown(one.observed)?));
            Table::Observations
        }
        Fact::Profile(one) => {
            let of = &one.key.of;
            row.put("audience", Some(of.audience.as_str()));
            row.put("start", Some(of.start));
            row.put("end", Some(of.end));
            row.creator(of.creator.as_ref())?;
            row.put("channel", of.channel.map(Channel::as_str));
            row.content(of.content.as_ref());
            row.put("product", of.product.as_ref());
            row.put("shop", of.shop.as_ref());
            row.put("dimension", Some(one.key.dimension.as_str()));
            row.put("bucket", Some(&one.key.bucket));
            row.put("users", Some(one.users));
            Table::Profiles
        }
        Fact::Interaction(one) => {
            row.put("event", one.event.as_ref());
            row.put("at", Some(one.at));
            row.put("user", Some(&one.user));
            row.put("act", Some(one.act.as_str()));
            row.creator(one.creator.as_ref())?;
            row.put("channel", one.channel.map(Channel::as_str));
            row.content(one.content.as_ref());
            row.put("product", one.product.as_ref());
            row.put("shop", one.shop.as_ref());
            row.put("affiliation", one.affiliation.map(Affiliation::as_str));
            row.put("quantity", Some(one.quantity));
            row.put("amount", Some(amount(one.amount)));
            Table::Interactions
        }
    };
    Some((table, row.0))
}

struct Cells(Row);

impl Cells {
    fn put(&mut self, column: &'static str, cell: Option<impl ToString>) {
        self.0.extend(cell.map(|cell| (column, cell.to_string())));
    }
    fn content(&mut self, content: Option<&Content>) {
        match content {
            Some(Content::Room(room)) => self.put("room", Some(room)),
            Some(Content::Video(video)) => self.put("video", Some(video)),
            None => {}
        }
    }
    fn creator(&mut self, creator: Option<&CreatorRef>) -> Option<()> {
        match creator {
            None => {}
            Some(CreatorRef::Id(id)) => self.put("creator", Some(id)),
            Some(CreatorRef::Alias(AliasKind::Username, name)) => self.put("username", Some(name)),
            Some(_) => return None,
        }
        Some(())
    }
}

/// Millionths as a decimal.
fn amount(micros: i64) -> String {
    let (sign, parts) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
    format!("{sign}{}.{:06}", parts / 1_000_000, parts % 1_000_000)
}

/// A counter as a page would show it, so that value and step are told.
fn shown(observed: Observed) -> Option<String> {
    let Observed { value, step } = observed;
    if step == 1 {
        return Some(value.to_string());
    }
    let (unit, letter) =
        [(1_000, 'K'), (1_000_000, 'M'), (1_000_000_000, 'B')].into_iter().find(|(unit, _)| step <= *unit)?;
    let places = usize::try_from((unit / step).ilog10()).ok()?;
    let digits = format!("{:0>width$}", value / step, width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    Some(if places == 0 { format!("{whole}{letter}") } else { format!("{whole}.{fraction}{letter}") })
}
