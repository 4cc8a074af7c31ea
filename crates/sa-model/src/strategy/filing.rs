//! Strategies for what is to be sent to HMRC, and for what came.

use proptest::prelude::*;
use proptest::sample::select;

use super::part::{days, period_key, tax_year};
use crate::{ItsaFiling, ObligationPeriod, Quarter, ReceivedFiling, ReturnForm};

/// Any obligation, its days in order.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // Due on the last day or up to 90 days after.
/// proptest!(|(period in strategy::obligation_period())| {
///     prop_assert!(period.start <= period.end && period.end <= period.due);
///     prop_assert!((period.due - period.end).whole_days() <= 90);
/// });
/// ```
pub fn obligation_period() -> impl Strategy<Value = ObligationPeriod> {
    (period_key(), days(), 0_u16..=90).prop_map(|(key, (start, end), days)| ObligationPeriod {
        key,
        start,
        end,
        due: end.saturating_add(time::Duration::days(i64::from(days))),
    })
}

/// Any filing of Self Assessment.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // Of any year, also an update of one before Making Tax Digital.
/// proptest!(|(filing in strategy::itsa_filing())| {
///     prop_assert!(filing.tax_year().start_year() >= 2000);
/// });
/// ```
pub fn itsa_filing() -> impl Strategy<Value = ItsaFiling> {
    prop_oneof![
        tax_year().prop_map(|tax_year| ItsaFiling::TaxReturn { tax_year }),
        (tax_year(), select(&Quarter::ALL[..]))
            .prop_map(|(tax_year, quarter)| ItsaFiling::QuarterlyUpdate { tax_year, quarter }),
    ]
}

/// Any filing that came.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // Nothing but a tax return comes on paper.
/// proptest!(|(came in strategy::received_filing())| {
///     let is_return = matches!(came.filing(), ItsaFiling::TaxReturn { .. });
///     prop_assert!(is_return || came.form() == ReturnForm::Online);
/// });
/// ```
pub fn received_filing() -> impl Strategy<Value = ReceivedFiling> {
    let forms = select(vec![ReturnForm::Online, ReturnForm::Paper]);
    (itsa_filing(), forms).prop_map(|(filing, form)| match filing {
        ItsaFiling::TaxReturn { tax_year } => ReceivedFiling::TaxReturn { tax_year, form },
        ItsaFiling::QuarterlyUpdate { tax_year, quarter } => {
            ReceivedFiling::QuarterlyUpdate { tax_year, quarter }
        }
    })
}
