//! The range rules in use: one row a query.

use time::Date;
use time::macros::date;

use super::{Collects, Limits, Order, RangeRule, Reading, Span};

/// No limit.
const ANY: Limits = Limits {
    earliest: Date::MIN,
    latest: Date::MAX,
};

/// The years that Self Assessment Accounts take.
const CENTURIES: Limits = Limits {
    earliest: date!(1900 - 01 - 01),
    latest: date!(2099 - 12 - 31),
};

/// `earliest` and any later day.
const fn since(earliest: Date) -> Limits {
    Limits {
        earliest,
        latest: Date::MAX,
    }
}

/// VAT obligations: later than `from` and at most one year. HMRC's page says "366 days or less",
/// its code allows one calendar year, which is followed (2019-02-28 to 2020-02-29 is refused).
///
/// ```
/// use sa_validate::{date, date_range::VAT_OBLIGATIONS};
///
/// let [from, to] = [date::parse("2019-02-28")?, date::parse("2020-02-29")?];
/// assert!(VAT_OBLIGATIONS.check(from, to, from).is_err()); // 366 days
/// assert!(VAT_OBLIGATIONS.check(from, date::parse("2020-02-28")?, from).is_ok()); // to come
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const VAT_OBLIGATIONS: RangeRule = RangeRule {
    name: "VAT obligations",
    reading: Reading::Strict,
    from: ANY,
    to: ANY,
    until_today: false,
    order: Order::Increasing,
    span: Span::OneYear,
    collects: Collects::First,
    source: "hmrc/vat-api: ObligationParameterFormatValidation, ObligationsValidator",
};

/// VAT liabilities and payments: from 2016-04-06, not after today, less than one year. HMRC's page
/// says 2017-12-01, its code and sandbox take 2016-04-06, which is followed.
///
/// ```
/// use sa_validate::{date, date_range::VAT_FINANCIAL};
///
/// let [from, to] = [date::parse("2016-04-06")?, date::parse("2017-04-05")?];
/// assert!(VAT_FINANCIAL.check(from, to, to).is_ok());
/// let yesterday = date::plus_days(to, -1);
/// assert!(VAT_FINANCIAL.check(from, to, yesterday).is_err()); // ends after today
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const VAT_FINANCIAL: RangeRule = RangeRule {
    name: "VAT liabilities and payments",
    reading: Reading::Strict,
    from: since(date!(2016 - 04 - 06)),
    to: ANY,
    until_today: true,
    order: Order::Increasing,
    span: Span::OneYearLessADay,
    collects: Collects::First,
    source: "hmrc/vat-api: FinancialDataDateFormatValidation, FinancialDataDateRangeValidation",
};

/// Self Assessment Accounts 1.0, every list: from 2018-04-06, 732 days counted with both ends.
///
/// ```
/// use sa_validate::{date, date_range::SA_ACCOUNTS_V1};
///
/// let [from, to] = [date::parse("2018-04-06")?, date::parse("2020-04-06")?];
/// assert_eq!((to - from).whole_days(), 731); // over a leap day
/// assert!(SA_ACCOUNTS_V1.check(from, to, to).is_ok());
/// assert!(SA_ACCOUNTS_V1.check(from, date::plus_days(to, 1), to).is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const SA_ACCOUNTS_V1: RangeRule = RangeRule {
    name: "Self Assessment Accounts 1.0",
    reading: Reading::Clamped,
    from: since(date!(2018 - 04 - 06)),
    to: ANY,
    until_today: false,
    order: Order::SameDayAllowed,
    span: Span::Days(731),
    collects: Collects::All,
    source: "hmrc/self-assessment-accounts-api at 13fed3b3: DateRangeValidationV1",
};

/// Self Assessment Accounts 2.0 in its first form: only the order counts.
///
/// ```
/// use sa_validate::{date, date_range::SA_ACCOUNTS_V2_EARLY};
///
/// let [from, to] = [date::parse("1066-10-14")?, date::parse("2525-12-31")?];
/// assert!(SA_ACCOUNTS_V2_EARLY.check(from, to, from).is_ok());
/// assert!(SA_ACCOUNTS_V2_EARLY.check(to, from, from).is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const SA_ACCOUNTS_V2_EARLY: RangeRule = RangeRule {
    name: "Self Assessment Accounts 2.0, first form",
    reading: Reading::Clamped,
    from: ANY,
    to: ANY,
    until_today: false,
    order: Order::SameDayAllowed,
    span: Span::Unlimited,
    collects: Collects::All,
    source: "hmrc/self-assessment-accounts-api at 13fed3b3: DateRangeValidationV2",
};

/// Self Assessment Accounts 2.0 later, and 3.0 before March 2025: one day is no range.
///
/// ```
/// use sa_validate::{date, date_range::SA_ACCOUNTS_V2_LATE};
///
/// let [from, to] = [date::parse("1900-01-01")?, date::parse("2099-12-31")?];
/// assert!(SA_ACCOUNTS_V2_LATE.check(from, to, from).is_ok());
/// assert!(SA_ACCOUNTS_V2_LATE.check(from, from, from).is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const SA_ACCOUNTS_V2_LATE: RangeRule = RangeRule {
    name: "Self Assessment Accounts 2.0 and 3.0 before March 2025",
    reading: Reading::Strict,
    from: Limits {
        latest: Date::MAX,
        ..CENTURIES
    },
    to: Limits {
        earliest: Date::MIN,
        ..CENTURIES
    },
    until_today: false,
    order: Order::Increasing,
    span: Span::Unlimited,
    collects: Collects::AllUnlessReversed,
    source: "hmrc/self-assessment-accounts-api at aca807ee: ResolveDateRange",
};

/// Self Assessment Accounts 3.0 from April 2025 and 4.0, balance and transactions: a difference of
/// at most 732 days.
///
/// ```
/// use sa_validate::{date, date_range::SA_ACCOUNTS_V4_BALANCE};
///
/// let from = date::parse("2023-01-01")?;
/// let [last, too_late] = [732, 733].map(|days| date::plus_days(from, days));
/// assert!(SA_ACCOUNTS_V4_BALANCE.check(from, last, from).is_ok());
/// assert!(SA_ACCOUNTS_V4_BALANCE.check(from, too_late, from).is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const SA_ACCOUNTS_V4_BALANCE: RangeRule = RangeRule {
    name: "Self Assessment Accounts 3.0 and 4.0, balance and transactions",
    reading: Reading::Strict,
    from: CENTURIES,
    to: CENTURIES,
    until_today: false,
    order: Order::SameDayAllowed,
    span: Span::Days(732),
    collects: Collects::AllUnlessReversed,
    source: "hmrc/self-assessment-accounts-api at 47708f17: ResolveDateRange",
};

/// Self Assessment Accounts 3.0 from April 2025 and 4.0, payments and allocations. The page says
/// 732 days; HMRC's service leaves that to its back end, so the span is not limited here.
///
/// ```
/// use sa_validate::{date, date_range::SA_ACCOUNTS_V4_PAYMENTS};
///
/// let [from, to] = [date::parse("1900-01-01")?, date::parse("2099-12-31")?];
/// assert!(SA_ACCOUNTS_V4_PAYMENTS.check(from, to, from).is_ok());
/// assert!(SA_ACCOUNTS_V4_PAYMENTS.check(from, date::plus_days(to, 1), from).is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub const SA_ACCOUNTS_V4_PAYMENTS: RangeRule = RangeRule {
    name: "Self Assessment Accounts 3.0 and 4.0, payments and allocations",
    reading: Reading::Strict,
    from: CENTURIES,
    to: CENTURIES,
    until_today: false,
    order: Order::SameDayAllowed,
    span: Span::Unlimited,
    collects: Collects::AllUnlessReversed,
    source: "hmrc/self-assessment-accounts-api at 47708f17: ResolveDateRange",
};

/// Every rule.
///
/// ```
/// use sa_validate::date_range::{ALL, Reading};
///
/// let [clamped, strict] = [Reading::Clamped, Reading::Strict]
///     .map(|reading| ALL.iter().filter(|rule| rule.reading == reading).count());
/// assert_eq!((clamped, strict), (2, 5)); // only old versions take 30 February
/// ```
pub const ALL: [RangeRule; 7] = [
    VAT_OBLIGATIONS,
    VAT_FINANCIAL,
    SA_ACCOUNTS_V1,
    SA_ACCOUNTS_V2_EARLY,
    SA_ACCOUNTS_V2_LATE,
    SA_ACCOUNTS_V4_BALANCE,
    SA_ACCOUNTS_V4_PAYMENTS,
];
