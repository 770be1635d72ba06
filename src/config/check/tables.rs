//! A cell's tables as the models read them, defaults filled in: what the rules between keys look at.

use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use crate::config::document::{Document, Files};
use crate::config::fault::Fault;
use crate::config::lists::Lists;
use crate::config::mirror::{Config, Counterfactual, Portfolio, PrecisionAsked, StagesAsked, Study, TablesAsked};
use crate::distress::Distress;
use crate::foreclosure::{Foreclosure, OffPlan, Recourse};
use crate::household::{Household, Underwriting};
use crate::loan::{Insurance, Loan, Prepayment, Refinancing};
use crate::told::Told;
use crate::world::{CorrelationTable, Feedback, Inflation, Labour, PolicyRate, PriceModel, Region, Sampling};

/// The tables of a cell; `None` is one that cannot be read. An optional table that is absent was read as none.
#[derive(Clone, Debug)]
pub(in crate::config) struct Tables {
    pub study: Option<Study>,
    pub portfolio: Option<Option<Portfolio>>,
    pub tables: Option<Option<TablesAsked>>,
    pub stages: Option<Option<StagesAsked>>,
    pub precision: Option<Option<PrecisionAsked>>,
    pub sampling: Option<Option<Sampling>>,
    pub price: Option<PriceModel>,
    pub region: Option<Option<Vec<Region>>>,
    pub labour: Option<Labour>,
    pub correlation: Option<CorrelationTable>,
    pub policy_rate: Option<Option<PolicyRate>>,
    pub inflation: Option<Option<Inflation>>,
    pub household: Option<Household>,
    pub loan: Option<Loan>,
    pub off_plan: Option<OffPlan>,
    pub insurance: Option<Option<Insurance>>,
    pub prepayment: Option<Option<Prepayment>>,
    pub refinancing: Option<Option<Refinancing>>,
    pub underwriting: Option<Option<Underwriting>>,
    pub distress: Option<Distress>,
    pub foreclosure: Option<Foreclosure>,
    pub recourse: Option<Recourse>,
    pub feedback: Option<Option<Feedback>>,
    pub counterfactual: Option<Option<Counterfactual>>,
}

impl Tables {
    /// Reads every table of a document whose data files were read, as `patched` gives the table of a name.
    pub fn of(document: &Document, lists: &Lists, patched: impl Fn(&str, Json) -> Json) -> Self {
        fn read<T: DeserializeOwned>(
            (document, lists): (&Document, &Lists),
            name: &str,
            patched: impl Fn(&str, Json) -> Json,
        ) -> Option<T> {
            let written = document.at(name).map(|node| document.json(node, Files::Read(lists)));
            T::deserialize(patched(name, written.unwrap_or_else(|| json!({})))).ok()
        }
        fn optional<T: DeserializeOwned>(
            (document, lists): (&Document, &Lists),
            name: &str,
            patched: impl Fn(&str, Json) -> Json,
        ) -> Option<Option<T>> {
            if document.at(name).is_none() { Some(None) } else { read((document, lists), name, patched).map(Some) }
        }
        let from = (document, lists);
        Self {
            study: read(from, "study", &patched),
            portfolio: optional(from, "portfolio", &patched),
            tables: optional(from, "tables", &patched),
            stages: optional(from, "stages", &patched),
            precision: optional(from, "precision", &patched),
            sampling: optional(from, "sampling", &patched),
            price: read(from, "price", &patched),
            region: optional(from, "region", &patched),
            labour: read(from, "labour", &patched),
            correlation: read(from, "correlation", &patched),
            policy_rate: optional(from, "policy_rate", &patched),
            inflation: optional(from, "inflation", &patched),
            household: read(from, "household", &patched),
            loan: read(from, "loan", &patched),
            off_plan: read(from, "off_plan", &patched),
            insurance: optional(from, "insurance", &patched),
            prepayment: optional(from, "prepayment", &patched),
            refinancing: optional(from, "refinancing", &patched),
            underwriting: optional(from, "underwriting", &patched),
            distress: read(from, "distress", &patched),
            foreclosure: read(from, "foreclosure", &patched),
            recourse: read(from, "recourse", &patched),
            feedback: optional(from, "feedback", &patched),
            counterfactual: optional(from, "counterfactual", &patched),
        }
    }

    /// Price indices as they are written, of the study and of regions, each with its key.
    pub fn prices(&self) -> impl Iterator<Item = (String, &PriceModel)> {
        let of_regions =
            self.regions().filter_map(|(key, region)| Some((format!("{key}.price"), region.price.as_ref()?)));
        self.price.iter().map(|price| ("price".to_owned(), price)).chain(of_regions)
    }

    /// Labour markets as they are written, likewise.
    pub fn labour_markets(&self) -> impl Iterator<Item = (String, &Labour)> {
        let of_regions =
            self.regions().filter_map(|(key, region)| Some((format!("{key}.labour"), region.labour.as_ref()?)));
        self.labour.iter().map(|labour| ("labour".to_owned(), labour)).chain(of_regions)
    }

    /// Regions, each with its key.
    pub fn regions(&self) -> impl Iterator<Item = (String, &Region)> {
        let all = self.region.iter().flatten().flatten().enumerate();
        all.map(|(place, region)| (format!("region[{place}]"), region))
    }

    /// The whole config, if every table can be read.
    pub fn into_config(self) -> Option<Config> {
        Some(Config {
            study: self.study?,
            portfolio: self.portfolio?,
            tables: self.tables?,
            stages: self.stages?,
            precision: self.precision?,
            sampling: self.sampling?,
            price: self.price?,
            region: self.region?,
            labour: self.labour?,
            correlation: self.correlation?.try_into().ok()?,
            policy_rate: self.policy_rate?,
            inflation: self.inflation?,
            household: self.household?,
            loan: self.loan?,
            off_plan: self.off_plan?,
            insurance: self.insurance?,
            prepayment: self.prepayment?,
            refinancing: self.refinancing?,
            underwriting: self.underwriting?,
            distress: self.distress?,
            foreclosure: self.foreclosure?,
            recourse: self.recourse?,
            feedback: self.feedback?,
            counterfactual: self.counterfactual?,
        })
    }
}

/// A rule between keys that a cell breaks: the key at fault, and what is to be said of its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    key: String,
    message: Option<Told>,
    hint: Option<Told>,
}

impl Broken {
    /// Of the value of `key`; where it is absent `message` says what follows from that.
    pub fn value(key: impl Into<String>, message: Told) -> Self {
        Self { key: key.into(), message: Some(message), hint: None }
    }

    /// `key` is missing, and why it is needed.
    pub fn missing(key: impl Into<String>, why: Told) -> Self {
        Self { key: key.into(), message: None, hint: Some(why) }
    }

    /// With what was probably meant.
    pub fn hint(self, hint: impl Into<Option<Told>>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The fault at its place in the document.
    pub fn at(self, document: &Document) -> Fault {
        match self.message {
            Some(message) => document.fault_at(&self.key, message, self.hint),
            None => document.missing(&self.key, self.hint),
        }
    }
}
