//! Runs every vector through the wire, as the Python and JavaScript suites do through their doors.
#[cfg(test)]
mod live;
#[cfg(test)]
mod ops;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod scenario;
#[cfg(test)]
mod screens;

use serde_json::json;

#[test]
fn every_vector_holds() {
    let vectors = creator_compass_tests::vectors().unwrap();
    assert!(!vectors.is_empty(), "no vectors found");
    let mut wrong = Vec::new();
    for (path, vector) in &vectors {
        let actual = ops::call(&vector.op, &vector.input).unwrap_or_else(|error| json!({ "error": error }));
        if let Some(difference) = creator_compass_tests::difference(&vector.output, &actual, "") {
            wrong.push(format!(
                "{} · {:?} · {}\n    {difference}",
                path.display(),
                vector.rule,
                vector.about
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} vectors fail:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}
