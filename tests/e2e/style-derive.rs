use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;
mod c {
    include!(env!("BINDINGS"));
}
use c::*;

fn everything<T: Copy + Clone + Default + Debug + Hash + PartialEq + Eq + PartialOrd + Ord>() {}
fn comparable<T: Copy + Default + Debug + PartialEq>() {}

fn main() {
    everything::<plain>();
    everything::<large>();
    everything::<bits>();
    everything::<nested>();
    everything::<refuses_nothing>();
    comparable::<floats>();
    comparable::<tight>();
    let mut n = nested { l: large { a: [3; 40] }, ..Default::default() };
    n.b.set_b(-2);
    assert_eq!(unsafe { touch(&mut n) }, 1);
    assert_eq!(n, nested { p: plain { a: 1, b: 0 }, l: large { a: [3; 40] }, b: n.b });
    assert!(plain { a: 1, b: 2 } < plain { a: 2, b: 0 });
    assert!(HashSet::from([n, n]).len() == 1);
    let h = heavy { n: 1 };
    assert_eq!(format!("{:?} {:?}", h, plain { a: 1, b: 2 }), "heavy { n: 1 } plain { a: 1, b: 2 }");
    let _ = tight::default();
    let _ = tail::default();
}

type refuses_nothing = plain;
