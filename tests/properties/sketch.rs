//! What a sketch estimates of its registers, against the formula of the paper worked out to 80 digits (BEY-3).
use creator_compass::metric::{Group, MeasureState, States, UniqueCount};
use creator_compass_tests::{payload, sealed};

/// So many registers, six bits each.
const REGISTERS: usize = 1 << 17;

/// States whose only measure is a sketch of these registers: so many of each rank.
fn sketch_of(ranks: &[(u32, usize)]) -> Vec<u8> {
    let file =
        std::fs::read(creator_compass_tests::root().join("tests/formats/states-v1-sketch.bin")).unwrap();
    let whole = payload(b"CCST", &file);
    let mut bytes = whole[..whole.len() - REGISTERS / 4 * 3].to_vec();
    let registers: Vec<u32> = ranks.iter().flat_map(|(rank, times)| vec![*rank; *times]).collect();
    assert_eq!(registers.len(), REGISTERS);
    for four in registers.chunks(4) {
        let packed = four.iter().rev().fold(0, |packed, rank| packed << 6 | rank);
        bytes.extend(&packed.to_le_bytes()[..3]);
    }
    sealed(b"CCST", &bytes)
}

fn estimate(ranks: &[(u32, usize)]) -> UniqueCount {
    let states = States::from_bytes(&sketch_of(ranks)).unwrap();
    let Some(MeasureState::Users(users)) = states.get(&Group::default(), "buyers") else {
        panic!("no users")
    };
    users.count()
}

/// α m² / (m σ(C₀/m) + Σ Cₖ 2⁻ᵏ + m τ(1 − C₄₈/m) 2⁻⁴⁷) with σ(x) = x + Σ x^(2ᵏ) 2ᵏ⁻¹ and τ(x) = (1 − x − Σ (1 − x^(2⁻ᵏ))² 2⁻ᵏ) / 3
/// (Ertl 2017, *New cardinality estimation algorithms for HyperLogLog sketches*), in decimals of 80 digits. Registers at the
/// largest rank, which no number of users on earth fills, decide the last of these.
#[test]
fn bey_3_an_estimate_is_what_the_formula_says_of_the_registers() {
    for (ranks, expected) in [
        (&[(0, 70_000), (1, 40_000), (2, 15_000), (5, 6_072)][..], 79_356_u64),
        (&[(0, 60_000), (3, 71_072)], 113_824),
        (&[(1, 131_072)], 189_097),
        (&[(20, 131_072)], 99_141_248_300),
        (&[(30, 131_071), (48, 1)], 101_521_412_803_642),
        (&[(31, 1), (33, 11_071), (48, 120_000)], 9_610_538_560_392_661),
        (&[(31, 1), (47, 65_535), (48, 65_536)], 11_571_667_159_176_158_310),
        (&[(30, 1), (47, 91_071), (48, 40_000)], 7_428_828_032_806_963_648),
        // Beyond 64 bits: the largest number there is.
        (&[(31, 1), (48, 131_071)], u64::MAX),
        (&[(48, 131_072)], u64::MAX),
    ] {
        let count = estimate(ranks);
        // Ten units in the last place of a binary number.
        let far = expected >> 50;
        assert!(count.users.abs_diff(expected) <= far * 10, "{ranks:?}: {} for {expected}", count.users);
        assert_eq!(count.estimate, Some(0.002_87));
    }
}

#[test]
fn a_rank_that_no_hash_has_is_refused() {
    States::from_bytes(&sketch_of(&[(1, 131_071), (48, 1)])).unwrap();
    let error = States::from_bytes(&sketch_of(&[(1, 131_071), (49, 1)])).unwrap_err();
    assert!(error.to_string().ends_with("ranks up to 48 expected"), "{error}");
    // Fewer users than are counted one by one have no sketch.
    let error = States::from_bytes(&sketch_of(&[(0, 131_072)])).unwrap_err();
    assert!(error.to_string().ends_with("a sketch beyond the bound only expected"), "{error}");
}
