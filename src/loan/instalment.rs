//! Instalments in binary floating point, equations (16) to (19).

/// How a loan is repaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The same instalment every month (annuity).
    Level,
    /// The same principal every month.
    ConstantPrincipal,
    /// Level for so many months, constant principal after.
    Hybrid {
        /// Last month of the level instalment.
        switch_month: u32,
    },
    /// Interest until the last month, principal then.
    InterestOnly,
}

/// (1 + i)⁻ⁿ by repeated squaring: plain products, the same on every machine.
pub fn discount_factor(rate_monthly: f64, months: u32) -> f64 {
    let (mut base, mut n, mut power) = (1.0 + rate_monthly, months, 1.0);
    while n > 0 {
        if n & 1 == 1 {
            power *= base;
        }
        base *= base;
        n >>= 1;
    }
    1.0 / power
}

/// 1 − (1 + i)⁻ⁿ for i above −1 = −expm1(−n·log1p(i)): at a rate near 0 the difference of the powers would keep no digit.
fn discount(rate_monthly: f64, months: u32) -> f64 {
    -libm::expm1(-f64::from(months) * libm::log1p(rate_monthly))
}

/// Level instalment of a loan of 1: i/(1 − (1 + i)⁻ⁿ), and 1/n at a rate of 0. For every i above −1, to some units of
/// the last digit.
pub fn unit_instalment(rate_monthly: f64, months: u32) -> f64 {
    if rate_monthly == 0.0 { 1.0 / f64::from(months) } else { rate_monthly / discount(rate_monthly, months) }
}

/// Present value of 1 a month for n months: (1 − (1 + i)⁻ⁿ)/i, and n at a rate of 0; likewise.
pub fn unit_present_value(rate_monthly: f64, months: u32) -> f64 {
    if rate_monthly == 0.0 { f64::from(months) } else { discount(rate_monthly, months) / rate_monthly }
}

impl Method {
    /// What stays fixed of an instalment until the next repricing, per unit of balance, from `month` on with
    /// `remaining` instalments to go: the instalment (level), its principal (constant principal), nothing (interest-only).
    pub fn unit_fixed_part(self, month: u32, remaining: u32, rate_monthly: f64) -> f64 {
        match self {
            Self::InterestOnly => 0.0,
            _ if self.is_level(month) => unit_instalment(rate_monthly, remaining),
            _ => 1.0 / f64::from(remaining),
        }
    }

    /// Whether the fixed part contains the interest of `month`.
    pub fn is_level(self, month: u32) -> bool {
        match self {
            Self::Level => true,
            Self::Hybrid { switch_month } => month <= switch_month,
            Self::ConstantPrincipal | Self::InterestOnly => false,
        }
    }

    /// Whether the fixed part has to be computed anew at the start of `month`, rate unchanged.
    pub fn changes_in(self, month: u32) -> bool {
        matches!(self, Self::Hybrid { switch_month } if month == switch_month + 1)
    }
}

/// Principal and whole of an ordinary instalment. `interest_weight` is 1 where the fixed part contains the interest
/// (level), else 0.
#[inline(always)]
pub fn split(fixed_part: f64, interest: f64, interest_weight: f64) -> Instalment {
    Instalment {
        principal: fixed_part - interest_weight * interest,
        due: fixed_part + (1.0 - interest_weight) * interest,
    }
}

/// One instalment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instalment {
    /// Its principal.
    pub principal: f64,
    /// Interest and principal.
    pub due: f64,
}
