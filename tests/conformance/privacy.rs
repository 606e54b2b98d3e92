//! Privacy operations: ledgers that earlier answers have filled, then one question.
use creator_compass::wire::{LedgerDoor, WireError, from_json};
use serde_json::{Value, json};

use crate::ops::{Answer, out, take};

/// A ledger in which the answers stand one after the other, kept and read between them.
fn ledger(i: &Value, key: &str) -> Result<LedgerDoor, WireError> {
    let mut ledger = LedgerDoor::new();
    for groups in take::<Option<Vec<Value>>>(i, key)?.unwrap_or_default() {
        ledger.show(from_json(json!({ "groups": groups }))?)?;
        ledger = LedgerDoor::open(&ledger.save())?;
    }
    Ok(ledger)
}

pub(crate) fn call(op: &str, i: &Value) -> Answer {
    if op == "privacy.open" {
        return out(LedgerDoor::open(&take::<Vec<u8>>(i, "bytes")?).map(|ledger| ledger.len()));
    }
    let (mut before, merged) = (ledger(i, "before")?, ledger(i, "merged")?);
    let conflicts = before.merge(&merged, take(i, "policy")?);
    match op {
        "privacy.merge" => Ok(json!({ "conflicts": conflicts })),
        "privacy.suppress" => {
            let mut ask = json!({ "groups": i["groups"] });
            if let Some(policy) = i.get("policy") {
                ask["policy"] = policy.clone();
            }
            let pattern = before.suppress(from_json(ask.clone())?)?;
            assert_eq!(before.show(from_json(ask)?)?, pattern);
            out(Ok(pattern))
        }
        other => panic!("no operation `{other}`"),
    }
}
