//! Integers of a run as bytes, so that they can be put aside and added up later: the same integers are always the same
//! bytes.
//!
//! A line `underwater <kind> <form>`, the BLAKE3 digest of that line and of all that follows the digest (32 bytes), then
//! the integers in the encoding of [`postcard`]: seven bits a byte, signs zigzag, lists behind their length. Histograms are
//! lists of their occupied bins.

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// Form of the bytes. It rises whenever their layout or the meaning of an integer in them changes.
const FORM: u32 = 10;
/// Length of a digest, bytes.
const DIGEST: usize = blake3::OUT_LEN;

/// Why tallies cannot be read or added up.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TallyError {
    /// The bytes do not begin with the heading of this kind.
    #[error("this does not begin as {kind} of underwater do")]
    Foreign {
        /// What the bytes were taken for.
        kind: &'static str,
    },
    /// Another version of the program has written them.
    #[error("these {kind} are written in form {found}; this version of underwater reads form {FORM}")]
    Form {
        /// What the bytes were taken for.
        kind: &'static str,
        /// The form they say they are in.
        found: u32,
    },
    /// The digest does not fit.
    #[error("these {kind} are damaged or cut off: their digest is not that of their {bytes} bytes")]
    Damaged {
        /// What the bytes were taken for.
        kind: &'static str,
        /// How many bytes there are.
        bytes: usize,
    },
    /// The digest fits, but no run writes such integers.
    #[error("these {kind} hold what no run counts")]
    Impossible {
        /// What the bytes were taken for.
        kind: &'static str,
    },
    /// They belong to another study.
    #[error("{what}: {found}, but the study has {expected}")]
    Shape {
        /// What there is another number of.
        what: &'static str,
        /// Their number of it.
        found: usize,
        /// The number of the study.
        expected: usize,
    },
    /// A sum left its range.
    #[error("a sum of tallies does not fit into its bits")]
    Overflow,
}

fn heading(kind: &str) -> String {
    format!("underwater {kind} {FORM}\n")
}

fn digest(heading: &[u8], integers: &[u8]) -> blake3::Hash {
    blake3::Hasher::new().update(heading).update(integers).finalize()
}

/// Bytes of integers of a kind.
///
/// # Errors
/// [`TallyError::Impossible`] for a type that [`postcard`] cannot write.
pub(super) fn write(kind: &'static str, integers: &impl Serialize) -> Result<Vec<u8>, TallyError> {
    let integers = postcard::to_allocvec(integers).map_err(|_| TallyError::Impossible { kind })?;
    let heading = heading(kind).into_bytes();
    Ok([&heading, digest(&heading, &integers).as_bytes().as_slice(), &integers].concat())
}

/// Integers of a kind from bytes: all of them, and nothing is made of any before the digest fits.
///
/// # Errors
/// [`TallyError`], all but the last two: what they are good for, only their type can tell.
pub(super) fn read<T: DeserializeOwned>(kind: &'static str, bytes: &[u8]) -> Result<T, TallyError> {
    let name = format!("underwater {kind} ");
    let rest = bytes.strip_prefix(name.as_bytes()).ok_or(TallyError::Foreign { kind })?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let form = std::str::from_utf8(&rest[..digits]).ok().and_then(|form| form.parse().ok());
    let damaged = TallyError::Damaged { kind, bytes: bytes.len() };
    let Some((found, rest)) = form.zip(rest[digits..].strip_prefix(b"\n")) else { return Err(damaged) };
    if found != FORM {
        return Err(TallyError::Form { kind, found });
    }
    let Some((expected, integers)) = rest.split_at_checked(DIGEST) else { return Err(damaged) };
    if digest(heading(kind).as_bytes(), integers).as_bytes() != expected {
        return Err(damaged);
    }
    match postcard::take_from_bytes(integers) {
        Ok((value, [])) => Ok(value),
        _ => Err(TallyError::Impossible { kind }),
    }
}
