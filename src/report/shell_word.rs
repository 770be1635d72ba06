//! Commands as they can be given to a shell again.

/// A word, in quotes where a shell would read it otherwise.
pub fn shell_word(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), |quoted| quoted.into_owned())
}
