//! Bytes of a saved form with the header and the checksums that belong to them: damage that only the reader can see.

/// A payload as a file of its form: `CCDB` for stores, `CCPA` for partial answers, `CCST` for states.
#[must_use]
pub fn sealed(form: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let tail = tail(form);
    let mut bytes = form.to_vec();
    bytes.push(1);
    bytes.extend(((HEADER + payload.len() + tail) as u64).to_le_bytes());
    bytes.extend(payload);
    let (crc, wide) = (crc32fast::hash(&bytes), xxhash_rust::xxh3::xxh3_128(&bytes));
    bytes.extend(crc.to_le_bytes());
    if tail == 20 {
        bytes.extend(wide.to_le_bytes());
    }
    bytes
}

/// What stands between header and checksums.
#[must_use]
pub fn payload<'a>(form: &[u8; 4], bytes: &'a [u8]) -> &'a [u8] {
    bytes.get(HEADER..bytes.len().saturating_sub(tail(form))).unwrap_or_default()
}

const HEADER: usize = 13;

fn tail(form: &[u8; 4]) -> usize {
    match form {
        b"CCDB" => 20,
        _ => 4,
    }
}
