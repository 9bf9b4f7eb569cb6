//! The Lambda function: `bootstrap` for the runtime provided.al2023.

use aws_config::BehaviorVersion;
use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use population_counter::batch::handle;
use population_counter::dynamo::Counts;
use tracing_subscriber::EnvFilter;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_env_filter(EnvFilter::new(std::env::var("POWERTOOLS_LOG_LEVEL").unwrap_or("info".into())))
        .init();
    let table = std::env::var("COUNTS_TABLE_NAME")
        .map_err(|_| "ENVIRONMENT: COUNTS_TABLE_NAME is not set; infra/ gives it to the function")?;
    let config = aws_config::defaults(BehaviorVersion::latest()).load().await;
    let counts = &Counts { client: aws_sdk_dynamodb::Client::new(&config), table };
    lambda_runtime::run(service_fn(|event: LambdaEvent<SqsEvent>| async move {
        Ok::<_, Error>(handle(counts, event.payload).await)
    }))
    .await
}
