//! What is said to people in both languages. Sentences differ in the order of their words, so each language has a whole one of
//! its own; [`told!`] takes both, and nothing else makes a [`Told`] but [`Told::same`] and [`Told::only_english`].

/// A sentence, or a part of one, in English and in Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Told(
    /// Elsewhere, so that what may hold a fault stays small.
    Box<Sentences>,
);

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Sentences {
    english: String,
    chinese: String,
}

impl Told {
    /// Both sentences.
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self(Box::new(Sentences { english: english.into(), chinese: chinese.into() }))
    }

    /// What is written alike in both, such as a key, a number or a name.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text)
    }

    /// What nobody has put into Chinese yet; Chinese readers see the English.
    pub fn only_english(text: impl Into<String>) -> Self {
        Self::same(text)
    }

    /// In English.
    pub fn english(&self) -> &str {
        &self.0.english
    }

    /// In Chinese.
    pub fn chinese(&self) -> &str {
        &self.0.chinese
    }

    /// Both changed alike, such as by what follows in either language.
    #[must_use]
    pub fn map(self, change: impl Fn(&str) -> String) -> Self {
        Self::new(change(self.english()), change(self.chinese()))
    }
}

/// A text in English and in Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub english: &'static str,
    /// Simplified Chinese.
    pub chinese: &'static str,
}

impl Words {
    /// Of both languages.
    pub const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    /// As a part of a sentence that is told.
    pub fn told(self) -> Told {
        Told::new(self.english, self.chinese)
    }
}

/// `told!("is not above {low}", "不大于 {low}")`: a sentence in both languages, as `format!` takes it. Parts that are told
/// themselves stand after a semicolon and each language takes its own: `told!("is not {what}", "不是{what}"; what)`.
macro_rules! told {
    ($english:literal, $chinese:literal $(,)? $(; $($part:ident),+)?) => {{
        let english = {
            $($(let $part = $part.english();)+)?
            format!($english)
        };
        let chinese = {
            $($(let $part = $part.chinese();)+)?
            format!($chinese)
        };
        $crate::told::Told::new(english, chinese)
    }};
    ($english:literal, $chinese:literal, $($value:expr),+ $(,)?) => {
        $crate::told::Told::new(format!($english, $($value),+), format!($chinese, $($value),+))
    };
}

pub(crate) use told;
