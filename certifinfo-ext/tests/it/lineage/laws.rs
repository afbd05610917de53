//! What holds of every graph, cycles and holes included.

use std::collections::{BTreeMap, BTreeSet};

use certifinfo_ext::lineage::{Current, Graph, Lineage};
use proptest::prelude::*;

use super::memory::Table;
use super::{code, day};

/// Codes that exist, those of them that are published, and replacements among 1 to 12.
#[derive(Clone, Debug)]
struct World {
    known: BTreeSet<u32>,
    published: Vec<u32>,
    edges: BTreeSet<(u32, u32)>,
    start: u32,
}

fn world() -> impl Strategy<Value = World> {
    let code = || 1u32..=12;
    let codes = |most| prop::collection::btree_set(code(), 0..most);
    let edges = prop::collection::btree_set((code(), code()), 0..30);
    (codes(13), codes(6), edges, code()).prop_map(|(known, published, edges, start)| World {
        published: published.intersection(&known).copied().collect(),
        known,
        edges: edges.into_iter().filter(|(old, new)| old != new).collect(),
        start,
    })
}

impl World {
    fn table(&self) -> Table {
        let known: Vec<_> = self.known.iter().copied().collect();
        let edges: Vec<_> = self.edges.iter().copied().collect();
        Table::of(&known, &edges).published(&self.published)
    }

    /// How far each code is from the start, in one direction; only records have links.
    fn distances(&self, newer: bool, go_on: impl Fn(u32) -> bool) -> BTreeMap<u32, usize> {
        let mut far = BTreeMap::from([(self.start, 0)]);
        let mut front = vec![self.start];
        for distance in 1.. {
            let mut next = Vec::new();
            for at in front
                .iter()
                .filter(|at| self.known.contains(at) && go_on(**at))
            {
                for (old, new) in &self.edges {
                    let (from, to) = if newer { (old, new) } else { (new, old) };
                    if from == at && !far.contains_key(to) {
                        far.insert(*to, distance);
                        next.push(*to);
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            front = next;
        }
        far
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

fn codes(graph: &Graph) -> BTreeSet<u32> {
    graph
        .nodes()
        .map(|node| node.code().unwrap().numero())
        .collect()
}

proptest! {
    #[test]
    fn a_graph_is_all_of_the_line_and_nothing_else(
        world in world(), depth in 0usize..14, requests in 1usize..16
    ) {
        let table = world.table();
        let lineage = Lineage::new(&table).max_depth(depth).max_requests(requests);
        let graph = run(lineage.graph(code(world.start))).unwrap();

        let (asked, twice) = table.asked();
        prop_assert!(asked <= requests && asked == graph.requests() && !twice);
        for edge in graph.edges() {
            let edge = (edge.old.code().unwrap().numero(), edge.new.code().unwrap().numero());
            prop_assert!(world.edges.contains(&edge), "{edge:?} is made up");
        }
        let (older, newer) = (world.distances(false, |_| true), world.distances(true, |_| true));
        let line: BTreeSet<u32> = older.keys().chain(newer.keys()).copied().collect();
        let found = codes(&graph);
        prop_assert!(found.is_subset(&line));
        if graph.limits_reached().is_empty() {
            prop_assert_eq!(&found, &line);
            prop_assert!(graph.nodes().all(|node| !node.is_unfetched()));
        }
        if asked < requests {
            // Only depth was bounded: all within it were asked for.
            for (at, far) in older.into_iter().chain(newer) {
                if far <= depth {
                    let node = graph.node(code(at)).unwrap();
                    prop_assert_eq!(node.is_missing(), !world.known.contains(&at));
                    prop_assert!(!node.is_unfetched());
                }
            }
        }
    }

    #[test]
    fn drawing_names_every_node_and_edge(world in world()) {
        let table = world.table();
        let graph = run(Lineage::new(&table).graph(code(world.start))).unwrap();
        let (tree, dot) = (graph.to_string(), graph.to_dot());
        for at in codes(&graph) {
            let lines = tree.lines().filter(|line| {
                let text = line.trim_start_matches(['│', '├', '└', '─', ' ']);
                text.split([' ', ':']).next() == Some(&at.to_string()) && !line.ends_with("(see above)")
            });
            prop_assert_eq!(lines.count(), 1, "{} in\n{}", at, tree);
            let start = format!("\"{at}\" [");
            prop_assert!(dot.contains(&start));
        }
        // Each edge is a line under its old end: as many lines as edges and tops.
        let tops = tree.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
        prop_assert_eq!(tree.lines().count(), graph.edges().count() + tops);
        for edge in graph.edges() {
            let arrow = format!("\"{}\" -> \"{}\";", edge.old, edge.new);
            prop_assert!(dot.contains(&arrow));
        }
    }

    #[test]
    fn what_is_current_is_every_first_one_not_ended(world in world()) {
        let table = world.table();
        let lineage = Lineage::new(&table).on(day("2025-06-01"));
        let current = run(lineage.current(code(world.start))).unwrap();
        let ended = |at: u32| world.known.contains(&at) && !world.published.contains(&at);
        let reached = world.distances(true, ended);
        let ends: BTreeSet<u32> = reached.keys().copied().filter(|at| !ended(*at)).collect();
        let active = ends.iter().filter(|at| world.published.contains(at)).count();
        let told: BTreeSet<u32> = current
            .paths()
            .iter()
            .map(|way| way.last().unwrap().code().unwrap().numero())
            .collect();
        for way in current.paths() {
            let codes: Vec<_> = way.iter().map(|node| node.code().unwrap().numero()).collect();
            prop_assert_eq!(codes[0], world.start);
            prop_assert!(codes.windows(2).all(|two| world.edges.contains(&(two[0], two[1]))));
            prop_assert_eq!(codes.len() - 1, reached[codes.last().unwrap()]);
        }
        match current {
            Current::Ended(_) => prop_assert!(ends.is_empty()),
            Current::Active(_) => prop_assert!(world.published.contains(&world.start)),
            Current::Replaced(_) => prop_assert!(active == 1 && ends == told && ends.len() == 1),
            Current::Ambiguous(_) => prop_assert!(active > 0 && ends == told && ends.len() > 1),
            Current::Missing(_) => prop_assert!(active == 0 && ends == told),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}
