//! Counts in a DynamoDB table.
//!
//! ```text
//! pk                              attributes
//! count#site#12#2026-11-24        kind, name, day, total      grows by ADD
//! event#<metadata.id>             expiresAt                   there: the event is counted
//! ```

use crate::plan::Transaction;
use crate::store::{Store, Written};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, CancellationReason, Put, TransactWriteItem, Update};
use std::collections::HashSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Longer than any queue keeps a message, with room for a replay of the last quarter.
const MARKED_FOR: Duration = Duration::from_secs(90 * 24 * 60 * 60);

pub struct Counts {
    pub client: Client,
    pub table: String,
}

fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn expiry() -> AttributeValue {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    AttributeValue::N((now + MARKED_FOR).as_secs().to_string())
}

impl Counts {
    fn marker(&self, event_id: &str) -> Result<TransactWriteItem, String> {
        let put = Put::builder()
            .table_name(&self.table)
            .item("pk", text(format!("event#{event_id}")))
            .item("expiresAt", expiry())
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .map_err(|error| error.to_string())?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn actions(&self, transaction: &Transaction) -> Result<Vec<TransactWriteItem>, String> {
        let mut actions = Vec::new();
        for each in &transaction.occurrences {
            actions.push(self.marker(&each.event_id)?);
        }
        for (counter, growth) in transaction.growth() {
            let update = Update::builder()
                .table_name(&self.table)
                .key("pk", text(counter.key()))
                .update_expression("SET #kind = :kind, #name = :name, #day = :day ADD #total :growth")
                .expression_attribute_names("#kind", "kind")
                .expression_attribute_names("#name", "name")
                .expression_attribute_names("#day", "day")
                .expression_attribute_names("#total", "total")
                .expression_attribute_values(":kind", text(counter.kind.as_str()))
                .expression_attribute_values(":name", text(&counter.name))
                .expression_attribute_values(":day", text(&counter.day))
                .expression_attribute_values(":growth", AttributeValue::N(growth.to_string()))
                .build()
                .map_err(|error| error.to_string())?;
            actions.push(TransactWriteItem::builder().update(update).build());
        }
        Ok(actions)
    }
}

fn reason_code(reason: &CancellationReason) -> &str {
    reason.code().unwrap_or("None")
}

/// The reasons of a cancelled transaction are in the order of its actions, and the markers come first.
fn cancelled(reasons: &[CancellationReason], markers: usize) -> Written {
    let failed = |code: &str| reasons.iter().any(|reason| reason_code(reason) == code);
    let places: HashSet<usize> = (0..markers.min(reasons.len()))
        .filter(|place| reason_code(&reasons[*place]) == "ConditionalCheckFailed")
        .collect();
    if !places.is_empty() {
        return Written::Known(places);
    }
    for code in ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"] {
        if failed(code) {
            return Written::Later { code: code.to_string() };
        }
    }
    let code = reasons.iter().map(reason_code).find(|code| *code != "None").unwrap_or("None");
    Written::Refused { code: code.to_string() }
}

fn written(error: SdkError<TransactWriteItemsError>, markers: usize) -> Written {
    let code = error.code().unwrap_or("NO_ANSWER").to_string();
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(exception)) => {
            cancelled(exception.cancellation_reasons(), markers)
        }
        Some(service)
            if service.is_request_limit_exceeded()
                || service.is_internal_server_error()
                || service.is_provisioned_throughput_exceeded_exception()
                || service.is_transaction_in_progress_exception() =>
        {
            Written::Later { code }
        }
        Some(_) => Written::Refused { code },
        // Whether it was written is not known: the markers tell when it is tried again.
        None => Written::Later { code },
    }
}

impl Store for Counts {
    async fn write(&self, transaction: &Transaction) -> Written {
        let actions = match self.actions(transaction) {
            Ok(actions) => actions,
            Err(code) => return Written::Refused { code },
        };
        let sent = self.client.transact_write_items().set_transact_items(Some(actions)).send().await;
        match sent {
            Ok(_) => Written::Done,
            Err(error) => written(error, transaction.occurrences.len()),
        }
    }

    /// Exponential, with the clock's nanoseconds for chance: two who collide do not meet again.
    async fn pause(&self, attempt: u32) {
        let chance = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().subsec_nanos() % 100;
        let most = 20u64 << attempt.min(6);
        tokio::time::sleep(Duration::from_millis(most * u64::from(chance + 1) / 100 + 1)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(codes: &[&str]) -> Vec<CancellationReason> {
        codes.iter().map(|code| CancellationReason::builder().code(*code).build()).collect()
    }

    #[test]
    fn a_cancelled_transaction_says_which_events_are_known() {
        let found = cancelled(&reasons(&["None", "ConditionalCheckFailed", "None", "TransactionConflict"]), 3);
        assert_eq!(found, Written::Known(HashSet::from([1])));
    }

    #[test]
    fn a_conflict_passes_and_the_rest_does_not() {
        let later = cancelled(&reasons(&["None", "TransactionConflict"]), 1);
        assert_eq!(later, Written::Later { code: "TransactionConflict".into() });
        let refused = cancelled(&reasons(&["ValidationError", "None"]), 1);
        assert_eq!(refused, Written::Refused { code: "ValidationError".into() });
    }
}
