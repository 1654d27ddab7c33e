//! Cycles of directed graphs.

/// For each node of a graph, whether it is on a cycle; `edges` are the targets of each node.
///
/// A node is on a cycle if it has an edge to itself, or is in a strongly connected component with another node; the components
/// are found by Kosaraju's algorithm, without recursion.
pub fn in_cycles(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut reversed: Vec<Vec<usize>> = edges.iter().map(|_| Vec::new()).collect();
    for (node, targets) in edges.iter().enumerate() {
        for target in targets {
            if let Some(sources) = reversed.get_mut(*target) {
                sources.push(node);
            }
        }
    }
    let all: Vec<usize> = (0..edges.len()).collect();
    let finished: Vec<usize> = components(edges, &all).into_iter().flatten().collect();
    let order: Vec<usize> = finished.into_iter().rev().collect();
    let mut found: Vec<bool> = edges
        .iter()
        .enumerate()
        .map(|(node, targets)| targets.contains(&node))
        .collect();
    for component in components(&reversed, &order) {
        for node in component.iter().filter(|_| component.len() > 1) {
            if let Some(is_found) = found.get_mut(*node) {
                *is_found = true;
            }
        }
    }
    found
}

/// The nodes that are reached from each node of `order` and not from an earlier one, in the order in which a depth-first search
/// leaves them.
fn components(edges: &[Vec<usize>], order: &[usize]) -> Vec<Vec<usize>> {
    let mut visited: Vec<bool> = edges.iter().map(|_| false).collect();
    let mut visit = |node: usize| match visited.get_mut(node) {
        Some(visited) => !std::mem::replace(visited, true),
        None => false,
    };
    let mut components = Vec::new();
    for &start in order {
        if !visit(start) {
            continue;
        }
        let targets = |node: usize| edges.get(node).into_iter().flatten().copied();
        let mut component = Vec::new();
        let mut open = vec![(start, targets(start))];
        while let Some((node, rest)) = open.last_mut() {
            let node = *node;
            match rest.find(|target| visit(*target)) {
                Some(target) => open.push((target, targets(target))),
                None => {
                    component.push(node);
                    open.pop();
                }
            }
        }
        components.push(component);
    }
    components
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_on_cycles_are_found_and_those_that_lead_to_them_are_not() {
        let edges = [
            vec![1],
            vec![2],
            vec![3, 0],
            vec![4],
            vec![4],
            vec![],
            vec![0, 7],
            vec![],
        ];
        let found = in_cycles(&edges);
        assert_eq!(found, [true, true, true, false, true, false, false, false]);
        assert_eq!(in_cycles(&[vec![9]]), [false]);
        assert!(in_cycles(&[]).is_empty());
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let mut edges: Vec<Vec<usize>> = (1..=200_000).map(|next| vec![next]).collect();
        edges.push(vec![0]);
        assert!(in_cycles(&edges).iter().all(|found| *found));
    }
}
