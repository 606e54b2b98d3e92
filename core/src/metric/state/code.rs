//! How states are written and read.

pub(crate) use crate::value::{BytesError, Reader, Writer};
use crate::value::{Format, Seal};

/// What a state writes and reads. What is read is what was written, and nothing else is accepted.
pub(crate) trait Code: Sized {
    fn write(&self, out: &mut Writer);
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError>;
}

/// The first format of states.
pub(crate) const FORMAT: Format = Format { magic: *b"CCST", version: 1, seal: Seal::Crc };
