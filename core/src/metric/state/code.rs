//! How states are written and read.

pub(super) use crate::value::{BytesError, Reader, Writer};
use crate::value::{Format, Seal};

/// What a state writes and reads. What is read is what was written, and nothing else is accepted.
pub(super) trait Code: Sized {
    fn write(&self, out: &mut Writer);
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError>;
}

/// The first format of states.
pub(super) const FORMAT: Format = Format { magic: *b"CCST", version: 1, seal: Seal::Crc };
