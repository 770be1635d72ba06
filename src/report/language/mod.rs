//! Every word a reader sees, in English and in Chinese. A text is a field of [`Texts`]: one that is missing in either
//! language does not compile.

mod en;
mod keys;
mod zh;

use crate::outcome::Words;

pub(super) use keys::{column_label, key_label};

/// A language of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// Its tag in HTML (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// What the names of its files end in, before the extension.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::English => "",
            Self::Chinese => "_zh",
        }
    }

    /// The words in it.
    pub fn of(self, words: Words) -> &'static str {
        match self {
            Self::English => words.english,
            Self::Chinese => words.chinese,
        }
    }

    /// What was simulated: paths, cells and months, in words.
    pub fn simulated(self, paths: &str, cells: &str, months: &str) -> String {
        (self.texts().simulated)(paths, cells, months)
    }

    /// How many seconds that took.
    pub fn took(self, seconds: &str) -> String {
        (self.texts().took)(seconds)
    }

    pub(super) fn texts(self) -> &'static Texts {
        match self {
            Self::English => &en::TEXTS,
            Self::Chinese => &zh::TEXTS,
        }
    }
}

/// A sentence with one gap.
type With1 = fn(&str) -> String;
/// A sentence with two gaps.
type With2 = fn(&str, &str) -> String;
/// A sentence with three gaps.
type With3 = fn(&str, &str, &str) -> String;

/// The texts of one language.
pub(super) struct Texts {
    // Cells.
    pub scenario: &'static str,
    /// In a sentence.
    pub the_scenario: &'static str,
    /// A text that explains what stands before it.
    pub in_brackets: With1,
    pub only_cell: &'static str,
    /// Key and value.
    pub key_is: With2,

    // Headings of the summary.
    pub default_rate: &'static str,
    pub default_rate_in_20: &'static str,
    pub default_rate_in_100: &'static str,
    pub stock_90_plus: &'static str,
    pub ever_under_water: &'static str,
    pub lgd: &'static str,
    pub expected_loss: &'static str,
    pub loss_in_20: &'static str,
    pub loss_in_100: &'static str,
    pub owed_after_auction: &'static str,
    pub loss_median: &'static str,
    pub loss_var_95: &'static str,
    pub loss_var_99: &'static str,
    pub loss_es_95: &'static str,
    pub loss_es_99: &'static str,
    /// Number of years.
    pub after_years: With1,
    /// An estimate.
    pub difference_of: With1,
    pub times_smaller: &'static str,

    /// In place of a rate where every household was refused.
    pub nobody_bought: &'static str,
    /// Columns left out, file that has them.
    pub columns_left_out: With2,

    // Captions and notes of tables.
    pub summary_caption: &'static str,
    pub summary_note: &'static str,
    /// The same where worlds lie evenly.
    pub summary_note_of_batches: &'static str,
    /// The same where bad worlds are drawn more often than they happen.
    pub summary_note_of_bad_worlds: &'static str,
    pub risk_note: &'static str,
    /// Currency.
    pub money_in: With1,
    /// Where no currency is said.
    pub currency_units: &'static str,
    /// Worlds there are, one in how many is missing.
    pub bad_world_missing: With2,
    /// Worlds there are, one in how many is rough.
    pub bad_world_rough: With2,
    /// Between what sets a cell apart.
    pub between_names: &'static str,
    /// Paths, cells, months: what was simulated.
    pub simulated: With3,
    /// Seconds that it took.
    pub took: With1,
    /// Between two sentences.
    pub between_sentences: &'static str,
    pub comparisons_caption: &'static str,
    /// The base cell, the currency.
    pub comparisons_note: With2,
    /// Heading of the column that names what a cell is compared with.
    pub compared_with: &'static str,
    /// Currency; where cells are compared with several.
    pub comparisons_note_apart: With1,
    pub term_structure_caption: &'static str,
    pub term_structure_note: &'static str,
    pub losses_caption: &'static str,
    pub losses_note: &'static str,
    /// Rows left out.
    pub rows_left_out: With1,

    // Figures.
    pub figure_default_rate: &'static str,
    pub figure_default_rate_says: &'static str,
    pub figure_lender_loss: &'static str,
    pub figure_lender_loss_says: &'static str,
    pub axis_lender_loss: &'static str,
    pub mean_of_worlds: &'static str,
    pub one_world_in_100: &'static str,
    /// A caption, cells shown and cells there are.
    pub with_cells_shown: fn(&str, (usize, usize)) -> String,
    pub figure_losses: &'static str,
    pub figure_losses_says: &'static str,
    pub figure_prices: &'static str,
    pub figure_prices_says: &'static str,
    /// Follows it where loans are in regions with indices of their own.
    pub figure_prices_regions: &'static str,
    pub figure_under_water: &'static str,
    pub figure_states: &'static str,
    pub figure_states_says: &'static str,
    pub figure_term_structure: &'static str,
    pub figure_term_structure_says: &'static str,
    pub figure_heat_map: &'static str,
    pub figure_heat_map_says: &'static str,
    pub figure_loss_rates: &'static str,
    pub figure_loss_rates_says: &'static str,
    pub figure_feedback: &'static str,
    pub figure_feedback_says: &'static str,
    pub prices_answer: &'static str,
    pub prices_do_not_answer: &'static str,
    pub figure_world_losses: &'static str,
    pub figure_world_losses_says: &'static str,
    pub figure_triggers: &'static str,
    pub figure_triggers_says: &'static str,
    /// What made a household default, in the order of the triggers.
    pub triggers: [&'static str; 4],
    pub figure_resolution: &'static str,
    pub figure_resolution_says: &'static str,
    /// How a default ends, in the order of the ways.
    pub resolutions: [&'static str; 5],
    pub axis_months_since_default: &'static str,
    pub axis_share_of_defaults: &'static str,
    /// Months since default.
    pub after_months: With1,
    pub figure_auction_rounds: &'static str,
    pub figure_auction_rounds_says: &'static str,
    pub axis_homes_sold: &'static str,
    pub axis_price_over: &'static str,
    pub share_of_sold: &'static str,
    pub sold_of_held: &'static str,
    pub price_of_value: &'static str,
    pub price_of_appraisal: &'static str,
    pub price_of_first_value: &'static str,
    pub start_of_value: &'static str,
    /// Round, auctions held.
    pub auction_round: With2,
    pub figure_alone: &'static str,
    pub figure_alone_says: &'static str,
    pub axis_change_of_rate: &'static str,
    pub the_base: &'static str,
    pub figure_book: &'static str,
    pub figure_book_says: &'static str,
    pub figure_segments: &'static str,
    pub figure_segments_says: &'static str,
    /// A caption, segments shown and segments there are.
    pub with_segments_shown: fn(&str, (usize, usize)) -> String,
    pub segment: &'static str,
    pub whole_book: &'static str,
    pub segments_caption: &'static str,
    pub segments_note: &'static str,
    pub convergence_caption: &'static str,
    /// Heading: cells known as well as asked.
    pub convergence_cells: &'static str,
    /// Heading: largest error against what is asked.
    pub convergence_largest: &'static str,
    /// Estimate.
    pub convergence_note: With1,
    /// Name of an axis that does not begin at 0.
    pub axis_not_from_0: With1,
    /// Name of an axis that is cut, where.
    pub axis_cut_at: With2,
    pub axis_month: &'static str,
    pub axis_default_rate: &'static str,
    pub axis_cumulative_default_rate: &'static str,
    /// Currency.
    pub axis_loss: With1,
    pub axis_share_of_households: &'static str,
    pub axis_index: &'static str,
    pub axis_under_water: &'static str,
    pub axis_cell: &'static str,
    pub median: &'static str,
    pub half_of_worlds: &'static str,
    pub nine_of_ten_worlds: &'static str,
    pub var_95: &'static str,
    pub var_99: &'static str,
    pub es_95: &'static str,
    pub es_99: &'static str,
    pub states: [&'static str; 9],
    /// Month.
    pub month_number: With1,
    /// Lower and upper end.
    pub from_to: With2,
    /// Upper end.
    pub below: With1,
    /// Lower end.
    pub above: With1,

    // The page.
    pub report: &'static str,
    pub skip: &'static str,
    pub contents: &'static str,
    pub question: &'static str,
    pub answer: &'static str,
    pub why: &'static str,
    pub why_says: &'static str,
    pub appendix: &'static str,
    pub assumed_meaning: &'static str,
    pub assumed_unit: &'static str,
    pub tables_beside: &'static str,
    pub results: &'static str,
    pub figures: &'static str,
    pub figures_help: &'static str,
    pub data_of_figure: &'static str,
    pub assumed: &'static str,
    pub assumed_says: &'static str,
    pub assumed_key: &'static str,
    pub assumed_value: &'static str,
    pub assumed_source: &'static str,
    pub assumed_place: &'static str,
    pub all_cells: &'static str,
    pub no_source: &'static str,
    pub defaults: &'static str,
    pub defaults_says: &'static str,
    /// In place of them where the page is printed.
    pub defaults_on_paper: &'static str,
    /// Above a table that is wider than a telephone.
    pub scrolls: &'static str,
    pub sure: &'static str,
    pub sure_says: &'static str,
    /// Worlds, households and cells.
    pub size: With3,
    /// Horizon and tail.
    pub months: With2,
    pub warnings: &'static str,
    pub no_warnings: &'static str,
    /// Worlds there are, of how many, and those that are missing.
    pub partial: With3,
    /// The first two of them.
    pub partial_mark: With2,
    pub few_worlds: With1,
    pub no_default_seen: With1,
    pub large_errors: With1,
    pub no_error_told: With1,
    pub unresolved: With1,
    pub beyond: With1,
    /// Share, reasons.
    pub refused: With2,
    /// Cell, reasons.
    pub nobody_bought_in: With2,
    /// Number of cells.
    pub and_more_cells: With1,
    /// Why households are refused, in the order of the verdicts.
    pub refusals: [&'static str; 5],
    /// Reason, share.
    pub reason: With2,
    /// Stands before a warning on the terminal.
    pub warning: &'static str,
    /// Worlds, over all cells.
    pub at_floor: With1,
    /// Estimate, worlds, cells in which it is not known as well as asked, all cells, by how much: where that is known.
    pub not_reached: fn([&str; 5]) -> String,
    /// Times the error is too large, worlds that would do.
    pub would_do: With2,
    pub one_history: &'static str,
    pub not_validated: &'static str,
    pub reproduce: &'static str,
    pub reproduce_says: &'static str,
    pub reproduce_check: With1,
    pub version: &'static str,
    pub seed: &'static str,
    pub hash: &'static str,
    pub value_version: &'static str,
    pub data: &'static str,
    pub file: &'static str,
    pub digest: &'static str,
    pub words: &'static str,
    pub word: &'static str,
    pub meaning: &'static str,
    pub made_by: With1,

    /// Number of months in words for people.
    pub years: With1,
    pub months_count: With1,

    // The workbook and other files.
    pub sheet_contents: &'static str,
    pub sheet_manifest: &'static str,
    pub sheet_units: &'static str,
    pub sheet_assumptions: &'static str,
    pub sheet: &'static str,
    pub rows: &'static str,
    pub holds: &'static str,
    pub table: &'static str,
    pub column: &'static str,
    pub unit: &'static str,
    pub item: &'static str,
    pub value: &'static str,
    /// What a table holds, its file.
    pub in_a_file: With2,
    pub standard_error_of: With1,
    /// A heading and its unit.
    pub with_unit: With2,
}
