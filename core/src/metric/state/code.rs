//! Numbers and texts as bytes, each in exactly one way.

use super::error::StateError;

/// What a state writes and reads. What is read is what was written, and nothing else is accepted.
pub(crate) trait Code: Sized {
    fn write(&self, out: &mut Writer);
    fn read(bytes: &mut Reader<'_>) -> Result<Self, StateError>;
}

/// The first bytes of states.
pub(crate) const STATES: [u8; 4] = *b"CCST";
const VERSION: u8 = 1;
const LENGTH_AT: usize = 5;
const HEADER: usize = 13;
const CHECKSUM: usize = 4;

/// Bytes in the making: a header with the number of bytes to come, the states, a checksum.
#[derive(Debug)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn new(magic: [u8; 4]) -> Self {
        let mut bytes = magic.to_vec();
        bytes.push(VERSION);
        bytes.resize(HEADER, 0);
        Self(bytes)
    }
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0;
        let length = bytes.len().saturating_add(CHECKSUM) as u64;
        if let Some(place) = bytes.get_mut(LENGTH_AT..HEADER) {
            place.copy_from_slice(&length.to_le_bytes());
        }
        let checksum = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&checksum.to_le_bytes());
        bytes
    }
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    pub(crate) fn unsigned(&mut self, mut number: u64) {
        while number > 0x7f {
            self.byte(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.byte(number.to_le_bytes()[0]);
    }
    pub(crate) fn length(&mut self, length: usize) {
        self.unsigned(length as u64);
    }
    /// A signed number: its sign is the last bit.
    pub(crate) fn signed(&mut self, number: i128) {
        let mut rest = ((number << 1) ^ (number >> 127)).cast_unsigned();
        while rest > 0x7f {
            self.byte(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        self.byte(rest.to_le_bytes()[0]);
    }
    pub(crate) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes(text.as_bytes());
    }
}

/// Bytes that are read, with where the reading stands.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    at: u64,
}

impl<'a> Reader<'a> {
    /// Checks header, length and checksum.
    pub(crate) fn new(magic: [u8; 4], bytes: &'a [u8]) -> Result<Self, StateError> {
        let (found, rest) = bytes.split_first_chunk::<4>().ok_or(StateError::Foreign)?;
        if *found != magic {
            return Err(StateError::Foreign);
        }
        let found = bytes.len() as u64;
        let short = StateError::Length { expected: (HEADER + CHECKSUM) as u64, found };
        let (version, rest) = rest.split_first().ok_or(short.clone())?;
        if *version != VERSION {
            return Err(StateError::Version { version: *version, newest: VERSION });
        }
        let (length, rest) = rest.split_first_chunk::<8>().ok_or(short.clone())?;
        let expected = u64::from_le_bytes(*length);
        if expected != found {
            return Err(StateError::Length { expected, found });
        }
        let (rest, checksum) = rest.split_last_chunk::<CHECKSUM>().ok_or(short)?;
        let covered = bytes.get(..bytes.len().saturating_sub(CHECKSUM)).unwrap_or_default();
        if crc32fast::hash(covered) != u32::from_le_bytes(*checksum) {
            return Err(StateError::Checksum);
        }
        Ok(Self { rest, at: HEADER as u64 })
    }
    pub(crate) fn malformed(&self, expected: &'static str) -> StateError {
        StateError::Malformed { at: self.at, expected }
    }
    /// Nothing may be left.
    pub(crate) fn finish(self) -> Result<(), StateError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.malformed("the end")) }
    }
    pub(crate) fn byte(&mut self) -> Result<u8, StateError> {
        let (byte, rest) = self.rest.split_first().ok_or_else(|| self.malformed("a byte"))?;
        (self.rest, self.at) = (rest, self.at.saturating_add(1));
        Ok(*byte)
    }
    pub(crate) fn bytes(&mut self, length: usize) -> Result<&'a [u8], StateError> {
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.malformed("more bytes"))?;
        (self.rest, self.at) = (rest, self.at.saturating_add(length as u64));
        Ok(bytes)
    }
    pub(crate) fn unsigned(&mut self) -> Result<u64, StateError> {
        let mut number = 0_u64;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            let low = u64::from(byte & 0x7f);
            let placed = low << shift;
            if placed >> shift != low || (byte == 0 && shift > 0) {
                break;
            }
            number |= placed;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.malformed("the shortest form of a number of 64 bits"))
    }
    /// A number of things that follow, each of at least one byte: so memory for them may be taken.
    pub(crate) fn length(&mut self) -> Result<usize, StateError> {
        let length = usize::try_from(self.unsigned()?).ok();
        let length = length.filter(|length| *length <= self.rest.len());
        length.ok_or_else(|| self.malformed("no more things than bytes"))
    }
    pub(crate) fn signed(&mut self) -> Result<i128, StateError> {
        let mut number = 0_u128;
        for shift in (0..u128::BITS).step_by(7) {
            let byte = self.byte()?;
            let low = u128::from(byte & 0x7f);
            let placed = low << shift;
            if placed >> shift != low || (byte == 0 && shift > 0) {
                break;
            }
            number |= placed;
            if byte < 0x80 {
                return Ok((number >> 1).cast_signed() ^ -((number & 1).cast_signed()));
            }
        }
        Err(self.malformed("the shortest form of a number of 128 bits"))
    }
    pub(crate) fn text(&mut self) -> Result<&'a str, StateError> {
        let length = self.length()?;
        let bytes = self.bytes(length)?;
        std::str::from_utf8(bytes).map_err(|_| self.malformed("text"))
    }
}
