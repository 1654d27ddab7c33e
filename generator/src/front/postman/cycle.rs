//! The nodes of a directed graph that are on a cycle.

/// For each node, whether it is on a cycle. `edges` has the successors of each node.
///
/// Tarjan's algorithm for strongly connected components, without recursion: the work is linear in the nodes and
/// edges.
pub(super) fn nodes_on_cycles(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut walk = Walk {
        edges,
        found: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        is_open: vec![false; edges.len()],
        open: Vec::new(),
        count: 0,
        on_cycle: vec![false; edges.len()],
    };
    for node in 0..edges.len() {
        if walk.found[node].is_none() {
            walk.from(node);
        }
    }
    walk.on_cycle
}

struct Walk<'e> {
    edges: &'e [Vec<usize>],
    /// For each node, the number of nodes that were found before it; `None` until it is found.
    found: Vec<Option<usize>>,
    /// The least such number of the open nodes that each node reaches.
    lowest: Vec<usize>,
    is_open: Vec<bool>,
    /// The nodes whose component is not complete yet.
    open: Vec<usize>,
    count: usize,
    on_cycle: Vec<bool>,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) {
        self.enter(start);
        // The nodes of the current path, and how many edges of each were followed.
        let mut path = vec![(start, 0)];
        while let Some((node, followed)) = path.last_mut() {
            let node = *node;
            if let Some(&next) = self.edges[node].get(*followed) {
                *followed += 1;
                match self.found[next] {
                    None => {
                        self.enter(next);
                        path.push((next, 0));
                    }
                    Some(number) if self.is_open[next] => {
                        self.lowest[node] = self.lowest[node].min(number);
                    }
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                self.lowest[*parent] = self.lowest[*parent].min(self.lowest[node]);
            }
            if self.found[node] == Some(self.lowest[node]) {
                self.complete(node);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.found[node] = Some(self.count);
        self.lowest[node] = self.count;
        self.count += 1;
        self.is_open[node] = true;
        self.open.push(node);
    }

    /// Closes the component whose first node is this.
    fn complete(&mut self, first: usize) {
        let is_cycle = self.open.last() != Some(&first) || self.edges[first].contains(&first);
        while let Some(node) = self.open.pop() {
            self.is_open[node] = false;
            self.on_cycle[node] = is_cycle;
            if node == first {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nodes_on_cycles;

    #[test]
    fn only_nodes_that_lead_back_to_themselves_are_on_cycles() {
        // 0 leads to the cycle of 1 and 2, which leads to 3, which leads to itself and to 4.
        let edges = [vec![1], vec![2], vec![1, 3], vec![4, 3], vec![]];
        assert_eq!(nodes_on_cycles(&edges), [false, true, true, true, false]);
        assert_eq!(nodes_on_cycles(&[]), Vec::<bool>::new());
    }

    #[test]
    fn a_path_between_two_cycles_is_on_none() {
        let edges = [vec![1], vec![0, 2], vec![3], vec![4], vec![3]];
        assert_eq!(nodes_on_cycles(&edges), [true, true, false, true, true]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let mut edges: Vec<Vec<usize>> = (1..=200_000).map(|next| vec![next]).collect();
        edges.push(vec![0]);
        assert!(nodes_on_cycles(&edges).into_iter().all(|on_cycle| on_cycle));
    }
}
