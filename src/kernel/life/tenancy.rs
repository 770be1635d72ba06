//! Tenants of a home that is let, equation (59): they come and go whoever lives in it, so that all cells share them.

use super::context::LifeContext;
use crate::household::Tenancy;
use crate::random::{Purpose, months_until};

/// Tenants of all lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct TenancyLanes {
    /// 1 with a tenant, 0 without; empty where no home is let.
    pub tenanted: Vec<f64>,
    /// Month of the next change.
    next: Vec<u32>,
    /// Ordinal of the current spell.
    spell: Vec<u16>,
}

impl TenancyLanes {
    /// Every home has a tenant at origination, and the clock of its tenant's leaving is wound.
    pub fn start(&mut self, context: LifeContext<'_>) {
        self.tenanted.clear();
        self.next.clear();
        self.spell.clear();
        let Some(tenancy) = &context.parameters.tenancy else { return };
        let lanes = context.paths.count();
        self.tenanted.resize(lanes, 1.0);
        self.spell.resize(lanes, 0);
        for lane in 0..lanes {
            self.next.push(until_change(tenancy, true, lane, 0, context));
        }
    }

    /// Whether a tenant is found (`true`) or leaves this month.
    pub fn change(&mut self, lane: usize, month: u32, context: LifeContext<'_>) -> Option<bool> {
        let Some(tenancy) = &context.parameters.tenancy else { return None };
        if self.next[lane] != month {
            return None;
        }
        let found = self.tenanted[lane] < 0.5;
        self.tenanted[lane] = if found { 1.0 } else { 0.0 };
        self.spell[lane] = self.spell[lane].wrapping_add(1);
        self.next[lane] = month + until_change(tenancy, found, lane, self.spell[lane], context);
        Some(found)
    }
}

fn until_change(tenancy: &Tenancy, tenanted: bool, lane: usize, spell: u16, context: LifeContext<'_>) -> u32 {
    let hazard = if tenanted { tenancy.vacancy_hazard } else { tenancy.finding_hazard };
    let u = context.streams.uniforms(context.paths.who(lane), Purpose::Tenancy, 0, spell).first;
    months_until(hazard, -libm::log(u))
}
