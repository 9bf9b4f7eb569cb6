//! An SQS batch: what can be counted is, and what cannot is reported alone.

use crate::occurrence::{Refused, occurrence};
use crate::plan::plan;
use crate::store::{Store, count};
use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn failure(message_id: &str) -> BatchItemFailure {
    let mut failure = BatchItemFailure::default();
    failure.item_identifier = message_id.to_string();
    failure
}

/// An event of the batch, and the messages that brought it.
struct Heard {
    correlation_id: String,
    messages: Vec<String>,
}

/// Events that are not counted: a line for each correlation that they belong to, and their messages.
fn not_counted<'a>(heard: &'a HashMap<String, Heard>, ids: &[String], code: &str) -> Vec<&'a String> {
    let those: Vec<&Heard> = ids.iter().filter_map(|id| heard.get(id)).collect();
    let mut correlations: BTreeMap<&str, usize> = BTreeMap::new();
    for each in &those {
        *correlations.entry(&each.correlation_id).or_insert(0) += 1;
    }
    for (correlation, events) in correlations {
        tracing::error!(correlationId = correlation, events, code, "Events not counted");
    }
    those.into_iter().flat_map(|each| &each.messages).collect()
}

/// Counts a batch. An answer with failures makes SQS bring just those again ("Partial batch responses").
pub async fn handle(store: &impl Store, event: SqsEvent) -> SqsBatchResponse {
    let mut occurrences = Vec::new();
    let mut failed = BTreeSet::new();
    let mut heard: HashMap<String, Heard> = HashMap::new();
    let mut correlations: BTreeMap<String, usize> = BTreeMap::new();
    for record in &event.records {
        let message_id = record.message_id.clone().unwrap_or_default();
        match occurrence(record.body.as_deref().unwrap_or_default()) {
            Ok(each) => {
                *correlations.entry(each.correlation_id.clone()).or_insert(0) += 1;
                let correlation_id = each.correlation_id.clone();
                let known = heard.entry(each.event_id.clone());
                known.or_insert(Heard { correlation_id, messages: Vec::new() }).messages.push(message_id);
                occurrences.push(each);
            }
            Err(Refused { correlation_id, refusal }) => {
                tracing::error!(
                    correlationId = correlation_id,
                    messageId = message_id,
                    reason = %refusal,
                    "Message not counted"
                );
                failed.insert(message_id);
            }
        }
    }
    let (mut counted, mut known) = (0, 0);
    for transaction in plan(occurrences) {
        let outcome = count(store, transaction).await;
        counted += outcome.counted;
        known += outcome.known;
        if let Some((ids, code)) = outcome.failed {
            failed.extend(not_counted(&heard, &ids, &code).into_iter().cloned());
        }
    }
    for (correlation, events) in &correlations {
        tracing::info!(correlationId = correlation, events, "Events heard");
    }
    tracing::info!(counted, known, failed = failed.len(), "Batch counted");
    let mut response = SqsBatchResponse::default();
    response.batch_item_failures = failed.iter().map(|id| failure(id)).collect();
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Written;
    use crate::store::memory::Memory;
    use serde_json::{Value, json};

    fn body(id: &str, site: &str) -> String {
        json!({
            "version": "0", "id": "e", "detail-type": "SiteMeasured", "source": "carillon.site", "account": "0",
            "time": "2026-11-24T00:00:00Z", "region": "us-east-1", "resources": [],
            "detail": {
                "metadata": {
                    "id": id, "correlationId": "c", "occurredAt": "2026-11-24T10:00:00.000Z", "schema": "site/site-measured/v1"
                },
                "data": { "id": "1", "siteId": site, "name": "n", "createdAtTime": 1, "valueOne": 1, "valueTwo": 2 }
            }
        })
        .to_string()
    }

    fn batch(bodies: &[String]) -> SqsEvent {
        let records: Vec<Value> = bodies
            .iter()
            .enumerate()
            .map(|(place, body)| json!({ "messageId": format!("m-{place}"), "body": body }))
            .collect();
        serde_json::from_value(json!({ "Records": records })).unwrap()
    }

    async fn run(store: &Memory, bodies: &[String]) -> Vec<String> {
        let response = handle(store, batch(bodies)).await;
        response.batch_item_failures.into_iter().map(|each| each.item_identifier).collect()
    }

    fn counts(store: &Memory) -> Vec<(String, u64)> {
        store.counts.borrow().clone().into_iter().collect()
    }

    #[tokio::test]
    async fn counts_each_event_once_however_often_it_comes() {
        let store = Memory::default();
        let bodies = [body("1", "a"), body("2", "a"), body("3", "b"), body("1", "a")];
        assert!(run(&store, &bodies).await.is_empty());
        assert!(run(&store, &bodies[1..]).await.is_empty());
        assert_eq!(counts(&store), [("count#site#a#2026-11-24".into(), 2), ("count#site#b#2026-11-24".into(), 1)]);
    }

    #[tokio::test]
    async fn reports_what_it_cannot_read_and_counts_the_rest() {
        let store = Memory::default();
        assert_eq!(run(&store, &["no json".into(), body("1", "a"), "{}".into()]).await, ["m-0", "m-2"]);
        assert_eq!(counts(&store), [("count#site#a#2026-11-24".into(), 1)]);
    }

    #[tokio::test]
    async fn tries_again_what_passes_and_reports_what_does_not() {
        let later = Written::Later { code: "TransactionConflict".into() };
        let store = Memory::default();
        store.trouble.replace(vec![later.clone(), later.clone()]);
        assert!(run(&store, &[body("1", "a")]).await.is_empty());
        assert_eq!(*store.pauses.borrow(), 2);

        store.trouble.replace(vec![later; 6]);
        assert_eq!(run(&store, &[body("2", "a"), body("2", "a")]).await, ["m-0", "m-1"]);

        store.trouble.replace(vec![Written::Refused { code: "ValidationException".into() }]);
        assert_eq!(run(&store, &[body("2", "a")]).await, ["m-0"]);
        assert_eq!(counts(&store), [("count#site#a#2026-11-24".into(), 1)]);
    }
}
