//! The part of a random config that is about a household's life and obligations, from dice of its own.

use super::random_config::Dice;

/// Text of a config.
pub struct More {
    /// Keys of `[household]`.
    pub keys: String,
    /// Tables.
    pub tables: String,
}

/// Each mechanism in some configs, several together in most.
pub fn more_of_the_household(seed: u64, horizon: u64) -> More {
    let mut dice = Dice(seed ^ 0x5851_f42d_4c95_7f2d);
    let d = &mut dice;
    let mut more = More { keys: String::new(), tables: String::new() };
    if d.coin(0.4) {
        more.keys = format!("spending_growth_annual = {:?}", d.number(-0.05, 0.08));
    }
    let mut add = |line: String| {
        more.tables.push_str(&line);
        more.tables.push('\n');
    };
    if d.coin(0.6) {
        add("\n[household.wages]".into());
        for (key, most) in [("growth_annual", 0.08), ("scar_frac", 0.3), ("persistent_volatility_annual", 0.2)] {
            if d.coin(0.7) {
                add(format!("{key} = {:?}", d.number(0.0, most)));
            }
        }
        if d.coin(0.6) {
            add(format!("transitory_sd = {:?}", d.number(0.0, 0.3)));
        }
    }
    let second = d.coin(0.5);
    if second {
        add("\n[household.second_earner]".into());
        add(format!("wage_frac = {:?}", d.number(0.1, 0.7)));
        if d.coin(0.5) {
            add(format!("separation_hazard_ratio = {:?}", d.number(0.0, 3.0)));
        }
        if d.coin(0.7) {
            add(format!("spell_correlation = {:?}", d.number(-0.5, 0.95)));
        }
        if d.coin(0.6) {
            add("\n[household.second_earner.leave]".into());
            add(format!("probability = {:?}", d.number(0.2, 1.0)));
            add(format!("month = {}", d.distribution(0.0, horizon as f64, true)));
            add(format!("duration_months = {}", d.distribution(0.0, 40.0, true)));
            if d.coin(0.5) {
                add(format!("income_frac = {:?}", d.number(0.0, 0.8)));
            }
        }
    }
    if d.coin(0.5) {
        add("\n[household.self_employment]".into());
        if d.coin(0.8) {
            add(format!("first_earner_frac = {:?}", d.number(0.1, 0.8)));
        }
        if second && d.coin(0.6) {
            add(format!("second_earner_frac = {:?}", d.number(0.1, 0.8)));
        }
        if d.coin(0.6) {
            add(format!("slump_hazard_ratio = {:?}", d.number(0.2, 3.0)));
        }
        if d.coin(0.6) {
            add(format!("recovery_hazard_ratio = {:?}", d.number(0.3, 3.0)));
        }
        add(format!("slump_income_frac = {:?}", d.number(0.0, 0.8)));
        if d.coin(0.7) {
            add(format!("recovery_income_frac = {:?}", d.number(0.6, 1.1)));
        }
    }
    if d.coin(0.5) {
        add("\n[household.illness]".into());
        add(format!("probability_monthly = {:?}", d.number(0.005, 0.2)));
        add(format!("duration_months = {}", d.distribution(0.0, 12.0, true)));
        add(format!("extra_spending_frac = {}", d.distribution(0.0, 0.8, true)));
        if d.coin(0.6) {
            add(format!("income_loss_frac = {:?}", d.number(0.0, 0.9)));
        }
    }
    if d.coin(0.5) {
        add("\n[household.letting]".into());
        add(format!("rent_yield_annual = {}", d.distribution(0.01, 0.06, true)));
        if d.coin(0.8) {
            add(format!("vacancy_monthly = {:?}", d.number(0.0, 0.3)));
        }
        if d.coin(0.6) {
            add(format!("tenant_finding_monthly = {:?}", d.number(0.05, 0.9)));
        }
        if d.coin(0.8) {
            add("\n[household.letting.in_distress]".into());
            add(format!("probability = {:?}", d.number(0.3, 1.0)));
            if d.coin(0.7) {
                add(format!("months = {}", d.distribution(0.0, 8.0, true)));
            }
            add(format!("own_rent_frac = {:?}", d.number(0.0, 0.9)));
        }
    }
    if d.coin(0.4) {
        add("\n[household.other_debts]".into());
        add(format!("service_frac = {}", d.distribution(0.0, 0.2, false)));
        add(format!("months = {}", d.distribution(0.0, 60.0, true)));
    }
    if d.coin(0.5) {
        add("\n[household.other_homes]".into());
        add(format!("owner_frac = {:?}", d.number(0.2, 0.8)));
        if d.coin(0.7) {
            add(format!("cash_flow_frac = {}", d.distribution(-0.1, 0.2, false)));
        }
        add(format!("liquidation_value_frac = {}", d.distribution(0.0, 0.2, true)));
        if d.coin(0.8) {
            add(format!("months_to_sell = {}", d.distribution(0.0, 12.0, true)));
        }
        if d.coin(0.6) {
            add("\n[household.other_homes.mortgaged]".into());
            add(format!("count = {}", d.whole(1, 3)));
            if d.coin(0.5) {
                add(format!("value_frac = {}", d.distribution(0.2, 1.5, false)));
            }
            add(format!("ltv = {}", d.distribution(0.0, 1.2, false)));
            add(format!("rate_annual = {:?}", if d.coin(0.2) { 0.0 } else { d.number(0.0, 0.08) }));
            add(format!("remaining_months = {}", d.whole(6, 300)));
            if d.coin(0.7) {
                add(format!("rent_yield_annual = {:?}", d.number(-0.02, 0.08)));
            }
        }
    }
    if d.coin(0.5) {
        add("\n[household.family_help]".into());
        add(format!("months = {}", d.distribution(0.0, 3.0, true)));
    }
    if d.coin(0.35) {
        add("\n[underwriting]".into());
        if d.coin(0.4) {
            add(format!("maximum_dsti = {:?}", d.number(0.4, 2.0)));
        }
        if d.coin(0.5) {
            add(format!("minimum_down_payment_first_home = {:?}", d.number(0.0, 0.2)));
        }
        if d.coin(0.5) {
            add(format!("minimum_down_payment_second_home = {:?}", d.number(0.0, 0.3)));
        }
        if d.coin(0.4) {
            add(format!("maximum_age_and_term_years = {:?}", d.number(20.0, 60.0)));
            add(format!("building_age_years = {}", d.distribution(0.0, 25.0, true)));
        }
        if d.coin(0.4) {
            add(format!("minimum_buffer_months = {:?}", d.number(0.0, 2.0)));
        }
    }
    if second {
        more.tables.push_str(&divorce(seed));
    }
    more
}

/// Couples that part, in half of the configs that have any.
fn divorce(seed: u64) -> String {
    let mut dice = Dice(seed ^ 0x2545_f491_4f6c_dd1d);
    let d = &mut dice;
    if !d.coin(0.5) {
        return String::new();
    }
    let [probability, spending, cash] = [d.number(0.002, 0.1), d.number(0.0, 1.0), d.number(0.0, 1.0)];
    format!(
        "\n[household.second_earner.divorce]\nprobability_monthly = {probability:?}\nspending_kept_frac = {spending:?}\n\
         cash_kept_frac = {cash:?}\n"
    )
}

/// Correlations of those of price, income and cash that the config draws from a distribution.
pub fn correlation_of_draws(seed: u64, config: &str) -> String {
    let mut dice = Dice(seed ^ 0x1405_7b7e_f767_814f);
    let d = &mut dice;
    let is_drawn = |keys: &[&str]| keys.iter().any(|key| config.contains(&format!("\n{key} = {{")));
    let drawn = [
        is_drawn(&["home_price"]),
        is_drawn(&["price_to_income_years", "income_monthly"]),
        is_drawn(&["cash_months", "cash", "savings"]),
    ];
    let mut out = String::new();
    if !d.coin(0.6) {
        return out;
    }
    // Any three numbers of at most 0.49 make a positive definite matrix.
    for (key, i, j) in [("price_income", 0, 1), ("price_cash", 0, 2), ("income_cash", 1, 2)] {
        let value = d.number(-0.49, 0.49);
        if drawn[i] && drawn[j] && d.coin(0.8) {
            out.push_str(&format!("{key} = {value:?}\n"));
        }
    }
    if out.is_empty() { out } else { format!("\n[household.correlation]\n{out}") }
}
