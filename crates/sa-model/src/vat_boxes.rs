//! The nine boxes of the VAT return: THE table of their wire names and bounds.
//!
//! Sources: github hmrc/vat-api (request body of Submit VAT Return, `SubmitReturnValidator`) for
//! names, decimals and bounds; VAT Notice 700/12 for the meaning of the boxes.

use rust_decimal::Decimal;
use sa_validate::Money;
use serde::{Deserialize, Serialize};

use crate::VatReturnFault;

/// What a box may hold, both ends included.
struct Bounds {
    least_pence: i64,
    most_pence: i64,
    whole_pounds: bool,
}

/// Plus or minus 9,999,999,999,999.99.
const SIGNED: Bounds = Bounds {
    least_pence: -999_999_999_999_999,
    most_pence: 999_999_999_999_999,
    whole_pounds: false,
};

/// 0 to 99,999,999,999.99.
const UNSIGNED: Bounds = Bounds {
    least_pence: 0,
    most_pence: 9_999_999_999_999,
    whole_pounds: false,
};

/// Plus or minus 9,999,999,999,999 whole pounds.
const WHOLE: Bounds = Bounds {
    least_pence: -999_999_999_999_900,
    most_pence: 999_999_999_999_900,
    whole_pounds: true,
};

impl Bounds {
    /// Whether so many pence may stand there.
    #[inline]
    fn hold(&self, pence: i64) -> bool {
        (!self.whole_pounds || pence % 100 == 0)
            && (self.least_pence..=self.most_pence).contains(&pence)
    }
}

macro_rules! vat_boxes {
    ($($number:literal, $field:ident, $variant:ident, $wire:literal, $bounds:ident, $meaning:literal;)*) => {
        /// The nine boxes, in pounds, as they were written. They need not keep the rules of a
        /// return: [`VatReturn`](crate::VatReturn) does.
        ///
        /// In JSON the names are those of the VAT (MTD) API, in its order; other fields are refused.
        ///
        /// ```
        /// use sa_model::{Money, VatBox, VatBoxes};
        ///
        /// let boxes = VatBoxes { net_vat_due: Money::parse("12.30")?, ..VatBoxes::NIL };
        /// assert_eq!(boxes.amount(VatBox::NetVatDue), boxes.net_vat_due);
        /// assert!(serde_json::to_string(&boxes)?.contains(r#""netVatDue":12.30"#));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct VatBoxes {
            $(
                #[doc = concat!("Box ", $number, ": ", $meaning, ".")]
                #[serde(rename = $wire)]
                pub $field: Money,
            )*
        }

        /// One of the nine boxes, in their order.
        ///
        /// ```
        /// use sa_model::VatBox;
        ///
        /// assert_eq!(VatBox::NetVatDue.number(), 5);
        /// assert_eq!(VatBox::NetVatDue.field(), "netVatDue");
        /// assert_eq!(VatBox::NetVatDue.to_string(), "box 5");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum VatBox {
            $(#[doc = concat!("Box ", $number, ": ", $meaning, ".")] $variant,)*
        }

        impl VatBoxes {
            /// The boxes of a nil return: nothing in any.
            ///
            /// ```
            /// use sa_model::{NetVat, PeriodKey, VatBoxes, VatReturn};
            ///
            /// // A nil return keeps every rule.
            /// let nil = VatReturn::new(PeriodKey::parse("18A1")?, VatBoxes::NIL)?;
            /// assert_eq!(nil.net(), NetVat::Nil);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub const NIL: Self = Self { $($field: Money::ZERO,)* };

            /// What a box holds.
            ///
            /// ```
            /// use sa_model::{Money, VatBox, VatBoxes};
            ///
            /// let boxes = VatBoxes { net_vat_due: Money::parse("69.50")?, ..VatBoxes::NIL };
            /// let filled = VatBox::ALL.into_iter().filter(|of| !boxes.amount(*of).is_zero());
            /// assert_eq!(filled.collect::<Vec<_>>(), [VatBox::NetVatDue]);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub const fn amount(&self, of: VatBox) -> Money {
                match of {
                    $(VatBox::$variant => self.$field,)*
                }
            }

            /// The pence of each box, in order.
            pub(crate) fn pence(&self) -> [i64; 9] {
                [$(pence(self.$field),)*]
            }

            /// Whether each box may hold what it holds.
            pub(crate) fn are_within_bounds(&self) -> bool {
                true $(& $bounds.hold(pence(self.$field)))*
            }
        }

        impl VatBox {
            /// The nine, in order.
            ///
            /// ```
            /// use sa_model::VatBox;
            ///
            /// assert_eq!(VatBox::ALL.map(VatBox::number), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
            /// ```
            pub const ALL: [Self; 9] = [$(Self::$variant,)*];

            /// 1 to 9.
            ///
            /// ```
            /// use sa_model::VatBox;
            ///
            /// assert_eq!(VatBox::VatReclaimedCurrPeriod.number(), 4);
            /// ```
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$variant => $number,)*
                }
            }

            /// Its name on the wire, in JSON and in the paths of errors.
            ///
            /// ```
            /// use sa_model::VatBox;
            ///
            /// // `VAT` in capitals in boxes 6 to 9, `vat` and `Vat` in the others.
            /// assert_eq!(VatBox::TotalValueSalesExVat.field(), "totalValueSalesExVAT");
            /// assert_eq!(VatBox::TotalVatDue.field(), "totalVatDue");
            /// ```
            pub const fn field(self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }

            const fn bounds(self) -> &'static Bounds {
                match self {
                    $(Self::$variant => &$bounds,)*
                }
            }
        }
    };
}

vat_boxes! {
    // number, field, variant, wire name, bounds, meaning
    1, vat_due_sales, VatDueSales, "vatDueSales", SIGNED, "VAT due on sales and other outputs";
    2, vat_due_acquisitions, VatDueAcquisitions, "vatDueAcquisitions", SIGNED, "VAT due on acquisitions";
    3, total_vat_due, TotalVatDue, "totalVatDue", SIGNED, "total VAT due, box 1 plus box 2";
    4, vat_reclaimed_curr_period, VatReclaimedCurrPeriod, "vatReclaimedCurrPeriod", SIGNED, "VAT reclaimed on purchases and other inputs";
    5, net_vat_due, NetVatDue, "netVatDue", UNSIGNED, "the difference of boxes 3 and 4, never below zero";
    6, total_value_sales_ex_vat, TotalValueSalesExVat, "totalValueSalesExVAT", WHOLE, "total value of sales, whole pounds";
    7, total_value_purchases_ex_vat, TotalValuePurchasesExVat, "totalValuePurchasesExVAT", WHOLE, "total value of purchases, whole pounds";
    8, total_value_goods_supplied_ex_vat, TotalValueGoodsSuppliedExVat, "totalValueGoodsSuppliedExVAT", WHOLE, "total value of goods supplied, whole pounds";
    9, total_acquisitions_ex_vat, TotalAcquisitionsExVat, "totalAcquisitionsExVAT", WHOLE, "total value of acquisitions, whole pounds";
}

impl core::fmt::Display for VatBox {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "box {}", self.number())
    }
}

impl VatBox {
    /// The least it may hold, in pounds, included.
    ///
    /// ```
    /// use sa_model::VatBox;
    ///
    /// // The sign of the net amount is not in box 5.
    /// assert_eq!(VatBox::NetVatDue.least().to_string(), "0");
    /// assert_eq!(VatBox::VatDueSales.least().to_string(), "-9999999999999.99");
    /// ```
    pub fn least(self) -> Money {
        Money::from_pence_i64(self.bounds().least_pence).without_trailing_zeros()
    }

    /// The most it may hold, in pounds, included.
    ///
    /// ```
    /// use sa_model::VatBox;
    ///
    /// // Box 5 holds two digits fewer than the boxes it comes from.
    /// assert_eq!(VatBox::NetVatDue.most().to_string(), "99999999999.99");
    /// assert_eq!(VatBox::TotalVatDue.most().to_string(), "9999999999999.99");
    /// ```
    pub fn most(self) -> Money {
        Money::from_pence_i64(self.bounds().most_pence).without_trailing_zeros()
    }

    /// How many decimals it may have: 2, or 0 where it holds whole pounds.
    ///
    /// ```
    /// use sa_model::VatBox;
    ///
    /// assert_eq!((VatBox::NetVatDue.decimals(), VatBox::TotalValueSalesExVat.decimals()), (2, 0));
    /// ```
    pub const fn decimals(self) -> u32 {
        if self.bounds().whole_pounds { 0 } else { 2 }
    }

    /// Takes a number of pounds, of any scale, as what the box holds.
    ///
    /// Boxes 1 to 5 go by the scale as written: `100.000` has a decimal too many. Boxes 6 to 9 go by
    /// the value: `500.0000` is whole pounds.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use sa_model::VatBox;
    ///
    /// let written: Decimal = "100.000".parse()?;
    /// assert_eq!(VatBox::TotalValueSalesExVat.take(written)?.to_string(), "100");
    /// assert_eq!(
    ///     VatBox::VatDueSales.take(written).unwrap_err().to_string(),
    ///     "box 1 has at most 2 decimals, found 100.000"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`VatReturnFault::Decimals`] for `100.001` in box 1 and `500.50` in box 6, whatever the size;
    /// [`VatReturnFault::OutOfBounds`] for `-1` in box 5.
    pub fn take(self, pounds: Decimal) -> Result<Money, VatReturnFault> {
        let decimals = VatReturnFault::Decimals {
            at: self,
            found: pounds,
        };
        let fitting = match (self.bounds().whole_pounds, pounds.scale() > 2) {
            (true, _) if !pounds.is_integer() => return Err(decimals),
            (true, true) => pounds.trunc(),
            (false, true) => return Err(decimals),
            (_, false) => pounds,
        };
        let out_of_bounds = VatReturnFault::OutOfBounds {
            at: self,
            found: pounds,
        };
        let amount = Money::try_from(fitting).map_err(|_far_out| out_of_bounds)?;
        self.check(amount).map(|()| amount)
    }

    /// Whether the box may hold the amount, and if not, why.
    pub(crate) fn check(self, amount: Money) -> Result<(), VatReturnFault> {
        let pence = pence(amount);
        if self.bounds().hold(pence) {
            return Ok(());
        }
        if self.bounds().whole_pounds && pence % 100 != 0 {
            let found = amount.decimal();
            return Err(VatReturnFault::Decimals { at: self, found });
        }
        let found = amount.decimal();
        Err(VatReturnFault::OutOfBounds { at: self, found })
    }
}

/// The pence in 64 bits, which hold those of any amount.
pub(crate) fn pence(amount: Money) -> i64 {
    i64::try_from(amount.pence()).unwrap_or(i64::MAX)
}
