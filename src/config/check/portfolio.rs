//! What cannot stand beside `[portfolio]`: what is part of a purchase, which is past, and what a tape cannot tell yet.

use super::tables::{Broken, Tables};
use crate::household::{CashKind, Underwriting};
use crate::loan::MethodKind;
use crate::random::survey::SurveyDraw;
use crate::told::{Told, told};

/// Every table and key of it.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    if let Some(Some(asked)) = &tables.tables {
        let twice = asked.by().iter().enumerate().find(|(at, by)| asked.by()[..*at].contains(by));
        if let Some((at, by)) = twice {
            broken.push(Broken::value(
                format!("tables.by[{at}]"),
                told!("stands twice: {} is there already", "重复出现：已有 {}", by.name()),
            ));
        }
        if asked.by.is_some() && matches!(tables.portfolio, Some(None)) {
            broken.push(Broken::value(
                "tables.by",
                told!("cuts a tape of loans, and there is no [portfolio]", "用于切分贷款清单，而没有 [portfolio]"),
            ));
        }
    }
    if let (Some(Some(_)), Some(None)) = (&tables.stages, &tables.portfolio) {
        broken.push(Broken::value(
            "stages",
            told!("is of the loans of a tape, and there is no [portfolio]", "针对贷款清单中的贷款，而没有 [portfolio]"),
        ));
    }
    if !matches!(tables.portfolio, Some(Some(_))) {
        return;
    }
    let mut refuse = |is: bool, key: &str, why: Told| {
        if is {
            broken.push(Broken::value(
                key,
                told!("cannot stand beside [portfolio]: {why}", "不能与 [portfolio] 并存：{why}"; why),
            ));
        }
    };
    if let Some(loan) = &tables.loan {
        let not_yet = || told!("what a row holds of it is not read yet", "清单中相应的内容尚不读取");
        refuse(
            loan.on_book.is_some(),
            "loan.on_book",
            told!("every row says how long its loan is on book", "每一行都写明贷款已存续多久"),
        );
        refuse(!loan.tranches().is_empty(), "loan.tranche", not_yet());
        refuse(loan.rollover.is_some(), "loan.rollover", not_yet());
        refuse(loan.interest_only_months.is_some(), "loan.interest_only_months", not_yet());
        refuse(loan.balloon_frac.is_some(), "loan.balloon_frac", not_yet());
        let changes = loan.spread_changes.iter().flatten();
        let (by_date, by_month): (Vec<_>, Vec<_>) = changes.map(|change| change.date).partition(Option::is_some);
        let why = told!(
            "changes by month and by date come in another order for loans of another age; write all by one of them",
            "按月数与按日期写的变动，对不同账龄的贷款先后不同；请统一用其中一种"
        );
        refuse(!by_date.is_empty() && !by_month.is_empty(), "loan.spread_changes", why);
        refuse(
            loan.method == MethodKind::Hybrid,
            "loan.method",
            told!("a row holds no month of the switch yet", "清单的行尚不含切换月份"),
        );
    }
    if let Some(household) = &tables.household {
        let why = told!(
            "savings are those of a purchase, which is past; write cash_mode = \"months\" or \"amount\"",
            "savings 是购房时的积蓄，而购房已成过去；请写 cash_mode = \"months\" 或 \"amount\""
        );
        refuse(
            household.region.is_some(),
            "household.region",
            told!("every row says in which region its home is", "每一行都写明住房所在地区"),
        );
        let in_turn = household.survey.as_ref().is_some_and(|survey| survey.draw == SurveyDraw::EveryRow);
        let each = told!(
            "loans are numbered by their ids, so that rows of a survey cannot be shared out among them; write draw = \"in-proportion\"",
            "贷款按编号的散列排序，无法把调查各行分摊给它们；请写 draw = \"in-proportion\""
        );
        refuse(in_turn, "household.survey.draw", each);
        refuse(household.cash_mode == CashKind::Savings, "household.cash_mode", why);
    }
    if let Some(Some(underwriting)) = &tables.underwriting {
        refuse(
            *underwriting != Underwriting::default(),
            "underwriting",
            told!("every loan was granted already", "每笔贷款都已发放"),
        );
    }
    refuse(
        matches!(tables.insurance, Some(Some(_))),
        "insurance",
        told!("which loans are insured is not read yet", "尚不读取哪些贷款已投保"),
    );
    if let Some(off_plan) = &tables.off_plan {
        refuse(
            off_plan.is_on(),
            "off_plan",
            told!("which homes are not delivered yet is not read yet", "尚不读取哪些住房未交付"),
        );
    }
}
