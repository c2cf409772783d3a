//! Roots and proofs against the published vectors and against the second implementation (A8), and bit
//! flips (A3).

use super::second::Naive;
use super::{Chance, Shelf, leaf};
use crate::{
    Growing, Hash, Kept, Tree, TreeFault, empty_root, from_base64, hex, inclusion_from_text,
    inclusion_text, leaf_hash, verify_consistency, verify_inclusion,
};

/// The leaves and roots that the reference implementation of RFC 6962 is tested with.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn a8_the_published_vectors_of_rfc_6962_hold() {
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex(&empty_root()), nothing);
    let shelf = Shelf(vec![LEAVES.map(leaf_hash).to_vec()]);
    let mut growing = Growing::default();
    for (size, root) in (1..).zip(ROOTS) {
        assert_eq!(hex(&Tree::of(&shelf, 8).root(size).unwrap()), root);
        growing.add(shelf.0[0][usize::try_from(size).unwrap() - 1]);
        assert_eq!(hex(&growing.root()), root);
    }
    let mut tree = Tree::of(&shelf, 8);
    let shown = |path: Vec<Hash>| path.iter().map(|it| hex(it)).collect::<Vec<_>>();
    let of_six = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[3],
    ];
    assert_eq!(shown(tree.inclusion(5, 8).unwrap()), of_six);
    let from_one = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(shown(tree.inclusion(0, 8).unwrap()), from_one);
    assert_eq!(shown(tree.consistency(1, 8).unwrap()), from_one);
    let from_six = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        of_six[1],
        of_six[2],
    ];
    assert_eq!(shown(tree.consistency(6, 8).unwrap()), from_six);
    assert_eq!(
        shown(tree.consistency(2, 5).unwrap()),
        [from_one[1], of_six[0]]
    );
}

#[test]
fn a8_trees_of_0_to_1025_leaves_agree_with_a_second_implementation() {
    let leaves: Vec<_> = (0..1_025).map(leaf).collect();
    let shelf = Shelf::of(1_025);
    let (mut naive, mut growing) = (Naive::of(leaves.clone()), Growing::default());
    let mut chance = Chance(6_962);
    for size in 0..=1_025_u64 {
        let n = usize::try_from(size).unwrap();
        let mut tree = Tree::of(&shelf, size);
        let root = naive.mth(0, n);
        assert_eq!(tree.root(size).unwrap(), root, "{size}");
        assert_eq!((growing.size(), growing.root()), (size, root));
        let few = if size < 70 { size } else { 9 };
        for sample in 0..few {
            let at = if size < 70 {
                sample
            } else {
                chance.below(size)
            };
            let m = usize::try_from(at).unwrap();
            let path = tree.inclusion(at, size).unwrap();
            assert_eq!(path, naive.path(m, 0, n), "{at} of {size}");
            assert!(verify_inclusion(&leaves[m], (at, size), &path, &root));
            let old = at + 1;
            let proof = tree.consistency(old, size).unwrap();
            assert_eq!(
                proof,
                naive.subproof(m + 1, (0, n), Some(())),
                "{old} to {size}"
            );
            let old_root = naive.mth(0, m + 1);
            assert!(verify_consistency((old, &old_root), (size, &root), &proof));
        }
        if let Some(next) = leaves.get(n) {
            growing.add(*next);
        }
    }
}

#[test]
fn a3_every_flipped_bit_of_a_proof_is_found() {
    let shelf = Shelf::of(1_000);
    let mut tree = Tree::of(&shelf, 1_000);
    let root = tree.root(1_000).unwrap();
    for at in [0, 255, 256, 511, 733, 999] {
        let mut path = tree.inclusion(at, 1_000).unwrap();
        for place in 0..path.len() * 256 {
            path[place / 256][place % 256 / 8] ^= 1 << (place % 8);
            assert!(!verify_inclusion(&leaf(at), (at, 1_000), &path, &root));
            path[place / 256][place % 256 / 8] ^= 1 << (place % 8);
        }
        assert!(verify_inclusion(&leaf(at), (at, 1_000), &path, &root));
        for other in [at + 1, at.saturating_sub(1), at + 256] {
            assert!(other == at || !verify_inclusion(&leaf(at), (other, 1_000), &path, &root));
        }
        assert!(!verify_inclusion(&leaf(at), (at, 1_000), &path[1..], &root));
    }
    for old in [1, 2, 255, 256, 257, 600, 999] {
        let old_root = tree.root(old).unwrap();
        let mut proof = tree.consistency(old, 1_000).unwrap();
        for place in 0..proof.len() * 256 {
            proof[place / 256][place % 256 / 8] ^= 1 << (place % 8);
            assert!(!verify_consistency(
                (old, &old_root),
                (1_000, &root),
                &proof
            ));
            proof[place / 256][place % 256 / 8] ^= 1 << (place % 8);
        }
        assert!(verify_consistency((old, &old_root), (1_000, &root), &proof));
        assert!(!verify_consistency(
            (old + 1, &old_root),
            (1_000, &root),
            &proof
        ));
        assert!(!verify_consistency(
            (old, &root),
            (1_000, &old_root),
            &proof
        ));
    }
}

#[test]
fn more_than_there_is_and_what_is_missing_are_faults() {
    let shelf = Shelf::of(300);
    let mut tree = Tree::of(&shelf, 300);
    assert_eq!(tree.root(301), Err(TreeFault::Beyond));
    assert_eq!(tree.inclusion(300, 300), Err(TreeFault::Beyond));
    assert_eq!(tree.inclusion(7, 7), Err(TreeFault::Beyond));
    assert_eq!(tree.consistency(8, 7), Err(TreeFault::Beyond));
    assert_eq!(tree.consistency(0, 7), Ok(Vec::new()));
    let mut torn = shelf.clone();
    torn.0[1].clear();
    let missing = TreeFault::Missing {
        level: 1,
        number: 0,
    };
    assert_eq!(Tree::of(&torn, 300).root(300), Err(missing));
}

#[test]
fn a_proof_reads_back_from_its_text_and_from_no_other() {
    let shelf = Shelf::of(300);
    let kept = Kept {
        leaf: b"leaf 7".to_vec(),
        number: 7,
        path: Tree::of(&shelf, 300).inclusion(7, 300).unwrap(),
        checkpoint: "harbour\n300\nAAAA\n\n\u{2014} x y\n".to_owned(),
    };
    let text = inclusion_text(&kept);
    assert_eq!(inclusion_from_text(&text), Some(kept));
    for changed in [
        text.replace("index 7", "index 07"),
        text.replace("index 7", "index -7"),
        text.replacen('\n', "\r\n", 1),
        text.replace("c2sp", "c3sp"),
        text.replacen("=\n", "\n", 1),
    ] {
        assert_ne!(changed, text);
        assert_eq!(inclusion_from_text(&changed), None, "{changed}");
    }
    assert_eq!(from_base64("AB=="), None);
}
