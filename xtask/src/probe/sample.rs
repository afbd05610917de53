//! Requests a sample of every operation, within its number of requests.

use serde_json::Value;

use super::document::{Operation, Parameter};
use super::error::ProbeError;
use super::recipe::{
    Harvest, PAGE, PAGE_NUM, PAGE_SIZE, TOTAL, has_recipe, is_page, needed, spread,
};
use super::report::ProbeReport;
use super::service::{Reply, Service};

/// Number of requests without a response after which an operation is given up.
const MAX_FAILURES: usize = 3;

/// Sends requests and adds the responses to a report.
pub(super) struct Sampler<'s, 'd> {
    service: &'s mut Service,
    report: &'s mut ProbeReport<'d>,
    harvest: Harvest,
    /// Maximum requests per operation.
    sample: usize,
}

impl<'s, 'd> Sampler<'s, 'd> {
    pub(super) fn new(
        service: &'s mut Service,
        report: &'s mut ProbeReport<'d>,
        sample: usize,
    ) -> Self {
        Sampler {
            service,
            report,
            harvest: Harvest::default(),
            sample,
        }
    }

    /// Calls every operation that can be called; first those that need no value of another.
    pub(super) async fn run(&mut self) -> Result<(), ProbeError> {
        let examined = self.report.examined.iter().enumerate();
        let mut order: Vec<(usize, Operation<'d>)> = examined
            .map(|(at, examined)| (at, examined.operation.clone()))
            .collect();
        order.sort_by_key(|(_, operation)| needed(operation).count());
        for (at, operation) in order {
            let cannot = needed(&operation).find(|parameter| !has_recipe(parameter));
            if !operation.is_get {
                self.skip(at, "only GET is sent".to_owned());
            } else if let Some(parameter) = cannot {
                let name = parameter.name;
                self.skip(at, format!("no source of values for {name}"));
            } else if needed(&operation).next().is_some() {
                self.wanted(at);
                self.with_values(at, &operation).await?;
            } else {
                self.wanted(at);
                self.list(at, &operation).await?;
            }
        }
        Ok(())
    }

    /// Samples an operation that needs values: one request for each of some values.
    async fn with_values(
        &mut self,
        at: usize,
        operation: &Operation<'d>,
    ) -> Result<(), ProbeError> {
        let needed: Vec<_> = needed(operation).cloned().collect();
        let values: Vec<_> = needed
            .iter()
            .map(|parameter| self.harvest.values(parameter, self.sample))
            .collect();
        if let Some(at_none) = values.iter().position(Vec::is_empty) {
            let name = needed.get(at_none).map_or("", |parameter| parameter.name);
            self.skip(at, format!("no value for {name} in any answer"));
            return Ok(());
        }
        let rounds = values.iter().map(Vec::len).max().unwrap_or_default();
        for round in 0..rounds {
            let mut query = Vec::new();
            let mut path = operation.path.to_owned();
            for (parameter, values) in needed.iter().zip(&values) {
                let Some(value) = values.get(round % values.len().max(1)) else {
                    continue;
                };
                match parameter.place {
                    "path" => path = path.replace(&format!("{{{}}}", parameter.name), value),
                    _ => query.push((parameter.name.to_owned(), value.clone())),
                }
            }
            if self.is_left_alone(at) {
                break;
            }
            self.ask(at, &path, query).await?;
        }
        let named: Vec<_> = needed
            .iter()
            .zip(&values)
            .map(|(parameter, values)| {
                let came = self.harvest.count(parameter.name).max(values.len());
                format!(
                    "{} of the {came} values of {} that came",
                    values.len(),
                    parameter.name
                )
            })
            .collect();
        self.note(at, named.join(", "));
        Ok(())
    }

    /// Samples an operation that needs no values: its first page, pages spread over all, and some
    /// of its filters.
    async fn list(&mut self, at: usize, operation: &Operation<'d>) -> Result<(), ProbeError> {
        let has = |name| operation.parameters.iter().any(|p| p.name == name);
        let (pages, sizes) = (has(PAGE_NUM), has(PAGE_SIZE));
        let page = |number: u64| {
            let mut query = Vec::new();
            if pages {
                query.push((PAGE_NUM.to_owned(), number.to_string()));
            }
            if sizes {
                query.push((PAGE_SIZE.to_owned(), PAGE.to_string()));
            }
            query
        };
        let Some(first) = self.ask(at, operation.path, page(1)).await? else {
            return Ok(());
        };
        let mut left = self.sample.saturating_sub(1);
        let mut asked = vec![1];
        if pages && sizes {
            let last = total(&first).div_ceil(PAGE);
            let others = usize::try_from(last.saturating_sub(1)).unwrap_or(usize::MAX);
            for index in spread(others, left.div_ceil(2)) {
                if self.is_left_alone(at) {
                    break;
                }
                let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(2);
                asked.push(number);
                self.ask(at, operation.path, page(number)).await?;
                left -= 1;
            }
            let numbers: Vec<_> = asked.iter().map(u64::to_string).collect();
            let numbers = numbers.join(", ");
            self.note(
                at,
                format!("pages {numbers} of {}, {PAGE} results each", last.max(1)),
            );
        }
        self.filters(at, operation, page(1), left).await
    }

    async fn filters(
        &mut self,
        at: usize,
        operation: &Operation<'d>,
        page: Vec<(String, String)>,
        left: usize,
    ) -> Result<(), ProbeError> {
        let filters = operation.parameters.iter();
        let filters = filters.filter(|p| p.place == "query" && !is_page(p.name));
        let (known, unknown): (Vec<&Parameter<'d>>, Vec<_>) =
            filters.partition(|filter| !self.harvest.values(filter, 1).is_empty());
        let mut tried = Vec::new();
        for index in spread(known.len(), left) {
            let Some(filter) = known.get(index) else {
                break;
            };
            if self.is_left_alone(at) {
                break;
            }
            let Some(value) = self.harvest.values(filter, 1).pop() else {
                continue;
            };
            let mut query = page.clone();
            query.push((filter.name.to_owned(), value));
            self.ask(at, operation.path, query).await?;
            tried.push(filter.name);
        }
        if !tried.is_empty() {
            self.note(at, format!("filters {}", tried.join(", ")));
        }
        if !unknown.is_empty() {
            let names: Vec<_> = unknown.iter().map(|filter| filter.name).collect();
            let names = names.join(", ");
            self.skip(at, format!("filters {names}: no value in any answer"));
        }
        Ok(())
    }

    /// Sends one request; returns a successful response.
    async fn ask(
        &mut self,
        at: usize,
        path: &str,
        query: Vec<(String, String)>,
    ) -> Result<Option<Value>, ProbeError> {
        let outcome = self.service.get(path, &query).await;
        let Some(examined) = self.report.examined.get_mut(at) else {
            return Ok(None);
        };
        examined.requests += 1;
        match outcome? {
            Reply::Failure(reason) => {
                examined.failures.push(reason);
                Ok(None)
            }
            Reply::Answer { status, body } => {
                self.report.add_at(at, status, &body);
                if !(200..300).contains(&status) {
                    return Ok(None);
                }
                self.harvest.take(&body);
                Ok(Some(body))
            }
        }
    }

    fn is_left_alone(&self, at: usize) -> bool {
        let examined = self.report.examined.get(at);
        examined.is_none_or(|examined| examined.failures.len() >= MAX_FAILURES)
    }

    fn note(&mut self, at: usize, note: String) {
        if let Some(examined) = self.report.examined.get_mut(at) {
            examined.notes.push(note);
        }
    }

    fn skip(&mut self, at: usize, note: String) {
        if let Some(examined) = self.report.examined.get_mut(at) {
            examined.skipped.push(note);
        }
    }

    fn wanted(&mut self, at: usize) {
        if let Some(examined) = self.report.examined.get_mut(at) {
            examined.wanted = true;
        }
    }
}

/// The total number of results; 0 when the response does not contain it.
fn total(answer: &Value) -> u64 {
    let total = answer.get(TOTAL);
    let text = |total: &Value| total.as_str()?.trim().parse().ok();
    total
        .and_then(|total| total.as_u64().or_else(|| text(total)))
        .unwrap_or_default()
}
