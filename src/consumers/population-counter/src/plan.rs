//! Which transactions count a batch.

use crate::occurrence::{Counter, Occurrence};
use std::collections::{BTreeMap, HashSet};

/// TransactWriteItems takes so many actions (Amazon DynamoDB API Reference).
pub const MOST_ACTIONS: usize = 100;

/// One transaction: these events are marked as counted, and the counters grow by as many, or nothing happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    pub occurrences: Vec<Occurrence>,
}

impl Transaction {
    /// By how much each counter grows.
    pub fn growth(&self) -> BTreeMap<&Counter, u64> {
        let mut growth = BTreeMap::new();
        for each in &self.occurrences {
            *growth.entry(&each.counter).or_insert(0) += 1;
        }
        growth
    }

    fn actions_with(&self, one: &Occurrence) -> usize {
        let counters = self.growth();
        let more = usize::from(!counters.contains_key(&one.counter));
        self.occurrences.len() + 1 + counters.len() + more
    }

    /// Without the events at these places: they were counted before.
    pub fn without(self, places: &HashSet<usize>) -> Transaction {
        let kept = self.occurrences.into_iter().enumerate().filter(|(place, _)| !places.contains(place));
        Transaction { occurrences: kept.map(|(_, each)| each).collect() }
    }
}

/// A batch in as few transactions as DynamoDB takes; an event that is there twice is in one of them once.
pub fn plan(occurrences: Vec<Occurrence>) -> Vec<Transaction> {
    let mut seen = HashSet::new();
    let mut transactions: Vec<Transaction> = Vec::new();
    for each in occurrences {
        if !seen.insert(each.event_id.clone()) {
            continue;
        }
        match transactions.last_mut() {
            Some(last) if last.actions_with(&each) <= MOST_ACTIONS => last.occurrences.push(each),
            _ => transactions.push(Transaction { occurrences: vec![each] }),
        }
    }
    transactions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::occurrence::Kind;

    fn event(id: usize, site: usize) -> Occurrence {
        Occurrence {
            event_id: format!("e-{id}"),
            correlation_id: "c".into(),
            counter: Counter { kind: Kind::Site, name: format!("s-{site}"), day: "2026-11-24".into() },
        }
    }

    #[test]
    fn fills_transactions_and_never_above_what_is_taken() {
        for sites in [1, 7, 500] {
            let planned = plan((0..500).map(|id| event(id, id % sites)).collect());
            assert_eq!(planned.iter().map(|each| each.occurrences.len()).sum::<usize>(), 500);
            for each in &planned {
                assert!(each.occurrences.len() + each.growth().len() <= MOST_ACTIONS);
            }
            assert!(planned.len() <= 500 / 50 + 1);
        }
    }

    #[test]
    fn takes_an_event_once() {
        let planned = plan(vec![event(1, 1), event(2, 1), event(1, 1)]);
        assert_eq!(planned.len(), 1);
        assert_eq!(planned[0].growth().values().copied().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn drops_what_was_counted_before() {
        let [transaction] = plan(vec![event(1, 1), event(2, 2), event(3, 1)]).try_into().unwrap();
        let left = transaction.without(&HashSet::from([0, 1]));
        assert_eq!(left.occurrences, [event(3, 1)]);
    }
}
