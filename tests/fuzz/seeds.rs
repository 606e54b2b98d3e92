//! The fuzz targets on their seeds: every log, document, table and row of the vectors and of the example data, stores and
//! partial answers of both, and what once crashed. `FUZZ_CORPUS=folder` writes the seeds there, where the fuzzer begins.
#[cfg(test)]
mod checks;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use creator_compass::fact::Table;
    use creator_compass::wire::{StoreDoor, events_from_json, from_json};
    use creator_compass_tests::{files, payload, root, vectors};
    use serde_json::Value;

    use crate::checks::check;

    const TARGETS: [&str; 9] = [
        "access_log",
        "video_list",
        "live_list",
        "product_list",
        "affiliate_orders",
        "csv_table",
        "json_rows",
        "saved_store",
        "partial_answer",
    ];

    type Seeds = BTreeMap<&'static str, Vec<Vec<u8>>>;

    fn target_of(document: &str) -> &'static str {
        match document {
            "video_performance_list" => "video_list",
            "live_performance_list" => "live_list",
            "product_performance_list" => "product_list",
            "seller_affiliate_orders" => "affiliate_orders",
            other => panic!("no target for the document `{other}`"),
        }
    }

    /// The byte that chooses a table, with the context that fits most of the data: a week, rupiah, Jakarta.
    fn table_choice(name: &str, choice: u8) -> u8 {
        let place = Table::ALL.iter().position(|table| table.as_str() == name).unwrap_or(0);
        u8::try_from(place).unwrap() + (choice % 32) * 8
    }

    fn add(seeds: &mut Seeds, target: &'static str, choice: u8, text: &str) {
        add_bytes(seeds, target, choice, text.as_bytes());
    }

    fn add_bytes(seeds: &mut Seeds, target: &'static str, choice: u8, data: &[u8]) {
        let mut bytes = vec![choice];
        bytes.extend(data);
        let known = seeds.entry(target).or_default();
        if !known.contains(&bytes) {
            known.push(bytes);
        }
    }

    /// A plain table, and the same as JSON rows.
    fn add_table(seeds: &mut Seeds, choice: u8, csv: &str) {
        add(seeds, "csv_table", choice, csv);
        let mut lines = csv.lines().filter(|_| !csv.contains('"')).map(|line| line.split(','));
        let Some(head) = lines.next() else { return };
        let head: Vec<&str> = head.collect();
        let cells = |line: std::str::Split<'_, char>| -> Value {
            head.iter().zip(line).map(|(column, cell)| ((*column).to_owned(), Value::from(cell))).collect()
        };
        add(seeds, "json_rows", choice, &Value::Array(lines.map(cells).collect()).to_string());
    }

    fn of_vectors(seeds: &mut Seeds) {
        for (_, vector) in vectors().unwrap() {
            let input = &vector.input;
            let log = ["log", "events"].into_iter().filter_map(|key| input[key].as_array()).flatten();
            let lines: Vec<String> = log.map(Value::to_string).collect();
            if !lines.is_empty() {
                add(seeds, "access_log", 0, &lines.join("\n"));
            }
            for load in input["loads"].as_array().into_iter().flatten() {
                let text =
                    load["text"].as_str().map(str::to_owned).or_else(|| Some(load.get("json")?.to_string()));
                if let (Some(document), Some(text)) = (load["document"].as_str(), text)
                    && creator_compass::source::DocumentKind::of(document).is_ok()
                {
                    // One day in dollars and UTC, and a week in rupiah and Jakarta.
                    for choice in [0, 21] {
                        add(seeds, target_of(document), choice, &text);
                    }
                }
                let Some(table) = load["table"].as_str() else { continue };
                for choice in [0, 21] {
                    if let Some(csv) = load["csv"].as_str() {
                        add_table(seeds, table_choice(table, choice), csv);
                    }
                    if load["rows"].is_array() {
                        add(seeds, "json_rows", table_choice(table, choice), &load["rows"].to_string());
                    }
                }
            }
        }
    }

    fn of_examples(seeds: &mut Seeds) {
        let documents = [
            ("videos", "video_list"),
            ("lives", "live_list"),
            ("products", "product_list"),
            ("orders", "affiliate_orders"),
        ];
        let folder = root().join("examples/data");
        for path in files(&folder, "") {
            let (text, name) =
                (std::fs::read_to_string(&path).unwrap(), path.file_name().unwrap().to_string_lossy());
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let kind = documents.iter().find(|(begin, _)| name.starts_with(begin) && name.ends_with(".json"));
            if let Some((_, target)) = kind {
                add(seeds, target, 21, &text);
            } else if name.ends_with(".jsonl") {
                add(seeds, "access_log", 0, &text);
            } else if name.ends_with(".csv") && Table::of(&stem).is_some() {
                // The first rows tell what a row is like.
                let some: Vec<&str> = text.lines().take(40).collect();
                add_table(seeds, table_choice(&stem, 21), &some.join("\n"));
            }
        }
    }

    /// The store of a vector, as far as its loads are taken.
    fn store_of(input: &Value) -> Option<StoreDoor> {
        let mut store = StoreDoor::new(&from_json(input.get("workspace")?.clone()).ok()?).ok()?;
        let log = input["log"].as_array().cloned().unwrap_or_default();
        store.record(&events_from_json(log).ok()?).ok()?;
        for load in input["loads"].as_array()? {
            let mut options = load.as_object()?.clone();
            let mut cut = |key: &str| options.remove(key);
            let [table, csv, rows, document, json, text] =
                ["table", "csv", "rows", "document", "json", "text"].map(&mut cut);
            let options = from_json(Value::Object(options)).ok()?;
            let taken =
                match (table.as_ref().and_then(Value::as_str), csv.as_ref().and_then(Value::as_str), rows) {
                    (Some(table), Some(csv), _) => store.load_csv(table, csv, &options),
                    (Some(table), None, Some(rows)) => {
                        store.load_rows(table, &from_json::<Vec<_>>(rows).ok()?, &options)
                    }
                    _ => {
                        let text = text.and_then(|text| text.as_str().map(str::to_owned));
                        store.load_document(
                            document?.as_str()?,
                            &text.or(json.map(|json| json.to_string()))?,
                            &options,
                        )
                    }
                };
            taken.ok()?;
        }
        Some(store)
    }

    /// Saved stores and partial answers of the vectors: a few as they lie, all as payloads.
    fn of_saved(seeds: &mut Seeds) {
        let mut add_saved = |target, form, bytes: &[u8], whole: bool| {
            if whole {
                add_bytes(seeds, target, 0, bytes);
            }
            add_bytes(seeds, target, 1, payload(form, bytes));
        };
        for name in ["store-v1", "store-v1-acts", "partial-v1"] {
            let bytes = std::fs::read(root().join(format!("tests/formats/{name}.bin"))).unwrap();
            let (target, form) =
                if name == "partial-v1" { ("partial_answer", b"CCPA") } else { ("saved_store", b"CCDB") };
            add_saved(target, form, &bytes, true);
        }
        let stores = vectors().unwrap().into_iter().filter(|(_, vector)| vector.op.starts_with("store."));
        for (number, (_, vector)) in stores.enumerate() {
            let input = &vector.input;
            // What the fuzzer is given at most; a store for every few vectors, since most are alike.
            let small = |bytes: &Vec<u8>| bytes.len() < 8_000;
            let Some(store) = store_of(input) else { continue };
            if let Some(bytes) = Some(store.save()).filter(|bytes| number % 8 == 0 && small(bytes)) {
                add_saved("saved_store", b"CCDB", &bytes, number % 64 == 0);
            }
            let (Some(now), "store.query") = (input["now"].as_str(), vector.op.as_str()) else { continue };
            let mut ask = input["ask"].clone();
            for key in ["compare", "sort", "search", "limit", "offset"] {
                ask.as_object_mut().unwrap().remove(key);
            }
            let partial = from_json(ask).and_then(|ask| store.view(now, None)?.partial(&ask));
            if let Some(bytes) = partial.ok().filter(small) {
                add_saved("partial_answer", b"CCPA", &bytes, number % 16 == 0);
            }
        }
    }

    fn seeds() -> Seeds {
        let mut seeds = Seeds::new();
        of_saved(&mut seeds);
        of_vectors(&mut seeds);
        of_examples(&mut seeds);
        seeds
    }

    #[test]
    fn every_seed_passes_the_check_of_its_target() {
        let seeds = seeds();
        let corpus = std::env::var_os("FUZZ_CORPUS");
        for target in TARGETS {
            let own = seeds.get(target).map(Vec::as_slice).unwrap_or_default();
            assert!(own.len() > 4, "only {} seeds for {target}", own.len());
            let mut told = 0;
            for (number, seed) in own.iter().enumerate() {
                if let Some(folder) = &corpus {
                    let folder = std::path::Path::new(folder).join(target);
                    std::fs::create_dir_all(&folder).unwrap();
                    std::fs::write(folder.join(format!("seed-{number:04}")), seed).unwrap();
                }
                told += check(target, seed);
            }
            assert!(told > 20, "the seeds of {target} tell {told} facts");
        }
    }

    /// Seeds cut short, and with a byte changed, by turns at every place of a few: a fuzzer in small.
    #[test]
    fn seeds_with_one_byte_changed_pass_too() {
        for (target, own) in seeds() {
            for seed in own.iter().filter(|seed| seed.len() < 3000).take(12) {
                for at in 0..seed.len() {
                    let mut changed = seed.clone();
                    changed[at] = [b'"', b'9', b'-', b'\n', b',', b'}', b'0', b'.', b' '][at % 9];
                    check(target, &changed);
                    if at % 16 == 0 {
                        check(target, &seed[..at]);
                    }
                }
            }
        }
    }
}
