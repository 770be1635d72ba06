//! From a checked config to a study: every distinct world model and life once.

use std::sync::Arc;

use super::world_models::{WorldModelTable, position_or_push};
use super::{Cell, CellRegion, FirstDay, Indexed, LifeParameters, Regions, Study};
use crate::config::mirror::{Config, PrecisionAsked, StagesAsked};
use crate::config::{CellConfig, Loaded, SweepValue};
use crate::foreclosure::RecourseParameters;
use crate::loan::{Loan, Repayment};
use crate::outcome::label::{CellLabel, CellValue, RegionIndex};
use crate::outcome::loan_sums::LoanRow;
use crate::outcome::{LoanBook, SegmentName};
use crate::tape::{By, Row, Segments, Tape, ways};
use crate::world::price::{Bootstrap, Dynamics};
use crate::world::region::price_innovations;
use crate::world::{Feedback, Innovation, PriceLevels, PriceModel};

/// The study of a config without faults.
pub fn resolve(loaded: &Loaded) -> Study {
    let mut models = WorldModelTable::default();
    let mut lives: Vec<LifeParameters> = Vec::new();
    let study = &loaded.study;
    let collection = |cell: &CellConfig| RecourseParameters::from(&cell.config.recourse).collection_months();
    let last_month = study.horizon_months
        + study.workout_tail_months
        + loaded.cells.iter().map(collection).max().unwrap_or_default();
    let tape = loaded.tape.as_deref();
    let portfolio = loaded.cells.first().and_then(|cell| cell.config.portfolio.as_ref());
    let cells = loaded.cells.iter().map(|cell| resolve_cell(cell, tape, last_month, &mut models, &mut lives));
    let mut cells: Vec<Cell> = cells.collect();
    let by = loaded.cells.first().and_then(|cell| cell.config.tables.as_ref()).map_or(&[][..], |tables| tables.by());
    let stages = loaded.cells.first().and_then(|cell| cell.config.stages.as_ref());
    let by = ways(by, stages.is_some());
    let segments = tape.map(|tape| Segments::of(tape, &by));
    let loan_book = tape.zip(segments.as_ref()).zip(stages);
    let loan_book = loan_book.map(|((tape, segments), stages)| book(tape, segments, stages));
    for cell in &mut cells {
        let names = segments.iter().flat_map(|segments| segments.names());
        let name = |(by, segment): &(&str, String)| SegmentName { by: (*by).to_owned(), segment: segment.clone() };
        cell.label.segments = names.map(name).collect();
        let region = |CellRegion { name, price, loans, .. }: &CellRegion| RegionIndex {
            region: name.clone(),
            price_model: *price,
            loans: *loans,
        };
        cell.label.regions = cell.regions.all().iter().map(region).collect();
    }
    Study {
        name: study.name.clone(),
        seed: study.seed,
        worlds: study.worlds,
        households: u64::from(study.households),
        horizon_months: study.horizon_months,
        workout_tail_months: study.workout_tail_months,
        world_models: models.into_models(),
        lives,
        cells,
        tape: loaded.tape.clone(),
        segments: segments.map(Arc::new),
        loan_book: loan_book.map(Arc::new),
        first_day: portfolio.map_or_else(FirstDay::default, |portfolio| FirstDay {
            out_of_work_frac: portfolio.out_of_work_frac,
            arrears_out_of_work_frac: portfolio.arrears_out_of_work_frac.unwrap_or(0.0),
        }),
        second_lives_worlds: portfolio
            .and_then(|portfolio| portfolio.second_lives_worlds)
            .unwrap_or(0)
            .min(study.worlds),
        precision: loaded.cells.first().and_then(|cell| cell.config.precision).and_then(PrecisionAsked::asked),
        sampling: loaded.cells.first().and_then(|cell| cell.config.sampling),
    }
}

fn resolve_cell(
    cell: &CellConfig,
    tape: Option<&Tape>,
    last_month: u32,
    models: &mut WorldModelTable,
    lives: &mut Vec<LifeParameters>,
) -> Cell {
    let config = &cell.config;
    let price_levels = config.inflation.as_ref().map(|inflation| PriceLevels::of(inflation, last_month));
    let mut markets = markets(config, tape, models);
    let feedback = config.feedback.filter(Feedback::is_on);
    if feedback.is_some() {
        markets.price = models.own_price(markets.price);
        for region in markets.regions.all_mut() {
            region.price = models.own_price(region.price);
        }
    }
    let (repayment, beside) = (config.repayment(), config.loans_beside());
    let floats = |repayment: &Repayment| !repayment.rate.is_fixed();
    let floats =
        tape.is_some_and(Tape::floats) || floats(&repayment) || beside.iter().any(|loan| floats(&loan.repayment));
    let policy_rate = match &config.policy_rate {
        Some(table) if floats => Some(models.policy_rate(config, table)),
        _ => None,
    };
    let market_spread = config.prepayment.and_then(|prepayment| prepayment.market_spread_annual);
    let follows = market_spread.is_some() || config.refinancing.is_some();
    let market_rate = match (follows, &config.policy_rate) {
        (true, Some(table)) => Some(models.policy_rate(config, table)),
        _ => None,
    };
    let counterfactual = config.counterfactual.unwrap_or_default();
    let life = LifeParameters::of(&config.household, markets.labour, price_levels.as_ref());
    let has_labour = markets.regions.all().iter().any(|region| region.labour != markets.labour);
    let life =
        LifeParameters { regions: if has_labour { markets.regions.clone() } else { Regions::default() }, ..life };
    let life = if counterfactual.income_shocks { life } else { life.without_income_shocks() };
    Cell {
        label: label(cell),
        price: markets.price,
        regions: markets.regions,
        policy_rate,
        life: position_or_push(lives, life),
        household: config.household.clone(),
        underwriting: config.underwriting.clone().unwrap_or_default(),
        loan: match tape {
            // A row asks for nothing but its loan.
            Some(_) => Loan { start_month: config.month_0(), ..config.loan.clone() },
            None => config.loan.clone(),
        },
        repayment,
        beside,
        off_plan: config.off_plan.clone(),
        distress: config.distress.clone(),
        foreclosure: config.foreclosure.clone(),
        recourse: RecourseParameters::from(&config.recourse),
        counterfactual,
        insurance: config.insurance.map(|insurance| insurance.after(config.loan.months_on_book())),
        prepayment: config.prepayment.map(|prepayment| prepayment.after(config.loan.months_on_book())),
        refinancing: config.refinancing.clone(),
        market_rate,
        feedback,
        known: None,
        indexed: Indexed::of(&config.household, &config.recourse, price_levels.as_ref()),
        price_levels,
    }
}

/// The loans of a tape as their tables tell them, in the order of their ids.
fn book(tape: &Tape, segments: &Segments, asked: &StagesAsked) -> LoanBook {
    let pools = segments.of_row(tape, By::Pool);
    let of_origination = asked.simulated_origination_pd.then(|| segments.of_row_when_granted(tape));
    let of_row = |(place, row): (usize, &Row)| LoanRow {
        id: tape.id_of_row(place).into(),
        place: place as u32,
        pool: pools[place],
        loans: row.weight,
        days_past_due: 30 * row.unpaid_instalments,
        remaining_months: row.term_months - row.months_on_book,
        origination_pd: row.origination_pd,
        origination_pool: match row.origination_pd {
            Some(_) => None,
            None => of_origination.as_ref().and_then(|pools| pools[place]),
        },
    };
    let mut rows: Vec<LoanRow> = tape.rows().iter().enumerate().map(of_row).collect();
    rows.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    LoanBook { rows, terms: asked.terms() }
}

/// The price index and the labour market of a cell, and those of its regions where it has a tape.
struct Markets {
    price: usize,
    labour: usize,
    regions: Regions,
}

fn markets(config: &Config, tape: Option<&Tape>, models: &mut WorldModelTable) -> Markets {
    // That it is possible has been checked.
    let innovations = price_innovations(config.regions()).unwrap_or_default();
    let window = common_window(config);
    let of_region = |place: usize, models: &mut WorldModelTable| {
        let (region, innovation) = (&config.regions()[place], innovations.get(place).cloned());
        let model = jointly(region.price_model(&config.price), window);
        let labour = region.labour_market(&config.labour);
        let of_labour = Innovation::one_factor(place, region.labour_loading.unwrap_or(1.0));
        CellRegion {
            name: region.name.clone(),
            labour: models.labour(labour, &model, config.correlation, of_labour),
            price: models.price(model, innovation.unwrap_or(Innovation::OF_STUDY)),
            loans: 0,
            market_share_frac: region.market_share_frac,
        }
    };
    let own = config.household.region.as_ref();
    if let Some(place) = own.and_then(|own| config.regions().iter().position(|region| region.name == *own)) {
        let CellRegion { price, labour, .. } = of_region(place, models);
        return Markets { price, labour, regions: Regions::default() };
    }
    let labour = models.labour(&config.labour, &config.price, config.correlation, Innovation::OF_STUDY);
    let price = models.price(jointly(config.price.clone(), window), Innovation::OF_STUDY);
    let regions = tape.map_or_else(Vec::new, |tape| {
        let loans = tape.loans_by_region();
        let numbered = |place: usize| {
            let mut region = of_region(place, models);
            let label = tape.number_of_text(&region.name);
            region.loans = label.and_then(|label| loans.get(&label)).copied().unwrap_or(0);
            (region, label)
        };
        (0..config.regions().len()).map(numbered).collect()
    });
    Markets { price, labour, regions: Regions::of(regions) }
}

/// The months that all bootstraps of a cell with regions have; `None` without regions.
fn common_window(config: &Config) -> Option<(i32, i32)> {
    let of_regions = config.regions().iter().filter_map(|region| region.price.as_ref());
    let all = std::iter::once(&config.price).chain(of_regions).filter_map(PriceModel::bootstrap);
    (!config.regions().is_empty()).then(|| Bootstrap::common_window(all))
}

/// The model with the window of all, if it is a bootstrap beside others.
fn jointly(mut model: PriceModel, window: Option<(i32, i32)>) -> PriceModel {
    if let (Dynamics::Bootstrap(bootstrap), Some(window)) = (&mut model.dynamics, window) {
        *bootstrap = bootstrap.within(window);
    }
    model
}

fn label(cell: &CellConfig) -> CellLabel {
    let value = |value: &SweepValue| match value {
        SweepValue::Integer(value) => CellValue::Integer(*value),
        SweepValue::Float(value) => CellValue::Float(*value),
        SweepValue::Text(value) => CellValue::Text(value.clone()),
        SweepValue::Boolean(value) => CellValue::Boolean(*value),
    };
    CellLabel {
        loans_beside: cell.config.loan.tranche.iter().flatten().map(|tranche| tranche.name.clone()).collect(),
        segments: Vec::new(),
        scenario: cell.scenario.clone(),
        probability: cell.probability,
        compared_to: cell.compared_to,
        swept: cell.swept.iter().map(|(key, swept)| (key.clone(), value(swept))).collect(),
        ..CellLabel::default()
    }
}
