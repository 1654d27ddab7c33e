//! Work on all cores, with the results in the order of the work.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// What `work` makes of each item, in the items' order. The items are taken one by one, so that a long one
/// keeps no other waiting.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let (next, (sender, receiver)) = (AtomicUsize::new(0), mpsc::channel());
    let run = |sender: mpsc::Sender<(usize, R)>| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                break;
            };
            // The receiver lives until all threads are done.
            _ = sender.send((place, work(item)));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            let sender = sender.clone();
            scope.spawn(|| run(sender));
        }
        run(sender);
    });
    let mut results: Vec<(usize, R)> = receiver.into_iter().collect();
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let slow_first = |item: &usize| {
            thread::sleep(std::time::Duration::from_micros(100 - *item as u64));
            item * 2
        };
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        assert_eq!(each(&items, slow_first), doubled);
        assert_eq!(each(&[7], |item| item + 1), [8]);
    }
}
