//! The draws of one household at origination, common to all cells.

use super::copula::OriginationCorrelation;
use crate::random::philox::Words;
use crate::random::survey::SurveyRows;
use crate::random::{Distribution, Purpose, Streams, Uniforms, Who};

/// Attributes drawn at origination: the slots of their streams. A number is never used again for something else.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Attribute {
    /// Price of the home.
    HomePrice = 0,
    /// Wage or price-to-income.
    Income = 1,
    /// Essential spending.
    Essential = 2,
    /// Discretionary spending.
    Discretionary = 3,
    /// Investor or owner-occupier.
    Investor = 4,
    /// Cash.
    Cash = 5,
    /// Credit limit.
    CreditLimit = 6,
    /// Down payment.
    DownPayment = 7,
    /// Appraisal ratio.
    AppraisalRatio = 8,
    /// Buying costs.
    BuyingCosts = 9,
    /// Walk-away threshold.
    WalkAwayThreshold = 10,
    /// Whether the first earner is self-employed.
    FirstSelfEmployed = 11,
    /// Whether the second earner is self-employed.
    SecondSelfEmployed = 12,
    /// Age of the building.
    BuildingAge = 13,
    /// Service of other debts.
    OtherDebtService = 14,
    /// Months of that service.
    OtherDebtMonths = 15,
    /// Whether there are other homes.
    OtherHomes = 16,
    /// Their cash flow.
    OtherHomesCashFlow = 17,
    /// What selling them would bring.
    OtherHomesValue = 18,
    /// Months of need a family gives.
    FamilyHelp = 19,
    /// Rent ÷ price.
    RentYield = 20,
    /// Floor area.
    FloorArea = 21,
    /// Whether the seller held the home for less than two years.
    HeldShort = 22,
    /// The home's own walk since a loan on book was granted.
    WalkOnBook = 23,
    /// Value of each mortgaged home ÷ price.
    MortgagedValue = 24,
    /// Loan of each mortgaged home ÷ its value.
    MortgagedLtv = 25,
    /// Row of a survey.
    SurveyRow = 26,
}

/// Number of attributes.
const ATTRIBUTES: usize = Attribute::SurveyRow as usize + 1;

/// The draws of one household, each made when first asked for and then common to all cells.
pub struct OriginationDraws<'a> {
    streams: &'a Streams,
    who: Who,
    words: [Option<Words>; ATTRIBUTES],
    /// u of the income and cash draws under the correlation last asked for: inverses are dear, and cells mostly share
    /// theirs.
    correlated: Option<(OriginationCorrelation, f64, f64)>,
    /// Whether anything has been asked for since this was last put to `false`.
    any: bool,
}

impl<'a> OriginationDraws<'a> {
    /// Draws of a household of a world.
    pub fn new(streams: &'a Streams, who: Who) -> Self {
        Self { streams, who, words: [None; ATTRIBUTES], correlated: None, any: false }
    }

    /// What `take` gives, and before it whether it drew anything. Where it did not, it gives every household the same.
    pub fn note_use<T>(&mut self, take: impl FnOnce(&mut Self) -> T) -> (bool, T) {
        self.any = false;
        let taken = take(self);
        (self.any, taken)
    }

    fn words(&mut self, attribute: Attribute) -> Words {
        self.any = true;
        let slot = attribute as u8;
        *self.words[slot as usize].get_or_insert_with(|| self.streams.words(self.who, Purpose::Origination, slot, 0))
    }

    /// u₁ of an attribute.
    pub fn uniform(&mut self, attribute: Attribute) -> f64 {
        Uniforms::from_words(self.words(attribute)).first
    }

    /// A value of a distribution.
    pub fn draw(&mut self, distribution: &Distribution, attribute: Attribute) -> f64 {
        match distribution {
            Distribution::Constant(value) => *value,
            Distribution::Survey(column) => column.at(self.place_in(column.rows())),
            drawn => drawn.sample(self.words(attribute)),
        }
    }

    /// Where in the weights of a survey the household is, the same for all columns: equations (330) and (331).
    fn place_in(&mut self, rows: &SurveyRows) -> f64 {
        self.any = true;
        rows.fixed_place(self.who.household).unwrap_or_else(|| self.uniform(Attribute::SurveyRow))
    }

    /// Income, correlated where there is a correlation, equation (58).
    pub fn draw_income(&mut self, drawn: &Distribution, correlation: Option<OriginationCorrelation>) -> f64 {
        match (correlation, drawn.constant()) {
            (Some(correlation), None) => drawn.sample_at(self.correlated(correlation).0, self.words(Attribute::Income)),
            _ => self.draw(drawn, Attribute::Income),
        }
    }

    /// Cash, likewise.
    pub fn draw_cash(&mut self, drawn: &Distribution, correlation: Option<OriginationCorrelation>) -> f64 {
        match (correlation, drawn.constant()) {
            (Some(correlation), None) => drawn.sample_at(self.correlated(correlation).1, self.words(Attribute::Cash)),
            _ => self.draw(drawn, Attribute::Cash),
        }
    }

    fn correlated(&mut self, correlation: OriginationCorrelation) -> (f64, f64) {
        if let Some((known, income, cash)) = self.correlated
            && known == correlation
        {
            self.any = true;
            return (income, cash);
        }
        let price = self.uniform(Attribute::HomePrice);
        let income = self.uniform(Attribute::Income);
        let cash = self.uniform(Attribute::Cash);
        let joined = correlation.joined(price, income, cash);
        self.correlated = Some((correlation, joined.0, joined.1));
        joined
    }
}
