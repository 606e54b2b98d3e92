//! Rows that count by whose they are alone: first which, then their groups, then column by column.
use super::super::figures::ChannelPart;
use super::super::interactions::{Column, NONE, Part, Segment};
use super::adds::Adds;
use super::key::{Key, NO_PART, number_of};
use super::piece::{Piece, SKIPPED, STRANGER};
use crate::value::UndefinedReason;

/// Rows of one kind that count, each with its group, until they are added up column by column.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// Runs that count, and whose they are.
    lit: Vec<(u32, u32)>,
    /// The runs or rows that are added, and the group of each.
    of: Vec<(u32, u32)>,
}

impl Piece<'_, '_, '_> {
    /// Takes a segment whose rows count by whose they are alone: first which runs, then their groups, then the columns
    /// one by one, so that none of the three loops has to guess.
    #[expect(clippy::indexing_slicing, reason = "as many places as runs were made")]
    pub(super) fn take_together(
        &mut self,
        bucket: u32,
        part: &Part,
        segment: Segment,
        marks: &[u32],
        uses: &[(usize, Adds)],
    ) {
        let mut targets = std::mem::take(&mut self.targets);
        let (first, creators) = (segment.runs().start, part.creators(segment.runs()));
        targets.lit.clear();
        targets.lit.resize(creators.len(), (0, 0));
        let mut count = 0;
        for (run, creator) in (u32::try_from(first).unwrap_or(NONE)..).zip(creators) {
            let mark = marks.get(*creator as usize).copied().unwrap_or(SKIPPED);
            targets.lit[count] = (run, mark);
            count += usize::from(mark < STRANGER);
        }
        targets.lit.truncate(count);
        targets.of.clear();
        let channel = segment.kind.place().part();
        let by = self.frame.by;
        let codes = if by.content {
            Some(&part.contents)
        } else if by.product {
            Some(&part.products)
        } else if by.shop {
            Some(&part.shops)
        } else {
            None
        };
        match codes {
            None => self.find_coarse(bucket, channel, &mut targets),
            Some(codes) => self.find_fine(bucket, channel, part, codes, &mut targets),
        }
        if self.frame.apart {
            self.make_room();
            for (_, group) in &targets.of {
                self.tell(uses, *group as usize);
            }
        }
        for (column, adds) in uses {
            if codes.is_none() {
                self.add_runs(*column, *adds, part, &targets.of);
            } else {
                self.add_rows(*column, *adds, part, &targets.of);
            }
        }
        self.targets = targets;
    }

    /// The group of each run.
    fn find_coarse(&mut self, bucket: u32, channel: ChannelPart, targets: &mut Targets) {
        let by = self.frame.by;
        let number = if by.part { number_of(channel) } else { NO_PART };
        let base = self.lookup.base(bucket, number);
        for (run, person) in &targets.lit {
            let own = if by.person { *person } else { NONE };
            let key = Key { bucket, person: own, part: number, ..Key::WHOLE };
            let place = base.saturating_add(if by.person { *person as usize } else { 0 });
            let (group, new) = self.lookup.at(place, &key);
            if new || !by.person {
                self.own(group, new, *person);
            }
            targets.of.push((*run, group));
        }
    }

    /// The group of each row.
    fn find_fine(
        &mut self,
        bucket: u32,
        channel: ChannelPart,
        part: &Part,
        codes: &Column,
        targets: &mut Targets,
    ) {
        let by = self.frame.by;
        let number = if by.part { number_of(channel) } else { NO_PART };
        let kind = u8::from(by.content && channel != ChannelPart::Live);
        let base = self.lookup.base(bucket, number);
        let mut lacking = 0;
        for (run, person) in &targets.lit {
            let own = if by.person { *person } else { NONE };
            let base = base.saturating_add(if by.person { *person as usize } else { 0 });
            for row in part.rows(*run as usize) {
                let code = codes.get(row);
                if code == NONE {
                    lacking += 1;
                    continue;
                }
                let only = |by: bool| if by { code } else { NONE };
                let key = Key {
                    bucket,
                    person: own,
                    part: number,
                    content_kind: kind,
                    content: only(by.content),
                    product: only(by.product),
                    shop: only(by.shop),
                };
                let place = self.lookup.fine(base, code, kind);
                let (group, new) = self.lookup.at(place, &key);
                self.own(group, new, *person);
                targets.of.push((u32::try_from(row).unwrap_or(NONE), group));
            }
        }
        let lacks = [by.content, by.product, by.shop];
        let first = self.lacking.iter_mut().zip(lacks).find(|(_, lacks)| *lacks);
        if let Some((count, _)) = first {
            *count += lacking;
        }
    }

    /// Adds runs to a column.
    #[expect(clippy::indexing_slicing, reason = "columns and groups are made before they are met")]
    fn add_runs(&mut self, column: usize, adds: Adds, part: &Part, of: &[(u32, u32)]) {
        let groups = self.lookup.keys.len();
        let sums = &mut self.sums[column];
        if matches!(adds, Adds::Once | Adds::Quantity | Adds::Amount) {
            sums.resize(groups, 0);
        }
        let pairs = &mut self.pairs[column];
        match adds {
            Adds::Once => {
                for (run, group) in of {
                    sums[*group as usize] += part.rows(*run as usize).len() as i128;
                }
            }
            Adds::Quantity => of.iter().for_each(|(run, group)| {
                sums[*group as usize] += i128::from(part.run_quantity(*run as usize));
            }),
            Adds::Amount => {
                for (run, group) in of {
                    sums[*group as usize] += part.run_amount(*run as usize);
                }
            }
            Adds::User => {
                for (run, group) in of {
                    let users = part.users[part.rows(*run as usize)].iter();
                    pairs.extend(users.map(|user| u64::from(*group) << 32 | u64::from(*user)));
                }
            }
            Adds::Product => {
                for (run, group) in of {
                    let products = part.rows(*run as usize).map(|row| part.products.get(row));
                    let products = products.filter(|code| *code != NONE);
                    pairs.extend(products.map(|product| u64::from(*group) << 32 | u64::from(product)));
                }
            }
            Adds::Broken => {
                for (_, group) in of {
                    self.break_column(*group as usize, column, UndefinedReason::Absent);
                }
            }
        }
    }

    /// Adds rows to a column.
    #[expect(clippy::indexing_slicing, reason = "columns and groups are made before they are met")]
    fn add_rows(&mut self, column: usize, adds: Adds, part: &Part, of: &[(u32, u32)]) {
        let groups = self.lookup.keys.len();
        let sums = &mut self.sums[column];
        if matches!(adds, Adds::Once | Adds::Quantity | Adds::Amount) {
            sums.resize(groups, 0);
        }
        let pairs = &mut self.pairs[column];
        match adds {
            Adds::Once => of.iter().for_each(|(_, group)| sums[*group as usize] += 1),
            Adds::Quantity => of.iter().for_each(|(row, group)| {
                sums[*group as usize] += i128::from(part.quantity(*row as usize));
            }),
            Adds::Amount => of.iter().for_each(|(row, group)| {
                sums[*group as usize] += i128::from(part.amount(*row as usize));
            }),
            Adds::User => pairs.extend(
                of.iter().map(|(row, group)| u64::from(*group) << 32 | u64::from(part.users[*row as usize])),
            ),
            Adds::Product => {
                let products = of.iter().map(|(row, group)| (part.products.get(*row as usize), *group));
                let products = products.filter(|(code, _)| *code != NONE);
                pairs.extend(products.map(|(code, group)| u64::from(group) << 32 | u64::from(code)));
            }
            Adds::Broken => {
                for (_, group) in of {
                    self.break_column(*group as usize, column, UndefinedReason::Absent);
                }
            }
        }
    }
}
