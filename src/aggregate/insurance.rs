//! `insurance`: what a mortgage insurance does to the lender's loss, and what it leaves the insurer; a row per cell.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, with_errors};
use super::{AggregateError, shape};
use crate::outcome::insured::InsuredSum;
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, CellSums, Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// A ratio of sums: its column, what is added up with its sign, and what that is divided by.
type Ratio = (Column, &'static [(i64, InsuredSum)], InsuredSum);

macro_rules! ratios {
    ($($name:literal, $y:expr, $x:ident, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        const RATIOS: &[Ratio] = &[$((
            Column::new($name, Unit::Fraction, $meaning, $name_zh, $meaning_zh), $y, InsuredSum::$x,
        ),)*];
    };
}

use InsuredSum::{
    Claims, InsuredLoans, Loss, LossAtDefault, Paid, PaidAtDefault, PassedOn, PassedOnAtDefault, Premiums,
};

ratios! {
    "insured_rate", &[(1, InsuredLoans)], Loans,
        "Share of loans that are insured.", "投保率", "已投保贷款占比。";
    "claim_rate", &[(1, Claims)], InsuredLoans,
        "Claims ÷ insured loans.", "索赔率", "索赔数 ÷ 已投保贷款数。";
    "lgd_gross", &[(1, LossAtDefault)], Ead,
        "Loss given default of the lender as if there were no insurer.", "赔付前违约损失率", "假如没有保险人，贷款人的违约损失率。";
    "lgd_net", &[(1, LossAtDefault), (-1, PaidAtDefault), (1, PassedOnAtDefault)], Ead,
        "Loss given default of the lender after claims paid and collections passed on.", "赔付后违约损失率", "扣除赔款、计入归保险人的追索所得之后，贷款人的违约损失率。";
    "expected_loss_gross", &[(1, Loss)], OriginalLoan,
        "Expected loss of the lender as if there were no insurer ÷ loans.", "赔付前预期损失率", "假如没有保险人，贷款人的预期损失 ÷ 贷款额。";
    "expected_loss_net", &[(1, Loss), (-1, Paid), (1, PassedOn)], OriginalLoan,
        "Expected loss of the lender after claims paid and collections passed on ÷ loans; premiums apart.", "赔付后预期损失率", "扣除赔款、计入归保险人的追索所得之后，贷款人的预期损失 ÷ 贷款额；不含保费。";
    "premium_frac", &[(1, Premiums)], InsuredLoan,
        "Present value of premiums ÷ insured loans.", "保费率", "保费现值 ÷ 已投保贷款额。";
    "claims_frac", &[(1, Paid)], InsuredLoan,
        "Present value of claims ÷ insured loans.", "赔付率", "赔款现值 ÷ 已投保贷款额。";
    "recovered_frac", &[(1, PassedOn)], InsuredLoan,
        "Present value of what is collected for the insurer ÷ insured loans.", "追偿率", "归保险人的追索所得现值 ÷ 已投保贷款额。";
    "insurer_result_frac", &[(1, Premiums), (-1, Paid), (1, PassedOn)], InsuredLoan,
        "Premiums and collections less claims ÷ insured loans; negative where the insurer loses.", "保险人损益率", "保费与追偿减赔款 ÷ 已投保贷款额；为负则保险人亏损。";
}

/// What a mortgage insurance does to the lender's loss, and what it leaves the insurer.
pub const INSURANCE: Table = Table {
    name: "insurance",
    holds: Words::new(
        "a row per cell: the lender's loss before and after a mortgage insurance, and the insurer's result",
        "每个单元一行：按揭保险赔付前后贷款人的损失，以及保险人的损益",
    ),
    columns: || labels().chain(with_errors(RATIOS.iter().map(|(column, ..)| *column))).collect(),
    source: Source::Result(insurance),
    rows: |extent| if extent.extras.insurance { extent.cells } else { 0.0 },
};

/// Columns `cell`, labels, and ratios with errors from batches of worlds, equation (178). `None` where no loan is insured.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn insurance(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(sums) = &result.tallies.insurance else { return Ok(None) };
    let cells: Vec<usize> = (0..labels.len()).collect();
    let mut frame = Frame::of_cells(labels, &cells);
    for (column, y, x) in RATIOS {
        let ratio = |cell: &usize| Some(ratio_of_sums(&signed(sums, *cell, y)?, &sums.by_batch(*cell, *x as usize)?));
        let ratios: Vec<Estimate> = cells.iter().map(|cell| ratio(cell).unwrap_or_default()).collect();
        frame.computed(column, ratios);
    }
    frame.finish().map(Some)
}

/// Sums with their signs, batch by batch; `None` where one cannot be told.
fn signed(sums: &CellSums, cell: usize, parts: &[(i64, InsuredSum)]) -> Option<Vec<i64>> {
    let mut all = vec![0_i64; BATCHES];
    for (sign, part) in parts {
        for (sum, amount) in all.iter_mut().zip(sums.by_batch(cell, *part as usize)?) {
            *sum = sum.checked_add(sign * amount)?;
        }
    }
    Some(all)
}
