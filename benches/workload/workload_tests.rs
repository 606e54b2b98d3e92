use creator_compass::access::{Clocks, CreatorState, Grain, Module, compile, ignored};
use creator_compass::time::{Day, Instant, Window};
use creator_compass::value::CreatorId;

use super::*;

fn days(columns: &Columns) -> impl Iterator<Item = i32> {
    columns.at.iter().map(|at| i32::try_from((at + ZONE_MILLIS).div_euclid(DAY_MILLIS)).unwrap())
}

#[test]
fn the_rule_for_visible_days_agrees_with_the_library() {
    for (seed, form) in [(7, Form::Sorted), (8, Form::Strings)] {
        let config = Config::new(0, seed, form);
        let (rules, access) = (rules().unwrap(), access(config).unwrap());
        let log = access.log().unwrap();
        let clocks = Clocks::at(Instant::from_millis(NOW_MILLIS).unwrap());
        assert_eq!(rules.today(clocks.now).number(), TODAY);
        let period = Window { start: Day::FIRST.plus(FIRST_DAY), end: Some(Day::FIRST.plus(TODAY)) };
        let compiled = compile(&rules, &log, Module::Creator, Grain::Aggregate, period, clocks);
        let mut visible = Vec::new();
        for number in 0..config.creators {
            let id = CreatorId::new(&creator_id(form, number)).unwrap();
            let days = (FIRST_DAY..TODAY).filter(|day| compiled.creator_visible(&id, Day::FIRST.plus(*day)));
            visible.extend(days.map(|day| (number, day)));
        }
        assert_eq!(visible, access.visible);
        let all = u64::from(config.creators) * u64::from(DAYS);
        let percent = 100 * u64::try_from(visible.len()).unwrap() / all;
        assert!((20..=30).contains(&percent), "{percent} % of the creator-days are visible");
    }
}

#[test]
fn every_event_of_the_log_counts_and_every_outcome_comes() {
    let (rules, access) = (rules().unwrap(), access(Config::new(0, 7, Form::Sorted)).unwrap());
    let log = access.log().unwrap();
    let clocks = Clocks::at(Instant::from_millis(NOW_MILLIS).unwrap());
    let left_out: Vec<_> = ignored(&rules, &log, clocks).into_iter().collect();
    assert!(left_out.is_empty(), "{:?}", left_out.first());
    let mut kinds = std::collections::BTreeSet::new();
    for creator in log.creators() {
        let state = CreatorState::fold(&rules, &log, creator, clocks);
        kinds.extend(state.requests.iter().map(|record| record.state.kind()));
    }
    assert_eq!(kinds.len(), 6);
}

#[test]
fn rows_follow_from_the_seed_and_lie_in_the_days_told() {
    let config = Config::small(20_000, 3, Form::Sorted);
    let sorted = columns(config);
    assert_eq!(sorted, columns(config));
    assert_ne!(sorted, columns(Config { seed: 4, ..config }));
    assert!(sorted.at.is_sorted());
    let all: std::collections::BTreeSet<i32> = days(&sorted).collect();
    assert_eq!((all.first().copied(), all.last().copied()), (Some(FIRST_DAY), Some(TODAY - 1)));
    assert_eq!(all.len(), 180);
    assert!(sorted.creator.iter().all(|creator| *creator < config.creators));
    assert!(sorted.user.iter().all(|user| *user < config.users));
    assert!(sorted.product.iter().all(|product| *product < config.products || *product == NONE));
}

#[test]
fn a_content_belongs_to_one_creator_and_one_channel() {
    let columns = columns(Config::small(20_000, 3, Form::Sorted));
    let mut owners = std::collections::BTreeMap::new();
    for ((content, creator), channel) in columns.content.iter().zip(&columns.creator).zip(&columns.channel) {
        assert_eq!(*content == NONE, *channel == CARD);
        if *content != NONE {
            assert_eq!(owners.entry(content).or_insert((creator, channel)), &(creator, channel));
        }
    }
    assert!(owners.len() > 300);
}

#[test]
fn acts_come_in_their_shares_and_sales_alone_have_amounts() {
    let columns = columns(Config::small(100_000, 3, Form::Sorted));
    let mut counts = [0_u32; ACTS.len()];
    for act in &columns.act {
        counts[usize::from(*act)] += 1;
    }
    for (count, wanted) in counts.into_iter().zip([62_000, 20_000, 11_000, 4000, 2500, 500]) {
        assert!(count.abs_diff(wanted) <= wanted / 5, "{counts:?}");
    }
    for ((act, quantity), amount) in columns.act.iter().zip(&columns.quantity).zip(&columns.amount) {
        let sold = matches!(*act, PURCHASE | REFUND);
        assert_eq!((sold, sold), ((1..=3).contains(quantity), *amount > 0));
    }
}

#[test]
fn shuffling_moves_rows_and_changes_none() {
    let config = Config::small(10_007, 3, Form::Sorted);
    let rows = |columns: &Columns| -> Vec<_> {
        let ids = columns.user.iter().zip(&columns.creator).zip(&columns.content).zip(&columns.product);
        let rest = columns.at.iter().zip(&columns.act).zip(&columns.channel).zip(&columns.amount);
        ids.zip(rest).map(|row| format!("{row:?}")).collect()
    };
    let (mut sorted, mut shuffled) =
        (rows(&columns(config)), rows(&columns(Config { form: Form::Shuffled, ..config })));
    let kept = sorted.iter().zip(&shuffled).filter(|(a, b)| a == b).count();
    assert!(kept < 20, "{kept} rows stayed where they were");
    sorted.sort();
    shuffled.sort();
    assert_eq!(sorted, shuffled);
}

#[test]
fn texts_keep_the_order_of_numbers() {
    let columns = columns(Config::small(1000, 3, Form::Strings));
    let texts = texts(&columns);
    for (row, user) in columns.user.iter().enumerate() {
        assert_eq!(texts.user.get(row), Some(format!("user-{user:07}").as_str()));
        let content = columns.content[row];
        let text = (content != NONE).then(|| format!("content-{content:06}"));
        assert_eq!(texts.content.get(row), text.as_deref());
    }
    assert_eq!(creator_id(Form::Strings, 7), "creator-0007");
}

#[test]
fn questions_follow_from_their_seed() {
    let config = Config::new(0, 7, Form::Sorted);
    let asked = questions(config, 1);
    assert_eq!(asked, questions(config, 1));
    assert_ne!(asked.questions, questions(config, 2).questions);
    assert_eq!(asked.questions.len(), 22);
    for question in &asked.questions {
        let Days { start, end } = question.days;
        assert!(FIRST_DAY <= start && end <= TODAY && (5..=180).contains(&(end - start)));
        assert!(question.channels.as_ref().is_none_or(|channels| (1..3).contains(&channels.len())));
    }
}

#[test]
fn what_is_written_is_read_again() {
    let folder = std::env::temp_dir().join(format!("creator-compass-workload-{}", std::process::id()));
    let config = Config::small(1000, 3, Form::Shuffled);
    let columns = columns(config);
    write_all(&folder, config, &columns, 5).unwrap();
    assert_eq!(read_config(&folder).unwrap(), config);
    assert_eq!(read_columns(&folder).unwrap(), columns);
    assert_eq!(read_questions(&folder).unwrap(), questions(config, 5));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn both_threads_sum_all() {
    let columns = Columns { user: vec![1, 2, 3], amount: vec![10, 20, 30], ..Columns::default() };
    assert_eq!(plain_sum(&columns).1, 66);
}
