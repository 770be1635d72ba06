//! Text files of users: regular ones, of a size that fits, in an encoding that can be told.

use std::{
    fs::{self, File, FileType},
    io::{ErrorKind, Read},
    path::Path,
};

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::suggest;
use crate::told::{Told, told};

/// Why a file cannot be used: message and, if known, what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub message: Told,
    pub hint: Option<Told>,
}

fn save_as_utf_8() -> Option<Told> {
    Some(told!("save it as UTF-8 (in Excel: Save As, CSV UTF-8)", "请存为 UTF-8（Excel：另存为 CSV UTF-8）"))
}

/// The bytes of the regular file at `path`, which the user calls `written`; at most `most_bytes`.
///
/// # Errors
/// Why it cannot be read; a pipe or a device is not opened.
pub(super) fn bytes(path: &Path, written: &str, most_bytes: u64) -> Result<Vec<u8>, Unreadable> {
    let failed = |error: std::io::Error| missing_or(&error, path, written);
    let regular = |kind: FileType| match kind.is_file() {
        true => Ok(()),
        false if kind.is_dir() => Err(refused(told!("is a folder, not a file", "是文件夹，不是文件"), None)),
        false => Err(refused(
            told!("is a pipe or a device, not a regular file", "是管道或设备，不是普通文件"),
            Some(told!("save its content to a file and name that", "请把内容存成文件再指定")),
        )),
    };
    regular(fs::metadata(path).map_err(failed)?.file_type())?;
    let file = File::open(path).map_err(failed)?;
    regular(file.metadata().map_err(failed)?.file_type())?;
    let mut bytes = Vec::new();
    file.take(most_bytes + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most_bytes {
        return Err(refused(
            told!("is larger than {} MB, the most that is read", "大于可读取的上限 {} MB", most_bytes / 1_000_000),
            None,
        ));
    }
    Ok(bytes)
}

/// `bytes` as text: UTF-8, or UTF-16 that begins with its mark.
///
/// # Errors
/// That it is neither, with the encoding it looks like and what helps.
pub(super) fn decoded(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(refused(
            told!("is an Excel workbook or another archive, not text", "是 Excel 工作簿或其他压缩包，不是文本"),
            Some(told!("save the sheet as CSV UTF-8", "请把工作表另存为 CSV UTF-8")),
        ));
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, _)) if encoding != UTF_8 => {
            let (text, has_errors) = encoding.decode_with_bom_removal(&bytes);
            return match has_errors {
                false => Ok(text.into_owned()),
                true => Err(refused(
                    told!("begins as {} and is not", "开头标明 {}，内容却不是", encoding.name()),
                    save_as_utf_8(),
                )),
            };
        }
        _ => {}
    }
    if bytes.contains(&0) {
        let says = told!(
            "has zero bytes, as UTF-16 without its mark and files that are no text have",
            "含有零字节，如无标记的 UTF-16 或非文本文件"
        );
        return Err(refused(says, save_as_utf_8()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let guess = match is_chinese(error.as_bytes()) {
                true => Told::same("GBK (GB 18030)"),
                false => told!("Windows-1252 or another", "Windows-1252 或其他"),
            };
            Err(refused(
                told!("is not UTF-8 text; its encoding looks like {guess}", "不是 UTF-8 文本；编码看起来是 {guess}"; guess),
                save_as_utf_8(),
            ))
        }
    }
}

/// Whether bytes that are no UTF-8 are Chinese text in the encoding that Chinese Windows and Excel use. Its common
/// characters are two bytes beyond ASCII; an accented letter before a plain one, in Western text, is not.
fn is_chinese(bytes: &[u8]) -> bool {
    let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes) else { return false };
    let is_cjk = |c: char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
    let high_bytes = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let high_characters = text.chars().filter(|c| !c.is_ascii()).count();
    text.chars().all(|c| c.is_ascii() || is_cjk(c)) && 10 * high_bytes >= 19 * high_characters
}

fn refused(message: Told, hint: Option<Told>) -> Unreadable {
    Unreadable { message, hint }
}

/// Why a file cannot be opened; one that is not there, with where it was looked for and its neighbour.
fn missing_or(error: &std::io::Error, path: &Path, written: &str) -> Unreadable {
    let message = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            let looked_for = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
            match looked_for == Path::new(written) {
                true => told!("does not exist", "不存在"),
                false => told!("does not exist: there is no {}", "不存在：没有 {}", looked_for.display()),
            }
        }
        ErrorKind::PermissionDenied => told!("may not be read by this user", "当前用户无权读取"),
        _ => told!("cannot be read: {error}", "无法读取：{error}"),
    };
    Unreadable { message, hint: suggest::file(path) }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    fn of(bytes: &[u8]) -> String {
        decoded(bytes.to_vec()).unwrap_or_else(|error| error.message.english().to_owned())
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "年份,首付\n";
        let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(to_bytes).collect::<Vec<u8>>()
        };
        assert_eq!(of(text.as_bytes()), text);
        assert_eq!(of(format!("\u{feff}{text}").as_bytes()), text);
        assert_eq!(of(&utf_16(u16::to_le_bytes)), text);
        assert_eq!(of(&utf_16(u16::to_be_bytes)), text);
        assert_eq!(of(&encoding_rs::GBK.encode(text).0), "is not UTF-8 text; its encoding looks like GBK (GB 18030)");
        assert!(of(&encoding_rs::WINDOWS_1252.encode("année,taux\n").0).ends_with("Windows-1252 or another"));
        assert!(of(b"a\0,\0b\0").starts_with("has zero bytes"));
        assert!(of(b"PK\x03\x04xyz").starts_with("is an Excel workbook"));
    }
}
