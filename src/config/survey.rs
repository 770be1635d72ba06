//! The survey that a cell's households are of: its weights, and the columns that keys draw from.

use std::sync::Arc;

use serde::Deserialize;

use super::{
    column::{Blanks, Column, column_of},
    csv_file::{CsvFile, Unusable},
    document::{Document, Files},
};
use crate::random::survey::{Survey, SurveyColumns, SurveyDraw, SurveyRows};
use crate::told::told;

/// The table that names a survey.
pub(super) const SURVEY: &str = "household.survey";

/// Keys that a row of a survey can hold: what a household brings to its purchase.
pub(super) const OF_ROWS: [&str; 14] = [
    "household.home_price",
    "household.price_to_income_years",
    "household.income_monthly",
    "household.cash_months",
    "household.cash",
    "household.savings",
    "household.essential_spending_frac",
    "household.discretionary_spending_frac",
    "household.credit_limit_months_of_income",
    "household.other_debts.service_frac",
    "household.other_debts.months",
    "household.family_help.months",
    "household.letting.rent_yield_annual",
    "loan.down_payment",
];

/// A survey as a cell asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    survey: Survey,
    /// Households among which its rows are shared out, where they are.
    households: Option<u64>,
}

impl Asked {
    /// Of a cell; `None` where it has none, or one that cannot be read.
    pub fn of(document: &Document) -> Option<Self> {
        let survey = Survey::deserialize(document.json(document.at(SURVEY)?, Files::Joined)).ok()?;
        let households = document.at("study.households").and_then(|node| u64::try_from(node.as_integer()?).ok());
        let households = households.filter(|_| survey.draw == SurveyDraw::EveryRow);
        Some(Self { survey, households })
    }

    /// Reads the rows' weights.
    pub fn rows(&self, file: &CsvFile) -> Result<SurveyRows, Unusable> {
        let weights = match &self.survey.weight {
            Some(name) => {
                let column = column_of(file, name, Blanks::AreFaults)?;
                if let Some((line, value)) = column.first(|weight| weight < 0.0) {
                    let message =
                        told!("has the weight {value}, below 0, in {name:?}", "在 {name:?} 列中的权重 {value} 小于 0");
                    return Err(Unusable::in_line(line, message));
                }
                column.values().to_vec()
            }
            None => {
                let mut weights = Vec::new();
                file.records(|_, _| {
                    weights.push(1.0);
                    true
                })?;
                weights
            }
        };
        let message = || told!("has no row with a weight above 0", "没有权重大于 0 的行");
        SurveyRows::new(&weights, self.households).ok_or_else(|| Unusable {
            message: message(),
            hint: None,
            line: None,
        })
    }

    /// The column of weights.
    pub fn weight(&self) -> Option<&str> {
        self.survey.weight.as_deref()
    }
}

/// Surveys that were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Surveys(Vec<Read>);

#[derive(Clone, Debug)]
struct Read {
    asked: Asked,
    rows: Arc<SurveyRows>,
    columns: Vec<(String, Arc<Column>)>,
}

impl Surveys {
    /// Whether one was read.
    pub fn has(&self, asked: &Asked) -> bool {
        self.of(asked).is_some()
    }

    fn of(&self, asked: &Asked) -> Option<&Read> {
        self.0.iter().find(|read| read.asked == *asked)
    }

    /// A column of one that was read.
    pub fn column(&self, asked: &Asked, name: &str) -> Option<Arc<Column>> {
        self.of(asked)?.columns.iter().find(|(known, _)| known == name).map(|(_, column)| Arc::clone(column))
    }

    /// One was read.
    pub fn add(&mut self, asked: Asked, rows: SurveyRows) {
        self.0.push(Read { asked, rows: Arc::new(rows), columns: Vec::new() });
    }

    /// A column of one was read.
    pub fn add_column(&mut self, asked: &Asked, name: &str, column: Arc<Column>) {
        if let Some(read) = self.0.iter_mut().find(|read| read.asked == *asked) {
            read.columns.push((name.to_owned(), column));
        }
    }

    /// Rows and columns of a cell's survey, as its distributions find them.
    pub fn in_scope(&self, document: &Document) -> (Option<Arc<SurveyRows>>, SurveyColumns) {
        let Some(read) = Asked::of(document).and_then(|asked| self.of(&asked)) else { return (None, Vec::new()) };
        let columns = read.columns.iter().map(|(name, column)| (name.clone(), column.shared()));
        (Some(Arc::clone(&read.rows)), columns.collect())
    }
}
