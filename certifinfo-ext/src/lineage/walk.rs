//! The walk along replacements: level by level, each certification asked for once, within bounds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::types::Certification;
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;

use super::liens::{Direction, links};
use super::node::State;
use super::{Edge, Graph, LimitReached, Node, Registry, Subject};
use crate::codes::{CertifInfoCode, CodeError, FicheCode};

/// Requests in flight at once; the client's limiter holds all the same.
const CONCURRENCY: usize = 4;

/// What was asked so far, and how much may still be.
pub(super) struct Walk<'a, R> {
    registry: &'a R,
    day: Date,
    max_depth: usize,
    max_requests: usize,
    requests: usize,
    /// Something was left out for want of requests.
    spent: bool,
    certifications: BTreeMap<CertifInfoCode, Option<Arc<Certification>>>,
    fiches: BTreeMap<FicheCode, Vec<CertifInfoCode>>,
}

/// How far the walk has come in one direction.
struct Front {
    direction: Direction,
    /// The level to be looked at next.
    at: Vec<Subject>,
    /// Everything that was on a level before.
    seen: BTreeSet<Subject>,
}

/// What is found on the way of one question.
#[derive(Default)]
struct Found {
    /// Each subject, with what the first link to it says.
    subjects: BTreeMap<Subject, Option<Lien>>,
    edges: BTreeSet<Edge>,
    unreadable: Vec<(CertifInfoCode, CodeError)>,
    too_deep: bool,
}

impl<'a, R: Registry> Walk<'a, R> {
    pub(super) fn new(registry: &'a R, day: Date, max_depth: usize, max_requests: usize) -> Self {
        Self {
            registry,
            day,
            max_depth,
            max_requests,
            requests: 0,
            spent: false,
            certifications: BTreeMap::new(),
            fiches: BTreeMap::new(),
        }
    }

    /// The graph around `start` in these directions. Links of a node are followed only where
    /// `go_on` says so. Both directions take their steps in turn, so that a long past does not use
    /// up the requests of the future.
    pub(super) async fn graph(
        &mut self,
        start: Subject,
        directions: &[Direction],
        go_on: impl Fn(&Certification) -> bool + Send + Sync,
    ) -> Result<Graph, R::Error> {
        if let Subject::Fiche(fiche) = start {
            self.ask_fiches(BTreeSet::from([fiche])).await?;
        }
        let starts = self.resolve(start);
        let mut found = Found::default();
        found.subjects.extend(starts.iter().map(|at| (*at, None)));
        let front = |direction: &Direction| Front {
            direction: *direction,
            at: starts.clone(),
            seen: starts.iter().copied().collect(),
        };
        let mut fronts: Vec<_> = directions.iter().map(front).collect();
        for depth in 0.. {
            let codes = fronts.iter().flat_map(|front| &front.at);
            self.ask(codes.filter_map(|at| at.code()).collect()).await?;
            let last = depth >= self.max_depth;
            for Front {
                direction,
                at,
                seen,
            } in &mut fronts
            {
                let next = self.step(at, *direction, &go_on, last, &mut found).await?;
                *at = next.into_iter().filter(|at| seen.insert(*at)).collect();
                found.too_deep |= last && self.leads_out(at, *direction, &go_on, &found);
            }
            if last || fronts.iter().all(|front| front.at.is_empty()) {
                break;
            }
        }
        Ok(self.finish(starts, found))
    }

    /// What the links of a level lead to. On the last level sheets are named, not asked for.
    async fn step(
        &mut self,
        front: &[Subject],
        direction: Direction,
        go_on: impl Fn(&Certification) -> bool + Send + Sync,
        last: bool,
        found: &mut Found,
    ) -> Result<Vec<Subject>, R::Error> {
        let mut targets = Vec::new();
        for code in front.iter().filter_map(|at| at.code()) {
            let Some(record) = self.record(code).filter(|record| go_on(record)) else {
                continue;
            };
            for link in links(code, record, direction) {
                match link {
                    Ok((target, lien)) => targets.push((code, target, lien.clone())),
                    Err(error) => found.unreadable.push((code, error)),
                }
            }
        }
        if !last {
            let fiches = targets.iter().filter_map(|(_, target, _)| match target {
                Subject::Fiche(fiche) => Some(*fiche),
                Subject::Certification(_) => None,
            });
            self.ask_fiches(fiches.collect()).await?;
        }
        let mut next = Vec::new();
        for (code, target, lien) in targets {
            for target in self.resolve(target) {
                if target.code() != Some(code) {
                    found.edges.insert(edge(code.into(), target, direction));
                    let known = found.subjects.entry(target).or_default();
                    known.get_or_insert_with(|| lien.clone());
                    next.push(target);
                }
            }
        }
        Ok(next)
    }

    /// Whether the line continues beyond the graph from `front`, the level after the last one.
    ///
    /// A certification there may have been asked for already, because it is also on the line in the
    /// other direction (replacements have cycles); its links are then followed without a request.
    fn leads_out(
        &self,
        front: &[Subject],
        direction: Direction,
        go_on: impl Fn(&Certification) -> bool,
        found: &Found,
    ) -> bool {
        let mut seen: BTreeSet<Subject> = front.iter().copied().collect();
        let mut ahead = front.to_vec();
        while let Some(at) = ahead.pop() {
            if self.is_unasked(at) {
                return true;
            }
            let Some(code) = at.code() else { continue };
            let Some(record) = self.record(code).filter(|record| go_on(record)) else {
                continue;
            };
            for (target, _) in links(code, record, direction).into_iter().flatten() {
                for target in self.resolve(target) {
                    if !found.subjects.contains_key(&target) {
                        return true;
                    }
                    if seen.insert(target) {
                        ahead.push(target);
                    }
                }
            }
        }
        false
    }

    fn finish(&self, starts: Vec<Subject>, mut found: Found) -> Graph {
        // Nodes at the rim also tell of links among the nodes that are there.
        for code in found.subjects.keys().filter_map(|at| at.code()) {
            let Some(record) = self.record(code) else {
                continue;
            };
            for direction in [Direction::Older, Direction::Newer] {
                let links = links(code, record, direction).into_iter().flatten();
                for target in links.flat_map(|(target, _)| self.resolve(target)) {
                    if found.subjects.contains_key(&target) && target.code() != Some(code) {
                        found.edges.insert(edge(code.into(), target, direction));
                    }
                }
            }
        }
        let unasked = found.subjects.keys().any(|at| self.is_unasked(*at));
        let depth = found
            .too_deep
            .then_some(LimitReached::Depth(self.max_depth));
        let requests = (self.spent && unasked).then_some(LimitReached::Requests(self.max_requests));
        let nodes = found
            .subjects
            .into_iter()
            .map(|(at, lien)| (at, Node::new(at, self.state(at), lien, self.day)))
            .collect();
        Graph {
            starts,
            nodes,
            edges: found.edges,
            bounds: depth.into_iter().chain(requests).collect(),
            unreadable: found.unreadable,
            requests: self.requests,
        }
    }

    /// Asks for certifications that were not asked for yet, as many as are left to ask for.
    pub(super) async fn ask(
        &mut self,
        mut codes: BTreeSet<CertifInfoCode>,
    ) -> Result<(), R::Error> {
        codes.retain(|code| !self.certifications.contains_key(code));
        let left = self.max_requests - self.requests;
        self.spent |= codes.len() > left;
        let codes: Vec<_> = codes.into_iter().take(left).collect();
        self.requests += codes.len();
        let registry = self.registry;
        let answers: Vec<_> =
            stream::iter(codes)
                .map(|code| async move {
                    Ok::<_, R::Error>((code, registry.certification(code).await?))
                })
                .buffered(CONCURRENCY)
                .try_collect()
                .await?;
        let answers = answers.into_iter();
        self.certifications
            .extend(answers.map(|(code, record)| (code, record.map(Arc::new))));
        Ok(())
    }

    /// Asks which certifications these sheets cover.
    pub(super) async fn ask_fiches(&mut self, fiches: BTreeSet<FicheCode>) -> Result<(), R::Error> {
        for fiche in fiches {
            if self.fiches.contains_key(&fiche) {
                continue;
            }
            if self.requests == self.max_requests {
                self.spent = true;
                break;
            }
            self.requests += 1;
            let codes = self.registry.of_fiche(fiche).await?;
            self.fiches.insert(fiche, codes);
        }
        Ok(())
    }

    /// The certifications of a sheet, if it was asked for and covers any; else what was given.
    pub(super) fn resolve(&self, subject: Subject) -> Vec<Subject> {
        let Subject::Fiche(fiche) = subject else {
            return vec![subject];
        };
        match self.fiches.get(&fiche) {
            Some(codes) if !codes.is_empty() => codes.iter().copied().map(Into::into).collect(),
            _ => vec![subject],
        }
    }

    pub(super) fn record(&self, code: CertifInfoCode) -> Option<&Certification> {
        self.certifications.get(&code)?.as_deref()
    }

    fn state(&self, subject: Subject) -> State {
        match subject {
            Subject::Certification(code) => match self.certifications.get(&code) {
                Some(Some(record)) => State::Known(Arc::clone(record)),
                Some(None) => State::Missing,
                None => State::NotAsked,
            },
            Subject::Fiche(fiche) if self.fiches.contains_key(&fiche) => State::Missing,
            Subject::Fiche(_) => State::NotAsked,
        }
    }

    fn is_unasked(&self, subject: Subject) -> bool {
        matches!(self.state(subject), State::NotAsked)
    }
}

fn edge(from: Subject, to: Subject, direction: Direction) -> Edge {
    match direction {
        Direction::Older => Edge { old: to, new: from },
        Direction::Newer => Edge { old: from, new: to },
    }
}
