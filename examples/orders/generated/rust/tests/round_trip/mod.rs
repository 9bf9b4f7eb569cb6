// Generated from the catalog by `npm run generate`. Do not edit.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// 1 and 1.0 are one number to JSON Schema, and two texts.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => serde_json::json!(number.as_f64()),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, each)| (name.clone(), plain(each)))
            .collect(),
        other => other.clone(),
    }
}

/// Reads every example of a schema as a type, and compares what that writes.
pub fn round_trip<Detail: DeserializeOwned + Serialize>(schema: &str) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let examples = schema["examples"].as_array().unwrap();
    assert!(!examples.is_empty());
    for example in examples {
        let detail: Detail = serde_json::from_value(example.clone()).unwrap();
        assert_eq!(
            plain(&serde_json::to_value(&detail).unwrap()),
            plain(example)
        );
    }
}
