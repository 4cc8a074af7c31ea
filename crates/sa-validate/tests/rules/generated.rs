//! Generated identifiers are what the parsers take, with right check digits.

use proptest::prelude::*;
use sa_validate::generate::Generator;
use sa_validate::{
    Arn, ChargeReference, DocumentId, FormBundleNumber, MtdItId, Nino, PaymentId, Utr, Vrn,
};

proptest! {
    #[test]
    fn every_generated_identifier_is_valid(seed: u64) {
        let mut random = Generator::from_seed(seed);
        macro_rules! comes_back {
            ($($name:ident)+) => {$({
                let made = $name::generate(&mut random);
                prop_assert_eq!($name::parse(made.as_str()), Ok(made));
            })+};
        }
        comes_back! {
            Utr Nino Vrn MtdItId Arn ChargeReference DocumentId PaymentId FormBundleNumber
        }
        prop_assert!(Utr::generate(&mut random).has_valid_check_digit());
        prop_assert!(Vrn::generate(&mut random).has_valid_check_digit());
        prop_assert!(MtdItId::generate(&mut random).has_valid_check_letter());
        prop_assert!(Arn::generate(&mut random).has_valid_check_letter());
        prop_assert!(ChargeReference::generate(&mut random).has_valid_check_letter());
        prop_assert!(Nino::generate(&mut random).suffix().is_some());
    }

    /// The worst of sources gives the same bits for ever.
    #[test]
    fn a_source_without_randomness_still_makes_valid_identifiers(bits: u64) {
        for bits in [bits, 0, u64::MAX] {
            let mut random = Generator::new(move || bits);
            let nino = Nino::generate(&mut random);
            prop_assert_eq!(Nino::parse(nino.as_str()), Ok(nino));
            let utr = Utr::generate(&mut random);
            prop_assert_eq!(Utr::parse(utr.as_str()), Ok(utr));
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_identifiers() {
    let mut random = Generator::from_seed(1);
    let made = [
        Utr::generate(&mut random).to_string(),
        Nino::generate(&mut random).to_string(),
        Vrn::generate(&mut random).to_string(),
        MtdItId::generate(&mut random).to_string(),
        Arn::generate(&mut random).to_string(),
    ];
    let again = {
        let mut random = Generator::from_seed(1);
        [
            Utr::generate(&mut random).to_string(),
            Nino::generate(&mut random).to_string(),
        ]
    };
    assert_eq!(made[..2], again);
    let texts = [
        "6579447852",
        "LP541686B",
        "104120542",
        "XZIT00095534255",
        "XARN8687268",
    ];
    assert_eq!(made, texts);
}
