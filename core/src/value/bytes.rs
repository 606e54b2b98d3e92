//! Numbers and texts as bytes, each in exactly one way, behind a header and before a checksum.

use xxhash_rust::xxh3::xxh3_128;

/// Why bytes are not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BytesError {
    /// They do not begin as such bytes do.
    Foreign,
    /// They are of another version.
    Version { version: u8, newest: u8 },
    /// There are more or fewer than were written.
    Length { expected: u64, found: u64 },
    /// They were changed.
    Checksum,
    /// The checksum holds, yet nobody writes such bytes.
    Malformed { at: u64, expected: &'static str },
}

/// How bytes end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// A CRC-32: no change within 32 bits in a row passes.
    Crc,
    /// A CRC-32, and 128 bits of XXH3: wider damage does not pass either.
    Both,
}

/// What bytes begin and end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) magic: [u8; 4],
    pub(crate) version: u8,
    pub(crate) seal: Seal,
}

const VERSION_AT: usize = 4;
const LENGTH_AT: usize = 5;
const HEADER: usize = 13;

impl Format {
    fn sealing(self) -> usize {
        match self.seal {
            Seal::Crc => 4,
            Seal::Both => 20,
        }
    }
    fn checksum(self, covered: &[u8]) -> Vec<u8> {
        let mut sum = crc32fast::hash(covered).to_le_bytes().to_vec();
        if self.seal == Seal::Both {
            sum.extend_from_slice(&xxh3_128(covered).to_le_bytes());
        }
        sum
    }
}

/// Bytes in the making.
#[derive(Debug)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    /// Bytes that begin with a header.
    pub(crate) fn new(format: Format) -> Self {
        let mut bytes = format.magic.to_vec();
        bytes.push(format.version);
        bytes.resize(HEADER, 0);
        Self(bytes)
    }
    /// Bytes without a header, for a part of others.
    pub(crate) fn part() -> Self {
        Self(Vec::new())
    }
    /// The bytes of a part.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
    /// Completes the header and adds the checksum.
    pub(crate) fn finish(self, format: Format) -> Vec<u8> {
        let mut bytes = self.0;
        let length = bytes.len().saturating_add(format.sealing()) as u64;
        if let Some(place) = bytes.get_mut(LENGTH_AT..HEADER) {
            place.copy_from_slice(&length.to_le_bytes());
        }
        let checksum = format.checksum(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }
    /// The version in the header.
    pub(crate) fn version(&self) -> u8 {
        self.0.get(VERSION_AT).copied().unwrap_or_default()
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
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    at: u64,
    version: u8,
}

impl<'a> Reader<'a> {
    /// Checks header, length and checksum. Earlier versions are read as well; [`Reader::version`] tells which it is.
    pub(crate) fn new(bytes: &'a [u8], format: Format) -> Result<Self, BytesError> {
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(BytesError::Foreign)?;
        if *magic != format.magic {
            return Err(BytesError::Foreign);
        }
        let found = bytes.len() as u64;
        let expected = (HEADER as u64).saturating_add(format.sealing() as u64);
        let short = BytesError::Length { expected, found };
        let (version, rest) = rest.split_first().ok_or(short.clone())?;
        if *version == 0 || *version > format.version {
            return Err(BytesError::Version { version: *version, newest: format.version });
        }
        let (length, _) = rest.split_first_chunk::<8>().ok_or(short.clone())?;
        let expected = u64::from_le_bytes(*length);
        if expected != found {
            return Err(BytesError::Length { expected, found });
        }
        let end = bytes.len().saturating_sub(format.sealing());
        let (covered, checksum) = bytes.split_at_checked(end).ok_or(short.clone())?;
        let rest = covered.get(HEADER..).ok_or(short)?;
        if format.checksum(covered) != checksum {
            return Err(BytesError::Checksum);
        }
        Ok(Self { rest, at: HEADER as u64, version: *version })
    }
    /// Bytes of [`Writer::part`].
    pub(crate) fn of_part(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, at: 0, version: 0 }
    }
    /// A part of these bytes, to be read by itself.
    pub(crate) fn part(&mut self, length: usize) -> Result<Self, BytesError> {
        let at = self.at;
        let version = self.version;
        Ok(Self { rest: self.bytes(length)?, at, version })
    }
    /// The version in the header; 0 of a part without one.
    pub(crate) fn version(&self) -> u8 {
        self.version
    }
    pub(crate) fn malformed(&self, expected: &'static str) -> BytesError {
        BytesError::Malformed { at: self.at, expected }
    }
    /// Nothing may be left.
    pub(crate) fn finish(self) -> Result<(), BytesError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.malformed("the end")) }
    }
    pub(crate) fn byte(&mut self) -> Result<u8, BytesError> {
        let (byte, rest) = self.rest.split_first().ok_or_else(|| self.malformed("a byte"))?;
        (self.rest, self.at) = (rest, self.at.saturating_add(1));
        Ok(*byte)
    }
    pub(crate) fn bytes(&mut self, length: usize) -> Result<&'a [u8], BytesError> {
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.malformed("more bytes"))?;
        (self.rest, self.at) = (rest, self.at.saturating_add(length as u64));
        Ok(bytes)
    }
    pub(crate) fn unsigned(&mut self) -> Result<u64, BytesError> {
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
    pub(crate) fn length(&mut self) -> Result<usize, BytesError> {
        let length = usize::try_from(self.unsigned()?).ok();
        let length = length.filter(|length| *length <= self.rest.len());
        length.ok_or_else(|| self.malformed("no more things than bytes"))
    }
    pub(crate) fn signed(&mut self) -> Result<i128, BytesError> {
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
    pub(crate) fn text(&mut self) -> Result<&'a str, BytesError> {
        let length = self.length()?;
        let bytes = self.bytes(length)?;
        std::str::from_utf8(bytes).map_err(|_| self.malformed("text"))
    }
}
