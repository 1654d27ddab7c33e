//! Which nodes of a directed graph lie on a circle.

/// For each node, whether a path of at least one edge leads from it back to it. `edges` holds the nodes that each
/// node leads to.
///
/// Tarjan's algorithm for strongly connected components, without recursion: the work is linear in the nodes and
/// edges.
pub(super) fn nodes_in_circles(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut walk = Walk {
        edges,
        found: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        is_open: vec![false; edges.len()],
        open: Vec::new(),
        count: 0,
        circular: vec![false; edges.len()],
    };
    for node in 0..edges.len() {
        if walk.found[node].is_none() {
            walk.from(node);
        }
    }
    walk.circular
}

struct Walk<'e> {
    edges: &'e [Vec<usize>],
    /// How many nodes were found before each one.
    found: Vec<Option<usize>>,
    /// The least of these numbers that an open node reachable from each one has.
    lowest: Vec<usize>,
    is_open: Vec<bool>,
    /// The nodes whose component is not complete yet.
    open: Vec<usize>,
    count: usize,
    circular: Vec<bool>,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) {
        self.enter(start);
        // The nodes on the way, and how many edges of each were followed.
        let mut way = vec![(start, 0)];
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if let Some(&next) = self.edges[node].get(*followed) {
                *followed += 1;
                match self.found[next] {
                    None => {
                        self.enter(next);
                        way.push((next, 0));
                    }
                    Some(number) if self.is_open[next] => {
                        self.lowest[node] = self.lowest[node].min(number);
                    }
                    Some(_) => {}
                }
                continue;
            }
            way.pop();
            if let Some((parent, _)) = way.last() {
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

    /// Closes the component that was entered at this node.
    fn complete(&mut self, first: usize) {
        let is_circle = self.open.last() != Some(&first) || self.edges[first].contains(&first);
        while let Some(node) = self.open.pop() {
            self.is_open[node] = false;
            self.circular[node] = is_circle;
            if node == first {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nodes_in_circles;

    #[test]
    fn only_nodes_that_lead_back_to_themselves_lie_in_circles() {
        // 0 leads into the circle of 1 and 2, which leads to 3, which leads to itself and to 4.
        let edges = [vec![1], vec![2], vec![1, 3], vec![4, 3], vec![]];
        assert_eq!(nodes_in_circles(&edges), [false, true, true, true, false]);
        assert_eq!(nodes_in_circles(&[]), Vec::<bool>::new());
    }

    #[test]
    fn a_way_between_two_circles_lies_in_none() {
        let edges = [vec![1], vec![0, 2], vec![3], vec![4], vec![3]];
        assert_eq!(nodes_in_circles(&edges), [true, true, false, true, true]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let mut edges: Vec<Vec<usize>> = (1..=200_000).map(|next| vec![next]).collect();
        edges.push(vec![0]);
        assert!(nodes_in_circles(&edges).into_iter().all(|one| one));
    }
}
