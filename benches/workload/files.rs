//! The workload as files: one a column, whole numbers with the lowest byte first.
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    ACTS, CHANNELS, Columns, Config, FIRST_DAY, Form, Questions, TODAY, ZONE_MILLIS, access, questions, texts,
};

/// What a folder holds, as `workload.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredConfig {
    /// How many rows.
    pub rows: u32,
    /// The seed of rows and log.
    pub seed: u64,
    /// `sorted`, `shuffled` or `strings`.
    pub form: String,
    /// How many creators.
    pub creators: u32,
    /// How many contents.
    pub contents: u32,
    /// How many products.
    pub products: u32,
    /// How many users.
    pub users: u32,
    /// The first day, since 1970.
    pub first_day: i32,
    /// The day all is asked on.
    pub today: i32,
    /// How far the business zone is before UTC.
    pub zone_millis: i64,
    /// The names of the acts.
    pub acts: Vec<String>,
    /// The names of the channels.
    pub channels: Vec<String>,
}

impl StoredConfig {
    fn of(config: Config) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let Config { rows, seed, form, creators, contents, products, users } = config;
        Self {
            rows,
            seed,
            form: form.as_str().to_owned(),
            creators,
            contents,
            products,
            users,
            first_day: FIRST_DAY,
            today: TODAY,
            zone_millis: ZONE_MILLIS,
            acts: owned(&ACTS),
            channels: owned(&CHANNELS),
        }
    }
    /// What it was generated with.
    #[must_use]
    pub fn config(&self) -> Option<Config> {
        let Self { rows, seed, creators, contents, products, users, .. } = *self;
        Some(Config { rows, seed, form: Form::of(&self.form)?, creators, contents, products, users })
    }
}

fn write<const N: usize, T: Copy>(
    folder: &Path,
    name: &str,
    values: &[T],
    bytes: impl Fn(T) -> [u8; N],
) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(folder.join(name))?);
    for value in values {
        file.write_all(&bytes(*value))?;
    }
    file.flush()
}

fn read<const N: usize, T>(folder: &Path, name: &str, value: impl Fn([u8; N]) -> T) -> io::Result<Vec<T>> {
    let bytes = std::fs::read(folder.join(name))?;
    Ok(bytes.as_chunks::<N>().0.iter().map(|bytes| value(*bytes)).collect())
}

fn invalid(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

/// Writes columns, visible days and questions into a folder.
///
/// # Errors
/// What the file system refuses.
pub fn write_all(folder: &Path, config: Config, columns: &Columns, question_seed: u64) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    write(folder, "at.i64", &columns.at, i64::to_le_bytes)?;
    write(folder, "act.u8", &columns.act, u8::to_le_bytes)?;
    write(folder, "channel.u8", &columns.channel, u8::to_le_bytes)?;
    write(folder, "quantity.u32", &columns.quantity, u32::to_le_bytes)?;
    write(folder, "amount.i64", &columns.amount, i64::to_le_bytes)?;
    if config.form == Form::Strings {
        let texts = texts(columns);
        let named = [
            ("user", &texts.user),
            ("creator", &texts.creator),
            ("content", &texts.content),
            ("product", &texts.product),
        ];
        for (name, text) in named {
            std::fs::write(folder.join(format!("{name}.utf8")), &text.bytes)?;
            write(folder, &format!("{name}.offsets.i32"), &text.offsets, i32::to_le_bytes)?;
        }
    } else {
        write(folder, "user.u32", &columns.user, u32::to_le_bytes)?;
        write(folder, "creator.u32", &columns.creator, u32::to_le_bytes)?;
        write(folder, "content.u32", &columns.content, u32::to_le_bytes)?;
        write(folder, "product.u32", &columns.product, u32::to_le_bytes)?;
    }
    let access = access(config).map_err(|error| invalid(error.0))?;
    let (creators, days): (Vec<u32>, Vec<i32>) = access.visible.into_iter().unzip();
    write(folder, "visible.creator.u32", &creators, u32::to_le_bytes)?;
    write(folder, "visible.day.i32", &days, i32::to_le_bytes)?;
    let json = serde_json::to_vec_pretty(&StoredConfig::of(config))?;
    std::fs::write(folder.join("workload.json"), json)?;
    std::fs::write(folder.join("questions.json"), serde_json::to_vec(&questions(config, question_seed))?)
}

/// Reads what a folder was generated with.
///
/// # Errors
/// What the file system refuses, or a file that is no such thing.
pub fn read_config(folder: &Path) -> io::Result<Config> {
    let stored: StoredConfig = serde_json::from_slice(&std::fs::read(folder.join("workload.json"))?)?;
    stored.config().ok_or_else(|| invalid(format!("unknown form `{}`", stored.form)))
}

/// Reads the questions of a folder.
///
/// # Errors
/// As [`read_config`].
pub fn read_questions(folder: &Path) -> io::Result<Questions> {
    Ok(serde_json::from_slice(&std::fs::read(folder.join("questions.json"))?)?)
}

/// Reads the columns of a folder whose ids are whole numbers.
///
/// # Errors
/// What the file system refuses.
pub fn read_columns(folder: &Path) -> io::Result<Columns> {
    Ok(Columns {
        at: read(folder, "at.i64", i64::from_le_bytes)?,
        user: read(folder, "user.u32", u32::from_le_bytes)?,
        act: read(folder, "act.u8", u8::from_le_bytes)?,
        creator: read(folder, "creator.u32", u32::from_le_bytes)?,
        channel: read(folder, "channel.u8", u8::from_le_bytes)?,
        content: read(folder, "content.u32", u32::from_le_bytes)?,
        product: read(folder, "product.u32", u32::from_le_bytes)?,
        quantity: read(folder, "quantity.u32", u32::from_le_bytes)?,
        amount: read(folder, "amount.i64", i64::from_le_bytes)?,
    })
}
