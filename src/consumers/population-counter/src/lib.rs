//! Counts what the bus tells: FHIR changes by resource type and day, measures by site and day.
//!
//! ```text
//! SQS batch -> envelope -> Occurrence -> transactions (markers + counters) -> DynamoDB
//!                  `-- what cannot be read is reported alone and comes again
//! ```

pub mod batch;
pub mod dynamo;
pub mod occurrence;
pub mod plan;
pub mod store;
