//! Tenants of a home that is let, equation (59): they come and go whoever lives in it, so that all cells share them.

use super::context::LifeContext;
use super::earner::NEVER;
use crate::household::Tenancy;
use crate::random::{Purpose, months_until};

/// Whether a home that is let has a tenant, and when that changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct TenancyClock {
    pub has_tenant: bool,
    /// Month of the next change.
    pub next: u32,
    /// Ordinal of the current spell.
    spell: u16,
}

impl TenancyClock {
    /// A home that is let has a tenant at origination, and the clock of its leaving is wound.
    pub fn start(context: LifeContext<'_>) -> Self {
        let tenancy = context.parameters.tenancy.as_ref();
        let next = tenancy.map_or(NEVER, |tenancy| until_change(tenancy, true, 0, context));
        Self { has_tenant: true, next, spell: 0 }
    }

    /// The tenant leaves, or one is found, in `month`.
    pub fn change(&mut self, month: u32, context: LifeContext<'_>) {
        let Some(tenancy) = &context.parameters.tenancy else { return };
        self.has_tenant = !self.has_tenant;
        self.spell = self.spell.wrapping_add(1);
        self.next = month + until_change(tenancy, self.has_tenant, self.spell, context);
    }
}

fn until_change(tenancy: &Tenancy, has_tenant: bool, spell: u16, context: LifeContext<'_>) -> u32 {
    let hazard = if has_tenant { tenancy.vacancy_hazard } else { tenancy.finding_hazard };
    let u = context.streams.uniforms(context.who, Purpose::Tenancy, 0, spell).first;
    months_until(hazard, -libm::log(u))
}
