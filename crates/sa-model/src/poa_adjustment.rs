//! Why a payment on account was changed: the table of HMRC's codes.
//!
//! Source: OpenAPI document of the Self Assessment Accounts API 4.0 (`poaAdjustmentReason`).

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($variant:ident, $code:literal, $meaning:literal;)*) => {
        /// Why a payment on account was changed: the three-digit codes of the Self Assessment
        /// Accounts API. Serde reads and writes the code.
        ///
        /// ```
        /// use sa_model::PoaAdjustmentReason;
        ///
        /// assert_eq!(PoaAdjustmentReason::AllowancesUp.code(), "003");
        /// assert!(serde_json::from_str::<PoaAdjustmentReason>(r#""006""#).is_err());
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum PoaAdjustmentReason {
            $(
                #[doc = concat!("`", $code, "`: ", $meaning, ".")]
                #[serde(rename = $code)]
                $variant,
            )*
        }

        impl PoaAdjustmentReason {
            /// Every reason, in the order of the codes.
            ///
            /// ```
            /// use sa_model::PoaAdjustmentReason;
            ///
            /// let codes: Vec<&str> = PoaAdjustmentReason::ALL.iter().map(|reason| reason.code()).collect();
            /// assert_eq!(codes, ["001", "002", "003", "004", "005"]);
            /// ```
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The three digits.
            ///
            /// ```
            /// use sa_model::PoaAdjustmentReason;
            ///
            /// // Text with its zeros, not the number 5.
            /// let reason: PoaAdjustmentReason = serde_json::from_str(r#""005""#)?;
            /// assert_eq!(reason.code(), "005");
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

reasons! {
    // variant, code, meaning
    ProfitsDown, "001", "business profits went down, or the business ceased";
    OtherIncomeDown, "002", "other income went down";
    AllowancesUp, "003", "allowances and reliefs went up";
    DeductedAtSource, "004", "more tax was deducted at source";
    IncreasedAgain, "005", "the payment on account was increased again after an earlier change";
}
