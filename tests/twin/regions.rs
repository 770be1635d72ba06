//! METHOD §2, regions: what the index and the labour market of a home's region are made of.

use super::config::Config;
use super::draws::{LABOUR_SHOCK, PRICE_SHOCK, Stream};
use super::series::position;

/// Where the home is.
pub struct Region<'a> {
    config: &'a Config,
    all: &'a [Config],
    /// Its place among the regions; `None`: one index for all.
    place: Option<usize>,
    /// Slot of the spread and the jumps of its index.
    pub slot: u32,
}

impl<'a> Region<'a> {
    pub fn of(config: &'a Config) -> Region<'a> {
        let all = config.tables("region");
        let name = config.maybe_text("household.region");
        let place = name.map(|name| all.iter().position(|region| region.text("name") == name).unwrap());
        let mut region = Region { config, all, place, slot: 0 };
        if let Some(place) = place
            && region.loading(place) != 1.0
        {
            region.slot = place as u32 + 1;
        }
        region
    }

    fn table(&self, name: &str) -> &'a Config {
        let own = self.place.and_then(|place| self.all[place].table(name));
        own.unwrap_or_else(|| self.config.table(name).unwrap())
    }

    pub fn price(&self) -> &'a Config {
        self.table("price")
    }

    pub fn labour(&self) -> &'a Config {
        self.table("labour")
    }

    /// Those of the study first.
    pub fn overlays(&self) -> Vec<&'a Config> {
        let of_study = self.config.table("price").unwrap().tables("overlay").iter();
        let own = self.place.and_then(|place| self.all[place].table("price"));
        of_study.chain(own.into_iter().flat_map(|price| price.tables("overlay"))).collect()
    }

    /// λ; a region without an innovation has none.
    fn loading(&self, place: usize) -> f64 {
        self.all[place].maybe_number("loading").unwrap_or(0.0)
    }

    /// The correlation that one of the two tells.
    fn told(&self, one: usize, other: usize) -> Option<f64> {
        let name = self.all[other].text("name");
        self.all[one].table("correlation").and_then(|table| table.maybe_number(name))
    }

    /// (250), (251)
    pub fn price_innovation(&self, stream: Stream, of_study: Vec<f64>) -> Vec<f64> {
        let Some(place) = self.place else { return of_study };
        let regions = self.all.len();
        let has_matrix = self.all.iter().any(|region| region.table("correlation").is_some());
        let mut rest = vec![vec![0.0; regions]; regions];
        for r in 0..regions {
            for s in 0..regions {
                let correlation = match (r == s, has_matrix) {
                    (true, _) => 1.0,
                    (false, true) => self.told(r, s).or_else(|| self.told(s, r)).unwrap(),
                    (false, false) => self.loading(r) * self.loading(s),
                };
                rest[r][s] = correlation - self.loading(r) * self.loading(s);
            }
        }
        let l = if has_matrix {
            lower_cholesky(&rest)
        } else {
            (0..regions).map(|r| (0..regions).map(|s| if r == s { rest[r][r].sqrt() } else { 0.0 }).collect()).collect()
        };
        let row: &Vec<f64> = &l[place];
        (0..of_study.len())
            .map(|t| {
                let own = (0..=place).map(|s| row[s] * stream.month_noise(PRICE_SHOCK, s as u32 + 1, t)).sum::<f64>();
                self.loading(place) * of_study[t] + own
            })
            .collect()
    }

    /// (253)
    pub fn labour_innovation(&self, stream: Stream, of_study: Vec<f64>) -> Vec<f64> {
        let Some(place) = self.place else { return of_study };
        let loading = self.all[place].maybe_number("labour_loading").unwrap_or(1.0);
        let rest = (1.0 - loading * loading).sqrt();
        let slot = place as u32 + 1;
        (0..of_study.len()).map(|t| loading * of_study[t] + rest * stream.month_noise(LABOUR_SHOCK, slot, t)).collect()
    }

    /// (252) The months that all bootstraps have.
    pub fn common_window(&self) -> (Option<f64>, Option<f64>) {
        let study = self.config.table("price").unwrap();
        let own = self.all.iter().filter_map(|region| region.table("price"));
        let mut window: (Option<f64>, Option<f64>) = (None, None);
        for price in std::iter::once(study).chain(own).filter(|price| price.text("kind") == "bootstrap") {
            let months = &price.series("series").position;
            let month = |key: &str| price.maybe_text(key).map(position);
            let first = month("first_month").unwrap_or(months[0]);
            let last = month("last_month").unwrap_or(months[months.len() - 1]);
            window.0 = Some(window.0.map_or(first, |known: f64| known.max(first)));
            window.1 = Some(window.1.map_or(last, |known: f64| known.min(last)));
        }
        window
    }
}

/// L of C = L·Lᵀ, lower.
fn lower_cholesky(c: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = c.len();
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            l[i][j] = if i == j { (c[i][i] - known).sqrt() } else { (c[i][j] - known) / l[j][j] };
        }
    }
    l
}
