//! Where counts are kept, as far as counting goes.

use crate::plan::Transaction;
use std::collections::HashSet;
use std::future::Future;

/// How a transaction ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// All of it.
    Done,
    /// None of it: the events at these places were counted before.
    Known(HashSet<usize>),
    /// None of it, for a reason that passes; `code` is DynamoDB's.
    Later { code: String },
    /// None of it, and no repetition helps.
    Refused { code: String },
}

pub trait Store {
    fn write(&self, transaction: &Transaction) -> impl Future<Output = Written>;
    /// Before the attempt after `attempt`, which begins with 0.
    fn pause(&self, attempt: u32) -> impl Future<Output = ()>;
}

const MOST_ATTEMPTS: u32 = 6;

/// What came of counting a transaction's events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub counted: usize,
    /// Events that had been counted before.
    pub known: usize,
    /// The ids of events that are not counted, and DynamoDB's reason.
    pub failed: Option<(Vec<String>, String)>,
}

/// Counts each event of a transaction exactly once, whoever counts the same events at the same time.
pub async fn count(store: &impl Store, mut transaction: Transaction) -> Outcome {
    let mut outcome = Outcome::default();
    for attempt in 0.. {
        if transaction.occurrences.is_empty() {
            return outcome;
        }
        let code = match store.write(&transaction).await {
            Written::Done => {
                outcome.counted = transaction.occurrences.len();
                return outcome;
            }
            Written::Known(places) => {
                outcome.known += places.len();
                transaction = transaction.without(&places);
                continue;
            }
            Written::Later { code } if attempt + 1 < MOST_ATTEMPTS => {
                store.pause(attempt).await;
                let _ = code;
                continue;
            }
            Written::Later { code } | Written::Refused { code } => code,
        };
        let ids = transaction.occurrences.into_iter().map(|each| each.event_id).collect();
        outcome.failed = Some((ids, code));
        return outcome;
    }
    outcome
}

#[cfg(test)]
pub mod memory {
    use super::*;
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    /// A table that does what DynamoDB does, and fails as it is told to.
    #[derive(Default)]
    pub struct Memory {
        pub marked: RefCell<HashSet<String>>,
        pub counts: RefCell<BTreeMap<String, u64>>,
        /// What the next calls answer instead.
        pub trouble: RefCell<Vec<Written>>,
        pub pauses: RefCell<u32>,
    }

    impl Store for Memory {
        async fn write(&self, transaction: &Transaction) -> Written {
            if let Some(trouble) = self.trouble.borrow_mut().pop() {
                return trouble;
            }
            let mut marked = self.marked.borrow_mut();
            let places: HashSet<usize> = (0..transaction.occurrences.len())
                .filter(|place| marked.contains(&transaction.occurrences[*place].event_id))
                .collect();
            if !places.is_empty() {
                return Written::Known(places);
            }
            marked.extend(transaction.occurrences.iter().map(|each| each.event_id.clone()));
            for (counter, growth) in transaction.growth() {
                *self.counts.borrow_mut().entry(counter.key()).or_insert(0) += growth;
            }
            Written::Done
        }

        async fn pause(&self, _attempt: u32) {
            *self.pauses.borrow_mut() += 1;
        }
    }
}
